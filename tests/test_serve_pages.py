"""The service's pages speak three languages, each whole, by what the browser wants or the reader chooses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from lxml import html
from starlette.testclient import TestClient

from reader.club.speech import Speech
from reader.club.words import LANGUAGES, WORDS, Language
from reader.han import has_han
from reader.script.convert import convert
from reader.serve.state import State
from reader.serve.tongue import language_of
from tests.editions import ROOT
from tests.served import asked, member

# Names that are written so in English too.
CHINESE_NAMES = "多看|微信读书"


@pytest.mark.parametrize("key", WORDS)
def test_every_word_is_there_in_every_language(key: str) -> None:
    chinese, english = WORDS[key]
    assert chinese.strip()
    assert english.strip()
    assert not has_han(re.sub(CHINESE_NAMES, "", english))
    assert set(re.findall(r"\{\w*\}", chinese)) == set(re.findall(r"\{\w*\}", english))


@pytest.mark.parametrize("key", WORDS)
def test_traditional_words_are_traditional_to_the_last_character(key: str) -> None:
    said = Speech("zh-Hant")(key)
    assert convert(said, target="zh-Hant-TW", origin="zh-Hans") == said
    assert convert(said, target="zh-Hans", origin="zh-Hant-TW") == convert(WORDS[key][0], target="zh-Hans", origin="zh-Hant-TW")


def keys_said() -> Iterator[str]:
    """Every key that a page of the service asks for by its name."""
    for path in (ROOT / "reader" / "serve").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args:
                yield from (part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant) and isinstance(part.value, str))


def test_what_is_said_is_in_the_table() -> None:
    said = set(keys_said())
    assert len(said) > 20
    assert said <= set(WORDS)


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "zh-Hans"),
        ("*", "zh-Hans"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW,zh;q=0.9,en-US;q=0.8", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-CN", "zh-Hant"),
        ("zh-Hans-TW", "zh-Hans"),
        ("en-US,en;q=0.5", "en"),
        ("en;q=0.3, zh-TW;q=0.8", "zh-Hant"),
        ("fr-FR,fr;q=0.9", "en"),
        ("fr, zh;q=0.1", "zh-Hans"),
        ("zh;q=0, en", "en"),
        ("zh;q=x", "en"),
        (";;,=,q=1", "en"),
    ],
)
def test_the_browser_s_language_is_taken(accept: str, language: Language) -> None:
    assert language_of(accept) == language


def inside(state: State) -> tuple[TestClient, str]:
    client, invited = asked(state), member(state, name="Ali", handle="ali")
    client.post(f"/join/{invited.link}")
    return client, member(state, name="Bo", handle="bo").link


def pages(state: State) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every page of the service in every language: language, page."""
    client, link = inside(state)
    for language in LANGUAGES:
        headers = {"accept-language": {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en"}[language]}
        for path in ("/me", f"/join/{link}", "/join/none"):
            yield language, html.fromstring(client.get(path, headers=headers).content)
        yield language, html.fromstring(asked(state).get("/me", headers=headers).content)
        key = html.fromstring(client.get("/me").content).xpath("string(//input[@name='form']/@value)")
        yield language, html.fromstring(client.post("/me/devices", data={"form": key, "label": "Kobo"}, headers=headers).content)


def test_every_page_is_whole_in_every_language(state: State) -> None:
    count = 0
    for language, page in pages(state):
        count += 1
        assert page.get("lang") == language
        for chooser in page.xpath("//nav[@class='languages']"):
            assert [one.get("lang") for one in chooser] == list(LANGUAGES)
            chooser.drop_tree()
        texts = "".join(page.itertext()) + "".join(page.xpath("//@aria-label"))
        assert has_han(texts) == (language != "en")
        if language == "zh-Hant":
            assert convert(texts, target="zh-Hant-TW", origin="zh-Hans") == texts
        assert not page.xpath("//script | //*[@style] | //@*[starts-with(name(), 'on')]")
    assert count == 15


def test_a_language_that_is_chosen_is_kept(state: State) -> None:
    client, _ = inside(state)
    chinese = {"accept-language": "zh-CN"}
    assert html.fromstring(client.get("/me", headers=chinese).content).get("lang") == "zh-Hans"
    assert html.fromstring(client.get("/me?lang=en", headers=chinese).content).get("lang") == "en"
    assert html.fromstring(client.get("/me", headers=chinese).content).get("lang") == "en"
    assert html.fromstring(client.get("/me?lang=xx", headers=chinese).content).get("lang") == "en"
    assert html.fromstring(client.get("/me?lang=zh-Hant", headers=chinese).content).get("lang") == "zh-Hant"


def test_the_other_languages_of_a_page_are_where_its_links_lead(state: State) -> None:
    client, link = inside(state)
    for path in ("/me", f"/join/{link}"):
        for href in html.fromstring(client.get(path).content).xpath("//nav[@class='languages']/a/@href"):
            answer = client.get(href if href.startswith("/") else f"{path}{href}")
            assert answer.status_code == 200
            assert html.fromstring(answer.content).get("lang") == href.partition("=")[2]
