"""What people read with: which book it wants, how the book gets there, what a tap on a marker does (`docs/devices.zh.md` has more, and how it is known)."""

from __future__ import annotations

from msgspec import Struct

from reader.book.variants import Variant


class Device(Struct, frozen=True, gc=False):
    """A device or a program; every text in Chinese (simplified) and in English."""

    id: str
    variant: Variant
    name: tuple[str, str]
    way: tuple[str, str]
    tap: tuple[str, str]


POPS_UP = ("弹出注释，里面的链接能点", "the note pops up, its links work")
AT_THE_END = ("不一定弹出；注释都在篇末", "perhaps no pop-up; all notes stand at the end of the essay")

DEVICES = (
    Device(
        "apple",
        "universal",
        ("iPhone、iPad、Mac：图书", "iPhone, iPad, Mac: Apple Books"),
        ("点下载，选“图书”打开", "tap the file, open it in Books"),
        ("弹出注释", "the note pops up"),
    ),
    Device(
        "kindle",
        "universal",
        ("Kindle", "Kindle"),
        ("下载后用“发送到 Kindle”；用数据线拷进去的打不开", "download it and use Send to Kindle; a file copied by cable does not open"),
        ("有的型号弹出，有的跳到篇末", "a pop-up or a jump to the end of the essay, by model"),
    ),
    Device(
        "kobo",
        "kobo",
        ("Kobo 电子书阅读器", "Kobo e-readers"),
        ("用数据线拷进去，文件名保留 .kepub.epub", "copy it by cable and keep the name .kepub.epub"),
        ("弹出注释；要点里面的链接，先去到注释原处", "the note pops up; to follow its links, go to the note first"),
    ),
    Device(
        "kobo-app",
        "universal",
        ("Kobo 的手机、电脑应用", "Kobo apps"),
        ("各应用能否放入自己的书不同", "not all of them take books of your own"),
        ("iOS 弹出，其余跳到篇末", "iOS pops up, the others jump"),
    ),
    Device(
        "koreader",
        "universal",
        ("KOReader", "KOReader"),
        ("拷到 KOReader 看得到的文件夹", "copy it into a folder that KOReader shows"),
        ("注释印在这一页的下方，不用点", "notes are printed at the foot of the page, without a tap"),
    ),
    Device("thorium", "universal", ("电脑：Thorium Reader", "Computer: Thorium Reader"), ("在 Thorium 里导入", "import it in Thorium"), POPS_UP),
    Device("foliate", "universal", ("电脑：Foliate", "Computer: Foliate"), ("用 Foliate 打开", "open it in Foliate"), POPS_UP),
    Device("calibre", "universal", ("电脑：calibre 阅读器", "Computer: calibre's viewer"), ("加进书库，打开", "add it to the library, open it"), POPS_UP),
    Device("readest", "universal", ("Readest", "Readest"), ("在 Readest 里导入", "import it in Readest"), POPS_UP),
    Device(
        "duokan",
        "duokan",
        ("多看阅读", "多看 (Duokan)"),
        ("随版本不同", "differs by version"),
        ("旧版只认图片标记，这一本照此制作", "old versions know only picture markers, which this book has"),
    ),
    Device("weread", "universal", ("微信读书", "微信读书 (WeRead)"), ("在微信里打开，选微信读书", "open it in WeChat, choose WeRead"), AT_THE_END),
    Device("zhangyue", "universal", ("掌阅", "掌阅 (iReader)"), ("用掌阅打开文件", "open the file with it"), AT_THE_END),
    Device(
        "boox",
        "universal",
        ("BOOX、静读天下、Google Play 图书", "BOOX, Moon+ Reader, Google Play Books"),
        ("用应用打开文件", "open the file with the app"),
        AT_THE_END,
    ),
    Device(
        "crosspoint",
        "universal",
        ("CrossPoint（Xteink）", "CrossPoint (Xteink)"),
        ("拷到设备", "copy it to the device"),
        ("不弹出；本页的注释在“Footnotes”菜单里", "no pop-up; the page's notes are in its Footnotes menu"),
    ),
    Device("other", "universal", ("别的阅读器", "Anything else"), ("用它打开文件", "open the file with it"), AT_THE_END),
)
