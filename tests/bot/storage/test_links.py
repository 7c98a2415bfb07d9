"""Linked questions: what they answer is unanswered no more."""

from bot.storage import Link, Storage
from tests.bot.storage.making import CLEANED, HERE, HOSTILE, LONG_AGO, THERE, minutes, refused


async def _listed(storage: Storage, server: int = HERE) -> list[str]:
    listed, count = await storage.questions.unanswered(server, LONG_AGO, limit=50, offset=0)
    assert len(listed) == count
    return [row.question for row in listed]


async def test_links_are_listed_oldest_first(storage: Storage) -> None:
    first = await storage.links.add(HERE, "When?", ("built", "when"), "lighthouse", "1856.", 7)
    second = await storage.links.add(HERE, "Who?", [], "lighthouse", "Anna.", 8)

    assert await storage.links.list(HERE) == [first, second]
    assert first == Link(HERE, 1, "When?", ("built", "when"), "lighthouse", "1856.", 7, first.at)
    assert second.terms == ()


async def test_no_server_sees_or_removes_anothers_links(storage: Storage) -> None:
    link = await storage.links.add(HERE, "When?", ["when"], "a", "1856.", 7)

    assert await storage.links.list(THERE) == []
    assert not await storage.links.remove(THERE, link.number)
    assert await storage.links.list(HERE) == [link]


async def test_a_link_is_removed_once(storage: Storage) -> None:
    link = await storage.links.add(HERE, "When?", ["when"], "a", "1856.", 7)

    assert [await storage.links.remove(HERE, link.number) for _ in range(2)] == [True, False]
    assert (await storage.links.add(HERE, "When?", ["when"], "a", "1856.", 7)).number == 2


async def test_a_linked_question_and_its_near_duplicates_are_listed_no_more(
    storage: Storage,
) -> None:
    await storage.questions.record(
        [refused(s, terms) for s in (HERE, THERE) for terms in ("a b c d e", "other")]
    )

    link = await storage.links.add(HERE, "?", ("e", "d", "c", "b"), "x", "text", 7)

    assert await _listed(storage) == ["other"]
    assert set(await _listed(storage, THERE)) == {"a b c d e", "other"}
    assert (await storage.questions.one(HERE, 1)) is not None

    await storage.links.remove(HERE, link.number)

    assert set(await _listed(storage)) == {"a b c d e", "other"}


async def test_a_linked_question_that_fails_again_is_listed_again(storage: Storage) -> None:
    await storage.questions.record([refused(HERE, "when built")])
    link = await storage.links.add(HERE, "when built", ("built", "when"), "x", "text", 7)

    later = link.at + (minutes(1) - minutes(0))
    await storage.questions.record([refused(HERE, "when built", at=later)])

    assert await _listed(storage) == ["when built"]


async def test_a_link_takes_any_text(storage: Storage) -> None:
    link = await storage.links.add(HERE, HOSTILE, [HOSTILE, ""], HOSTILE, HOSTILE, HERE)

    assert await storage.links.list(HERE) == [link]
    assert link.terms == (CLEANED, "")
