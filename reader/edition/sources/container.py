"""Which part of a saved page is the text: the containers that sites put their articles in, judged by how much of the page they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.edition.sources.markup import NO_TEXT, attribute, is_hidden, is_text, words

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import PageElement

# From the surest to the vaguest. WeChat, whose pages may show others' articles too; then what names itself an article; then the names
# that Wikipedia, Zhihu, WordPress and many others give the body of one.
_NAMED = frozenset({"mw-parser-output", "richcontent-inner", "post-richtext", "entry-content", "post-content", "article-content", "article-body"})
ARTICLE = 1
HOMES: tuple[Callable[[Tag], bool], ...] = (
    lambda tag: attribute(tag, "id") == "js_content",
    lambda tag: tag.name == "article",
    lambda tag: attribute(tag, "itemprop") == "articleBody" or not _NAMED.isdisjoint(words(tag, "class")),
    lambda tag: tag.name == "main" or attribute(tag, "role") == "main",
    lambda tag: bool({"content", "article"} & words(tag, "id", "class")),
)
# What stands beside a text and is none of it.
BESIDE = frozenset({"nav", "aside", "button", "select", "textarea", "svg", "iframe"})
# A site's own, unless a part of the text is around them.
SITE, PARTS = frozenset({"header", "footer"}), frozenset({"article", "section"})
# A container of a surer kind must hold this part of what the fullest one holds, and that one this part of the page.
ENOUGH, LEAST = 0.5, 0.25
# Of articles with other parents, one is a text of its own when it has this part of the longest one's; none is that is all links.
SECOND, LINKED = 0.2, 0.5


class Weight(Struct, frozen=True, gc=False):
    """Characters (without white space) below an element: all that a page shows, those that may be an article's, those in links."""

    shown: int
    prose: int
    linked: int


class Home(Struct, frozen=True, gc=False, eq=False):
    """The elements that hold the text, what an editor would call them, how many characters of the page stand outside.

    `furniture` is how many of these are in menus, a site's header and its footer, which every page has. `others` are elements inside
    that are no part of the text, by their identity: other articles, a site's header and footer.
    """

    roots: tuple[Tag, ...]
    name: str
    outside: int
    furniture: int
    others: dict[int, str]


