"""A feed as OPDS 2.0 (JSON)."""

from __future__ import annotations

import json
import posixpath
from itertools import groupby
from operator import attrgetter
from typing import Any

from reader.club.catalogue import Facet, Feed, Publication
from reader.club.mediatypes import EPUB, OPDS_2, PICTURES
from reader.club.opds1 import REL, moment


def write_opds2(feed: Feed) -> bytes:
    """The feed's file."""
    publications = [_publication(feed, publication) for publication in feed.publications]
    links = [
        {"rel": "self", "href": f"{posixpath.basename(feed.path)}.json", "type": OPDS_2},
        {"rel": "start", "href": _away(feed, "opds.json"), "type": OPDS_2},
        {"rel": "search", "href": f"{_away(feed, 'opds.json')}{{?query}}", "type": OPDS_2, "templated": True},
    ]
    facets = [{"metadata": {"title": group}, "links": [_facet(feed, facet) for facet in facets]} for group, facets in groupby(feed.facets, attrgetter("group"))]
    about = {"title": feed.title, "identifier": feed.identifier, "modified": moment(feed.updated), "numberOfItems": len(publications)}
    return (json.dumps({"metadata": about, "links": links, "facets": facets, "publications": publications}, ensure_ascii=False, indent=1) + "\n").encode()


def _facet(feed: Feed, facet: Facet) -> dict[str, Any]:
    link = {"href": _away(feed, f"{facet.path}.json"), "type": OPDS_2, "title": facet.title, "properties": {"numberOfItems": facet.count}}
    return {"rel": "self", **link} if facet.active else link


def _publication(feed: Feed, publication: Publication) -> dict[str, Any]:
    about = {
        "@type": "http://schema.org/Book",
        "identifier": publication.identifier,
        "title": publication.title,
        "subtitle": publication.subtitle,
        "author": list(publication.authors),
        "editor": publication.editor,
        "publisher": publication.publisher,
        "language": publication.language,
        "modified": moment(publication.day),
        "published": publication.day,
        "description": publication.description,
        "subject": list(publication.subjects),
    }
    rel = f"{REL}/acquisition/open-access"
    links = [{"rel": rel, "href": _away(feed, file.path), "type": EPUB, "title": file.title, "size": file.bytes} for file in publication.files]
    picture = {"href": _away(feed, publication.cover), "type": PICTURES[posixpath.splitext(publication.cover)[1]]}
    return {"metadata": {name: value for name, value in about.items() if value}, "links": links, "images": [picture]}


def _away(feed: Feed, path: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(feed.path) or ".")
