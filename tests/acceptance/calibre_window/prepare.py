"""Run by `calibre-debug`: the settings of somebody who has used calibre before, the plugin's button in the toolbar, a highlight in one book."""

import sys

from calibre.gui2 import config, dynamic, gprefs
from calibre.library import db
from calibre.utils.config import JSONConfig, prefs

library, program, terms, edition, language = sys.argv[-5:]
prefs["library_path"], prefs["language"] = library, language
dynamic["welcome_wizard_was_run"] = True
config["new_version_notification"] = False
gprefs["action-layout-toolbar"] = ("Add Books", "Convert Books", None, "Annotated Reader", None, "Preferences")
gprefs["quick_start_guide_added"] = True
own = JSONConfig("plugins/annotated_reader")
own["program"], own["lists"], own["edition"], own["who"] = program, [terms], edition, "阿里"
highlight = {"type": "highlight", "uuid": "a", "highlighted_text": "要在後面慢慢來", "notes": "慢慢来。", "timestamp": "2026-03-01T12:00:59.000Z"}
books = db(library).new_api
for book in books.all_book_ids():
    if books.field_for("title", book) == "茶与咖啡之争":
        books.merge_annotations_for_book(book, "EPUB", [{**highlight, "start_cfi": "/2/4/2:0", "end_cfi": "/2/4/2:7", "spine_index": 2, "spine_name": "x"}])
