"""Where a quotation stands: in exactly one place, or an error that shows what the editor may have meant."""

from __future__ import annotations

from collections.abc import Iterator

from reader.errors import QuoteAmbiguous, QuoteNotFound
from reader.match.fold import Shadow, key

SHOWN = 3
CONTEXT = 8
# Below this likeness (percent, of the quotation's length) a passage is no help. 50 still finds a quotation half misremembered.
LEAST_LIKENESS = 50


def locate(shadow: Shadow, exact: str, *, prefix: str = "", suffix: str = "", text: str = "") -> tuple[int, int]:
    """Return the place (start, end), in code points, of `exact` where it stands between `prefix` and `suffix`.

    `shadow` is the whole text's; the quotation and its context may be in either script. White space counts. `text` is
    the text itself: errors quote from it. Raises QuoteNotFound and QuoteAmbiguous (`docs/design.md`, law 2).
    """
    head, wanted, tail = key(prefix) if prefix else "", key(exact), key(suffix) if suffix else ""
    if not exact:
        raise ValueError("an empty quotation stands everywhere")
    if not wanted:
        raise QuoteNotFound("the quotation holds nothing that can be seen", advice="copy it from the reading text")
    needle = head + wanted + tail
    place = shadow.text.find(needle)
    if place < 0:
        raise _not_found(shadow, text or shadow.text, exact, in_context=bool(prefix or suffix))
    if shadow.text.find(needle, place + 1) >= 0:
        raise _ambiguous(shadow, text or shadow.text, exact, needle)
    start = place + len(head)
    return shadow.start(start), shadow.end(start + len(wanted))


def _occurrences(needle: str, text: str, *, most: int) -> Iterator[int]:
    """The first places of `needle`; they may overlap, because a quotation that overlaps itself is ambiguous too."""
    place = -1
    for _ in range(most):
        place = text.find(needle, place + 1)
        if place < 0:
            return
        yield place


def _not_found(shadow: Shadow, text: str, exact: str, *, in_context: bool) -> QuoteNotFound:
    wanted = key(exact)
    places = tuple(_occurrences(wanted, shadow.text, most=SHOWN)) if in_context else ()
    if places:
        found = tuple(_excerpt(shadow, text, start, start + len(wanted)) for start in places)
        advice = f"correct its prefix or suffix; it stands in {_listed(found)}"
        return QuoteNotFound(f"the quotation “{exact}” does not stand between this prefix and suffix", candidates=found, advice=advice)
    found = tuple(_excerpt(shadow, text, start, end) for start, end in _nearest(shadow.text, wanted))
    advice = f"copy it from the reading text; nearest: {_listed(found)}" if found else "copy it from the reading text; nothing resembles it"
    return QuoteNotFound(f"the quotation “{exact}” does not stand in the text", candidates=found, advice=advice)


def _ambiguous(shadow: Shadow, text: str, exact: str, needle: str) -> QuoteAmbiguous:
    starts = tuple(_occurrences(needle, shadow.text, most=SHOWN + 1))
    found = tuple(_excerpt(shadow, text, start, start + len(needle)) for start in starts[:SHOWN])
    times = {2: "twice", 3: "three times"}.get(len(starts), "more than three times")
    advice = f"add the prefix or suffix that tells them apart: {_listed(found)}"
    return QuoteAmbiguous(f"the quotation “{exact}” stands in the text {times}", candidates=found, advice=advice)


def _nearest(folded: str, needle: str) -> list[tuple[int, int]]:
    """The places that resemble `needle` most, at most `SHOWN`, none overlapping another."""
    from rapidfuzz import fuzz, process

    # Windows twice as long as the quotation, half overlapping, hold every passage of its length whole.
    step = max(len(needle), 1)
    windows = [folded[start : start + 2 * step] for start in range(0, max(len(folded) - step, 1), step)]
    likely = process.extract(needle, windows, scorer=fuzz.partial_ratio, limit=4 * SHOWN, score_cutoff=LEAST_LIKENESS)
    places: list[tuple[int, int]] = []
    for window, _, number in likely:
        fit = fuzz.partial_ratio_alignment(needle, window)
        start, end = (number * step + fit.dest_start, number * step + fit.dest_end) if fit else (0, 0)
        if start < end and all(end <= other_start or other_end <= start for other_start, other_end in places):
            places.append((start, end))
    return places[:SHOWN]


def _excerpt(shadow: Shadow, text: str, start: int, end: int) -> str:
    """The passage at a place of the shadow with a little of what stands around it."""
    start, end = shadow.start(start), shadow.end(end)
    head = "…" if start > CONTEXT else ""
    tail = "…" if end + CONTEXT < len(text) else ""
    return f"{head}{text[max(start - CONTEXT, 0) : end + CONTEXT]}{tail}"


def _listed(passages: tuple[str, ...]) -> str:
    """The passages on one line, each in brackets that are rare in Chinese prose."""
    return " ".join("⟦" + " ".join(passage.split()) + "⟧" for passage in passages)
