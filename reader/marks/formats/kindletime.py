"""The times in `My Clippings.txt`, which are the device's own, without a zone: `2026年2月4日星期三 上午12:00:59`, `Wednesday, February 4, 2026 12:00:59 AM`."""

from __future__ import annotations

import re
from functools import cache

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MORNING, AFTERNOON = ("am", "上午", "凌晨", "早上"), ("pm", "下午", "晚上", "中午")


def iso_time(text: str) -> str:
    """`2026-02-04 00:00:59`; the text as it stands where it is in no shape known here, without the words before it."""
    day = _day(text)
    clock = _clock().search(text)
    if not day:
        return re.sub(r"(?i)^\s*(added on|添加于|新增於|已添加至)\s*", "", text).strip()
    if not clock:
        return day
    hour = int(clock["hour"])
    half = (clock["before"] or clock["after"] or "").lower()
    if half in MORNING:
        hour %= 12  # twelve in the morning is midnight
    elif half in AFTERNOON:
        hour = hour % 12 + 12
    return f"{day} {hour:02}:{clock['minute']}:{clock['second'] or '00'}"


def _day(text: str) -> str:
    if found := re.search(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日", text):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    if found := re.search(r"(?i)([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})", text):
        month, day = found[1].lower(), found[2]
    elif found := re.search(r"(?i)(\d{1,2}) ([a-z]{3})[a-z]*\.?,? (\d{4})", text):
        month, day = found[2].lower(), found[1]
    else:
        return ""
    return f"{found[3]}-{MONTHS.index(month) + 1:02}-{int(day):02}" if month in MONTHS else ""


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(r"(?i)(?P<before>上午|下午|凌晨|早上|晚上|中午)?\s*(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<after>am|pm)?")
