"""People: all that is stored of one is found and deleted, in whichever table it lies."""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import BigInteger, Column, Table, func, select, text

from bot.storage import Erased, Storage, Vote, open_storage, upgrading
from bot.storage.opening import connected
from bot.storage.people import marked
from bot.storage.tables import PERSON, metadata
from tests.bot.storage.making import HERE, LONG_AGO, NOW, THERE, change

ANN, BEN = 2**63 - 2, 4242424242
_VOTE = Vote(HERE, 1, ANN, True, "lighthouse", "¶3", "It is right.", NOW)  # noqa: FBT003 (fields)

# The columns of 64 bits whose numbers are no person's.
_NO_PERSON = {
    *("server", "number", "since", "until", "shared", "seen", "last", "sign"),  # counted here
    *("id", "times", "whole", "link"),
    *("message", "channel", "moderator_role", "handoff_role", "log_channel"),  # given by Discord
}
_NAMES_OF_PEOPLE = {"asker", "author", "by", "member", "moderator", "person", "user", "voter"}


def _may_hold_a_person(column: Column[Any]) -> bool:
    parts = {*column.name.split("_")}
    wide = isinstance(column.type, BigInteger) and column.name not in _NO_PERSON
    return wide or (bool(parts & _NAMES_OF_PEOPLE) and column.name not in _NO_PERSON)


async def _fill(storage: Storage) -> None:
    """Let Ann and Ben each do whatever is stored with who did it."""
    for server, (person, other) in ((HERE, (ANN, BEN)), (THERE, (BEN, ANN))):
        await storage.articles.commit(change(server, 0, {"tower": f"Oil. {server}"}, by=person))
        await storage.pins.add(server, "When was it lit?", "tower", "Oil.", other)
        await storage.links.add(server, "Who lit it?", ("lit",), "tower", "Oil.", person)
        await storage.votes.cast(replace(_VOTE, server=server, person=person))
        await storage.votes.cast(replace(_VOTE, server=server, person=other, good=False))
    for person in (ANN, BEN):
        await storage.people.ignore(person, NOW)


async def _count(storage: Storage, table: Table, column: Column[Any], person: int) -> int:
    counted = select(func.count()).select_from(table).where(column == person)
    async with storage.people.database.reading() as connection:
        return int(await connection.scalar(counted) or 0)


def test_every_column_that_can_hold_a_persons_id_is_marked() -> None:
    forgotten = [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if _may_hold_a_person(column) and PERSON not in column.info
    ]

    assert forgotten == []
    assert {f"{table.name}.{column.name}" for table, column in marked()} == {
        *("changes.person", "versions.person", "pins.person", "links.person"),
        *("votes.person", "ignored.person"),
    }


def test_a_column_that_somebody_forgets_to_mark_is_noticed() -> None:
    for column in (Column("reader", BigInteger), Column("asked_by_user", BigInteger)):
        assert _may_hold_a_person(column)


async def test_an_export_has_every_row_of_a_person_in_every_table_and_no_one_elses(
    storage: Storage,
) -> None:
    await _fill(storage)

    exported = await storage.people.export(ANN)

    assert {name: len(rows) for name, rows in exported.items()} == {
        table.name: await _count(storage, table, column, ANN) for table, column in marked()
    }
    assert all(exported.values())
    assert {row["person"] for rows in exported.values() for row in rows} == {str(ANN)}
    (vote,) = [row for row in exported["votes"] if row["server"] == str(HERE)]
    assert vote == {
        "server": str(HERE),
        "message": 1,
        "person": str(ANN),
        "good": True,
        "article": "lighthouse",
        "label": "¶3",
        "reason": "It is right.",
        "at": NOW.isoformat(),
    }
    assert exported["links"][0]["terms"] == ["lit"]
    assert json.loads(json.dumps(exported)) == exported


async def test_deleting_a_person_leaves_them_in_no_table_and_others_as_they_were(
    storage: Storage,
) -> None:
    await _fill(storage)
    of_ben = await storage.people.export(BEN)
    held = await storage.people.held(ANN)

    erased = await storage.people.delete(ANN)

    assert held == erased == Erased(rows=3, names=4)
    assert [await _count(storage, *where, ANN) for where in marked()] == [0] * 6
    assert await storage.people.export(BEN) == of_ben
    assert [one.by for one in await storage.articles.history(HERE)] == [0, 0]
    assert [one.by for one in await storage.articles.versions(HERE, "tower")] == [0]
    assert [pin.by for pin in await storage.pins.list(THERE)] == [0]
    assert [vote.person for vote in await storage.votes.list(HERE, LONG_AGO)] == [BEN]
    assert await storage.people.ignoring() == {BEN}
    assert await storage.people.delete(ANN) == await storage.people.held(ANN) == Erased(0, 0)


async def test_of_somebody_who_did_nothing_an_export_names_every_table_without_a_row(
    storage: Storage,
) -> None:
    exported = await storage.people.export(ANN)

    assert exported == {table.name: [] for table, _ in marked()}


async def test_people_switch_the_bot_off_and_on_again_as_often_as_they_like(
    storage: Storage,
) -> None:
    for _ in range(2):
        await storage.people.ignore(ANN, NOW)
    await storage.people.ignore(BEN, NOW)
    assert await storage.people.ignoring() == {ANN, BEN}

    for _ in range(2):
        await storage.people.heed(ANN)

    assert await storage.people.ignoring() == {BEN}


async def test_votes_of_an_older_database_lose_their_question_and_nothing_else(
    empty_url: str, monkeypatch: Any
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(upgrading, "HEAD", "0001")
        await (await open_storage(empty_url)).close()
    database = connected(empty_url)
    async with database.writing() as connection:
        await connection.execute(
            text(
                "INSERT INTO votes (server, message, person, good, article, label, question,"
                " reason, at) VALUES (:server, 1, :person, true, 'lighthouse', '¶3',"
                " 'Where does Ann live?', 'It is right.', '2026-03-05 12:30:15.123456+00:00')"
            ).bindparams(server=HERE, person=ANN)
        )
    await database.dispose()

    storage = await open_storage(empty_url)

    assert await storage.votes.list(HERE, LONG_AGO) == [_VOTE]
    assert "Where does Ann live?" not in json.dumps(await storage.people.export(ANN))
    await storage.close()
