"""Changes of what servers are answered from: whole, tested, isolated, and there after a restart."""

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.curation.proposals import (
    Add,
    Broken,
    Committed,
    NoSuchChange,
    NotOwn,
    Prepared,
    Proposal,
    Reload,
    Remove,
    Rollback,
    Stopped,
    TooMuch,
    Unchanged,
)
from bot.service import AnswerService
from bot.storage import SHARED, Action, Change, NewChange, StorageError
from knowledge import Answer, read
from tests.bot.serving import serving
from tests.bot.texts import GALLERY, LIGHTHOUSE, ORCHARD

_SELVIK, _DALE = 111, 222
_MO, _KIM = 7, 8
_WHEN = "When was the lighthouse of Selvik built?"
_FERRY = "---\ntitle: The Ferry\n---\n\nThe ferry to Brannholm leaves at six.\n"
_LATER = "---\ntitle: The Ferry\n---\n\nThe ferry to Brannholm leaves at nine.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two articles."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    (articles / "orchard.md").write_text(ORCHARD, encoding="utf-8")
    return articles


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the folder of the database."""
    return tmp_path / "data"


@pytest.fixture
async def service(folder: Path, data: Path) -> AsyncIterator[AnswerService]:
    """Return a service of these articles."""
    async with serving(folder, data) as service:
        yield service


def adding(text: str, name: str = "ferry.md") -> Add:
    """Return the proposal to add a text."""
    return Add(read(text.encode(), name))


async def change(
    service: AnswerService, proposal: Proposal, server: int = _SELVIK, by: int = _MO
) -> Committed:
    """Prepare and commit a change that nothing stands against."""
    prepared = await service.curator.prepare(server, proposal)
    assert isinstance(prepared, Prepared), prepared
    outcome = await service.curator.commit(prepared, by)
    assert isinstance(outcome, Committed), outcome
    return outcome


async def said(service: AnswerService, question: str, server: int = _SELVIK) -> str:
    """Return the first quote of an answer; nothing where there is none."""
    result = await service.ask(server, question)
    return result.quotes[0].text if isinstance(result, Answer) else ""


async def test_an_added_article_is_asked_in_its_server_and_in_no_other(
    service: AnswerService,
) -> None:
    done = await change(service, adding(_FERRY))

    here = await said(service, "When does the ferry to Brannholm leave?")
    there = await said(service, "When does the ferry to Brannholm leave?", _DALE)
    nowhere = await said(service, "When does the ferry to Brannholm leave?", SHARED)
    assert here == "The ferry to Brannholm leaves at six."
    assert (there, nowhere) == ("", "")
    assert done.change.action is Action.ADD
    assert (done.change.number, done.change.by, done.change.detail) == (2, _MO, "The Ferry")


async def test_servers_without_articles_of_their_own_share_one_snapshot(
    service: AnswerService,
) -> None:
    await change(service, adding(_FERRY), _DALE)

    bases = [await service.base(server) for server in (SHARED, _SELVIK, 333)]

    assert all(base is service.libraries.shared for base in bases)
    assert await service.base(_DALE) is not service.libraries.shared


async def test_nothing_is_served_before_it_is_committed(service: AnswerService) -> None:
    before = await service.base(_SELVIK)

    prepared = await service.curator.prepare(_SELVIK, adding(_FERRY))

    assert isinstance(prepared, Prepared)
    assert [article.title for article in prepared.changes.added] == ["The Ferry"]
    assert await service.base(_SELVIK) is before
    assert await service.storage.articles.history(_SELVIK) == []


async def test_an_article_with_the_id_of_another_is_its_next_version(
    service: AnswerService,
) -> None:
    await change(service, adding(_FERRY))

    done = await change(service, adding(_LATER))

    versions = await service.storage.articles.versions(_SELVIK, "ferry")
    assert done.change.action is Action.REPLACE
    assert [version.number for version in versions] == [3, 2]
    assert await said(service, "When does the ferry leave?") == (
        "The ferry to Brannholm leaves at nine."
    )


async def test_an_article_of_ones_own_may_have_the_id_of_one_of_the_operators(
    service: AnswerService,
) -> None:
    await change(service, adding(_FERRY, "orchard.md"))

    base = await service.base(_SELVIK)
    removed = await change(service, Remove("orchard-2"))

    assert [article.id for article in base.articles] == ["lighthouse", "orchard", "orchard-2"]
    assert removed.prepared.new is service.libraries.shared


async def test_a_removed_article_is_gone_and_comes_back_by_rollback(
    service: AnswerService,
) -> None:
    added = await change(service, adding(_FERRY))
    removed = await change(service, Remove("ferry"))
    gone = await said(service, "When does the ferry leave?")

    back = await change(service, Rollback(added.change.number), by=_KIM)

    assert gone == ""
    assert await said(service, "When does the ferry leave?")
    assert removed.change.after == service.libraries.shared.revision
    assert back.change.after == added.change.after == (await service.base(_SELVIK)).revision
    assert (back.change.number, back.change.detail) == (4, "#2")


async def test_only_articles_of_ones_own_can_be_removed(service: AnswerService) -> None:
    await change(service, adding(_FERRY), _DALE)

    outcomes = [
        await service.curator.prepare(_SELVIK, Remove(name)) for name in ("orchard", "ferry")
    ]

    assert outcomes == [NotOwn("orchard", shared=True), NotOwn("ferry", shared=False)]


async def test_a_reload_is_served_to_every_server(service: AnswerService, folder: Path) -> None:
    await change(service, adding(_FERRY), _DALE)
    (folder / "boats.md").write_text(GALLERY, encoding="utf-8")
    (folder / "orchard.md").unlink()

    done = await change(service, Reload())

    ids = [
        [article.id for article in (await service.base(server)).articles]
        for server in (_SELVIK, _DALE, SHARED)
    ]
    assert ids == [["boats", "lighthouse"], ["boats", "lighthouse", "ferry"], ids[0]]
    assert [article.id for article in done.prepared.changes.added] == ["boats"]
    assert [article.id for article in done.prepared.changes.removed] == ["orchard"]
    assert done.change.detail == "+1 −1 ~0"
    assert done.prepared.seconds > 0
    history = await service.storage.articles.history(_DALE)
    assert [line.action for line in history] == [Action.SHARED, Action.ADD, Action.START]
    assert history[0].after == (await service.base(_DALE)).revision


async def test_a_reload_of_the_same_changes_nothing(service: AnswerService) -> None:
    before = await service.base(_SELVIK)

    outcome = await service.curator.prepare(_SELVIK, Reload())

    assert isinstance(outcome, Unchanged)
    assert outcome.base is before
    assert outcome.seconds > 0


async def test_a_broken_file_stops_a_reload_and_is_named(
    service: AnswerService, folder: Path
) -> None:
    (folder / "orchard.md").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\x00\x00")

    outcome = await service.curator.prepare(_SELVIK, Reload())

    assert isinstance(outcome, Broken)
    assert [problem.file for problem in outcome.problems] == ["orchard.md", "picture.txt"]


async def test_what_was_left_out_at_the_start_is_forgotten_once_it_is_mended(
    folder: Path, data: Path
) -> None:
    (folder / "empty.md").write_bytes(b"")
    async with serving(folder, data) as service:
        (folder / "empty.md").write_text("It rained.", encoding="utf-8")

        await change(service, Reload())

        assert service.libraries.problems == ()


async def test_a_rollback_past_a_reload_holds_that_server_at_the_articles_of_then(
    folder: Path, data: Path
) -> None:
    async with serving(folder, data) as service:
        first = await change(service, adding(_FERRY))
        (folder / "orchard.md").unlink()
        await change(service, Reload(), _DALE)
        without = [article.id for article in (await service.base(_SELVIK)).articles]
        back = await change(service, Rollback(first.change.number))
        held = [article.id for article in (await service.base(_SELVIK)).articles]
        elsewhere = [article.id for article in (await service.base(_DALE)).articles]
        weight = service.libraries.weight()
    async with serving(folder, data) as service:
        restarted = await service.base(_SELVIK)
        followed = await change(service, Reload())

    assert without == ["lighthouse", "ferry"]
    assert held == ["lighthouse", "orchard", "ferry"]
    assert elsewhere == ["lighthouse"]
    assert back.change.pinned
    assert weight == len(restarted.passages) + 1
    assert restarted.revision == back.change.after == first.change.after
    assert [article.id for article in followed.prepared.new.articles] == without
    assert not followed.change.pinned


async def test_the_same_revision_is_served_after_a_restart(folder: Path, data: Path) -> None:
    async with serving(folder, data) as service:
        await change(service, adding(_FERRY))
        await change(service, adding(_LATER))
        before = await service.base(_SELVIK)
    async with serving(folder, data) as service:
        after = await service.base(_SELVIK)
        found = await said(service, "When does the ferry leave?")

    assert after.revision == before.revision
    assert found == "The ferry to Brannholm leaves at nine."


async def test_articles_that_changed_while_the_bot_was_away_are_a_line_of_the_history(
    folder: Path, data: Path
) -> None:
    async with serving(folder, data) as service:
        await change(service, adding(_FERRY))
    (folder / "orchard.md").unlink()
    async with serving(folder, data) as service:
        base = await service.base(_SELVIK)
        newest, *_ = await service.storage.articles.history(_SELVIK)

    assert (newest.action, newest.by, newest.after) == (Action.SHARED, 0, base.revision)


async def test_only_what_is_in_the_history_can_be_rolled_back_to(
    service: AnswerService,
) -> None:
    done = await change(service, adding(_FERRY))

    unknown = await service.curator.prepare(_SELVIK, Rollback(99))
    elsewhere = await service.curator.prepare(_DALE, Rollback(done.change.number))
    same = await service.curator.prepare(_SELVIK, Rollback(done.change.number))

    assert unknown == NoSuchChange(99, pruned=False)
    assert elsewhere == NoSuchChange(done.change.number, pruned=False)
    assert isinstance(same, Unchanged)


async def test_versions_beyond_those_kept_cannot_be_rolled_back_to(
    folder: Path, data: Path
) -> None:
    async with serving(folder, data, keep_versions=1) as service:
        first = await change(service, adding(_FERRY))
        await change(service, adding(_LATER))

        outcome = await service.curator.prepare(_SELVIK, Rollback(first.change.number))

    assert outcome == NoSuchChange(first.change.number, pruned=True)


async def test_a_servers_own_articles_have_a_limit_together(folder: Path, data: Path) -> None:
    async with serving(folder, data, max_server_bytes=100) as service:
        await change(service, adding(_FERRY))
        await change(service, adding(_LATER))

        outcome = await service.curator.prepare(_SELVIK, adding(ORCHARD, "trees.md"))

    assert isinstance(outcome, TooMuch)
    assert outcome.limit == 100


async def pinned(service: AnswerService, question: str, server: int = _SELVIK) -> None:
    """Pin a question to what answers it now."""
    result = await service.ask(server, question)
    assert isinstance(result, Answer)
    passage = result.quotes[0].passage
    await service.storage.pins.add(server, question, passage.article.id, passage.text, _MO)


async def test_a_test_that_would_fail_stops_a_change_until_somebody_insists(
    service: AnswerService,
) -> None:
    await change(service, adding(_FERRY))
    await pinned(service, "When does the ferry leave?")

    prepared = await service.curator.prepare(_SELVIK, Remove("ferry"))
    assert isinstance(prepared, Prepared)
    stopped = await service.curator.commit(prepared, _MO)
    served = await said(service, "When does the ferry leave?")
    forced = await service.curator.commit(prepared, _MO, forced=True)

    assert isinstance(stopped, Stopped)
    ((before, after),) = stopped.prepared.failures
    assert (before.passed, after.passed) == (True, False)
    assert served
    assert isinstance(forced, Committed)
    assert forced.change.forced
    assert await said(service, "When does the ferry leave?") == ""


async def test_tests_of_another_server_stop_nothing(service: AnswerService) -> None:
    await change(service, adding(_FERRY))
    await change(service, adding(_FERRY), _DALE)
    await pinned(service, "When does the ferry leave?", _DALE)

    done = await change(service, Remove("ferry"))

    assert done.prepared.after == ()


async def test_insisting_covers_no_test_that_failed_only_later(
    service: AnswerService,
) -> None:
    await change(service, adding(_FERRY))
    await pinned(service, "When does the ferry leave?")
    prepared = await service.curator.prepare(_SELVIK, Remove("ferry"))
    assert isinstance(prepared, Prepared)
    await pinned(service, "Where does the ferry leave to at six?")
    await change(service, adding(GALLERY, "boats.md"))

    outcome = await service.curator.commit(prepared, _MO, forced=True)

    assert isinstance(outcome, Stopped)
    assert len(outcome.prepared.failures) == 2


async def test_two_moderators_at_once_both_have_their_way(service: AnswerService) -> None:
    await asyncio.gather(
        *(change(service, adding(_FERRY, f"ferry-{at}.md"), by=at) for at in range(8))
    )

    base = await service.base(_SELVIK)
    history = await service.storage.articles.history(_SELVIK)
    assert {article.id for article in base.articles} == {
        "lighthouse",
        "orchard",
        *(f"ferry-{at}" for at in range(8)),
    }
    assert [line.number for line in history] == list(range(9, 0, -1))
    assert {line.by for line in history[:-1]} == set(range(8))
    assert history[0].after == base.revision
    assert all(newer.before == older.after for newer, older in pairwise(history))


async def test_of_two_who_remove_the_same_article_one_is_told(service: AnswerService) -> None:
    await change(service, adding(_FERRY))
    both = [await service.curator.prepare(_SELVIK, Remove("ferry")) for _ in range(2)]

    outcomes = await asyncio.gather(
        *(service.curator.commit(one, _MO) for one in both if isinstance(one, Prepared))
    )

    assert {type(outcome) for outcome in outcomes} == {Committed, NotOwn}


async def test_a_change_goes_on_top_of_what_another_process_did(folder: Path, data: Path) -> None:
    async with serving(folder, data) as service, serving(folder, data) as other:
        await change(service, adding(_FERRY))
        prepared = await service.curator.prepare(_SELVIK, adding(GALLERY, "boats.md"))
        await change(other, adding(ORCHARD, "trees.md"), by=_KIM)
        assert isinstance(prepared, Prepared)

        outcome = await service.curator.commit(prepared, _MO)

        ids = [article.id for article in (await service.base(_SELVIK)).articles]
    assert isinstance(outcome, Committed)
    assert ids == ["lighthouse", "orchard", "ferry", "trees", "boats"]


async def test_a_reload_that_was_cut_off_before_its_last_step_is_made_good(
    folder: Path, data: Path
) -> None:
    async with serving(folder, data) as service:
        await change(service, adding(_FERRY))
        (folder / "orchard.md").unlink()
        prepared = await service.curator.prepare(_SELVIK, Reload())
        assert isinstance(prepared, Prepared)
        assert prepared.shared is not None
        await service.curator.record_shared(prepared.shared)
    async with serving(folder, data) as service:
        base = await service.base(_SELVIK)
        history = await service.storage.articles.history(_SELVIK)

    assert history[0].after == base.revision == prepared.new.revision


async def test_reloads_at_once_run_one_after_the_other(
    service: AnswerService, folder: Path
) -> None:
    before = (await service.storage.articles.state(SHARED)).number
    (folder / "boats.md").write_text(GALLERY, encoding="utf-8")

    async def reload(server: int) -> object:
        prepared = await service.curator.prepare(server, Reload())
        if isinstance(prepared, Prepared):
            return await service.curator.commit(prepared, _MO)
        return prepared

    outcomes = await asyncio.gather(*(reload(server) for server in (_SELVIK, _DALE, _SELVIK)))

    assert {type(outcome) for outcome in outcomes} <= {Committed, Unchanged}
    assert sum(isinstance(outcome, Committed) for outcome in outcomes) >= 1
    assert (await service.storage.articles.state(SHARED)).number == before + 1


async def test_what_is_served_is_what_the_history_says_whoever_reloads_meanwhile(
    service: AnswerService, folder: Path
) -> None:
    await change(service, adding(_FERRY))
    (folder / "orchard.md").unlink()
    reload = await service.curator.prepare(_DALE, Reload())
    add = await service.curator.prepare(_SELVIK, adding(_LATER))
    assert isinstance(reload, Prepared)
    assert isinstance(add, Prepared)
    commit = service.storage.articles.commit

    async def overtaken(change: NewChange) -> Change:
        done = await commit(change)
        if change.server == SHARED:  # the reload is stored, and not served yet
            others.append(asyncio.create_task(service.curator.commit(add, _KIM)))
            await asyncio.sleep(0.05)
        return done

    others: list[asyncio.Task[object]] = []
    service.storage.articles.commit = overtaken
    await service.curator.commit(reload, _MO)
    outcome = await others[0]

    base, lines = await service.base(_SELVIK), await service.storage.articles.history(_SELVIK)
    assert isinstance(outcome, Committed)
    assert [article.id for article in base.articles] == ["lighthouse", "ferry"]
    assert lines[0].after == base.revision
    assert all(one.before == two.after for one, two in pairwise(lines))


async def test_a_rollback_is_looked_at_again_where_the_operators_articles_changed_meanwhile(
    service: AnswerService, folder: Path
) -> None:
    first = await change(service, adding(_FERRY))
    (folder / "orchard.md").unlink()
    second = await change(service, Reload())
    await change(service, Rollback(first.change.number))
    prepared = await service.curator.prepare(_SELVIK, Rollback(second.change.number))
    (folder / "new.md").write_text("It rains.\n", encoding="utf-8")
    await change(service, Reload(), _DALE)

    assert isinstance(prepared, Prepared)
    outcome = await service.curator.commit(prepared, _MO)

    assert isinstance(outcome, Committed)
    base = await service.base(_SELVIK)
    assert outcome.change.pinned
    assert (outcome.change.after, base.revision) == (second.change.after, second.change.after)


async def test_a_reload_is_served_as_soon_as_it_is_stored(
    service: AnswerService, folder: Path
) -> None:
    (folder / "orchard.md").unlink()
    prepared = await service.curator.prepare(_SELVIK, Reload())
    assert isinstance(prepared, Prepared)
    commit = service.storage.articles.commit

    async def failing(change: NewChange) -> Change:
        if change.server != SHARED:
            raise StorageError("it is away")
        return await commit(change)

    service.storage.articles.commit = failing
    with pytest.raises(StorageError):
        await service.curator.commit(prepared, _MO)

    stored = await service.storage.articles.state(SHARED)
    assert (await service.base(_DALE)).articles[0].id == "lighthouse"
    assert [one.article for one in stored.held] == ["lighthouse"]
    assert service.libraries.shared_number == stored.number
    assert len(service.libraries.shared.articles) == 1


async def test_the_same_article_again_is_no_change(service: AnswerService) -> None:
    await change(service, adding(_FERRY))

    outcome = await service.curator.prepare(_SELVIK, adding(_FERRY))

    assert isinstance(outcome, Unchanged)


async def test_a_version_that_is_replaced_counts_for_nothing_whatever_its_id(
    folder: Path, data: Path
) -> None:
    size = len(_FERRY.encode())
    async with serving(folder, data, max_server_bytes=size) as service:
        await change(service, adding(_FERRY, "orchard.md"))

        again = await service.curator.prepare(_SELVIK, adding(_LATER, "orchard.md"))

    assert isinstance(again, Prepared)


async def test_articles_of_files_with_the_same_name_come_back_by_rollback(
    folder: Path, data: Path
) -> None:
    (folder / "orchard.txt").write_text("Plums grow here, too.\n", encoding="utf-8")
    async with serving(folder, data) as service:
        first = await change(service, adding(_FERRY))
        (folder / "orchard.txt").unlink()
        await change(service, Reload())

        back = await change(service, Rollback(first.change.number))

    assert back.change.after == first.change.after
    assert [a.id for a in back.prepared.new.articles] == [
        "lighthouse",
        "orchard",
        "orchard-2",
        "ferry",
    ]
