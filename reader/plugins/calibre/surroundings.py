"""What the plugin takes from calibre: its settings, its language, and the program, once found."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, cast

from calibre.constants import ismacos, iswindows
from calibre.gui2 import sanitize_env_vars
from calibre.utils.config import JSONConfig
from calibre.utils.localization import get_lang

from . import program, words
from .asking import DEFAULTS, Settings
from .running import version_of

# calibre puts these into every module of a plugin: they read the files of the zip.
get_icons: Any
get_resources: Any

PREFERENCES = JSONConfig("plugins/annotated_reader")
PREFERENCES.defaults.update(DEFAULTS)


def settings() -> Settings:
    """What is chosen now."""
    return cast("Settings", {name: PREFERENCES[name] for name in DEFAULTS})


def language() -> str:
    """The language that calibre speaks, as far as this plugin knows it."""
    return "zh" if (get_lang() or "").lower().startswith("zh") else "en"


def make_speaker() -> words.Say:
    """What says sentences in calibre's language."""
    if language() != "zh":
        return words.speaker({})
    traditional = any(part in get_lang().lower() for part in ("tw", "hk", "hant"))
    text: bytes = get_resources("words/zh-Hant.txt" if traditional else "words/zh.txt")  # noqa: F821
    return words.speaker(words.table(text.decode("utf-8")))


def icon(name: str) -> Any:
    """One of the plugin's own pictures, as Qt has them."""
    return get_icons(f"images/{name}.png")  # noqa: F821


def find_program(setting: str) -> program.Found:
    """The program, or why there is none."""
    system = program.WINDOWS if iswindows else program.MAC if ismacos else program.LINUX
    return program.find(setting, system=system, environ=os.environ, home=Path.home(), ask=lambda path: version_of(path, sanitize_env_vars))
