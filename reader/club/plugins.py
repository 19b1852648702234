"""The first page's plugin for KOReader: what it is for, and where it goes (`docs/koreader.md` has more)."""

from __future__ import annotations

from collections.abc import Mapping

from reader.book.page import Node, node
from reader.club.speech import Speech, size

KOREADER = "plugins/reader.koplugin.zip"
NAME = ("KOReader 插件", "Plugin for KOReader")
WHERE = (
    "解开，文件夹 reader.koplugin 放进 koreader/plugins/（Kobo 上是 .adds/koreader/plugins/，PocketBook 上是 applications/koreader/plugins/），"
    "再重新启动 KOReader",
    "unpack it; the folder reader.koplugin goes into koreader/plugins/ (Kobo: .adds/koreader/plugins/; PocketBook: applications/koreader/plugins/); "
    "then start KOReader anew",
)


def plugin_section(files: Mapping[str, bytes], say: Speech) -> tuple[Node, ...]:
    """The row of the plugin; nothing where the site has none."""
    if KOREADER not in files:
        return ()
    link = node("a", f"{say.one_of(NAME)} {size(len(files[KOREADER]))}", class_="file", href=KOREADER, download=KOREADER.rpartition("/")[2])
    row = node("li", node("p", link, class_="get"), say.told_of(("KOReader", "KOReader"), WHERE))
    return (node("section", node("h2", say("plugin")), node("p", say("plugin-hint")), node("ul", row, class_="devices"), id="plugins"),)
