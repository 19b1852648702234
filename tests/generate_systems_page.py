"""The catalogue of the checks, from the rules' own table: `python -m tests.generate_systems_page` rewrites `docs/systems.md`."""

from __future__ import annotations

from pathlib import Path

from reader.check.rule import Rule
from reader.check.run import ALL_RULES
from reader.check.verdict import SYSTEMS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "systems.md"
HEAD = """# What `reader check` looks for

Generated from the rules (`reader/check/`) by `python -m tests.generate_systems_page`; a test keeps it current.
Each rule has a case in `tests/cases/check/<code>.toml`: a book that breaks it and one that only looks so.

`reader check FILE` prints a verdict for each reading system: **by rule** means that every rule written from that system's source or guide
is kept, **no pop-up** the same of a system that shows a note only where it stands and follows links, **unknown** that nobody outside knows
its rules, **problems** names the codes. What was clicked in a real engine is in [acceptance.md](acceptance.md). EPUBCheck's own findings
keep their codes (RSC-005 …) and concern every system. Kobo's rules are those of its own engine, which opens a `.kepub.epub` alone; a plain
`.epub` copied onto a Kobo is shown by Adobe's (kobolabs/epub-spec #45), of which nothing is claimed.
What concerns every system is named once, in a first line **everywhere**: an error there is a problem of each, a warning of none.

What EPUBCheck and our own rules both find is said once, by ours, with what to do.

Several books and editions can be checked at once. Of each kind of finding the first few are printed and the rest counted; `--all` prints
every one, and so does `--json`. A `.kepub.epub` is judged for Kobo, which alone opens it as one; `--system` names others.

Notes are known as such by their types, and where nobody typed them, by what they do: two links that lead to each other, the first of them
short, raised, in brackets or a picture; a link to a typed note; the class names and ids of well-known tools.
"""


def page() -> str:
    """The whole page."""
    by_system = "\n".join(f"| {system.name} | {system.basis} | {_codes(system.key)} |" for system in SYSTEMS)
    rules = "\n".join(_rule(rule) for rule in ALL_RULES)
    return f"""{HEAD}
## The reading systems

| system | a clean book means | rules that concern it alone or with others |
|---|---|---|
{by_system}

## The rules

| code | level | what is wrong | what to do | systems | source |
|---|---|---|---|---|---|
{rules}
"""


def _codes(key: str) -> str:
    return ", ".join(f"`{rule.code}`" for rule in ALL_RULES if key in rule.systems) or "none of its own"


def _rule(rule: Rule) -> str:
    names = {system.key: system.name for system in SYSTEMS}
    systems = ", ".join(names[key] for key in rule.systems) or "all"
    cells = (f"`{rule.code}`", rule.level, rule.text, rule.advice, systems, rule.source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
