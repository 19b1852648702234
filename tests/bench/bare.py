"""The least a converter has to do: read the zip, give each page to OpenCC as it is (tags and all), write the zip.

`python bare.py BOOK.epub NEW.epub`: no detection, no quotation marks, no metadata, and every tag inside a word breaks it.
"""

from __future__ import annotations

import sys
import zipfile

import opencc


def main(book: str, new: str) -> None:
    """Convert all pages from simplified characters to those of Taiwan."""
    convert = opencc.OpenCC("s2tw", include_tofu_risk_dictionaries=False).convert
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(new, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            target.writestr(info.filename, convert(data.decode()).encode() if info.filename.endswith("html") else data, info.compress_type)


if __name__ == "__main__":
    main(*sys.argv[1:])
