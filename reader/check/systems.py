"""The rules of single reading systems, as one table. `docs` and `--system` are made from it; nothing else knows a system's ways."""

from __future__ import annotations

from reader.check.rule import Rule
from reader.check.rules import delivery, eink, entries, following, languages, links, marking, popups, styling, untyped

KPG = "Kindle Publishing Guidelines"
KOBO = "kobolabs/epub-spec, README, Footnotes/Endnotes"
VOCABULARY = "EPUB 3 Structural Semantics 1.1"

# All but the three shops whose own apps read these attributes.
NOT_THE_SHOPS = ("apple", "kindle", "kobo", "koreader", "thorium", "readium", "foliate", "calibre", "epubjs", "crosspoint", "google", "moon")

# What nobody typed. No advice here takes away a pop-up that works somewhere: types and classes live side by side.
UNTYPED_RULES = (
    Rule("note-only-linked", "warning", "A note's marker is a plain link: some systems know it for a marker, these only follow it.",
         'in an EPUB 3 add epub:type="noteref" to it, epub:type="footnote" to the note, and their roles (none on li); classes may stay',
         "Apple's Asset Guide, Pop-up Footnotes; popupFootNotes.ts (Thorium); Readium: a[epub:type=noteref]", untyped.plain_links,
         ("apple", "thorium", "readium")),
    Rule("marker-flat", "warning", "A plain marker is not raised, and so is a link like any other.", "type it, or put it into sup",
         "foliate-js, footnotes.js: isFootnoteReference", untyped.unraised, ("foliate",)),
    Rule("marker-flat-near", "warning", "A plain marker is not raised, and its note stands in the same file.", "type it, or put it into sup",
         "calibre, footnotes.pyj: is_footnote_link", untyped.unraised_near, ("calibre",)),
    Rule("marker-no-number", "warning", "A plain marker is neither raised nor a number.", "type it, or put it into sup",
         "koreader-base, cre.cpp: _isLinkToFootnote", untyped.unnumbered, ("koreader",)),
    Rule("marker-unlinked", "warning", "What looks like a marker is no link: there is nothing to tap.", "make it a link to its note, both typed",
         "WeChat's articles, whose tools may not link (mdnice: sup.footnote-ref)", untyped.unlinked, NOT_THE_SHOPS),
    Rule("note-in-attribute", "error", "A note's text stands in an attribute, which only the shop's own app reads.",
         "write the note into the page and link to it, both typed; the attribute may stay",
         "readest #3515, #3576; EPUBCheck refuses zy-footnote (RSC-005)", untyped.texts_in_attributes, NOT_THE_SHOPS),
    Rule("note-duokan-list", "warning", "A note is an item of a list, as 多看 wants it.", "keep it for 多看; give Kindle a book without the list",
         "pandoc #8672: pop-ups run together on Kindle; 多看 shows the li of ol.duokan-footnote-content", popups.duokan_lists, ("kindle",)),
    Rule("note-target-empty", "error", "A marker names an empty anchor instead of its note.", "put the id on the note itself",
         "popupFootNotes.ts shows the target's innerHTML; kobolabs/epub-spec, README: nine characters at least", untyped.empty_targets,
         ("apple", "kobo", "thorium", "readium", "foliate")),
)  # fmt: skip

MARKER_RULES = (
    Rule("marker-crowded", "warning", "A marker has more than noteref in its epub:type.", 'write epub:type="noteref" and nothing else',
         "Readium (a[epub:type=noteref]) and calibre (footnotes.pyj) compare the whole attribute", marking.crowded_types, ("readium", "calibre")),
    Rule("marker-untyped", "warning", "A marker has a role but no epub:type.", 'add epub:type="noteref"',
         "Apple's Asset Guide, Pop-up Footnotes; Readium looks for the type alone", marking.missing_types, ("apple", "kindle", "readium")),
    Rule("marker-without-role", "warning",
         "A marker has no role for assistive technology.", 'add role="doc-noteref"', "EPUB Type to ARIA Role Authoring Guide 1.1",
         marking.missing_roles),
    Rule("marker-other-reference", "warning", "A link to a note is typed glossref, biblioref or the like.", 'write epub:type="noteref" role="doc-noteref"',
         "popupFootNotes.ts, readerlink.lua and Readium know noteref alone", marking.other_references, ("thorium", "koreader", "readium")),
    Rule("marker-misplaced", "error", "noteref stands on something that is no link.", "move it to the a", "EPUB 3 Structural Semantics 1.1, noteref",
         marking.misplaced_types),
    Rule("marker-nested", "warning", "A marker has an element inside.", "put sup or span around the a, not into it",
         "pandoc #1995: such markers are dead in Apple Books",
         marking.nested_elements, ("apple",)),
    Rule("marker-picture", "warning", "A marker is a picture.", "use text; 多看 alone wants the picture, in a book of its own",
         "koreader #11451: its area is zero; CrossPoint needs text",
         marking.pictures, ("koreader", "apple", "crosspoint")),
    Rule("marker-empty", "error", "A marker is empty.", "put the note's number into it", "there is nothing to tap", marking.empty_markers),
)  # fmt: skip

