"""Replies of the bot, read again: which paragraph they quoted, or that there was no answer."""

from typing import Any

import discord
import pytest

from bot import views
from bot.curation.expecting import Rule
from bot.locales import speaking
from bot.replies import readers
from bot.replies.answers import answer, found
from bot.replies.blocks import EMBED_ROOM, Reply
from bot.replies.understood import NO_ANSWER
from bot.rereading import Unclear, said_by
from knowledge import KnowledgeBase, NoAnswer, ask, search
from tests.bot.catalogues import german
from tests.bot.messages import BASE, CLOSEST, NEVER, WHEN, answered
from tests.bot.test_addressing import message
from tests.bot.texts import GALLERY, LIGHTHOUSE, ORCHARD, base_of

_ME = 1001
_NEWER = base_of(ORCHARD, LIGHTHOUSE, GALLERY)
in_both_looks = pytest.mark.parametrize("embeds", [True, False])


def _sent(reply: Reply, *, embeds: bool) -> discord.Message:
    """Return a reply as Discord shows it again."""
    call = f"<@&{reply.calls}>, do you know the answer?" if reply.calls else ""
    shown: dict[str, Any] = {"embeds": [{"description": reply.text}]} if embeds else {}
    shown["components"] = views.view(reply.buttons).to_components()
    return message(call if embeds else f"{reply.text}\n{call}".rstrip(), author=_ME, **shown)


def _unanswered(base: KnowledgeBase, **thresholds: Any) -> NoAnswer:
    result = ask(base, WHEN, **thresholds)
    assert isinstance(result, NoAnswer)
    return result


@in_both_looks
async def test_an_answer_says_its_first_quotes_paragraph(*, embeds: bool) -> None:
    reply = answer(BASE, answered(BASE, WHEN), EMBED_ROOM, repeat=True)

    assert said_by(BASE, _sent(reply, embeds=embeds)) == BASE.passages[0]


@in_both_looks
async def test_an_answer_of_an_older_revision_is_found_by_its_words(*, embeds: bool) -> None:
    reply = answer(BASE, answered(BASE, WHEN), EMBED_ROOM, repeat=True)

    said = said_by(_NEWER, _sent(reply, embeds=embeds))

    assert said == next(one for one in _NEWER.passages if one.text == BASE.passages[0].text)


async def test_an_answer_whose_paragraph_is_gone_says_so() -> None:
    reply = answer(BASE, answered(BASE, WHEN), EMBED_ROOM)

    assert said_by(base_of(ORCHARD), _sent(reply, embeds=True)) is Unclear.GONE


@in_both_looks
@pytest.mark.parametrize("thresholds", [CLOSEST, NEVER])
async def test_a_refusal_says_that_there_is_no_answer_even_with_the_closest_passage(
    thresholds: Any, *, embeds: bool
) -> None:
    result = _unanswered(BASE, thresholds=thresholds)
    reply = answer(BASE, result, EMBED_ROOM, repeat=True)
    calling = Reply(reply.text, reply.excerpts, reply.buttons, calls=77)

    assert said_by(BASE, _sent(reply, embeds=embeds)) is Rule.NOTHING
    assert said_by(BASE, _sent(calling, embeds=embeds)) is Rule.NOTHING


async def test_a_refusal_is_understood_in_every_language_whichever_is_spoken_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    german(monkeypatch, {NO_ANSWER: "Dazu habe ich keine Stelle gefunden."})
    with speaking("de"):
        reply = answer(BASE, _unanswered(BASE, thresholds=NEVER), EMBED_ROOM)

    assert "keine Stelle" in reply.text
    assert said_by(BASE, _sent(reply, embeds=True)) is Rule.NOTHING


async def test_a_question_that_says_the_refusal_is_none() -> None:
    result = ask(BASE, "**I found no passage that answers this.** lighthouse Selvik built 1821")
    reply = answer(BASE, result, EMBED_ROOM, repeat=True)

    assert said_by(BASE, _sent(reply, embeds=True)) == BASE.passages[0]


async def test_anything_else_is_no_answer() -> None:
    page = found(BASE, "lighthouse", search(BASE, "lighthouse", 0, 5), EMBED_ROOM)

    for reply in (page, readers.guide(), *readers.sources(BASE, EMBED_ROOM)):
        assert said_by(BASE, _sent(reply, embeds=True)) is Unclear.NO_ANSWER
