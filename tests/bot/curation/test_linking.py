"""Linking: which questions an answer that moderators chose is for."""

from datetime import UTC, datetime

import pytest

from bot.curation.linking import linked
from bot.storage.values import Link
from knowledge import normal_terms
from tests.bot.texts import LIGHTHOUSE, ORCHARD, base_of

_BASE = base_of(LIGHTHOUSE, ORCHARD)
_LAMP, _PIGS = _BASE.passages[1], _BASE.passages[4]
_ASKED = "Does the zeppelin fly over Selvik with whale oil?"


def _link(question: str, number: int = 1, *, article: str = "a0", text: str = _LAMP.text) -> Link:
    terms = normal_terms(_BASE, question)
    return Link(7, number, question, terms, article, text, 8, datetime(2026, 1, 2, tzinfo=UTC))


def test_a_question_has_no_linked_paragraph_where_nobody_linked_one() -> None:
    assert linked(_BASE, [], _ASKED) is None


@pytest.mark.parametrize("question", [_ASKED, "with WHALE OIL, do zeppelins fly over selvik?"])
def test_a_question_is_known_again_by_its_terms(question: str) -> None:
    assert linked(_BASE, [_link(_ASKED)], question) == _LAMP


@pytest.mark.parametrize(
    "question",
    [f"{_ASKED} At noon today?", "Does the zeppelin fly?", "Who bought a lamp?", "?", ""],
)
def test_another_question_is_not(question: str) -> None:
    assert linked(_BASE, [_link(_ASKED)], question) is None


def test_four_terms_in_five_are_enough() -> None:
    asked = "zeppelin balloon kite glider"

    assert len(normal_terms(_BASE, f"{asked} rocket")) == 5
    assert linked(_BASE, [_link(f"{asked} rocket")], asked) == _LAMP
    assert linked(_BASE, [_link(f"{asked} rocket drone")], asked) is None


def test_a_link_without_terms_is_for_no_question() -> None:
    assert linked(_BASE, [_link("?")], "?") is None


def test_the_link_most_alike_wins_and_then_the_newest() -> None:
    asked = "zeppelin balloon kite glider"
    same = _link(asked, 1, article="b0", text=_PIGS.text)
    near = _link(f"{asked} rocket", 2)

    assert linked(_BASE, [near, same], asked) == _PIGS
    assert linked(_BASE, [same, near], asked) == _PIGS
    assert linked(_BASE, [_link(asked, 3), same], asked) == _LAMP
    assert linked(_BASE, [same, _link(asked, 3)], asked) == _LAMP


def test_a_link_counts_for_nothing_once_its_paragraph_is_gone() -> None:
    gone = _link(_ASKED, 9, text="Snow fell on the market.")

    assert linked(_BASE, [gone], _ASKED) is None
    assert linked(_BASE, [gone, _link(_ASKED)], _ASKED) == _LAMP
