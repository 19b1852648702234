"""The site's own words, and those of a service that hands it out: Chinese in simplified characters (converted for the traditional pages), and English."""

from __future__ import annotations

from typing import Literal

from reader.model import Script

Language = Literal["zh-Hans", "zh-Hant", "en"]
LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")
# How a page in that language is called, in that language.
OWN_NAMES: dict[Language, str] = {"zh-Hans": "简体", "zh-Hant": "繁體", "en": "English"}
# In which script the pages of a language show the edition's texts; None: as published.
SHOWN: dict[Language, Script | None] = {"zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant-TW", "en": None}

WORDS: dict[str, tuple[str, str]] = {
    "site": ("读书会的书", "The club's books"),
    "languages": ("网页的语言", "Language of this page"),
    "which": ("你用什么读？", "What do you read with?"),
    "which-hint": ("找到你的设备，点一下就下载。不知道就选最后一行。", "Find your device; one tap downloads the book. If in doubt, take the last row."),
    "wechat": (
        "在微信里打不开文件，就点右上角“…”，选“在浏览器打开”。",
        "If a file does not open in WeChat, tap “…” at the top right and choose “Open in browser”.",
    ),
    "other-scripts": ("别的字体", "Other scripts"),
    "tap": ("点一下标记：", "A tap on a marker: "),
    "way": ("放进去：", "How it gets there: "),
    "zh-Hans": ("简体", "Simplified"),
    "zh-Hant-TW": ("繁体·台湾字形", "Traditional, Taiwan"),
    "zh-Hant-HK": ("繁体·香港字形", "Traditional, Hong Kong"),
    "as-published": ("按发表时的字体", "As published"),
    "universal": ("通用", "universal"),
    "kobo": ("Kobo", "Kobo"),
    "duokan": ("多看", "Duokan"),
    "short-zh-Hans": ("简", "Simplified"),
    "short-zh-Hant-TW": ("台", "Traditional, Taiwan"),
    "short-zh-Hant-HK": ("港", "Traditional, Hong Kong"),
    "short-as-published": ("原", "As published"),
    "ways": ("到哪里去", "Where to"),
    "pages": ("上一页、下一页", "Pages"),
    "home": ("下载", "Downloads"),
    "larger": ("大字", "Larger"),
    "smaller": ("小字", "Smaller"),
    "dark": ("日间、夜间", "Light or dark"),
    "close": ("关闭", "Close"),
    "facet-all": ("全部", "all"),
    "facet-script": ("字体", "script"),
    "facet-device": ("设备", "device"),
    "edition": ("第{}版", "edition {}"),
    "cover": ("《{}》封面", "Cover of {}"),
    "code": ("二维码：{}", "QR code: {}"),
    "read": ("在网页上读", "Read it in the browser"),
    "more": ("还有", "More"),
    "questions": ("读书会讨论题", "Questions for the reading group"),
    "sheet": ("印出来的二维码", "A sheet of QR codes to print"),
    "code-index": ("这个网站", "This site"),
    "code-opds": ("书目，给 KOReader、Thorium、calibre 等", "Catalogue for KOReader, Thorium, Foliate …"),
    "for-universal": ("通用", "Any reader"),
    "for-kobo": ("Kobo 电子书阅读器", "Kobo e-readers"),
    "for-duokan": ("多看", "多看 (Duokan)"),
    "catalogue": (
        "书目（OPDS）：在 KOReader、Thorium、Foliate 里把它添加为目录，新书会自己出现",
        "Catalogue (OPDS) for KOReader, Thorium, Foliate: new books appear there",
    ),
    "notes": ("编者的注释，给 Thorium 导入", "The editors' notes, for Thorium to import"),
    "dictionary": ("术语词典", "The glossary as a dictionary"),
    "dictionary-hint": ("读任何一本书，点一个词就看到词条，简体繁体都查得到。", "In any book a tap on a term shows its entry; it is found in either script."),
    "plugin": ("KOReader 的插件", "A plugin for KOReader"),
    "plugin-hint": (
        "长按一个词里的任何一个字，就选中整个词；读书会有自己的服务，划线和批注也能送去，别人分享的取下来。",
        "A long press on any character of a term selects the whole term; where the reading group has a service, highlights and notes go there, and what others "
        "share comes back.",
    ),
    "changes": ("这一版改了什么", "What is new in this edition"),
    "files": ("文件与核对", "Files and checksums"),
    "sums": ("所有文件的 SHA-256", "SHA-256 of every file"),
    "hashes": ("各版各本的指纹与位置表", "Hashes of all builds, and tables of places"),
    # What follows is said by a service that hands the site out.
    "books": ("书和下载", "Books"),
    "me": ("我的一页", "My page"),
    "join": ("加入读书会", "Join the reading group"),
    "welcome": (
        "这是给{name}的邀请。按下面的按钮，这个浏览器就记住你了；链接只能用一次。",
        "This is an invitation for {name}. Press the button and this browser knows you; the link works once.",
    ),
    "enter": ("进来", "Come in"),
    "join-wechat": (
        "在微信里，先点右上角“…”，选“在浏览器打开”，再按按钮：要记住你的是那个浏览器。",
        "In WeChat, first tap “…” at the top right and choose “Open in browser”: that browser is the one to know you.",
    ),
    "in-wechat": (
        "微信里存不了文件：点右上角“…”，选“在浏览器打开”。",
        "WeChat cannot store files: tap “…” at the top right and choose “Open in browser”.",
    ),
    "download": ("下载", "Download"),
    "meetings": ("聚会", "Meetings"),
    "meetings-none": ("还没有定下聚会。", "No meeting is set yet."),
    "meetings-coming": ("要来的", "To come"),
    "meetings-past": ("聚过的", "Past"),
    "until": ("读到：{words}", "Read up to: {words}"),
    "until-the-end": ("读完全篇", "The whole essay"),
    "calendar": ("加进日历（.ics）", "Add to a calendar (.ics)"),
    "weekdays": ("周一 周二 周三 周四 周五 周六 周日", "Mon Tue Wed Thu Fri Sat Sun"),
    "stale": ("这个链接用过了，或者过期了。请再要一个。", "This link has been used or is too old. Ask for a new one."),
    "stranger": ("这里只给读书会的成员看。请用邀请链接进来。", "This is for members of the reading group. Come in by your invitation link."),
    "devices": ("设备", "Devices"),
    "device": ("设备", "Device"),
    "last-push": ("最近一次同步：", "Last sync: "),
    "earlier": ("别的文件", "Other files"),
    "heard": ("最近一次消息：{what}", "Last heard of: {what}"),
    "browsers": ("浏览器", "Browsers"),
    "a-browser": ("浏览器", "A browser"),
    "this-one": ("就是这个", "this one"),
    "leave-all": ("在所有浏览器里退出", "Log out everywhere"),
    "never": ("还没有同步过", "Not synced yet"),
    "remove": ("停用", "Revoke"),
    "label": ("给新设备起个名字，比如 Kobo", "A name for the new device, such as Kobo"),
    "add": ("添加设备", "Add a device"),
    "once": ("这个码只显示这一次，请马上抄到设备上：", "This code is shown only once; put it into the device now:"),
    "koreader": (
        "KOReader：工具 → 进度同步 → 自定义同步服务器，填上面的地址；再选“登录”（不要选“注册”），照填用户名和密码。",
        "KOReader: Tools → Progress sync → Custom sync server takes the address above; then log in (do not register) with the name and password.",
    ),
    "server": ("服务器", "Server"),
    "opds": ("书目（OPDS）", "Catalogue (OPDS)"),
    "user": ("用户名", "User name"),
    "password": ("密码", "Password"),
    "places": ("读到哪里", "Where I am"),
    "private": ("你的进度只有你自己看得到。", "Only you see where you are."),
    "nowhere": ("还没有设备说过你读到哪里。", "No device has said yet where you are."),
    "unknown": ("不认识的文件", "a file unknown here"),
    "mine": ("我的数据", "My data"),
    "export": ("取走我的数据（JSON）", "Take my data away (JSON)"),
    "leave": ("退出", "Log out"),
    "delete": ("删去我的一切", "Delete everything of mine"),
    "delete-sure": ("我要删去；删了就没有了（备份里的到下一次备份为止）", "I mean it: it cannot be undone (backups keep it until the next one)"),
    "too-many": ("设备太多了，先停用一个。", "Too many devices: revoke one first."),
    # Marks of members, on the service's pages and beside the text.
    "marks": ("划线和批注", "Marks and notes"),
    "marks-none": ("还没有划线。在网页版里选中几个字，就可以划线、写批注。", "No marks yet. Select words in the web edition to mark them or to write a note."),
    "marks-private": ("只有你自己看得到，除非你分享。", "Only you see them unless you share them."),
    "mark": ("划线", "Mark"),
    "remark": ("批注", "Note"),
    "remark-sign": ("批", "+"),
    "save": ("保存", "Save"),
    "mark-delete": ("删去", "Delete"),
    "answer": ("回应", "Answer"),
    "answer-delete": ("收回", "Take back"),
    "share": ("给谁看", "Who sees it"),
    "share-me": ("只有我自己", "Only me"),
    "share-club": ("读书会的人", "The group"),
    "share-book": ("读书会的人，也可以印进下一版", "The group, and the next edition may print it"),
    "furthest-set": ("我读到这里", "I have read up to here"),
    "furthest": ("你读到这里。", "You have read up to here."),
    "furthest-none": ("你还没说这一篇读到哪里。", "You have not said how far you have read in this essay."),
    "furthest-forget": ("这一篇算没读过", "Count this essay as unread"),
    "spoilers": (
        "别人分享的批注，你读到那里才看得到，或者等读书会谈过之后。",
        "What others share shows once you have read that far, or once the group has met about it.",
    ),
    "offer": (
        "{device}说你读到了这一段（{time}）。对的话就按下面的按钮。",
        "{device} says that you are at this paragraph ({time}). Press the button if that is so.",
    ),
    "marked-by": ("{count}人划过", "Marked by {count}"),
    "words": ("要划的字（空着就是整段）", "The words to mark (empty: the whole paragraph)"),
    "not-there": ("这一段里没有这些字，或者不止一处。请多选几个字。", "These words do not stand in this paragraph, or more than once. Choose a few more."),
    "too-many-marks": ("划线太多了，先删去一些。", "Too many marks: delete some first."),
    "by-paragraph": ("逐段看批注、写批注", "Notes, paragraph by paragraph"),
    "back-to-text": ("回到正文", "Back to the text"),
    "take": ("取走：", "Take away: "),
    "no-place": ("现在的正文里找不到这些字", "These words are not in the present text"),
    "marks-delete": ("删去我的全部划线和批注", "Delete all my marks and notes"),
    "marks-delete-sure": ("我要全部删去；设备再同步也不会回来", "I mean it: all of them, and no device brings them back"),
    "arrived": ("从设备来的划线和批注", "What came from devices"),
    "arrived-hint": (
        "把阅读器里的划线和批注拿到这里来：选好文件，按“送来”。哪种设备的文件在哪里，说明书“读者批注”一页有表。",
        "Bring the highlights and notes of your reading device here: choose the file, then press “Send”. The manual's page on readers' marks says for each "
        "device which file it is.",
    ),
    "arrived-private": (
        "只留下这里的书的划线，只有你自己看得到；文件读完就没有了，别的书一个字也不留。最多{most} MB，大的压成 zip。",
        "Only marks in the books of this site are kept, for you alone; the file itself is not, nor a word of any other book. At most {most} MB; make a zip of "
        "what is larger.",
    ),
    "arrived-none": ("还没有来过。", "Nothing yet."),
    "arrived-row": (
        "{time} · {name}（{source}）：{marks}条，新的{new}条，有改动的{changed}条",
        "{time} · {name} ({source}): {marks} marks, {new} new, {changed} changed",
    ),
    "arrived-row-moved": ("，挪了位置的{count}条", ", {count} moved"),
    "arrived-row-orphans": ("，没找到位置的{count}条", ", {count} without a place"),
    "file": ("文件（可以选几个）", "Files"),
    "send": ("送来", "Send"),
    "upload-none": ("没有选文件。", "No file was chosen."),
    "upload-large": (
        "这些文件超过{most} MB：压成 zip 再送，或者在自己的电脑上用 reader marks。",
        "These files have more than {most} MB: send a zip of them, or use `reader marks` on a computer of your own.",
    ),
    "upload-unreadable": (
        "这些文件读不了：太慢，或者坏了。一次送一个试试。",
        "These files cannot be read: they take too long, or are damaged. Try one at a time.",
    ),
    "upload-taken": (
        "来了{marks}条：新的{new}条，有改动的{changed}条，没找到位置的{orphans}条。",
        "{marks} marks came: {new} new, {changed} changed, {orphans} without a place.",
    ),
    "upload-none-ours": ("里面没有这里的书的划线。", "There are no marks of the books here in it."),
    "upload-away": ("以前删去的{count}条没有再来。", "{count} that were deleted before stayed away."),
    "upload-others": ("别的书的{count}条没有留下。", "{count} in other books were not kept."),
    "upload-broken": ("有{count}处坏了，跳过去了。", "{count} damaged places were passed over."),
    "upload-unread": ("有{count}个文件里没有认得的划线。", "{count} files hold no marks in a format known here."),
    "moved": ("字有改动，挪了位置的", "Moved: the words are others now"),
    "moved-hint": ("请看一看位置对不对。", "Please see whether the place is right."),
    "moved-right": ("对的", "It is right"),
    "orphans": ("没找到位置的", "Without a place"),
    "orphans-none": ("每一条都有位置。", "Every mark has its place."),
    "editors": ("编者", "Editors"),
    "editors-only": ("这一页只给编者看。", "This page is for editors."),
    "for-the-book": ("给下一版的批注", "Given for the next edition"),
    "for-the-book-none": ("还没有人给。", "Nothing yet."),
    "accept": ("收进下一版", "Accept"),
    "decline": ("不收", "Decline"),
    "undecide": ("再想想", "Undo"),
    "is-accepted": ("已收", "accepted"),
    "is-declined": ("没收", "declined"),
    "is-new": ("还没决定", "not decided"),
    "pull": ("收进来的用 reader marks pull 取到注释本里。", "`reader marks pull` brings what is accepted into the edition."),
}


def own_word(key: str, tag: str) -> str:
    """The site's word beside a text in the language `tag`: Chinese beside Chinese, in simplified characters, else English."""
    return WORDS[key][not tag.startswith("zh")]


def word(key: str, language: Language) -> str:
    """The site's word in the language; for traditional Chinese still in simplified characters."""
    return WORDS[key][language == "en"]
