"""The book's own words: what stands in it besides the essays and what editors write. The values here are English; another language gives its own."""

from __future__ import annotations

from msgspec import Struct, field

from reader.model import NoteKind, Relation, Script, Timing


class Words(Struct, frozen=True, gc=False):
    """One language's table. `{}` is what is put in; a text in a tuple is cut where a link or a word in another language stands."""

    tag: str = "en"
    # Marks.
    colon: str = ": "
    comma: str = ", "
    semicolon: str = "; "
    stop: str = "."
    listed: str = ", "
    wide: str = " "
    gap: str = " · "
    aside: str = " ({})"
    short: str = "“{}”"
    book: str = "“{}”"
    label: str = "[{}] "
    change: tuple[str, str, str] = ("[", " → ", "]")
    dots: str = "…"
    gone: str = "(nothing)"
    # Days.
    months: tuple[str, ...] = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
    day: str = "{day} {month} {year}"
    month: str = "{month} {year}"
    year: str = "{year}"
    as_of: str = " (as of {})"
    # Pages and sections.
    cover: str = "Cover"
    title_page: str = "Title page"
    about: str = "About this edition"
    contents: str = "Contents"
    body: str = "Essays"
    notes: str = "Notes"
    our_notes: str = "Editors’ notes"
    own_notes: str = "Author’s notes"
    glossary: str = "Glossary"
    disputes: str = "The disputes"
    questions: str = "Questions for a reading group"
    theses: str = "In one line each"
    agreements: str = "Where they agree"
    remarks: str = "Editors’ remarks"
    readers: str = "Readers’ notes"
    popular: str = "marked by {}"
    popular_intro: str = "Words underlined in the text have been marked by three or more readers; how many stands here."
    readers_intro: str = (
        "What readers have shared and the editors have taken up, each in his own words. "
        "Where there is room in the text, ◎ marks it; the rest stands here alone."
    )
    textual: str = "Textual notes"
    colophon: str = "Colophon"
    landmarks: str = "Landmarks"
    pages: str = "Pages"
    # Essays.
    unknown_author: str = "author unknown"
    supplied: str = "The title is the editors’."
    languages: dict[str, str] = field(
        default_factory=lambda: {
            "ar": "Arabic",
            "de": "German",
            "en": "English",
            "es": "Spanish",
            "fr": "French",
            "it": "Italian",
            "ja": "Japanese",
            "ko": "Korean",
            "la": "Latin",
            "nl": "Dutch",
            "pt": "Portuguese",
            "ru": "Russian",
        }
    )
    scripts: dict[Script, str] = field(
        default_factory=lambda: {
            "zh-Hans": "simplified Chinese",
            "zh-Hant-TW": "traditional Chinese",
            "zh-Hant-HK": "traditional Chinese",
        }
    )
    whole: dict[Script, str] = field(
        default_factory=lambda: {
            "zh-Hans": "Chinese throughout in simplified characters",
            "zh-Hant-TW": "Chinese throughout in traditional characters (Taiwan’s standard)",
            "zh-Hant-HK": "Chinese throughout in traditional characters (Hong Kong’s standard)",
        }
    )
    # Notes.
    kinds: dict[NoteKind, str] = field(
        default_factory=lambda: {
            "term": "term",
            "rebuttal": "dispute",
            "fact": "fact",
            "text": "text",
            "reader": "reader",
        }
    )
    own_note: str = "author’s note"
    own_sign: str = "n"
    again: str = "As above: "
    taiwan: str = " In Taiwan: “{}”."
    place: str = "to the passage"
    way: str = "to the passage in {}"
    see: str = "See: "
    seen: str = "Found in: "
    latin: str = "A–Z"
    other: str = "Other"
    # Disputes.
    dispute: str = "dispute {}"
    relations: dict[Relation, str] = field(
        default_factory=lambda: {
            "rebuts": "rebuts",
            "undercuts": "questions",
            "qualifies": "qualifies",
            "counterexample": "has a counterexample",
        }
    )
    timings: dict[Timing, str] = field(
        default_factory=lambda: {
            "answers": "in answer",
            "later-evidence": "later evidence",
            "later-view": "later",
            "earlier-view": "earlier",
            "contemporary": "same time",
        }
    )
    clash: str = "{} · {}"
    here: str = "this passage {}"
    mutual: str = "mutually: {}"
    legend: str = (
        "The number behind ※ is the dispute’s, the same in the whole book. In brackets stands first how the passages clash (rebuts, questions its inference, "
        "qualifies, has a counterexample), then whether the other essay is later, earlier or of the same time; “this passage” means that the "
        "objection is here, "
        "and the essay quoted is the one that it objects to; “mutually”, that each objects to the other; “in answer”, that it expressly replies to claims of "
        "this kind, perhaps without having read this essay; “later evidence”, that it rests on facts from after this essay was written."
    )
    claim: str = "Claim"
    objection: str = "Objection"
    disputes_intro: str = (
        "Of each dispute the claim comes first, then the passage that objects to it. A dispute’s number is the same in the whole book; ※ before it "
        "says that the "
        "text has a marker at the claim. Behind the number stands how the two clash, and when the objection was written: of two from the “same time” "
        "neither is "
        "known to have read the other. The name of an essay beside a quotation leads to the passage."
    )
    map_caption: str = "Who objects to whom: rows are the essays that object, columns those objected to, figures the number of disputes"
    map_corner: str = "objects ＼ claims"
    pair: str = "{} against {}: "
    withdrawn: str = "Withdrawn disputes"
    numbers: str = "Disputes: "
    # The page of theses, the questions.
    five: str = "the five essays"
    several: str = "the essays"
    against: str = "Disputes with: "
    agreed: tuple[str, str] = ("There are things on which {} agree: see ", ".")
    saying: str = ": "
    evening: str = "A plan for one evening"
    evening_reading: str = "Read these passages first"
    # Remarks, textual notes.
    remarks_intro: str = (
        "What in the essays is wrong, out of date or cannot be verified, and what is doubtful in their wording. "
        "Where there was room, the text has a marker with * for it; the others are found here alone."
    )
    textual_intro: str = (
        "First the changes made by one rule throughout (with their number and an example), then single corrections: in brackets the source to the "
        "left of the "
        "arrow, this edition to the right. “Probable” means convincing, but not proved. ／ is the end of a line, □ a space."
    )
    unchanged: str = "No changes."
    times: str = "{}: {}"
    example: str = ", as "
    # What a rule does, by its name; those that are missing are in English.
    rules: dict[str, str] = {}
    confidences: dict[str, str] = field(
        default_factory=lambda: {
            "certain": "certain",
            "probable": "probable",
        }
    )
    # The page about the edition.
    marks: str = "Signs in the book"
    mark_term: str = (
        "A number without a sign: a term. Its note explains it, and “Glossary” in the note leads to all terms. Each essay has it where there is room first; "
        "a term without a number is itself a link to the glossary."
    )
    mark_dispute: str = (
        "A dispute: what stands here is rebutted, questioned or qualified in another essay, or clashes with it; the note has the way there. 101 is "
        "the dispute’s "
        "number, the same at both ends and in the whole book, so that a reading group can name it. One ※ may carry several disputes: the number is "
        "the weightiest "
        "one’s. Words with a dotted line are what a dispute quotes; the small numbers in brackets at a paragraph’s end lead to the page of disputes."
    )
    mark_remark: str = "Editors’ remarks: what is wrong, out of date or cannot be verified (fact), and doubts about the wording (text)."
    mark_own: str = "Author’s notes: they stand in a section of their own at the essay’s end, with numbers of their own."
    ways_back: str = (
        "Every note leads back: the number before it goes to its place in the text. Reading systems without pop-ups go to the essay’s end, where all "
        "notes can be read."
    )
    essays: str = "The essays and their short titles"
    essays_of_five: str = "The five essays and their short titles"
    repaired: str = "How the texts were edited"
    repairs: str = "The changes number {}; each is on record, and undone they give the sources back."
    repairs_listed: tuple[str, str] = ("The page ", " lists the changes made by rules in groups, and single corrections one by one.")
    writing: str = "Chinese script"
    as_published: str = (
        "Chinese essays keep the script in which they were published. The book can also be had with all Chinese in simplified or in traditional characters."
    )
    converted: str = "{}: what was in another script was converted paragraph by paragraph; {}."
    change_glyphs: str = "characters alone were changed, not words"
    change_words: str = "characters and regional words were changed"
    changes: str = "What differs from the edition before"
    edition: str = "Edition {number} · {date}"
    # Colophon, metadata, cover.
    colophon_book: str = "{title}, edition {number}, {date}."
    source_of: str = "{}. Source file: "
    made: tuple[str, str, str] = ("Made with ", " {}. The program is published under ", ".")
    sources: str = "Sources"
    and_others: str = "and others"
    cover_of: str = "Cover: {}"
    summary: str = "All text is reflowable; notes, disputes and terms are linked to each other, and every link has a way back. {}"
    pictures_described: str = "Pictures have alternative texts."
    cover_described: str = "The one picture is the cover, which has an alternative text."
