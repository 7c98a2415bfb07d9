"""Tests of a server: pinned, replaced, run and removed, in a real database."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import knowledge
from bot.curation import pinning
from bot.curation.expecting import Rule
from bot.curation.pinning import Full, Pinned, Pinning, number_of
from bot.service import AnswerService
from knowledge import Kind, KnowledgeBase, Passage
from tests.bot.serving import serving
from tests.bot.texts import GALLERY, LIGHTHOUSE

_SERVER, _OTHER, _MO = 11, 12, 8
_STEPS = "How many granite steps has the lighthouse of Selvik?"
_NOWHERE = "Does the zeppelin carry passengers?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "selvik.md").write_text(LIGHTHOUSE, encoding="utf-8")
    (articles / "regatta.md").write_text(GALLERY, encoding="utf-8")
    return articles


def _passage(base: KnowledgeBase, article: str, number: int, kind: Kind) -> Passage:
    held = (base.passages[at] for at in base.within(article) or ())
    return next(one for one in held if (one.kind, one.number) == (kind, number))


async def _pinned(
    service: AnswerService, question: str, expected: Rule | Passage, server: int = _SERVER
) -> Pinned:
    base = await service.base(server)
    done = await Pinning(service).pin(base, server, question, expected, _MO)
    assert isinstance(done, Pinned)
    return done


async def test_a_question_is_pinned_to_what_is_expected_and_judged_at_once(
    folder: Path, tmp_path: Path
) -> None:
    async with serving(folder, tmp_path) as service:
        base = await service.base(_SERVER)
        second = _passage(base, "selvik", 2, Kind.PARAGRAPH)
        photo = _passage(base, "regatta", 3, Kind.CAPTION)

        now = await _pinned(service, _STEPS, Rule.NOW)
        none = await _pinned(service, _NOWHERE, Rule.NOW)
        cup = await _pinned(service, "Who lifts a copper cup?", photo)
        wrong = await _pinned(service, "How many steps has it?", second)
        silent = await _pinned(service, "How many granite steps?", Rule.NOTHING)
        listed = await Pinning(service).listed(_SERVER)
        other = await Pinning(service).listed(_OTHER)
        verdicts = await Pinning(service).run(_SERVER)

    told = [(d.verdict.expected, d.verdict.passed) for d in (now, none, cup, wrong, silent)]
    assert told == [
        ("selvik ¶ 1", True),
        ("no answer", True),
        ("regatta photo 3", True),
        ("selvik ¶ 2", False),
        ("no answer", False),
    ]
    assert now.passage == _passage(base, "selvik", 1, Kind.PARAGRAPH)
    assert none.passage is None
    assert [expected for _, expected in listed] == [expected for expected, _ in told]
    assert other == []
    assert [verdict.passed for verdict in verdicts] == [False, False, True, True, True]
    assert [verdict.pin.number for verdict in verdicts] == [4, 5, 1, 2, 3]


async def test_the_same_question_takes_the_place_of_the_one_before(
    folder: Path, tmp_path: Path
) -> None:
    async with serving(folder, tmp_path) as service:
        await _pinned(service, _STEPS, Rule.NOTHING)
        await _pinned(service, _STEPS, Rule.NOTHING, _OTHER)

        again = await _pinned(service, f" {_STEPS.upper()} ", Rule.NOW)
        tests = await Pinning(service).tests(_SERVER)
        others = await Pinning(service).tests(_OTHER)

    assert again.before == "no answer"
    assert tests == [again.verdict.pin]
    assert [pin.article for pin in others] == [""]


async def test_a_test_whose_paragraph_is_gone_is_listed_so(folder: Path, tmp_path: Path) -> None:
    async with serving(folder, tmp_path) as service:
        await service.storage.pins.add(_SERVER, _STEPS, "harbour", "Snow fell.", _MO)

        listed = await Pinning(service).listed(_SERVER)
        (verdict,) = await Pinning(service).run(_SERVER)

    assert [expected for _, expected in listed] == ["harbour: the paragraph is gone"]
    assert not verdict.passed


async def test_there_is_a_limit_even_if_many_are_pinned_at_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pinning, "MOST_TESTS", 3)
    async with serving(folder, tmp_path) as service:
        tests, base = Pinning(service), await service.base(_SERVER)

        made = await asyncio.gather(
            *(tests.pin(base, _SERVER, f"Question {n}?", Rule.NOTHING, _MO) for n in range(5))
        )
        again = await tests.pin(base, _SERVER, "question 0?", Rule.NOTHING, _MO)
        held = await tests.tests(_SERVER)

    assert sorted(type(one).__name__ for one in made) == ["Full", "Full", *["Pinned"] * 3]
    assert Full(3) in made
    assert isinstance(again, Pinned)
    assert len(held) == 3


async def test_a_question_is_unpinned_by_its_text_or_its_number(
    folder: Path, tmp_path: Path
) -> None:
    async with serving(folder, tmp_path) as service:
        tests = Pinning(service)
        first = (await _pinned(service, "One?", Rule.NOTHING)).verdict.pin
        second = (await _pinned(service, "Two?", Rule.NOTHING)).verdict.pin

        elsewhere = await tests.remove(_OTHER, "One?")
        nothing = await tests.remove(_SERVER, "Three?")
        one = await tests.remove(_SERVER, "  one? ")
        two = await tests.remove(_SERVER, number_of(second))
        again = await tests.remove(_SERVER, number_of(second))

    assert (elsewhere, nothing, again) == (None, None, None)
    assert one is not None
    assert two is not None
    assert (one.pin, one.left) == (first, 1)
    assert (two.pin, two.left) == (second, 0)


async def test_a_chosen_answer_is_what_answers_now(folder: Path, tmp_path: Path) -> None:
    async with serving(folder, tmp_path) as service:
        base = await service.base(_SERVER)
        photo = _passage(base, "regatta", 3, Kind.CAPTION)
        terms = knowledge.normal_terms(base, _NOWHERE)
        await service.storage.links.add(_SERVER, _NOWHERE, terms, "regatta", photo.text, _MO)

        done = await _pinned(service, _NOWHERE, Rule.NOW)

    assert (done.passage, done.verdict.passed) == (photo, True)


async def test_the_event_loop_is_left_alone_while_questions_are_asked(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            threads.append(threading.get_ident())
            return real(*given)

        return call

    for name in ("judge", "answering", "wanted"):
        monkeypatch.setattr(pinning, name, watched(getattr(pinning, name)))
    async with serving(folder, tmp_path) as service:
        await _pinned(service, _STEPS, Rule.NOW)
        await _pinned(service, _STEPS, Rule.NOW)
        await Pinning(service).run(_SERVER)
        await Pinning(service).listed(_SERVER)

    assert len(threads) == 7
    assert threading.get_ident() not in threads
