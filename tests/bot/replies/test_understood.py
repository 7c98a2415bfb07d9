"""What was understood: told in one small line, and read back whatever language it was told in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge
from bot.locales import LOCALES, speaking
from bot.replies import understood
from bot.replies.answers import answer
from bot.replies.blocks import EMBED_ROOM
from knowledge import Understood
from tests.bot.catalogues import german
from tests.bot.messages import BASE, NEVER, WHEN
from tests.bot.texts import awkward_texts

BOTH = Understood((("Sellvik", "Selvik"),), ("Tobias Wren", "Orrin_Point"))
GERMAN = {
    understood.NO_ANSWER: "Dazu habe ich keine Stelle gefunden.",
    "Assuming that you mean {names}": "Gemeint ist wohl {names}",
    "Why?": "Warum?",
    "The closest passage I found, which may not answer it:": "Die nächste Stelle:",
}


def test_all_that_was_understood_stands_in_one_small_line() -> None:
    assert understood.assumptions(BOTH) == (
        "-# Showing results for *Selvik* · Assuming that you mean *Tobias Wren*, *Orrin\\_Point*\n"
    )
    assert understood.assumptions(Understood()) == ""


def test_a_reply_is_in_the_language_that_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    german(monkeypatch, GERMAN)
    result = knowledge.ask(BASE, WHEN, thresholds=knowledge.Thresholds(1.0, 0.0))

    with speaking("de"):
        reply = answer(BASE, result, EMBED_ROOM)

    first, closest, quoted, cited = reply.text.split("\n")
    assert first == "**Dazu habe ich keine Stelle gefunden.**"
    assert closest == "Die nächste Stelle:"
    assert quoted.startswith("> ")
    assert "04.03.2021" in cited
    assert "Warum?" in [button.label for button in reply.buttons]
    assert "I found no passage" in answer(BASE, result, EMBED_ROOM).text


def test_what_was_assumed_is_read_back_from_another_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    german(monkeypatch, GERMAN)
    with speaking("de"):
        reply = understood.repeated("Wann?") + understood.assumptions(BOTH)

    assert "Gemeint ist wohl" in reply
    assert understood.assumed_in(reply) == "Tobias Wren, Orrin_Point"
    assert understood.question_in(reply) == "Wann?"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_refusal_and_what_was_assumed_are_read_back_from_every_catalogue(locale: str) -> None:
    with speaking(locale):
        reply = answer(BASE, knowledge.ask(BASE, "zeppelin?", thresholds=NEVER), EMBED_ROOM).text
        told = understood.assumptions(Understood(assumed=("سليم", "Orrin Point")))

    assert understood.refuses(reply)
    assert understood.assumed_in(told) == "سليم, Orrin Point"


def test_what_is_quoted_below_is_no_assumption() -> None:
    assert understood.assumed_in("> It rained.\n-# Assuming that you mean *Selvik*") == ""
    assert not understood.refuses("> **I found no passage that answers this.**")


@given(awkward_texts, st.sampled_from(list(LOCALES)))
def test_a_question_is_read_back_whatever_is_spoken(text: str, locale: str) -> None:
    with speaking(locale):
        line = understood.repeated(text)
    again = understood.question_in(line)

    assert understood.repeated(again) == understood.repeated(text)
    assert bool(line) == bool(again)
