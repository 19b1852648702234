"""In which language a page is answered: the one that was chosen, else the browser's."""

from __future__ import annotations

from starlette.requests import Request

from reader.club.words import LANGUAGES, Language

CHOICE = "lang"  # the name of the parameter, and of the cookie that keeps it
KEPT = 365 * 86_400  # seconds
TRADITIONAL = ("hant", "tw", "hk", "mo")


def tongue(request: Request) -> Language:
    """The language of the page that is asked for."""
    return chosen(request) or _known(request.cookies.get(CHOICE)) or language_of(request.headers.get("accept-language", ""))


def chosen(request: Request) -> Language | None:
    """The language that this very request chooses."""
    return _known(request.query_params.get(CHOICE))


def _known(name: str | None) -> Language | None:
    return next((one for one in LANGUAGES if one == name), None)


def language_of(accept: str) -> Language:
    """The first of ours that a browser wants (RFC 9110, 12.5.4): English for whoever names neither it nor Chinese, Chinese for whoever names nothing."""
    wanted = sorted((_one(part) for part in accept.lower().split(",")), key=lambda one: -one[1])
    for tag, share in wanted:
        first, *rest = tag.replace("_", "-").split("-")
        if first in {"zh", "en"} and share > 0:
            return "en" if first == "en" else "zh-Hant" if any(part in TRADITIONAL for part in rest) and "hans" not in rest else "zh-Hans"
    return "en" if any(tag not in {"", "*"} for tag, _ in wanted) else "zh-Hans"


def _one(part: str) -> tuple[str, float]:
    tag, _, rest = part.partition(";")
    try:
        share = float(rest.partition("=")[2] or 1)
    except ValueError:
        share = 0.0
    return tag.strip(), share if 0 <= share <= 1 else 0.0
