"""A Lua table written as text → dicts, read as data: nothing is executed, and whatever is no literal is refused.

KOReader writes its sidecars so (its `dump.lua`): `return { ["key"] = value, … }` with strings in double quotes, in which a line break stands
behind a backslash. A file that breaks off gives what was whole by then; one that holds code gives nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec import Struct, field

DEEPEST = 60
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
WORDS = {"true": True, "false": False, "nil": None}


class LuaError(Exception):
    """What stands there is no literal; `line` says where, `partial` is what was read before."""

    def __init__(self, text: str, line: int, partial: dict[Any, Any]) -> None:
        super().__init__(text)
        self.line, self.partial = line, partial


class _Open(Struct, gc=False):
    """A table that is being read: what it holds, the key whose value comes next, the next number without a key."""

    table: dict[Any, Any] = field(default_factory=dict)
    key: Any = None
    count: int = 1


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        r"""[ \t\r\n]*+(?:--[^\n]*+[ \t\r\n]*+)*+(?:
        (?P<string>"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')
        |\["(?P<key>(?:[^"\\]|\\.)*+)"\][ ]*=
        |\[(?P<index>-?[0-9]{1,18})\][ ]*=
        |(?P<number>-?(?:0[xX][0-9a-fA-F]{1,16}|[0-9]{1,40}(?:\.[0-9]{0,40})?(?:[eE][-+]?[0-9]{1,5})?))
        |(?P<name>[A-Za-z_][A-Za-z0-9_]*+)(?P<equals>[ ]*=(?!=))?
        |(?P<sign>[{},;])
        |(?P<end>\Z))""",
        re.VERBOSE | re.DOTALL,
    )


def read_table(text: str) -> dict[Any, Any]:
    """The table that a file returns; raises LuaError for code, for what breaks off, and for tables too deep in one another."""
    top = _Open()
    stack = [top]
    place = 0
    while True:
        token = _token().match(text, place)
        if token is None:
            raise _error("something that is no literal", text, place, top)
        place, kind, word = token.end(), token.lastgroup, token[0]
        if kind == "end":
            return _result(text, place, top, stack)
        if kind == "name" and token["name"] == "return" and len(stack) == 1 and not top.table:
            continue
        if len(stack) == 1 and not (word.endswith("{") and not top.table):
            raise _error("something beside the one table that is returned", text, place, top)
        if problem := _take(stack, token, kind or ""):
            raise _error(problem, text, place, top)


def _take(stack: list[_Open], token: re.Match[str], kind: str) -> str:
    """Do what a token says; the problem in words, where it says nothing that may stand there."""
    here = stack[-1]
    if kind == "sign":
        return _sign(stack, token["sign"])
    if kind == "key":
        here.key = _unescaped(token["key"])
    elif kind == "index":
        here.key = int(token["index"])
    elif kind == "equals":
        here.key = token["name"]
    elif kind == "name" and token["name"] not in WORDS:
        return f"code (`{token['name'][:20]}`)"
    else:
        _put(here, _value(token, kind))
    return ""


def _sign(stack: list[_Open], sign: str) -> str:
    if sign == "{":
        if len(stack) >= DEEPEST:
            return "tables too deep in one another"
        below = _Open()
        _put(stack[-1], below.table)
        stack.append(below)
    elif sign == "}":
        stack.pop()
    return ""


def _put(here: _Open, value: Any) -> None:
    if here.key is None:
        here.key, here.count = here.count, here.count + 1
    here.table[here.key] = value
    here.key = None


def _value(token: re.Match[str], kind: str) -> Any:
    if kind == "string":
        return _unescaped(token["string"][1:-1])
    if kind == "name":
        return WORDS[token["name"]]
    word = token["number"]
    if "x" in word.lower():
        return int(word, 16)
    return int(word) if word.lstrip("-").isdigit() and len(word) < 19 else float(word)


def _unescaped(text: str) -> str:
    return _escape().sub(_meant, text) if "\\" in text else text


@cache
def _escape() -> re.Pattern[str]:
    return re.compile(r"\\(?:([0-9]{1,3})|x([0-9a-fA-F]{2})|z\s*+|(\r\n|.))", re.DOTALL)


def _meant(found: re.Match[str]) -> str:
    decimal, double, char = found.groups()
    if decimal or double:
        return chr(int(decimal) if decimal else int(double, 16))
    return "" if char is None else "\n" if char == "\r\n" else ESCAPES.get(char, char)


def _result(text: str, place: int, top: _Open, stack: list[_Open]) -> dict[Any, Any]:
    if len(stack) > 1:
        raise _error("the end, in the middle of a table", text, place, top)
    found = top.table.get(1)
    if not isinstance(found, dict):
        raise _error("no table", text, place, top)
    return found


def _error(problem: str, text: str, place: int, top: _Open) -> LuaError:
    found = {} if problem.startswith("code") else top.table.get(1)
    return LuaError(problem, text.count("\n", 0, place) + 1, found if isinstance(found, dict) else {})
