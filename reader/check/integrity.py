"""The rules that hold for every book in every reading system, as one table."""

from __future__ import annotations

from reader.check.rule import Rule
from reader.check.rules import entries, ids, languages, links, notes, packaging, turning

LAW_4 = "one marker, one note, one way back (docs/design.md, law 4)"

LINK_RULES = (
    Rule("page-broken", "error", "A page is not well-formed XML.", "mend the markup at this line", "EPUB 3.3, XHTML requirements", links.broken_pages),
    Rule("link-target-missing", "error", "A link names a file or an id that does not exist.", "correct the href or add the id", "EPUB 3.3, Resource locations",
         links.missing_targets),
    Rule("ncx-target-missing", "error", "An entry of the NCX leads nowhere.", "correct its src or take the entry out", "OPF 2.0.1, The NCX",
         links.missing_ncx_targets),
    Rule("resource-missing", "error", "A page or style sheet names a file that is not in the book.", "add the file or take the reference out",
         "EPUB 3.3, Publication resources", links.missing_resources),
)  # fmt: skip

NOTE_RULES = (
    Rule("marker-without-note", "error", "A marker leads to no note.", "let its href end in # and the id of the note", LAW_4, notes.markers_without_note),
    Rule("note-without-marker", "error", "No marker leads to a note.", "add the marker or take the note out", LAW_4, notes.notes_without_marker),
    Rule("note-shared", "error", "Several markers lead to one note, so its way back can be right for one only.", "give each marker a note of its own", LAW_4,
         notes.shared_notes, ("kindle",)),
    Rule("note-no-way-back", "error", "No link leads from a note back to its marker.", "begin the note with a link to the marker's id",
         "Kindle Publishing Guidelines, 10.3.12: two-way links are required", notes.notes_without_way_back, ("kindle",)),
    Rule("backlink-elsewhere", "error", "A note's way back leads to another place than its marker.", "let it lead to the id of the marker", LAW_4,
         notes.wrong_ways_back),
    Rule("note-before-marker", "warning", "A note stands before its marker.", "move the notes to the end of the file",
         "Kobo (epub-spec README) and KOReader (readerlink.lua) want the note after the link", notes.notes_before_marker, ("kobo", "koreader")),
)  # fmt: skip

ID_RULES = (
    Rule("id-duplicate", "error", "An id stands twice in one file.", "rename one of them", "XML 1.0, Validity constraint: ID", ids.duplicate_ids),
    Rule("id-not-safe", "error", "The id of a note's place is no plain ASCII name.", "use letters, digits, - and _, and begin with a letter",
         "Thorium and Readium look for the note by querySelector('#id')", ids.unsafe_targets, ("thorium", "readium")),
    Rule("id-not-ascii", "warning", "The id of a link's target is not in ASCII.", "use letters, digits, - and _, and begin with a letter",
         "Thorium looks for the id as the address writes it, percent-encoded (preload.ts, hashElement)", ids.foreign_targets, ("thorium",)),
    Rule("id-odd", "info", "An id is no plain ASCII name.", "use letters, digits, - and _, and begin with a letter",
         "notes that are added later need ids that querySelector('#id') finds", ids.unsafe_others, ("thorium", "readium")),
    Rule("id-not-unique", "error", "The id of a note's place stands in several files.", "put the file's name into the id",
         "Thorium compares the fragments of notes without file names (checkHiddenFootNotes)", ids.repeated_targets, ("thorium",)),
    Rule("id-repeated", "info", "An id stands in several files.", "put the file's name into the id",
         "notes that are added later need ids that are unique in the book", ids.repeated_others, ("thorium",)),
)  # fmt: skip

