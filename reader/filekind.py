"""What a file is, by its content: so that whoever hands in something else is told its true name, and what to do with it.

Magic numbers are those of the formats' own descriptions and of the Library of Congress's format pages (loc.gov/preservation/digital/formats).
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

CALIBRE = "turn it into EPUB with calibre first"
SAVE = "save it as .docx, as a web page (.html) or as plain text first"
UNPACK = "unpack it and name what is in it"
TEXT = "name a text, a saved web page, a Markdown file or a .docx"
EPUB = "name an .epub file"
MOST = 4096  # bytes from the beginning that tell a kind


class Kind(Struct, frozen=True, gc=False):
    """A kind of file: its name in words with its article, what makes a book of it, what makes a source of an edition of it."""

    key: str
    words: str
    for_book: str = CALIBRE
    for_source: str = "turn it into .docx or a web page (.html) with calibre first"


KINDS = {
    kind.key: kind
    for kind in (
        Kind("epub", "an EPUB book", "", "reader convert and reader check take it as it is; as a source, save its chapters as web pages (.html)"),
        Kind("kindle", "a Kindle book (azw, mobi)"),
        Kind("kfx", "a Kindle book in the KFX format"),
        Kind("pdf", "a PDF", CALIBRE, "take its text out (pdftotext), and switch the rules `control-character` and `hard-wrap` on"),
        Kind("docx", "a Word document (.docx)", CALIBRE, ""),
        Kind("doc", "an Office document of the old kind (.doc, .wps, .xls, .ppt)", CALIBRE, SAVE),
        Kind("rtf", "an RTF document", CALIBRE, SAVE),
        Kind("odt", "an OpenDocument file (.odt)", CALIBRE, SAVE),
        Kind("office", "an Office file that is no text (.xlsx, .pptx)", EPUB, SAVE),
        Kind("pages", "an Apple Pages document", CALIBRE, SAVE),
        Kind("fb2", "an FB2 book"),
        Kind("umd", "a UMD book"),
        Kind("lit", "a Microsoft Reader book (.lit)"),
        Kind("chm", "a Windows help file (.chm)"),
        Kind("djvu", "a DjVu scan", EPUB, "have its text recognised (OCR) first"),
        Kind("caj", "a CAJ file of CNKI", EPUB, "save it as PDF with CAJViewer, and take its text out"),
        Kind("mhtml", "a web page saved as one file (MHTML)", EPUB, "save it as a web page (.html), with or without its folder"),
        Kind("webarchive", "a web archive of Safari's", EPUB, "save it as page source (.html)"),
        Kind("comic", "an archive of pictures (.cbz)", CALIBRE, "no text is in it"),
        Kind("zip", "a zip archive", UNPACK, UNPACK),
        Kind("archive", "an archive (7z, rar, gzip, tar …)", UNPACK, UNPACK),
        Kind("picture", "a picture", EPUB, TEXT),
        Kind("sound", "a sound or a film", EPUB, TEXT),
        Kind("database", "a database", EPUB, TEXT),
        Kind("program", "a program", EPUB, TEXT),
    )
}

# Key, place, bytes that stand there.
MAGIC = (
    *(("kindle", 60, b"BOOKMOBI"), ("kindle", 60, b"TEXtREAd"), ("kindle", 0, b"TPZ0"), ("kfx", 0, b"\xeaDRMION\xee"), ("kfx", 0, b"CONT\x02\x00")),
    *(("pdf", 0, b"%PDF-"), ("doc", 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("rtf", 0, b"{\\rtf"), ("umd", 0, b"\x89\x9b\x9a\xde")),
    *(("lit", 0, b"ITOLITLS"), ("chm", 0, b"ITSF"), ("djvu", 0, b"AT&TFORM"), ("caj", 0, b"CAJ\x00"), ("caj", 0, b"KDH "), ("caj", 0, b"HN\x00\x00")),
    *(("webarchive", 0, b"bplist00"), ("zip", 0, b"PK\x03\x04"), ("zip", 0, b"PK\x05\x06"), ("archive", 0, b"7z\xbc\xaf\x27\x1c")),
    *(("archive", 0, b"Rar!\x1a\x07"), ("archive", 0, b"\x1f\x8b\x08"), ("archive", 0, b"\xfd7zXZ\x00"), ("archive", 0, b"\x28\xb5\x2f\xfd")),
    *(("archive", 257, b"ustar"), ("picture", 0, b"\xff\xd8\xff"), ("picture", 0, b"\x89PNG\r\n"), ("picture", 0, b"GIF8"), ("picture", 8, b"WEBP")),
    *(("picture", 0, b"II*\x00"), ("picture", 0, b"MM\x00*"), ("picture", 4, b"ftypheic"), ("picture", 4, b"ftypavif"), ("sound", 4, b"ftyp")),
    *(("sound", 0, b"ID3"), ("sound", 0, b"OggS"), ("sound", 8, b"WAVE"), ("database", 0, b"SQLite format 3\x00"), ("program", 0, b"\x7fELF")),
)
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


def kind_of(data: bytes) -> Kind | None:
    """The kind of the file that holds `data`; None for text of whatever sort, and for what nobody knows. Never raises."""
    head = data[:MOST]
    key = next((key for key, place, magic in MAGIC if head.startswith(magic, place)), "") or _textual(head)
    return kind_of_zip(data) if key == "zip" else KINDS.get(key)


def _textual(head: bytes) -> str:
    """Kinds that are written in letters."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"<?xml", b"<FictionBook")) and b"<FictionBook" in head:
        return "fb2"
    if start[:200].lower().startswith((b"from: <saved by", b"mime-version:")) and b"multipart/related" in head:
        return "mhtml"
    return "pdf" if start.startswith(b"%PDF-") else ""


def kind_of_zip(data: bytes) -> Kind:
    """What a zip is, by the names in it and by its `mimetype`."""
    import io
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            first = archive.getinfo("mimetype") if "mimetype" in names else None
            media = archive.read(first).strip() if first and first.file_size < MOST else b""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        return KINDS["zip"]
    return KINDS[_zip_key(names, media)]


def _zip_key(names: Iterable[str], media: bytes) -> str:
    names = [name for name in names if not name.endswith("/")]
    if media == b"application/epub+zip" or "META-INF/container.xml" in names:
        return "epub"
    if media.startswith(OPEN_DOCUMENT):
        return "odt"
    if "[Content_Types].xml" in names:
        return "docx" if any(name.startswith("word/") for name in names) else "office"
    if any(name.endswith(".iwa") for name in names):
        return "pages"
    if names and all(name.lower().endswith((".jpg", ".jpeg", ".png", ".gif", ".webp")) for name in names):
        return "comic"
    return "kfx" if any(name.lower().endswith(".kfx") for name in names) else "zip"
