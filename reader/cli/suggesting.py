"""`reader suggest`."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli.output import as_place, is_standard
from reader.cli.screen import counted, say
from reader.cli.shared import NAMED

EXAMPLES = """\b
Examples:
  reader suggest book.epub -o draft.toml       200 terms that may want a note
  reader suggest book.epub --pack annotations  what a glossary explains comes first
  reader suggest my-edition essay.txt -n 50    fifty, on standard output
"""


@click.command(epilog=EXAMPLES)
@click.argument("sources", metavar="BOOK|EDITION|TEXT...", nargs=-1, required=True, type=NAMED)
@click.option("--pack", "packs", metavar="PACK", multiple=True, type=NAMED, help="A pack, an edition or a list whose terms come first.")
@click.option("-n", "most", metavar="NUMBER", type=click.IntRange(1, 100_000), default=200, help="How many at most (default: 200).")
@click.option("-o", "--output", metavar="FILE", type=as_place, default=None, help="Where to write the draft (default: standard output).")
def suggest(sources: tuple[Path, ...], packs: tuple[Path, ...], most: int, output: Path | None) -> None:
    """Propose terms that may want a note, with how often and where they stand, as a glossary.toml that waits for its definitions."""
    from reader.annotate.suggesting.draft import draft
    from reader.annotate.suggesting.suggest import suggest as propose
    from reader.edition.lists.pack import read_pack
    from reader.epub.files import identities, settle, write_atomic

    inputs = identities((*sources, *packs))
    if output:
        settle(output, sources=inputs)
    terms = tuple([term for pack in packs for term in read_pack(pack).terms])
    paragraphs = [text for source in sources for text in read_paragraphs(source)]
    found = propose(paragraphs, terms, most=most)
    if output is None or is_standard(output):
        click.echo(draft(found), nl=False)
        return
    write_atomic(output, draft(found).encode(), sources=inputs)
    say(f"→ {output}: {counted(len(found), 'proposal')}; write the definitions, then: reader annotate … --with {output}")


def read_paragraphs(path: Path) -> list[str]:
    """The reading text of a book, an edition or a text."""
    from reader.edition.files import read_bytes
    from reader.epub.files import is_folder
    from reader.filekind import kind_of

    if is_folder(path):
        from reader.book.compose import read_essays
        from reader.edition import load_edition

        edition = load_edition(path)
        if not edition.epub:
            return [block.text for essay in read_essays(edition).essays for block in essay.blocks]
        from reader.annotate.suggesting.suggest import paragraphs_of
        from reader.epub.container import read_container

        return paragraphs_of(read_container(edition.epub.data, name=edition.epub.name))
    data = read_bytes(path, where=str(path))
    kind = kind_of(data)
    if kind and kind.key in {"epub", "zip"}:
        from reader.annotate.suggesting.suggest import paragraphs_of
        from reader.epub.container import read_container

        return paragraphs_of(read_container(path, name=str(path)))
    from reader.edition.load import is_page, read_source, refuse_other_kinds
    from reader.edition.sources.encodings import read_text

    refuse_other_kinds(data, name=str(path))
    text, _ = read_text(data, name=path.name, page=is_page(path.name))
    return read_source(text, name=path.name, folder=path.parent).text.split("\n")