LANGUAGE_RULES = (
    Rule("lang-missing", "warning", "A page does not say its language.", "write lang and xml:lang on html", "WCAG 2.2, 3.1.1",
         languages.pages_without_language),
    Rule("lang-one-sided", "info", "Of lang and xml:lang one is missing.", "write both with the same tag", "DAISY KB, language.html",
         languages.one_sided_languages),
    Rule("lang-differs", "warning", "lang and xml:lang say different things.", "write both with the same tag", "HTML, The lang and xml:lang attributes",
         languages.two_languages),
    Rule("book-lang-missing", "error", "The book does not say its language.", "write dc:language",
         "EPUB 3.3, The dc:language element; Send-to-Kindle fails without it",
         languages.missing_book_language),
    Rule("lang-odd", "error", "A language tag is none.", "write a language's own: en, ja; for Chinese zh-Hans, zh-Hant-TW or zh-Hant-HK",
         "RFC 5646 and its registry; Apple's Asset Guide, Languages; WebToEpub #1154 (us: Send-to-Kindle fails)", languages.odd_languages),
    Rule("progression-missing", "error", "A book in zh-Hant does not say which way its pages turn.", 'write page-progression-direction="ltr" on spine',
         "Readium (Language.kt, Language.swift) lays it out vertically, right to left", languages.missing_progression, ("readium",)),
)  # fmt: skip

PACKAGE_RULES = (
    Rule("spine-empty", "error", "The book has no reading order.", "list the pages in spine", "EPUB 3.3, The spine element", packaging.empty_spine),
    Rule("spine-item-missing", "error", "The reading order names what the manifest does not know.", "add the item or take it out of spine",
         "EPUB 3.3, The itemref element", packaging.spine_without_file),
    Rule("manifest-file-missing", "error", "The manifest names a file that is not there.", "add the file or take the item out",
         "EPUB 3.3, The manifest element; Send-to-Kindle fails", packaging.manifest_without_file),
    Rule("file-unlisted", "warning", "A file of the book is not in its manifest.", "list it or leave it out", "EPUB 3.3, The manifest element",
         packaging.files_without_manifest),
    Rule("title-missing", "error", "The book has no title.", "write dc:title", "EPUB 3.3, The dc:title element", packaging.missing_title),
    Rule("identifier-missing", "error", "The book has no identifier.", "write dc:identifier", "EPUB 3.3, The dc:identifier element",
         packaging.missing_identifier),
    Rule("modified-missing", "error", "The date of the last change is missing.", "write dcterms:modified", "EPUB 3.3, Last modified date",
         packaging.missing_date),
    Rule("contents-missing", "error", "The book has no contents.", "add a navigation document (EPUB 2: an NCX)",
         "EPUB 3.3, EPUB navigation document", packaging.missing_nav),
    Rule("contents-empty", "error", "The contents have no entry.", "list the chapters in the nav of the type toc (EPUB 2: in the NCX)",
         "EPUB 3.3, The toc nav element; kcc #145: Kobo showed none where they stood in the page list", entries.empty_contents),
    Rule("contents-marker", "warning", "An entry of the contents repeats a note's marker.", "take the number out of the entry",
         "HTMLBook #162, pressbooks-book #238: headings' notes in the contents", entries.entries_with_markers),
    Rule("vertical-ltr", "warning", "The text is vertical, the pages do not turn from right to left.", 'write page-progression-direction="rtl" on spine',
         "EPUB 3.3, The spine element; Iktahana/illusions #1526 (Apple Books)", turning.vertical_ltr),
    Rule("horizontal-rtl", "warning", "The text runs from left to right, the pages turn the other way.", 'write page-progression-direction="ltr" on spine',
         "EPUB 3.3, The spine element", turning.horizontal_rtl),
    Rule("access-missing", "warning", "Accessibility metadata is missing.", "say accessMode, accessibilityFeature and accessibilityHazard",
         "EPUB Accessibility 1.1, Discoverability", packaging.missing_access),
    Rule("access-poor", "info", "Recommended accessibility metadata is missing.", "say accessModeSufficient and accessibilitySummary",
         "EPUB Accessibility 1.1, Discoverability", packaging.poor_access),
    Rule("cover-missing", "warning", "The book declares no cover picture.", 'give the picture the property "cover-image"', "EPUB 3.3, cover-image property",
         packaging.missing_cover),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*PACKAGE_RULES, *LANGUAGE_RULES, *LINK_RULES, *ID_RULES, *NOTE_RULES)
