"""The service's own words, in Chinese and English."""

from __future__ import annotations

from typing import Literal

Language = Literal["zh-Hans", "en"]

WORDS: dict[str, tuple[str, str]] = {
    "join": ("加入读书会", "Join the reading group"),
    "welcome": (
        "这是给{name}的邀请。按下面的按钮，这个浏览器就记住你了；链接只能用一次。",
        "This is an invitation for {name}. Press the button and this browser knows you; the link works once.",
    ),
    "enter": ("进来", "Come in"),
    "in_wechat": ("在微信里打开的话，先点右上角“…”，选“在浏览器打开”。", "In WeChat, first choose “Open in browser” from the menu at the top right."),
    "stale": ("这个链接用过了，或者过期了。请再要一个。", "This link has been used or is too old. Ask for a new one."),
    "me": ("我的", "My page"),
    "books": ("书和目录", "Books"),
    "devices": ("设备", "Devices"),
    "device": ("设备", "Device"),
    "last": ("最近一次同步", "Last sync"),
    "never": ("还没有", "not yet"),
    "from": ("来自{said}", "from {said}"),
    "remove": ("停用", "Revoke"),
    "label": ("给新设备起个名字，比如 Kobo", "A name for the new device, such as Kobo"),
    "add": ("添加设备", "Add a device"),
    "once": ("这个码只显示这一次，请马上抄到设备上：", "This code is shown only once; put it into the device now:"),
    "koreader": (
        "KOReader：工具 → 进度同步 → 自定义同步服务器，填上面的地址；再选“登录”（不要选“注册”），照填用户名和密码。",
        "KOReader: Tools → Progress sync → Custom sync server takes the address above; then log in (do not register) with the name and password.",
    ),
    "server": ("服务器", "Server"),
    "catalogue": ("书目（OPDS）", "Catalogue (OPDS)"),
    "user": ("用户名", "User name"),
    "password": ("密码", "Password"),
    "places": ("读到哪里", "Where I am"),
    "unknown": ("不认识的文件", "a file unknown here"),
    "export": ("取走我的数据（JSON）", "Take my data away (JSON)"),
    "leave": ("退出这个浏览器", "Log this browser out"),
    "delete": ("删去我的一切", "Delete everything of mine"),
    "delete_sure": ("我要删去；删了就没有了（备份里的到下一次备份为止）", "I mean it: it cannot be undone (backups keep it until the next one)"),
    "stranger": ("这一页只给读书会的成员看。用邀请链接进来。", "This page is for members of the reading group. Come in by your invitation link."),
    "private": ("你的进度只有你自己看得到。", "Only you see where you are."),
    "too_many": ("设备太多了，先停用一个。", "Too many devices: revoke one first."),
}


def word(key: str, language: Language) -> str:
    """The service's word for it."""
    return WORDS[key][language == "en"]


def language_of(accept: str) -> Language:
    """The language of a browser: Chinese where it names Chinese before English, or names neither."""
    kinds = [part.split(";")[0].strip().lower()[:2] for part in accept.split(",")]
    return "en" if next((kind for kind in kinds if kind in {"zh", "en"}), "zh") == "en" else "zh-Hans"
