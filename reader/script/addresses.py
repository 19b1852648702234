"""Addresses in running text stay as they are: http://例子.中国/发展, www.例子.中国, 张三@例子.中国. In another script they lead nowhere, or elsewhere.

Where an address ends and the sentence goes on, no mark need tell (a.com查看). An address that is changed is lost, a word that is not is
only written otherwise; so what may belong to an address belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

# Top-level domains in Chinese characters behind which a sentence may go on (IANA, Root Zone Database); of others the whole run is the domain.
TOP = (
    "中文网 新加坡 我爱你 中国 中國 公司 网络 網絡 香港 台湾 台灣 澳门 澳門 政务 公益 在线 网址 网站 集团 商城 网店 商标 "
    "游戏 娱乐 手机 时尚 购物 信息 慈善 机构 移动 世界 健康 企业"
)
# What a host without `http` or `www` ends in, to be told from other words with stops in them.
COMMON = "com cn net org edu gov tw hk sg mo io info me tv cc top xyz app dev ai"
BEFORE_SLASHES = (":", *[f".{top}" for top in COMMON.split()])
# Characters at most before what shows that here is an address: a mailbox's name, a host (RFC 5321, 4.5.3.1).
NAME, HOST = 64, 255
# Words before a mailbox in Chinese characters that are none of it: 发邮件至张三@…
BEFORE = "至到给給为為是致寄于於"


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses that are not all ASCII stand in `text`, in order: start and end, in code points."""
    if not may_hold_address(text):
        return
    done = 0
    while found := _sign().search(text, done):
        sign, start = found[0], found.start()
        end = _end(text, found)
        if end:
            start = _start(text, start, done, sign)
            if not text[start:end].isascii():
                yield start, end
        done = end or found.end()


def may_hold_address(text: str) -> bool:
    """A quick look, which nearly no text passes that holds none."""
    if "@" in text or "www." in text or "WWW." in text:
        return True
    return "/" in text and any(part.endswith(BEFORE_SLASHES) for part in text.split("/")[:-1])


def _end(text: str, sign: re.Match[str]) -> int:
    """Where the address ends that the sign tells of, or 0 if it is none."""
    path = sign[0][0] == "."
    found = _behind()["path" if path else sign[0][-1]].match(text, sign.end() - path)
    return found.end() if found else 0


def _start(text: str, at: int, done: int, sign: str) -> int:
    """Where it begins, no further back than where the last one ended."""
    if sign == "@":
        return _mailbox(text, at, max(done, at - NAME))
    first = max(done, at - HOST)
    while at > first and (text[at - 1].isalnum() or text[at - 1] in ".+-") and text[at - 1] < "\x80":
        at -= 1
    return at


def _mailbox(text: str, at: int, first: int) -> int:
    """Where the name before an @ begins: behind a mark, or behind a word that is none of it. Before a Latin one stands no Chinese."""
    start = at
    while start > first and (text[start - 1].isalnum() or text[start - 1] in "._%+-") and text[start - 1] not in BEFORE:
        if start < at and text[start - 1] >= "\u3000" > text[start]:
            break
        start -= 1
    return start


@cache
def _sign() -> re.Pattern[str]:
    # What shows that here is an address.
    return re.compile(f"://|@|www\\.|WWW\\.|\\.(?:{COMMON.replace(' ', '|')})/")


@cache
def _behind() -> dict[str, re.Pattern[str]]:
    """What stands behind a sign, by the sign's last character."""
    latin, wide = "[A-Za-z0-9-]", "[^\\W\\d_\x00-\x7f]"
    top = f"(?:{TOP.replace(' ', '|')})"
    # A label does not go on with ideographs behind Latin letters, or the sentence would (a.com查看), unless a domain of theirs follows.
    label = f"(?:{latin}++(?=\\.)|{wide}(?:{latin}|{wide})*+(?=\\.)|(?:{latin}|{wide})++(?=\\.{top}))"
    last = f"(?:{latin}++|{top}(?!\\.)|{wide}++)"
    marks = "/=_?&#+~@:%(\\-"
    # In a path ideographs follow a mark; behind Latin letters they belong to it only if they are followed by a mark or by nothing.
    ending = '[/=_?&#+~%-]|[\\s)\\]>》」』”"]|\\Z'
    path = f"(?:[!$'*,.;\\[\\]){marks}A-Za-z0-9]++|(?<=[{marks}]){wide}++|(?<=[A-Za-z0-9]){wide}++(?={ending}))*+"
    behind = f"(?::[0-9]++)?+(?:[/?#]{path})?+"
    return {
        "@": re.compile(f"(?:{label}\\.)++{last}?+"),
        ".": re.compile(f"(?:{label}\\.)++{last}?+{behind}"),
        "/": re.compile(f"(?:[^\\s/@<>“”‘’「」『』]{{0,{NAME}}}@)?(?:(?:{label}\\.)++{last}?+|{last}){behind}"),
        "path": re.compile(path),
    }
