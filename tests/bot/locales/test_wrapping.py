"""Nothing is said past the catalogues, and nothing to them that they cannot know."""

from tests import catalogues
from tests.bot.locales import reading

# Parts of what is compared, logged or sent to machines, and names of what stands in articles.
NOT_SAID = frozenset(
    {
        "bot/client.py: a button",
        "bot/client.py: a command",
        "bot/curation/curator.py: somebody else keeps changing this server's articles",
        "bot/curation/drafting.py: the form",
        "bot/curation/expecting.py: caption ",
        "bot/curation/expecting.py: no answer none nothing",
        "bot/insight/drawing.py: exit ",
        "bot/insight/tables.py: %Y-%m-%d %H:%M:%S",
        "bot/insight/tables.py: first (UTC)",
        "bot/insight/tables.py: found nowhere",
        "bot/insight/tables.py: last (UTC)",
        "bot/insight/tables.py: nearest article",
        "bot/insight/tables.py: nearest passage",
        "bot/insight/tables.py: nearest place",
        "bot/insight/tables.py: time (UTC)",
        "bot/intake/requesting.py:  was not checked",
        "bot/intake/requesting.py: Pilcrow (Discord bot; fetches what a moderator asks for)",
        "bot/referring.py: photo ",
        "bot/replies/changes.py:  UTC · ",
        "bot/replies/changes.py: %Y-%m-%d %H:%M",
        "bot/replying.py: message ",
        "bot/rereading.py: no answer",
        "bot/sending.py: In message_reference",
        "bot/sending.py:  is not ",
    }
)
# Citations are in English in each of their styles.
NOT_SAID_THERE = (
    "bot/intake/requesting.py: text/html",
    "bot/intake/word.py: <!doctype html>",
    "bot/intake/word.py: p[style-name=",
    "bot/replies/styles.py: ",
)
# What is handed on within a module, which says it as a constant elsewhere.
HANDED_ON = frozenset(
    {
        "bot/translating.py: known.gettext(message)",
    }
)


def test_every_sentence_goes_through_the_catalogues() -> None:
    commands = {text for text, _, _ in catalogues.shown()}

    found = [
        one
        for one in reading.unsaid()
        if one not in NOT_SAID and not one.startswith(NOT_SAID_THERE)
        if one.partition(": ")[2] not in commands
    ]

    assert found == []


def test_buttons_and_forms_go_through_the_catalogues() -> None:
    assert [one for one in reading.bare() if not one.startswith("bot/preview/")] == []


def test_texts_are_literals_or_constants() -> None:
    assert [one for one in reading.unkeyed() if one not in HANDED_ON] == []


def test_texts_are_given_the_facts_that_they_name() -> None:
    assert reading.misfilled() == []


def test_the_code_is_read_at_all() -> None:
    assert len(reading.constants()) > 10
    assert len(reading.limited()) > 10
