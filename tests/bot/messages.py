"""What the tests of messages share: whether Discord takes one, and articles that are extreme."""

from dataclasses import replace

import pytest

import knowledge
from bot.replies import places
from bot.replies.blocks import CONTENT_ROOM, EMBED_ROOM, Button, Reply
from bot.replies.excerpts import is_verbatim
from bot.views import Press
from knowledge import Answer, Article, Kind, KnowledgeBase, Passage, Quote, Reading, Thresholds
from tests.bot.texts import GALLERY, LIGHTHOUSE, ORCHARD, base_of

BASE = base_of(LIGHTHOUSE, ORCHARD, GALLERY)
WHEN = "When was the lighthouse of Selvik built?"
ALWAYS, CLOSEST, NEVER = Thresholds(0.0, 0.0), Thresholds(1.0, 0.0), Thresholds(1.0, 1.0)
both_rooms = pytest.mark.parametrize("room", [EMBED_ROOM, CONTENT_ROOM])


def fits(reply: Reply, room: int) -> bool:
    """Tell whether Discord takes a reply, and whether what it quotes is verbatim."""
    return (
        0 < len(reply.text.strip()) <= len(reply.text) <= room
        and all(is_verbatim(part) and part.markup in reply.text for part in reply.excerpts)
        and max(len(reply.buttons), len(reply.votes)) <= 5
        and all(_is_button(button) for button in (*reply.buttons, *reply.votes))
    )


def _is_button(button: Button) -> bool:
    if button.url:
        return len(button.url) <= 512 and not button.custom_id and 0 < len(button.label) <= 80
    # Discord hands a press to the class whose template its custom id matches.
    template = Press.__discord_ui_compiled_template__
    return (
        0 < len(button.label) <= 80
        and len(button.custom_id) <= 100
        and template.fullmatch(button.custom_id) is not None
    )


def quotes_of(base: KnowledgeBase, button: Button) -> list[Quote]:
    return places.decode(base, button.custom_id.partition(":")[2]) or []


def button_of(reply: Reply, label: str) -> Button:
    return next(button for button in reply.buttons if button.label == label)


def labels(reply: Reply) -> list[str]:
    return [button.label for button in reply.buttons]


def with_facts(base: KnowledgeBase, *, marks: str = "", **facts: str) -> KnowledgeBase:
    """Return a base whose articles have other facts; `marks` makes captions of all passages."""
    readings: list[Reading] = []
    for article in base.articles:
        # The facts are text alone here.
        changed = replace(article, **facts)  # pyright: ignore[reportArgumentType]
        held = [base.passages[at] for at in base.within(article.id) or ()]
        readings.append(
            Reading(changed, tuple(_changed(passage, changed, marks) for passage in held))
        )
    return knowledge.build(readings)


def _changed(passage: Passage, article: Article, marks: str) -> Passage:
    if not marks:
        return replace(passage, article=article)
    caption = {"kind": Kind.CAPTION, "heading": marks, "credit": marks, "total": 9999}
    return replace(passage, article=article, **caption)


def answered(base: KnowledgeBase, question: str) -> Answer:
    result = knowledge.ask(base, question, thresholds=ALWAYS)
    assert isinstance(result, Answer)
    return result


EXTREMES = {
    "a title of 5,000 characters": with_facts(BASE, title="Tower " * 833),
    "a title of marks": with_facts(BASE, title="*_`~" * 1250, source="[x](y)|<@1>" * 50),
    "marks in all that a citation names": with_facts(
        base_of(*[LIGHTHOUSE.replace("214", str(at)) for at in range(9)]),
        title="*_`~" * 99,
        source="*_`~" * 99,
        marks="*_`~" * 99,
    ),
    "markdown in the source": with_facts(BASE, source="**The** [Grower](https://x.y) @everyone"),
    "a paragraph of 10,000 characters": base_of("Selvik, " + "the lighthouse of Selvik, " * 420),
    "a word of 10,000 characters": base_of("The lighthouse of Selvik " + "x" * 10_000),
    "a word of 10,000 stars": base_of("The lighthouse of Selvik " + "*" * 10_000, suffix="txt"),
    "no address": with_facts(BASE, url=""),
    "an address that is too long": with_facts(BASE, url="https://example.org/" + "a" * 600),
    "an address that is none": with_facts(BASE, url="javascript:alert(1)"),
    "an address with marks": with_facts(BASE, url="https://example.org/a_(b)*c*?d=[e]&f#g"),
    "thirty articles": base_of(*[LIGHTHOUSE.replace("214", str(at)) for at in range(30)]),
}
extremes = pytest.mark.parametrize("base", EXTREMES.values(), ids=EXTREMES)
