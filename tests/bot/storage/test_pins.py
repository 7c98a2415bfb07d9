"""Pinned questions: numbered for good, and each server's own."""

import asyncio

from bot.storage import Pin, Storage
from tests.bot.storage.making import CLEANED, HERE, HOSTILE, THERE


async def test_pins_are_listed_oldest_first(storage: Storage) -> None:
    first = await storage.pins.add(HERE, "When?", "lighthouse", "Built in 1856.", 7)
    second = await storage.pins.add(HERE, "Who?", "", "", 8)

    listed = await storage.pins.list(HERE)

    assert listed == [first, second]
    assert first == Pin(HERE, 1, "When?", "lighthouse", "Built in 1856.", 7, first.at)
    assert (second.number, second.article) == (2, "")


async def test_no_server_sees_or_removes_anothers_pins(storage: Storage) -> None:
    pin = await storage.pins.add(HERE, "When?", "", "", 7)

    assert await storage.pins.list(THERE) == []
    assert not await storage.pins.remove(THERE, pin.number)
    assert (await storage.pins.add(THERE, "When?", "", "", 7)).number == 1
    assert await storage.pins.list(HERE) == [pin]


async def test_a_number_is_never_given_twice(storage: Storage) -> None:
    pin = await storage.pins.add(HERE, "When?", "", "", 7)

    removed = [await storage.pins.remove(HERE, pin.number) for _ in range(2)]
    again = await storage.pins.add(HERE, "When?", "", "", 7)

    assert removed == [True, False]
    assert again.number == 2


async def test_pins_made_at_once_have_numbers_of_their_own(storage: Storage) -> None:
    pins = await asyncio.gather(*(storage.pins.add(HERE, str(i), "", "", 7) for i in range(12)))

    assert sorted(pin.number for pin in pins) == list(range(1, 13))
    assert sorted(await storage.pins.list(HERE), key=lambda pin: pin.number) == sorted(
        pins, key=lambda pin: pin.number
    )


async def test_a_pin_takes_any_text(storage: Storage) -> None:
    pin = await storage.pins.add(HERE, HOSTILE, HOSTILE * 1000, HOSTILE, HERE)

    assert await storage.pins.list(HERE) == [pin]
    assert (pin.question, pin.article, pin.text) == (CLEANED, CLEANED * 1000, CLEANED)
