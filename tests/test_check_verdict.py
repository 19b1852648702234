"""Findings become one verdict for each reading system."""

from __future__ import annotations

from books import as_book, base_files, book_of, read_case

from reader.check.run import ALL_RULES, check_book
from reader.check.verdict import SYSTEMS, for_all, for_systems, verdicts
from reader.model import Finding

KEYS = {system.key for system in SYSTEMS}


def words(findings: tuple[Finding, ...]) -> dict[str, str]:
    return {verdict.system.key: verdict.word for verdict in verdicts(findings, ALL_RULES)}


def test_rules_name_known_systems_only() -> None:
    assert {key for rule in ALL_RULES for key in rule.systems} <= KEYS


def test_a_clean_book_is_good_by_rule_and_never_more_than_that() -> None:
    assert set(words(check_book(as_book(base_files()))).values()) == {"by rule", "no pop-up", "unknown"}


def test_a_fault_of_one_system_leaves_the_others_alone() -> None:
    found = words(check_book(book_of(read_case("note-too-short")["bad"])))
    assert [key for key, word in found.items() if word == "problems"] == ["kobo"]


def test_a_fault_for_all_systems_and_one_of_epubchecks_concern_every_one() -> None:
    for code in ("link-target-missing", "RSC-005"):
        assert set(words((Finding(code, "error", "a", "b"),)).values()) == {"problems"}


def test_a_warning_to_all_is_said_once_and_makes_no_system_a_problem() -> None:
    found = check_book(book_of(read_case("cover-missing")["bad"]))
    assert {verdict.codes for verdict in verdicts(found, ALL_RULES)} == {()}
    assert set(words(found).values()) == {"by rule", "no pop-up", "unknown"}
    assert for_all(found, ALL_RULES) == ("cover-missing",)


def test_what_concerns_all_is_apart_from_what_concerns_some() -> None:
    found = (Finding("RSC-005", "error", "a", "b"), Finding("link-pair", "warning", "a", "b"), Finding("RSC-005", "error", "c", "d"))
    assert for_all((*found, Finding("access-poor", "info", "a", "b")), ALL_RULES) == ("RSC-005",)
    assert {verdict.system.key: verdict.codes for verdict in verdicts(found, ALL_RULES)}["kindle"] == ("RSC-005", "link-pair")


def test_good_to_know_is_no_problem() -> None:
    assert "problems" not in words((Finding("note-aside", "info", "a", "b"), Finding("OPF-097", "info", "a", "b"))).values()


def test_a_verdict_names_its_codes_once() -> None:
    twice = (Finding("note-too-short", "warning", "a", "b"), Finding("note-too-short", "warning", "c", "d"))
    assert next(verdict.codes for verdict in verdicts(twice, ALL_RULES) if verdict.system.key == "kobo") == ("note-too-short",)


def test_findings_can_be_narrowed_to_systems() -> None:
    found = (Finding("note-too-short", "warning", "a", "b"), Finding("link-pair", "warning", "a", "b"), Finding("RSC-005", "error", "a", "b"))
    assert [finding.code for finding in for_systems(found, ALL_RULES, ("kindle",))] == ["link-pair", "RSC-005"]
    assert for_systems(found, ALL_RULES, ("kindle", "kobo")) == found
