"""The pictures that a text brings along: the files beside it that it shows."""

from __future__ import annotations

import posixpath
from pathlib import Path

from reader.edition.sources.markup import parse
from reader.edition.sources.pictures import addresses, place_of, read_address


def pictures_beside(page: str, folder: Path) -> dict[str, bytes]:
    """The files in `folder`, or below, that a page in HTML shows, by their places from there."""
    soup = parse(page)
    try:
        asked = {address for tag in soup.find_all("img") for address in addresses(tag) if address[:5].lower() != "data:" and place_of(address)}
    finally:
        soup.decompose()
    found = {posixpath.normpath(place_of(address)): read_address(address, folder)[0] for address in sorted(asked)}
    return {place: data for place, data in found.items() if data is not None and not place.startswith("..")}
