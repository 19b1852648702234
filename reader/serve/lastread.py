"""A place in words: which essay, how far, from which device, when. That is how a member sees that syncing works."""

from __future__ import annotations

from reader.club.record import Build, text_name
from reader.club.speech import Speech
from reader.club.words import SHOWN
from reader.serve.pages import moment
from reader.serve.progress import Place
from reader.serve.state import State
from reader.serve.texts import PUBLISHED, build_of, essay_of


def told_place(state: State, place: Place, say: Speech) -> str:
    """`Kobo, 2026-11-27 21:14 (UTC+8), 〈帽姐〉, 37%`."""
    file = state.files.find(place.document)
    where = essay_title(state, place, say) or (file.book.file if file else say("unknown"))
    return ", ".join(filter(None, (place.device, moment(place.timestamp), where, f"{place.percentage:.0%}")))


def essay_title(state: State, place: Place, say: Speech) -> str:
    """The title of the essay that the place is in, as readers of the page read it; nothing where that is not known."""
    build = build_of(state, place.edition)
    slug = _slug(build, place.block) if build else ""
    texts = (text_name(SHOWN[say.language]), PUBLISHED)
    essay = next((found for text in texts if build and slug and (found := essay_of(state, build.edition, text, slug))), None)
    return f"〈{essay.page.title}〉" if essay else ""


def _slug(build: Build, block: str) -> str:
    """The page that a block's id names: an essay's slug stands before it."""
    slugs = {page.file.removesuffix(".xhtml") for page in build.pages}
    return max((slug for slug in slugs if block == slug or block.startswith(f"{slug}-")), key=len, default="")
