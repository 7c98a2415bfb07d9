"""The quote of the day: one setting a server, one quote at a time, none twice."""

from dataclasses import replace

from bot.storage import DailyQuote, Storage
from tests.bot.storage.making import (
    CLEANED,
    HERE,
    HOSTILE,
    LONG_AGO,
    NOW,
    THERE,
    digest_of,
    minutes,
)

_WANTED = DailyQuote(HERE, 2**63 - 1, 480, "Europe/Berlin", LONG_AGO, "lighthouse")
_ONE, _TWO = digest_of("one"), digest_of("two")


async def test_each_server_has_one_setting_which_the_next_replaces(storage: Storage) -> None:
    other = replace(_WANTED, server=THERE, article=HOSTILE)
    for wanted in (_WANTED, other, replace(_WANTED, minute=0, article="")):
        await storage.daily.set(wanted)

    mine, clean = replace(_WANTED, minute=0, article=""), replace(other, article=CLEANED)
    assert await storage.daily.all() == [clean, mine]
    assert await storage.daily.of(HERE) == mine
    assert await storage.daily.of(1) is None


async def test_when_it_was_sent_outlives_another_time(storage: Storage) -> None:
    await storage.daily.set(_WANTED)
    assert await storage.daily.claim(_WANTED, NOW, _ONE)

    await storage.daily.set(replace(_WANTED, minute=1))

    assert await storage.daily.of(HERE) == replace(_WANTED, minute=1, sent=NOW)


async def test_one_of_two_who_send_at_once_may(storage: Storage) -> None:
    await storage.daily.set(_WANTED)
    sent = replace(_WANTED, sent=NOW)

    first = await storage.daily.claim(_WANTED, NOW, _ONE)
    second = await storage.daily.claim(_WANTED, minutes(1), _TWO)

    assert (first, second) == (True, False)
    assert await storage.daily.of(HERE) == sent
    assert await storage.daily.shown(HERE) == {_ONE}
    assert await storage.daily.claim(sent, minutes(2), _TWO)
    assert not await storage.daily.claim(replace(_WANTED, server=THERE), NOW, _ONE)


async def test_what_was_not_sent_after_all_is_taken_back(storage: Storage) -> None:
    await storage.daily.set(_WANTED)
    await storage.daily.claim(_WANTED, NOW, _ONE)

    await storage.daily.release(_WANTED, NOW, _ONE)

    assert await storage.daily.of(HERE) == _WANTED
    assert await storage.daily.shown(HERE) == frozenset()


async def test_what_was_shown_is_forgotten_by_name_or_at_the_end(storage: Storage) -> None:
    for server in (HERE, THERE):
        wanted = replace(_WANTED, server=server)
        await storage.daily.set(wanted)
        await storage.daily.claim(wanted, NOW, _ONE)
        await storage.daily.claim(replace(wanted, sent=NOW), minutes(1), _TWO)

    await storage.daily.begin_again(HERE, [_ONE])

    assert await storage.daily.shown(HERE) == {_TWO}
    assert await storage.daily.stop(HERE)
    assert not await storage.daily.stop(HERE)
    assert await storage.daily.shown(HERE) == frozenset()
    assert await storage.daily.shown(THERE) == {_ONE, _TWO}
    assert await storage.daily.of(HERE) is None