NOTE_RULES = (
    Rule("note-untyped", "warning",
         "A note is not typed as one.", 'add epub:type="footnote" role="doc-footnote"', "99problems #13: the marker is dead in Apple Books",
         popups.untyped_notes, ("apple", "kindle")),
    Rule("note-container", "error", "A container of notes is typed as a note.", "type the container footnotes, each note footnote",
         "KOReader prints what is typed as a note at the foot of every page that links into it", popups.containers, ("koreader",)),
    Rule("note-hidden", "error", "A note is hidden.", "leave it visible at the end of the file",
         "koreader #13514: hidden notes break pop-ups and in-page notes",
         popups.hidden_notes, ("koreader", "epubjs", "crosspoint")),
    Rule("note-off-screen", "warning", "A note is moved off the screen or shrunk to nothing.", "leave it where it stands, at the end of the file",
         "koreader #11377: position, overflow and clip are not known, the note stands in the text; kobolabs/epub-spec: no negative positions",
         eink.moved_notes, ("koreader", "kobo", "kindle")),
    Rule("note-empty", "error", "A note is empty.", "write it or take it out", "there is nothing to show", popups.empty_notes),
    Rule("note-too-short", "warning", "A note is too short to pop up.", "write at least 9 characters", KOBO, popups.short_notes, ("kobo",)),
    Rule("note-too-long", "warning", "A note is too long to pop up.", "write at most 5,000 characters", KOBO, popups.long_notes, ("kobo",)),
    Rule("note-list-item", "warning", "A note is a list item.", "use div", "pandoc #8672: pop-ups run together on Kindle; Apple adds its own number (#8676)",
         popups.listed_notes, ("kindle", "apple")),
    Rule("note-aside", "info", "A note is an aside, which several systems show in the pop-up only.", "use div when its links matter",
         "Apple's Asset Guide; checkHiddenFootNotes (Thorium); footnotes.js (Foliate)", popups.asides, ("apple", "thorium", "foliate", "moon")),
    Rule("note-elsewhere", "warning", "A note stands in another file than its marker.", "move it to the end of the marker's file",
         "kobolabs/epub-spec #16; hash-only links in such notes break in Thorium", popups.notes_elsewhere, ("apple", "thorium")),
    Rule("note-around-marker", "error", "A marker stands inside its own note.", "close the note before it", "thorium-reader #1150: the pop-up is empty",
         popups.markers_inside, ("thorium",)),
    Rule("note-first-block-bare", "warning", "The first paragraph of a note says nothing.", "put the way back and the first words into one paragraph",
         "fb2cng, docs/footnotes.md: some Kindles show the first block alone", popups.bare_first_blocks, ("kindle",)),
    Rule("backlink-late", "warning", "A note's way back does not come first.", "begin the note with it", f"{KPG}, 10.3.12; pandoc #8676",
         popups.late_backlinks, ("kindle",)),
    Rule("backlink-arrow", "warning", "A note's way back is an arrow.", "write the note's number", "Kobo has no glyph for ↩ (standardebooks/tools replaces it)",
         popups.arrow_backlinks, ("kobo",)),
)  # fmt: skip

LINK_RULES = (
    Rule("link-pops-up", "warning", "An ordinary link leads to a later place with text, and pops up.",
         "if it should not, let it lead to an empty anchor; if it is a note's, type it", KOBO,
         following.unwanted_popups, ("kobo",)),
    Rule("link-pair", "warning", "Two ordinary links lead to each other, and pop up.",
         "if they should not, let one of them lead to an anchor with another id; if one is a note's, type it", f"{KPG}, 7",
         following.link_pairs, ("kindle",)),
    Rule("href-long", "warning", "A reference is longer than 95 bytes.", "use short ASCII file names and ids",
         "CrossPoint, FootnoteEntry.h: the buffer has 96 bytes",
         following.long_references, ("crosspoint",)),
    Rule("resource-remote", "error", "The book fetches something from the network.", "put the file into the book",
         "EPUB 3.3, Resource locations; most systems load nothing",
         links.remote_resources),
)  # fmt: skip

