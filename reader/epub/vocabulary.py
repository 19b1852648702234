"""What the elements and attributes of a book's files mean for its text."""

from __future__ import annotations

from msgspec import Struct

# HTML's phrasing elements, and DTBook's: text runs on through them. All others end a text.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite data del dfn em font i ins mark nobr q rb ruby s small span strike strong sub time tt u var wbr "
    "tspan textPath sent w label linenum".split()
)
# Text that stays as it is, inside a paragraph or alone.
KEPT = frozenset("code kbd samp pre textarea math script style metadata annotation-xml".split())
# Stands beside the text or above it: neither part of the phrase around it nor to be converted.
READINGS = frozenset("rt rp rtc".split())
# A text goes on behind them.
THROUGH = INLINE | KEPT | READINGS
# Classical Chinese is written in the script of the book around it.
CLASSICAL = "lzh"
# Stands in a line of text like a character.
OBJECTS = frozenset("img image svg math object audio video input".split())
# Has no content in HTML, so it may be written without an end.
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# The last two hold the text of a pop-up (iReader, WeRead).
ATTRIBUTES = frozenset(
    "alt title summary label abbr placeholder aria-label aria-description aria-roledescription aria-valuetext aria-placeholder "
    "zy-footnote data-wr-footernote".split()
)
# A note's marker inside a word does not cut the word.
MARKERS = frozenset("noteref doc-noteref annoref pagebreak doc-pagebreak".split())


class Vocabulary(Struct, frozen=True, gc=False):
    """Where a kind of file keeps its text. `only` names the elements that hold some (empty: all do); `metas` the statements that people read."""

    attributes: frozenset[str] = ATTRIBUTES
    kept: frozenset[str] = KEPT
    void: frozenset[str] = VOID
    only: frozenset[str] = frozenset()
    metas: frozenset[str] = frozenset()


PAGE = Vocabulary(metas=frozenset("description keywords author title subject publisher dc.title dc.creator dc.description dc.subject dc.publisher".split()))
NCX = Vocabulary(attributes=frozenset(), kept=frozenset(), void=frozenset(), only=frozenset({"text"}))
OPF = Vocabulary(
    kept=frozenset(),
    void=frozenset(),
    attributes=frozenset({"title", "opf:file-as", "file-as"}),
    only=frozenset("title creator contributor description subject publisher rights".split()),
    metas=frozenset(
        "file-as dcterms:title dcterms:alternative dcterms:creator dcterms:description dcterms:subject dcterms:publisher belongs-to-collection "
        "schema:accessibilitySummary calibre:series calibre:title_sort".split()
    ),
)

BY_MEDIA_TYPE = {
    "application/xhtml+xml": PAGE,
    "text/html": PAGE,
    "text/x-oeb1-document": PAGE,
    "application/x-dtbook+xml": PAGE,
    "image/svg+xml": PAGE,
    "application/x-dtbncx+xml": NCX,
}
