"""Verdicts: pinned questions asked of real knowledge bases, before and after a change."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given

from bot.curation.verdicts import (
    Verdict,
    judge,
    label,
    regressions,
    table,
    wanted,
    worded,
)
from bot.locales import speaking
from bot.storage.values import Link, Pin
from knowledge import Kind, KnowledgeBase, Thresholds, build, normal_terms, read
from tests.bot.catalogues import foreign
from tests.bot.texts import GALLERY, LIGHTHOUSE, ORCHARD, awkward_texts

_WHEN = datetime(2026, 1, 2, tzinfo=UTC)
_STEPS = "How many granite steps has the lighthouse of Selvik?"
_KEEPER = "When did the keeper retire?"
_NOWHERE = "Does the zeppelin carry passengers?"


def _base(**texts: str) -> KnowledgeBase:
    return build([read(text.encode(), f"{name}.md") for name, text in texts.items()])


_BASE = _base(lighthouse=LIGHTHOUSE, orchard=ORCHARD, regatta=GALLERY)


def _text(article: str, number: int, kind: Kind = Kind.PARAGRAPH) -> str:
    held = (_BASE.passages[at] for at in _BASE.within(article) or ())
    return next(p.text for p in held if (p.kind, p.number) == (kind, number))


def _pin(question: str, article: str = "", text: str = "", number: int = 1) -> Pin:
    return Pin(7, number, question, article, text, 8, _WHEN)


def _link(question: str, article: str, text: str) -> Link:
    terms = normal_terms(_BASE, question)
    return Link(7, 1, question, terms, article, text, 8, _WHEN)


_PINS = (
    _pin(_STEPS, "lighthouse", _text("lighthouse", 1), 1),
    _pin(_KEEPER, "lighthouse", _text("lighthouse", 3), 2),
    _pin("Who lifts a copper cup?", "regatta", _text("regatta", 3, Kind.CAPTION), 3),
    _pin(_NOWHERE, number=4),
)


def _verdict(question: str, expected: str, got: str) -> Verdict:
    return Verdict(_pin(question), passed=False, expected=expected, got=got)


def _told(verdict: Verdict) -> tuple[bool, str, str]:
    return verdict.passed, verdict.expected, verdict.got


def test_a_question_passes_whose_paragraph_is_quoted_first() -> None:
    verdicts = judge(_BASE, _PINS)

    assert [verdict.pin for verdict in verdicts] == list(_PINS)
    assert [_told(verdict) for verdict in verdicts] == [
        (True, "lighthouse ¶ 1", "lighthouse ¶ 1"),
        (True, "lighthouse ¶ 3", "lighthouse ¶ 3"),
        (True, "regatta photo 3", "regatta photo 3"),
        (True, "no answer", "no answer"),
    ]


@pytest.mark.parametrize(
    ("pin", "expected", "got"),
    [
        (_pin(_STEPS, "lighthouse", _text("lighthouse", 2)), "lighthouse ¶ 2", "lighthouse ¶ 1"),
        (_pin(_STEPS), "no answer", "lighthouse ¶ 1"),
        (_pin(_NOWHERE, "orchard", _text("orchard", 2)), "orchard ¶ 2", "no answer"),
        (_pin(_STEPS, "harbour", _text("lighthouse", 1)), "harbour", "the paragraph is gone"),
        (_pin(_STEPS, "lighthouse", "Snow fell."), "lighthouse", "the paragraph is gone"),
        (_pin(_NOWHERE, "lighthouse", ""), "lighthouse", "the paragraph is gone"),
    ],
)
def test_a_question_fails_that_something_else_answers(pin: Pin, expected: str, got: str) -> None:
    (verdict,) = judge(_BASE, [pin])

    assert _told(verdict) == (False, expected, got)


def test_a_question_without_words_has_no_answer() -> None:
    (verdict,) = judge(_BASE, [_pin("?!")])

    assert verdict.passed


def test_an_answer_needs_the_servers_confidence() -> None:
    steps, *_, nowhere = judge(_BASE, _PINS, Thresholds(answer=1.0))

    assert (steps.passed, steps.got) == (False, "no answer")
    assert nowhere.passed


def test_a_paragraph_is_known_again_where_it_moved_and_was_edited() -> None:
    above, *below = LIGHTHOUSE.split("# History\n")
    moved = f"{above}The coast is rocky.\n\n# History\n{''.join(below)}".replace("214", "215")

    (verdict,) = judge(_base(lighthouse=moved), _PINS[:1])

    assert _told(verdict) == (True, "lighthouse ¶ 2", "lighthouse ¶ 2")


def test_a_linked_paragraph_is_the_answer_wherever_the_words_lead() -> None:
    link = _link(_NOWHERE, "orchard", _text("orchard", 2))

    free, bound = judge(
        _BASE, [_pin(_NOWHERE), _pin(_NOWHERE, "orchard", _text("orchard", 2))], links=[link]
    )

    assert _told(free) == (False, "no answer", "orchard ¶ 2")
    assert _told(bound) == (True, "orchard ¶ 2", "orchard ¶ 2")


def test_a_linked_paragraph_needs_no_confidence() -> None:
    link = _link(_STEPS, "orchard", _text("orchard", 1))

    (verdict,) = judge(_BASE, _PINS[:1], Thresholds(answer=1.0), [link])

    assert _told(verdict) == (False, "lighthouse ¶ 1", "orchard ¶ 1")


def test_a_link_is_for_its_own_question_alone() -> None:
    link = _link(_NOWHERE, "orchard", _text("orchard", 2))

    assert judge(_BASE, _PINS[:3], links=[link]) == judge(_BASE, _PINS[:3])


def test_a_change_is_told_by_what_it_breaks() -> None:
    after = _base(lighthouse=LIGHTHOUSE, orchard=f"{ORCHARD}\nThe zeppelin carries passengers.\n")

    found = regressions(judge(_BASE, _PINS), judge(after, _PINS))

    told = [(before.pin.number, before.got, now.expected, now.got) for before, now in found]
    assert told == [
        (3, "regatta photo 3", "regatta", "the paragraph is gone"),
        (4, "no answer", "no answer", "orchard ¶ 3"),
    ]


def test_what_failed_before_stops_nothing() -> None:
    new = _pin(_STEPS, "harbour", "The harbour was dredged in 1900 by two brothers.", 5)
    wrong = _pin(_STEPS, number=6)

    before = judge(_BASE, [new, wrong])
    after = judge(_base(orchard=ORCHARD), [replace(new, article="orchard"), wrong])

    assert regressions(before, after) == []


def test_what_passes_still_or_was_not_asked_before_is_no_regression() -> None:
    before = judge(_BASE, _PINS[:2])

    assert regressions(before, judge(_BASE, _PINS)) == []
    assert regressions(before, judge(_BASE, [_pin(_STEPS, number=9)])) == []


def test_what_must_answer_is_told_without_asking() -> None:
    gone = _pin(_STEPS, "harbour", "Snow fell.")

    told = [wanted(_BASE, pin) for pin in (*_PINS[:1], *_PINS[2:], gone)]

    assert told == [
        "lighthouse ¶ 1",
        "regatta photo 3",
        "no answer",
        "harbour: the paragraph is gone",
    ]


def test_no_answer_is_a_label_too() -> None:
    assert label(None) == "no answer"


def test_verdicts_are_a_small_table() -> None:
    gone = _pin(_STEPS, "an-article-of-a-very-long-name", "x", 5)
    long = _verdict("When?" * 20, "an-article-of-a-very-long-name ¶ 12", "x photo 3")
    end = _verdict("When?", "no answer", "an-article-of-a-very-long-name photo 12")

    rows = table([*judge(_BASE, (*_PINS[1:2], gone)), long, end])

    assert rows == [
        "   question",
        "   expected             got",
        "✓  When did the keeper retire?",
        "   lighthouse ¶ 3       lighthouse ¶ 3",
        "✗  How many granite steps has the lighthouse…",
        "   an-article-of-a-ver… the paragraph is gone",
        "✗  When?When?When?When?When?When?When?When?W…",
        "   an-article-of-… ¶ 12 x photo 3",
        "✗  When?",
        "   no answer            an-article-… photo 12",
    ]


_JAPANESE = {
    "question": "質問",
    "expected": "期待",
    "got": "結果",
    "no answer": "回答なし",
    "the paragraph is gone": "段落がありません",
    "{article}: the paragraph is gone": "{article}: 段落がありません",
    "photo {place}": "写真 {place}",
}


def test_a_table_lines_up_in_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    foreign(monkeypatch, _JAPANESE)
    gone = _verdict("When?", "no answer", "the paragraph is gone")
    long = _verdict("いつですか", "an-article-of-a-very-long-name photo 12", "regatta photo 3")

    with speaking("ja"):
        rows = table([gone, long])

    assert rows == [
        "   質問",
        "   期待                 結果",
        "✗  When?",
        "   回答なし             段落がありません",
        "✗  いつですか",
        "   an-article-… 写真 12 regatta 写真 3",
    ]


def test_labels_stay_the_same_and_are_worded_in_the_language_spoken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    foreign(monkeypatch, _JAPANESE)
    labels = ["no answer", "harbour: the paragraph is gone", "lighthouse ¶ 1", "harbour"]

    with speaking("ja"):
        assert [_told(one)[1] for one in judge(_BASE, _PINS[2:])] == [
            "regatta photo 3",
            "no answer",
        ]
        shown = [worded(one) for one in labels]

    assert shown == ["回答なし", "harbour: 段落がありません", "lighthouse ¶ 1", "harbour"]
    assert [worded(one) for one in labels] == labels


def test_no_verdicts_are_a_table_without_rows() -> None:
    assert table([]) == ["   question", "   expected             got"]


@given(awkward_texts, awkward_texts)
def test_a_table_is_narrow_and_stays_in_its_block_whatever_is_asked(
    question: str, article: str
) -> None:
    rows = table([_verdict(question, f"{article} ¶ 4", article)])

    assert len(rows) == 4
    assert all(len(row) <= 45 and row.isprintable() and "`" not in row for row in rows)
