"""Snapshots of servers: built on demand, once at a time, kept while there is room."""

import asyncio
import logging
import sqlite3
import threading
import zlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.curation import libraries
from bot.curation.libraries import MissingContentError
from bot.curation.proposals import (
    Add,
    Committed,
    NoSuchChange,
    NotOwn,
    Prepared,
    Reload,
    Remove,
    Rollback,
)
from bot.curation.shelf import shelf
from bot.service import AnswerService
from bot.storage import Held, State
from knowledge import KnowledgeBase, Reading, extend, read
from tests.bot.serving import serving
from tests.bot.texts import LIGHTHOUSE

_SERVERS = range(101, 111)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of one article."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    return articles


async def give(service: AnswerService, server: int, text: str) -> None:
    """Give a server an article of its own."""
    reading = read(text.encode(), "own.txt")
    prepared = await service.curator.prepare(server, Add(reading))
    assert isinstance(prepared, Prepared)
    assert isinstance(await service.curator.commit(prepared, 1), Committed)


class _Builds:
    """Counts builds, and holds those up that hold a word."""

    def __init__(self, held_up: str = "") -> None:
        self.done: list[str] = []
        self.open = threading.Event()
        self._held_up = held_up

    def __call__(self, base: KnowledgeBase, readings: list[Reading]) -> KnowledgeBase:
        text = readings[0].article.text
        if self._held_up and self._held_up in text:
            self.open.wait(20)
        self.done.append(text)
        return extend(base, readings)


async def test_a_server_is_built_when_it_is_first_asked_and_only_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(folder, tmp_path) as service:
        for server in _SERVERS:
            await give(service, server, f"Pier {server} is old.\n")
    builds = _Builds()
    monkeypatch.setattr(libraries, "extend", builds)
    async with serving(folder, tmp_path) as service:
        bases = await asyncio.gather(*(service.base(101) for _ in range(5)))
        again = await service.base(101)

    assert builds.done == ["Pier 101 is old.\n"]
    assert {id(base) for base in (*bases, again)} == {id(again)}


async def test_a_build_that_takes_long_holds_no_other_server_up(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(folder, tmp_path) as service:
        await give(service, 101, "The slow pier is old.\n")
        await give(service, 102, "The quick pier is old.\n")
    builds = _Builds(held_up="slow")
    monkeypatch.setattr(libraries, "extend", builds)
    async with serving(folder, tmp_path) as service:
        slow = asyncio.create_task(service.base(101))
        quick = await service.base(102)
        unfinished = not slow.done()
        builds.open.set()
        await slow

    assert [article.id for article in quick.articles] == ["lighthouse", "own"]
    assert unfinished


async def test_snapshots_that_were_not_asked_for_longest_make_room(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "_MOST_PASSAGES", 6)
    async with serving(folder, tmp_path) as service:
        for server in _SERVERS:
            await give(service, server, f"Pier {server} is old.\n\nPier {server} is long.\n")
        kept = await service.base(110)
        weights = [service.libraries.weight()]
        for server in _SERVERS[:2]:
            await service.base(server)
            await service.base(110)
            weights.append(service.libraries.weight())

        assert weights == [6, 6, 6]
        assert await service.base(110) is kept


async def test_servers_that_hold_the_same_share_a_snapshot(folder: Path, tmp_path: Path) -> None:
    async with serving(folder, tmp_path) as service:
        await give(service, 101, "The pier is old.\n")
        await give(service, 102, "The pier is old.\n")
    async with serving(folder, tmp_path) as service:
        assert await service.base(101) is await service.base(102)


async def test_contents_that_are_not_stored_are_missed(folder: Path, tmp_path: Path) -> None:
    async with serving(folder, tmp_path) as service:
        lost = State(101, 1, (Held("own", "0" * 64),))

        with pytest.raises(MissingContentError):
            await service.libraries.assembled(lost)
        with pytest.raises(MissingContentError):
            await service.libraries.assembled(State(101, 1, (), 77))


async def test_the_snapshot_of_a_server_that_is_held_at_older_articles_is_kept(
    folder: Path, tmp_path: Path
) -> None:
    async with serving(folder, tmp_path) as service:
        await give(service, 101, "The pier is old.\n")
        await give(service, 102, "The quay is old.\n")
        for later in ("now", "later"):
            (folder / f"{later}.md").write_text(f"It rains {later}.\n", encoding="utf-8")
            for proposal in (Reload(), Rollback(2)):
                for server in (101, 102):
                    prepared = await service.curator.prepare(server, proposal)
                    if isinstance(prepared, Prepared):
                        await service.curator.commit(prepared, 1)

        one, other = await service.base(101), await service.base(102)

        assert [article.id for article in one.articles] == ["lighthouse", "own"]
        assert await service.base(101) is one
        assert one.readings[0] is other.readings[0]
        # Both as they are held now, and as they followed; what they share counts once.
        assert service.libraries.weight() == len(one.passages) + 3


@pytest.mark.parametrize(
    "contents", [b"no zlib", zlib.compress(b"no reading"), None], ids=["torn", "other", "missing"]
)
async def test_a_server_whose_contents_are_damaged_is_answered_from_the_operators_articles(
    folder: Path, tmp_path: Path, contents: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(folder, tmp_path) as service:
        await give(service, 101, "The pier is old.\n")
    with closing(sqlite3.connect(tmp_path / "pilcrow.db", isolation_level=None)) as database:
        own = "digest in (select digest from held where server = 101)"
        change = "delete from contents" if contents is None else "update contents set packed = ?"
        database.execute(f"{change} where {own}", () if contents is None else (contents,))
    async with serving(folder, tmp_path) as service:
        caplog.set_level(logging.ERROR)
        served = [await service.libraries.served(101) for _ in range(3)]
        held = shelf(served[0])
        outcomes = [
            await service.curator.prepare(101, proposal)
            for proposal in (Add(read(b"A quay.", "quay.md")), Remove("own"), Rollback(2))
        ]
        mended = await service.curator.prepare(101, Rollback(1))
        assert isinstance(mended, Prepared)
        assert isinstance(await service.curator.commit(mended, 1), Committed)
        after = await service.libraries.served(101)

    assert all(one.damaged and one.base is service.libraries.shared for one in served)
    (record,) = caplog.records
    assert record.getMessage().startswith("what server 101 holds since its change 2 cannot be read")
    assert not any(one.is_own for one in held)
    assert outcomes[:2] == [NoSuchChange(0, pruned=True), NotOwn("own", shared=False)]
    assert not isinstance(outcomes[2], Prepared)
    assert not after.damaged


async def test_contents_that_go_while_they_are_read_are_those_of_an_older_change(
    folder: Path, tmp_path: Path
) -> None:
    async with serving(folder, tmp_path, keep_versions=1) as service:
        await give(service, 101, "The pier is old.\n")
    async with serving(folder, tmp_path, keep_versions=1) as service:
        contents, articles = service.storage.articles.contents, service.storage.articles

        async def overtaken(digests: Iterable[str]) -> dict[str, bytes]:
            articles.contents = contents
            with closing(sqlite3.connect(tmp_path / "pilcrow.db")) as database:
                database.execute("delete from contents where digest = ?", tuple(digests))
                database.commit()
            new = await articles.state(101)
            service.libraries.serve(replace(new, number=3, held=()), service.libraries.shared)
            return await contents(digests)

        articles.contents = overtaken
        served = await service.libraries.served(101)

    assert (served.state.number, served.damaged) == (3, False)
