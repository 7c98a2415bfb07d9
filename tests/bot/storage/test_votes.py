"""Votes: one for each person and message, the last one counts."""

from dataclasses import replace

from bot.storage import Storage, Vote
from tests.bot.storage.making import CLEANED, HERE, HOSTILE, LONG_AGO, NOW, THERE, minutes

_VOTE = Vote(HERE, 1, 2, True, "lighthouse", "¶3", "", NOW)  # noqa: FBT003 (fields)


async def test_a_vote_counts_once_until_it_changes(storage: Storage) -> None:
    changed = replace(_VOTE, good=False, at=minutes(1))
    reasoned = replace(changed, reason="It is out of date.", at=minutes(2))

    counted = [await storage.votes.cast(v) for v in (_VOTE, _VOTE, changed, reasoned, reasoned)]

    assert counted == [True, False, True, True, False]
    assert await storage.votes.list(HERE, LONG_AGO) == [reasoned]


async def test_votes_are_listed_newest_first_since_a_time_for_one_server(
    storage: Storage,
) -> None:
    older, newer = replace(_VOTE, person=3), replace(_VOTE, person=4, at=minutes(1))
    for vote in (newer, older, replace(_VOTE, server=THERE)):
        await storage.votes.cast(vote)

    assert await storage.votes.list(HERE, NOW) == [newer, older]
    assert await storage.votes.list(HERE, minutes(1)) == [newer]
    assert await storage.votes.list(THERE, NOW) == [replace(_VOTE, server=THERE)]


async def test_old_votes_are_forgotten(storage: Storage) -> None:
    for vote in (_VOTE, replace(_VOTE, person=3, at=minutes(1))):
        await storage.votes.cast(vote)

    assert await storage.votes.forget(minutes(1)) == 1
    assert [vote.person for vote in await storage.votes.list(HERE, LONG_AGO)] == [3]


async def test_a_vote_takes_any_text_and_the_greatest_ids(storage: Storage) -> None:
    texts = dict.fromkeys(("article", "label", "reason"), HOSTILE)
    ids = dict.fromkeys(("server", "message", "person"), 2**63 - 1)

    await storage.votes.cast(replace(_VOTE, **texts, **ids))

    clean = dict.fromkeys(texts, CLEANED)
    assert await storage.votes.list(HERE, NOW) == [replace(_VOTE, **clean, **ids)]
