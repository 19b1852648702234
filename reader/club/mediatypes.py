"""What kind of file each of a site's is, in the words of its format's specification."""

from __future__ import annotations

EPUB = "application/epub+zip"
PICTURES = {".jpg": "image/jpeg", ".png": "image/png"}
OPDS_1 = "application/atom+xml;profile=opds-catalog"
OPDS_1_BOOKS = f"{OPDS_1};kind=acquisition"
OPDS_2 = "application/opds+json"
