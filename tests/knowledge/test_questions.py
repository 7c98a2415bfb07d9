"""The project's own questions, on the publisher's article and on the digest that ships."""

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge import EMBEDDED, Answer, KnowledgeBase, Quote, ask, load

FOLDER = Path(__file__).parents[1] / "questions"
# Questions that the article nearly answers, such as how many people live in Iraq.
NEAR_MISSES = 2


def questions(name: str) -> list[dict[str, Any]]:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def all_quotes(base: KnowledgeBase, question: str) -> tuple[Quote, ...]:
    answer = ask(base, question)
    return answer.quotes if isinstance(answer, Answer) else ()


@pytest.fixture(name="digest", scope="module")
def _digest() -> KnowledgeBase:
    return load(EMBEDDED).base


@pytest.fixture(name="real", scope="module")
def _real(article: Path) -> KnowledgeBase:
    return load(article).base


def holds(base: KnowledgeBase, quote: Quote, place: tuple[str, int, int]) -> bool:
    kind, number, sentence = place
    at = next(
        at
        for at, passage in enumerate(base.passages)
        if (passage.kind.value, passage.number) == (kind, number)
    )
    return quote.passage == base.passages[at] and quote.span.holds(
        base.sentences[at][sentence - 1].span
    )


@pytest.mark.parametrize(
    ("name", "first", "given"), [("article.json", 25, 25), ("harder.json", 8, 10)]
)
def test_most_questions_find_their_sentence_in_the_article(
    real: KnowledgeBase, name: str, first: int, given: int
) -> None:
    right: list[list[bool]] = []
    for asked in questions(name):
        places = [(asked["kind"], asked["number"], asked["sentence"]), *asked.get("also", [])]
        quotes = all_quotes(real, asked["question"])
        right.append([any(holds(real, quote, place) for place in places) for quote in quotes])

    assert sum(found[:1] == [True] for found in right) >= first
    assert sum(any(found) for found in right) >= given


@pytest.mark.parametrize(
    ("name", "first", "given"), [("article.json", 25, 27), ("harder.json", 9, 11)]
)
def test_most_questions_are_answered_by_the_digest(
    digest: KnowledgeBase, name: str, first: int, given: int
) -> None:
    right: list[list[bool]] = []
    for asked in questions(name):
        quotes = all_quotes(digest, asked["question"])
        right.append([all(said in quote.text for said in asked["digest"]) for quote in quotes])

    assert sum(found[:1] == [True] for found in right) >= first
    assert sum(any(found) for found in right) >= given


@pytest.mark.parametrize("which", ["real", "digest"])
def test_questions_about_other_subjects_are_refused(
    which: str, request: pytest.FixtureRequest
) -> None:
    base: KnowledgeBase = request.getfixturevalue(which)
    elsewhere = questions("elsewhere.json")

    answered = [asked for asked in elsewhere if all_quotes(base, asked["question"])]

    assert [asked["question"] for asked in answered if not asked["near"]] == []
    assert len(answered) <= NEAR_MISSES
