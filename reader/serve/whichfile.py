"""Which file of a device holds its marks, for the page that takes them in: the devices that most readers have, Chinese and English."""

from __future__ import annotations

WHICH: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = (
    (("Kindle", "Kindle"), ("用 USB 接上电脑：documents/My Clippings.txt", "by USB: documents/My Clippings.txt")),
    (
        ("Kobo", "Kobo"),
        (
            "用 USB 接上电脑，隐藏文件夹 .kobo 里的 KoboReader.sqlite 和旁边的 KoboReader.sqlite-wal，一起选",
            "by USB, in the hidden folder .kobo: KoboReader.sqlite and KoboReader.sqlite-wal beside it, both at once",
        ),
    ),
    (
        ("KOReader", "KOReader"),
        (
            "书旁边的文件夹“书名.sdr”里的 metadata.epub.lua；或者“导出标注”得到的文件",
            "metadata.epub.lua in the folder BOOK.sdr beside the book; or what “Export highlights” writes",
        ),
    ),
    (("微信读书", "微信读书 (WeRead)"), ("书 → 笔记 → 导出、复制，粘贴到文本文件里", "book → 笔记 → 导出/复制, pasted into a text file")),
    (("多看", "多看 (Duokan)"), ("书 → 笔记 → 分享、导出 → 印象笔记或邮件，存成 HTML", "book → 笔记 → 分享/导出 → Evernote or mail, saved as HTML")),
    (
        ("苹果“图书”", "Apple Books"),
        ("选中 → 共享 → 邮件或备忘录，存成文本文件，几段放在一起也行", "mark words → Share → Mail or Notes, saved as a text file; several in one are fine"),
    ),
    (("静读天下 Moon+", "Moon+ Reader"), ("书签 → 分享 → 导出到文件（.mrexpt）", "Bookmarks → Share → Export to a file (.mrexpt)")),
    (("Thorium", "Thorium"), ("批注 → 导出（.annotation）", "Annotations → Export (.annotation)")),
    (
        ("calibre", "calibre"),
        ("阅读器：高亮 → 导出（.calibre_annotation_collection）", "viewer: Highlights → Export (.calibre_annotation_collection)"),
    ),
    (("Readest", "Readest"), ("批注 → 导出 → JSON", "Annotations → Export → JSON")),
)