def find_home(soup: BeautifulSoup) -> Home | None:
    """Where the text of the page is; None when the page shows no text at all."""
    body = soup.body
    if body is None:
        return None
    weights = weigh(body)
    whole = weights[id(body)]
    if not whole.shown:
        return None
    groups = [_texts(_candidates(body, matches), weights, most=whole.prose // 2) for matches in HOMES]
    fullest = max(_prose(group, weights) for group in groups)
    chosen = next(at for at, group in enumerate(groups) if _prose(group, weights) >= ENOUGH * fullest)
    roots: Sequence[Tag] = groups[chosen]
    if not fullest or fullest < LEAST * whole.prose:
        chosen, roots = len(groups), (body,)
    outside = whole.shown - sum(weights[id(root)].shown for root in roots)
    others = _other_articles(body, roots, weights) if chosen > ARTICLE else {}
    if roots[0] is body:
        others |= {id(tag): tag.name for tag in _candidates(body, lambda tag: tag.name in SITE, inside=PARTS)}
    furniture = sum(weights[id(tag)].shown for tag in _furniture(body, roots))
    return Home(tuple(roots), " and ".join(dict.fromkeys(map(_called, roots))), outside, furniture, others)


def _furniture(body: Tag, roots: Sequence[Tag]) -> Iterator[Tag]:
    """Menus, headers and footers outside the text."""
    from bs4.element import Tag

    inside = {id(root) for root in roots}
    waiting: list[PageElement] = [body]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Tag) and id(part) not in inside:
            if part.name == "nav" or part.name in SITE:
                yield part
            else:
                waiting += part.contents


def _other_articles(body: Tag, roots: Sequence[Tag], weights: dict[int, Weight]) -> dict[int, str]:
    """Articles in a text that is none itself: where they are a small part of it."""
    found = _candidates(body, HOMES[ARTICLE])
    return {id(tag): "article" for tag in found} if _prose(found, weights) < LEAST * _prose(roots, weights) else {}


def weigh(body: Tag) -> dict[int, Weight]:
    """The weight of every element, by its identity: counted once, at each element's start and end."""
    from bs4.element import Tag

    counts, begun, weights = [0, 0, 0], dict[int, tuple[int, int, int]](), dict[int, Weight]()
    # Element, its children still to come, how far it counts: 0 not at all, 1 as shown, 2 as prose; whether a part of a text or a link is around it.
    stack: list[tuple[Tag, Iterator[PageElement], int, bool, bool]] = [(body, iter(body.children), 2, False, False)]
    begun[id(body)] = (0, 0, 0)
    while stack:
        tag, children, level, inside, link = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            start = begun[id(tag)]
            weights[id(tag)] = Weight(*(now - before for now, before in zip(counts, start, strict=True)))
        elif isinstance(child, Tag):
            begun[id(child)] = (counts[0], counts[1], counts[2])
            stack.append((child, iter(child.children), _level(child, level, inside=inside), inside or child.name in PARTS, link or child.name == "a"))
        elif level and is_text(child):
            size = len("".join(str(child).split()))
            counts[0] += size
            counts[1] += size if level == 2 else 0
            counts[2] += size if level == 2 and link else 0
    return weights


def _level(tag: Tag, outer: int, *, inside: bool) -> int:
    if not outer or tag.name in NO_TEXT or is_hidden(tag):
        return 0
    return 1 if tag.name in BESIDE or (tag.name in SITE and not inside) or is_comments(tag) else outer


def is_comments(tag: Tag) -> bool:
    """Whether an element holds what readers wrote below a text."""
    return bool(_comments().intersection(words(tag, "id", "class")))


@cache
def _comments() -> frozenset[str]:
    return frozenset({"comments", "comments-area", "comment-list", "commentlist", "comment-respond", "respond", "discussion", "cmt_area"})


def _candidates(body: Tag, matches: Callable[[Tag], bool], *, inside: frozenset[str] = frozenset()) -> list[Tag]:
    """The outermost elements that match, in their order; none in comments, in what stands beside a text, and in elements of the names `inside`."""
    from bs4.element import Tag

    found: list[Tag] = []
    waiting: list[PageElement] = [body]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Tag) and not (part.name in BESIDE or is_comments(part) or part.name in NO_TEXT):
            if matches(part) and part is not body:
                found.append(part)
            elif part.name not in inside:
                waiting += reversed(part.contents)
    return found


def _texts(found: list[Tag], weights: dict[int, Weight], *, most: int) -> list[Tag]:
    """Those that are texts of their own: beside the longest one its siblings, and what is of its length."""
    own = [tag for tag in found if not _is_teaser(tag, weights, most=most)]
    own = [tag for tag in own if _is_prose(weights[id(tag)])] or own
    longest = max(own, key=lambda tag: weights[id(tag)].prose, default=None)
    if longest is None:
        return own
    least = SECOND * weights[id(longest)].prose
    return [tag for tag in own if tag is longest or tag.parent is longest.parent or weights[id(tag)].prose >= least]


def _is_prose(weight: Weight) -> bool:
    return weight.prose > 0 and weight.linked < LINKED * weight.prose


def _is_teaser(tag: Tag, weights: dict[int, Weight], *, most: int) -> bool:
    """Whether an element, or a part of the page around it of at most so many characters, is called something of the kind."""
    around = (parent for parent in tag.parents if id(parent) in weights and weights[id(parent)].prose <= most)
    return any(_advertised().search(word) for part in (tag, *around) for word in words(part, "class", "id"))


@cache
def _advertised() -> re.Pattern[str]:
    return re.compile("teaser|related|recommend|promo|sponsor|advert|(?:^|[-_])(?:card|comment)(?:$|[-_])")


def _prose(group: Sequence[Tag], weights: dict[int, Weight]) -> int:
    return sum(weights[id(tag)].prose for tag in group)


def _called(tag: Tag) -> str:
    """`<article class="post">`, as short as it can be."""
    for name in ("id", "class", "role", "itemprop"):
        if value := " ".join(attribute(tag, name).split()):
            return f'<{tag.name} {name}="{value[:40]}">'
    return f"<{tag.name}>"
