"""A part of a Word document before the library reads it: what the library would lose is written as what it keeps.

Characters with their reading, formulas, texts that only newer programs can show; hidden text goes, and is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from reader.errors import EditionError

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
# Bookmarks of ours have names that begin so; Word's own id of the paragraph follows.
PARAGRAPH = "reader-paragraph-"
RUBY_BASE, RUBY_TEXT = "ReaderRubyBase", "ReaderRubyText"
AGAIN = "save it anew in Word, WPS or LibreOffice, or as a web page (.html)"
PLACES = {"sup": "superscript", "sub": "subscript"}


def parse(part: bytes, *, where: str) -> Element:
    """The root of a part; raises EditionError for what is no XML, and for XML with a DTD."""
    if b"<!DOCTYPE" in part.replace(b"\0", b""):  # in UTF-16 too; Word writes none, and entities may grow without end
        raise EditionError("holds a document type definition, as no program writes it", where=where, advice=AGAIN)
    try:
        return ElementTree.fromstring(part)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise EditionError(f"is damaged ({error})", where=where, advice=AGAIN) from None


def rewrite(root: Element, counts: Counter[str]) -> bytes:
    """The part with what the library would lose written otherwise; `counts` grows by its elements, and by `hidden` runs."""
    for parent in list(root.iter()):
        for at, one in reversed(list(enumerate(parent))):
            if (found := _instead(one, counts)) is not None:
                parent[at : at + 1] = found
        counts[local(parent)] += 1
        if local(parent) == "p" and (own := attribute(parent, "paraId")):
            bookmark = Element(_word(parent, "bookmarkStart"), {_word(parent, "id"): own, _word(parent, "name"): f"{PARAGRAPH}{own}"})
            parent.insert(1 if len(parent) and local(parent[0]) == "pPr" else 0, bookmark)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name; None where there is none, or no element."""
    return next((one for one in element if local(one) == name), None) if element is not None else None


def attribute(element: Element, name: str) -> str:
    """The attribute of that name in whatever namespace; empty where there is none."""
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), "")


def value(element: Element | None, name: str) -> str:
    """What the first child of that name has for `val`; empty where there is none."""
    found = child(element, name)
    return attribute(found, "val") if found is not None else ""


def _instead(one: Element, counts: Counter[str]) -> list[Element] | None:
    """What stands in the element's place; None where it stays."""
    match local(one):
        case "ruby":
            return [*_styled(one, "rubyBase", RUBY_BASE), *_styled(one, "rt", RUBY_TEXT)]
        case "oMath" | "oMathPara":
            return [_run(one, text, place) for text, place in _formula(one)]
        case "AlternateContent" if not any(local(part) == "Fallback" for part in one):
            return _text_boxes(one)
        case "fldSimple" | "customXml" | "dir" | "bdo":
            return list(one)
        case "r" if _is_hidden(one):
            counts["hidden"] += 1
            return []
    return None


def _word(like: Element, name: str) -> str:
    """The name of one of Word's elements or attributes, in the namespace of the document (there are two)."""
    return f"{{{WORD if 'purl.oclc.org' not in str(like.tag) else STRICT}}}{name}"


def _styled(ruby: Element, name: str, style: str) -> Iterator[Element]:
    """The runs in one part of a `ruby`, in a style of ours by which the library tells what they are."""
    for part in ruby:
        for run in part if local(part) == name else ():
            properties = child(run, "rPr")
            if properties is None:
                properties = Element(_word(ruby, "rPr"))
                run.insert(0, properties)
            properties.insert(0, Element(_word(ruby, "rStyle"), {_word(ruby, "val"): style}))
            yield run


def _run(like: Element, text: str, place: str) -> Element:
    run = Element(_word(like, "r"))
    if place:
        properties = ElementTree.SubElement(run, _word(like, "rPr"))
        ElementTree.SubElement(properties, _word(like, "vertAlign"), {_word(like, "val"): place})
    ElementTree.SubElement(run, _word(like, "t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = text
    return run


def _formula(element: Element, place: str = "") -> Iterator[tuple[str, str]]:
    """A formula on one line: pieces of text, and whether they are raised or lowered (ECMA-376 part 1, §22.1)."""
    name = local(element)
    if name == "t":
        yield element.text or "", place
    elif name == "f":
        yield from _bracketed(element, "num", place)
        yield "/", place
        yield from _bracketed(element, "den", place)
    elif name == "rad":
        yield "√", place
        yield from _bracketed(element, "e", place)
    elif name == "d":
        yield _sign(element, "begChr", "("), place
        for number, part in enumerate(part for part in element if local(part) == "e"):
            yield from ((_sign(element, "sepChr", "|"), place),) if number else ()
            yield from _formula(part, place)
        yield _sign(element, "endChr", ")"), place
    elif not name.endswith("Pr"):
        if name == "nary":
            yield _sign(element, "chr", "∫"), place
        for part in element:
            yield from _formula(part, PLACES.get(local(part), place))


def _bracketed(element: Element, name: str, place: str) -> Iterator[tuple[str, str]]:
    """One part of a fraction or a root, in brackets where it is more than one sign or number."""
    pieces = [piece for part in element if local(part) == name for piece in _formula(part, place)]
    simple = "".join(text for text, _ in pieces).isalnum() and len({where for _, where in pieces}) == 1
    return iter(pieces if simple else [("(", place), *pieces, (")", place)])


def _sign(element: Element, name: str, usual: str) -> str:
    """The sign that a formula's properties name."""
    found = next((one for one in element.iter() if local(one) == name), None)
    return usual if found is None else next(iter(found.attrib.values()), "")


def _text_boxes(element: Element) -> list[Element] | None:
    """The text boxes of what only newer programs can show, in the older form, which the library reads."""
    boxes = [one for one in element.iter() if local(one) == "txbxContent"]
    if not boxes:
        return None
    picture = Element(_word(boxes[0], "pict"))
    picture.extend(boxes)
    return [picture]


def _is_hidden(run: Element) -> bool:
    hidden = child(child(run, "rPr"), "vanish")
    return hidden is not None and attribute(hidden, "val") not in {"0", "false", "off"}
