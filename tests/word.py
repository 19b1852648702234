"""Word documents for tests, as small as they can be: their body in Word's own XML."""

from __future__ import annotations

import io
import zipfile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in (
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("r", f"{OFFICE}/relationships"),
        ("m", f"{OFFICE}/math"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
    )
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="png" ContentType="image/png"/></Types>'
)


def paragraph(text: str, own: str = "") -> str:
    """A paragraph, with Word's own id of it."""
    return f"<w:p{f' w14:paraId={own!r}' if own else ''}><w:r><w:t>{text}</w:t></w:r></w:p>"


def picture(relation: str, words: str = "图") -> str:
    """A picture that the relation `relation` names."""
    shape = f"<pic:pic><pic:blipFill><a:blip {relation}/></pic:blipFill></pic:pic>"
    inline = f'<wp:docPr id="1" name="x" descr="{words}"/><a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic>'
    return f"<w:p><w:r><w:drawing><wp:inline>{inline}</wp:inline></w:drawing></w:r></w:p>"


def mode(target: str) -> str:
    """Is what a relation names in the document, or outside?"""
    return "External" if ":" in target else "Internal"


def relations(*rows: tuple[str, str, str]) -> str:
    """What a part says of others: (id, kind, target), a target with `:` being outside."""
    inner = "".join(
        f'<Relationship Id="{own}" Type="{OFFICE}/relationships/{kind}" Target="{target}" TargetMode="{mode(target)}"/>' for own, kind, target in rows
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def document(body: str, *rows: tuple[str, str, str], **parts: str | bytes) -> bytes:
    """A document with that body; `rows` are its relations, `parts` more files in `word/` by their names (`numbering_xml`)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", relations(("rId1", "officeDocument", "word/document.xml")))
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", relations(*rows))
        for name, part in parts.items():
            archive.writestr(f"word/{'.'.join(name.rsplit('_', 1))}", part)
    return stream.getvalue()