STYLE_RULES = (
    Rule("font-absent", "info", "A style sheet names a font that the book does not hold.", "name a generic family, or embed the font",
         "kobolabs/epub-spec, README, fonts", styling.absent_fonts, ("kobo",)),
    Rule("css-flex", "warning", "A style sheet lays out by flex.", "use blocks, floats or tables; or give Kobo a .kepub.epub",
         "pandoc #8379, #8435: Kobo opens a plain EPUB with it as a blank page, or not at all; koreader #13389", eink.flexible, ("kobo", "koreader")),
    Rule("css-variable", "warning", "A style sheet sets something by var() alone.", "write the value itself before it",
         "crengine, lvstsheet.cpp knows no custom properties: the declaration is dropped", eink.variables, ("koreader",)),
    Rule("span-padded-blank", "error", "A span of blanks has padding.", "take the blanks out, or the padding",
         "gutenbergtools/ebookmaker #286: Kobo's renderer crashes and closes the book", eink.padded_blanks, ("kobo",)),
    Rule("namespace-late", "warning", "A style sheet uses epub| without @namespace before all rules.", "put @namespace epub first, or style by class",
         "CSS Namespaces 3, 2; readest #4438: the selectors silently die", styling.late_namespaces),
    Rule("type-deprecated", "info", "A deprecated epub:type.", "use the type that took its place, or a class", VOCABULARY, styling.deprecated_types),
    Rule("type-unknown", "info", "An epub:type that the vocabulary does not have.", "use a known type, or a class", VOCABULARY, styling.unknown_types),
    Rule("lang-right-to-left", "error", "A page's lang is one that turns it right to left.", "write zh-Hant-TW or zh-Hant-HK",
         "isDocRTL in readium-css-inject.ts tests for zh-Hant and zh-TW", languages.right_to_left_languages, ("thorium",)),
)  # fmt: skip

DELIVERY_RULES = (
    Rule("size-kindle-mail", "warning", "The file is too big for Send-to-Kindle by e-mail (50 MB).", "make its pictures smaller, or send it by the web page",
         "Amazon help 201974220", delivery.too_big_for_kindle_mail, ("kindle",)),
    Rule("size-mail", "info", "The file is too big for many mail boxes (25 MB).", "make its pictures smaller, or share a link",
         "common limit, Gmail's among others",
         delivery.too_big_for_mail),
    Rule("cover-small", "warning", "The cover has fewer than 625 × 1000 pixels.", "make it 1600 × 2560", "KDP help G6GTK3T3NUHKLEFX, Cover Image Guidelines",
         delivery.small_cover, ("kindle",)),
    Rule("contents-fragment", "warning", "Entries of the contents lead into a file.",
         "let each name a file alone, one file a chapter (so does reader build --for kobo)",
         "Calibre-Web-NextGen #1657: highlights below such an entry are kept and never shown, 810 of 810 on devices",
         entries.entries_with_fragments, ("kobo",)),
    Rule("page-list-first", "info", "The list of pages stands before the contents.", "put the nav of the type toc first",
         "kcc #145 (the entries stood in the page list alone); that the order itself harms is not proved", entries.page_list_first, ("kobo",)),
    Rule("lang-undetermined", "warning", "The book says that its language is not known (und).", "write dc:language, for Chinese zh-Hans or zh-Hant",
         "Send-to-Kindle takes languages that Kindle knows (WebToEpub #1154, graham-essays #19)", languages.undetermined_languages, ("kindle",)),
    Rule("contents-deep", "warning", "The contents have more than two levels.", "flatten them; deeper headings need no entry", f"{KPG}: two levels are shown",
         delivery.deep_contents, ("kindle",)),
    Rule("encoding-undeclared", "warning", "A page does not say that it is UTF-8.", "begin it with an XML declaration, put meta charset into head",
         "Send-to-Kindle takes it for ISO-8859-1", delivery.undeclared_encodings, ("kindle",)),
    Rule("script-present", "warning", "A page has a script.", "take it out: nothing may depend on it", f"{KPG}: scripts are stripped; KOReader has none",
         delivery.scripts, ("kindle", "koreader", "crosspoint")),
    Rule("format-character", "warning", "The text has invisible format characters.", "take them out", f"{KPG}: no Unicode format characters but the non-joiner",
         delivery.format_characters, ("kindle",)),
    Rule("access-claim-odd", "warning", "The claim of accessibility is not worded as it must be.", "write: EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
         "EPUB Accessibility 1.1, Conformance reporting", delivery.odd_claims),
    Rule("access-claim-uncertified", "warning", "Accessibility is claimed, but nobody has checked it.", "write a11y:certifiedBy, or take the claim out",
         "EPUB Accessibility 1.1, Conformance reporting", delivery.uncertified_claims),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*UNTYPED_RULES, *MARKER_RULES, *NOTE_RULES, *LINK_RULES, *STYLE_RULES, *DELIVERY_RULES)
