"""A feed as OPDS 1.2 (Atom), and the description of its search."""

from __future__ import annotations

import posixpath

from lxml import etree

from reader.book.inline import hostile
from reader.club.catalogue import Feed, Publication
from reader.club.mediatypes import EPUB, OPDS_1_BOOKS, PICTURES

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/terms/"
OPDS = "http://opds-spec.org/2010/catalog"
THREADS = "http://purl.org/syndication/thread/1.0"
SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
NAMES: dict[str | None, str] = {None: ATOM, "dc": DC, "opds": OPDS, "thr": THREADS}
DESCRIPTION = "application/opensearchdescription+xml"
REL = "http://opds-spec.org"


def write_opds1(feed: Feed) -> bytes:
    """The Atom feed. Of several authors KOReader shows the last, so they stand in one element."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=NAMES)  # type: ignore[arg-type]  # None is the namespace without a prefix
    _text(root, ATOM, "id", feed.identifier)
    _text(root, ATOM, "title", feed.title)
    _text(root, ATOM, "updated", moment(feed.updated))
    _text(etree.SubElement(root, f"{{{ATOM}}}author"), ATOM, "name", feed.title)
    _link(root, rel="self", href=f"{posixpath.basename(feed.path)}.xml", type=OPDS_1_BOOKS)
    _link(root, rel="start", href=_away(feed, "opds.xml"), type=OPDS_1_BOOKS)
    _link(root, rel="search", href=_away(feed, "opds-search.xml"), type=DESCRIPTION)
    for facet in feed.facets:
        active = {f"{{{OPDS}}}activeFacet": "true"} if facet.active else {}
        names = {f"{{{OPDS}}}facetGroup": facet.group, f"{{{THREADS}}}count": str(facet.count)}
        _link(root, rel=f"{REL}/facet", href=_away(feed, f"{facet.path}.xml"), type=OPDS_1_BOOKS, title=facet.title, **names, **active)
    for publication in feed.publications:
        _entry(root, feed, publication)
    return _written(root)


def write_search(title: str, site: str) -> bytes:
    """The OpenSearch description. A site without a server cannot search: whatever is asked for, it answers with the whole shelf."""
    root = etree.Element(f"{{{SEARCH}}}OpenSearchDescription", nsmap={None: SEARCH})  # type: ignore[dict-item]
    _text(root, SEARCH, "ShortName", title[:16])
    _text(root, SEARCH, "Description", title)
    etree.SubElement(root, f"{{{SEARCH}}}Url", {"type": OPDS_1_BOOKS, "template": f"{site}opds.xml?q={{searchTerms}}"})
    return _written(root)


def moment(day: str) -> str:
    """The edition's day as an Atom date."""
    return f"{day}T00:00:00Z"


def _entry(root: etree._Element, feed: Feed, publication: Publication) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _text(entry, ATOM, "id", publication.identifier)
    _text(entry, ATOM, "title", publication.title)
    _text(entry, ATOM, "updated", moment(publication.day))
    if publication.authors:
        _text(etree.SubElement(entry, f"{{{ATOM}}}author"), ATOM, "name", "、".join(publication.authors))
    facts = {"identifier": publication.identifier, "language": publication.language, "issued": publication.day, "publisher": publication.publisher}
    for name, value in facts.items():
        _text(entry, DC, name, value)
    for subject in publication.subjects:
        etree.SubElement(entry, f"{{{ATOM}}}category", {"term": _clean(subject), "label": _clean(subject)})
    _text(entry, ATOM, "rights", publication.rights)
    _text(entry, ATOM, "summary", publication.description or publication.subtitle)
    kind = PICTURES[posixpath.splitext(publication.cover)[1]]
    for rel in ("image", "image/thumbnail"):
        _link(entry, rel=f"{REL}/{rel}", href=_away(feed, publication.cover), type=kind)
    for file in publication.files:
        _link(entry, rel=f"{REL}/acquisition/open-access", href=_away(feed, file.path), type=EPUB, title=file.title, length=str(file.bytes))


def _away(feed: Feed, path: str) -> str:
    """The way from the feed's file to a file of the site."""
    return posixpath.relpath(path, posixpath.dirname(feed.path) or ".")


def _link(parent: etree._Element, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", {name: _clean(value) for name, value in attributes.items()})


def _text(parent: etree._Element, namespace: str, name: str, text: str) -> None:
    if text:
        etree.SubElement(parent, f"{{{namespace}}}{name}").text = _clean(text)


def _clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return hostile().sub("\ufffd", text)


def _written(root: etree._Element) -> bytes:
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
