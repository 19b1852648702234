"""A reference written in one file of a book → the file and fragment it names."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from msgspec import Struct


class Target(Struct, frozen=True, gc=False):
    """A place in the book: `path` inside the zip, `fragment` without its `#` (empty when the whole file is meant)."""

    path: str
    fragment: str = ""


def resolve(base: str, href: str) -> Target | None:
    """The place that `href`, written in the file `base`, names; None when it leads out of the book (it has a scheme or a host, or is no URL).

    A path that begins with a slash begins at the book's root. One that climbs above it keeps its `..`, so that it is found missing (EPUB 3.3
    calls both invalid; reading systems follow the first).
    """
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path))).lstrip("/") if parts.path else base
    return Target(path=path, fragment=unquote(parts.fragment))


def is_remote(href: str) -> bool:
    """Whether `href` asks the network for something (`data:`, `mailto:` and the like do not)."""
    return href.strip().lower().startswith(("http:", "https:", "ftp:", "//"))
