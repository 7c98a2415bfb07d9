"""What servers hold: every change whole, no server in another's way, and nothing kept for nobody."""

import asyncio
from dataclasses import replace

import pytest

import knowledge
from bot.storage import (
    SHARED,
    Action,
    Change,
    ConflictError,
    GoneError,
    Held,
    State,
    Storage,
    open_storage,
)
from tests.bot.storage.making import CLEANED, HERE, HOSTILE, NOW, THERE, change, digest_of, minutes


def _held(**articles: str) -> tuple[Held, ...]:
    return tuple(Held(name, digest_of(text)) for name, text in articles.items())


async def test_a_server_without_a_change_holds_nothing(storage: Storage) -> None:
    assert await storage.articles.state(HERE) == State(HERE, 0)
    assert await storage.articles.state(SHARED) == State(SHARED, 0)
    assert await storage.articles.history(HERE) == []
    assert await storage.articles.state_at(HERE, 0) is None
    assert await storage.articles.contents([digest_of("none")]) == {}
    assert await storage.articles.contents([]) == {}


async def test_a_first_change_is_preceded_by_a_start_of_the_revision_before_it(
    storage: Storage,
) -> None:
    made = await storage.articles.commit(change(HERE, 0, {"a": "one"}, forced=True, detail="a"))

    start = Change(HERE, 1, NOW, 0, Action.START, "", "before", "before", 0, False, False)  # noqa: FBT003 (the fields in order)
    assert made == Change(HERE, 2, NOW, 7, Action.ADD, "a", "before", "after", 0, False, True)  # noqa: FBT003 (likewise)
    assert await storage.articles.history(HERE) == [made, start]
    assert await storage.articles.state(HERE) == State(HERE, 2, _held(a="one"))
    assert await storage.articles.state_at(HERE, 1) == State(HERE, 1, (), 0)
    assert await storage.articles.contents([digest_of("one")]) == {digest_of("one"): b"one"}


async def test_a_start_that_is_committed_is_not_preceded_by_another(storage: Storage) -> None:
    made = await storage.articles.commit(change(SHARED, 0, {"a": "one"}, action=Action.START))

    assert made.number == made.shared == 1
    assert await storage.articles.history(SHARED) == [made]
    assert await storage.articles.state(SHARED) == State(SHARED, 1, _held(a="one"))


async def test_every_state_of_the_past_is_known_in_its_order(storage: Storage) -> None:
    steps = [{"a": "1", "b": "2"}, {"b": "2", "a": "1"}, {"c": "3", "b": "4"}, {}, {"a": "1"}]
    for number, articles in enumerate(steps):
        await storage.articles.commit(change(HERE, number + (number > 0), articles))

    states = [await storage.articles.state_at(HERE, number + 2) for number in range(len(steps))]

    expected = [State(HERE, number + 2, _held(**s), 0) for number, s in enumerate(steps)]
    assert states == expected
    assert await storage.articles.state(HERE) == replace(expected[-1], shared=None)
    assert await storage.articles.state_at(HERE, 7) is None


async def test_an_article_may_be_held_twice_and_under_two_names(storage: Storage) -> None:
    twice = (Held("a", digest_of("x")), Held("a", digest_of("x")), Held("b", digest_of("x")))

    await storage.articles.commit(change(HERE, 0, {"a": "x"}, held=twice))

    assert (await storage.articles.state(HERE)).held == twice


async def test_servers_share_contents_and_nothing_else(storage: Storage) -> None:
    await storage.articles.commit(change(HERE, 0, {"a": "one"}))
    await storage.articles.commit(change(THERE, 0, {"a": "one", "b": "two"}))

    await storage.articles.commit(change(THERE, 2, {}, keep=1))
    await storage.articles.commit(change(THERE, 3, {"a": "three", "b": "four"}, keep=1))

    assert await storage.articles.state(HERE) == State(HERE, 2, _held(a="one"))
    assert [c.number for c in await storage.articles.history(HERE)] == [2, 1]
    assert [v.digest for v in await storage.articles.versions(HERE, "a")] == [digest_of("one")]
    assert await storage.articles.versions(HERE, "b") == []
    assert await storage.articles.state_at(HERE, 3) is None
    kept = await storage.articles.contents([digest_of("one"), digest_of("two")])
    assert kept == {digest_of("one"): b"one"}


async def test_versions_are_listed_newest_first_with_their_titles(storage: Storage) -> None:
    await storage.articles.commit(change(HERE, 0, {"a": "one"}))
    await storage.articles.commit(change(HERE, 2, {"a": "two"}, titles={"a": "By id"}, by=8))
    await storage.articles.commit(change(HERE, 3, {"a": "two", "b": "new"}, titles={}))
    await storage.articles.commit(change(HERE, 4, {"a": "one", "b": "new"}, titles={}))

    versions = await storage.articles.versions(HERE, "a")

    facts = [(v.number, v.title, v.by) for v in versions]
    assert facts == [(5, "One", 7), (3, "By id", 8), (2, "One", 7)]
    assert [v.title for v in await storage.articles.versions(HERE, "b")] == ["b"]
    assert versions[0].at == NOW


async def test_only_the_newest_versions_are_kept(storage: Storage) -> None:
    texts = ["one", "two", "three", "four"]
    await storage.articles.commit(change(HERE, 0, {"a": "one", "b": "stays"}, keep=2))
    for number, text in enumerate(texts[1:], 2):
        await storage.articles.commit(change(HERE, number, {"a": text, "b": "stays"}, keep=2))

    kept = await storage.articles.contents([digest_of(text) for text in [*texts, "stays"]])

    assert set(kept.values()) == {b"three", b"four", b"stays"}
    numbers = [v.number for v in await storage.articles.versions(HERE, "a")]
    assert numbers == [5, 4]
    past = await storage.articles.state_at(HERE, 2)
    assert past
    assert past.held == _held(a="one", b="stays")


async def test_what_is_held_is_kept_however_few_versions_are(storage: Storage) -> None:
    twice = (Held("a", digest_of("x")), Held("a", digest_of("y")))

    await storage.articles.commit(change(HERE, 0, {"a": "x", "b": "y"}, held=twice, keep=0))

    assert len(await storage.articles.contents([digest_of("x"), digest_of("y")])) == 2


async def test_shared_articles_that_a_server_is_held_at_are_kept(storage: Storage) -> None:
    await storage.articles.commit(change(SHARED, 0, {"a": "one"}, action=Action.START, keep=1))
    await storage.articles.commit(change(HERE, 0, {}, shared=1, action=Action.ROLLBACK))

    await storage.articles.commit(change(SHARED, 1, {"a": "two"}, keep=1))
    await storage.articles.commit(change(SHARED, 2, {"a": "three"}, keep=1))

    texts = [digest_of("one"), digest_of("two"), digest_of("three")]
    assert set((await storage.articles.contents(texts)).values()) == {b"one", b"three"}
    assert await storage.articles.state(HERE) == State(HERE, 2, (), 1)

    await storage.articles.commit(change(HERE, 2, {}))
    await storage.articles.commit(change(SHARED, 3, {"a": "four"}, keep=1))

    assert await storage.articles.contents(texts) == {}


async def test_a_change_to_what_nobody_keeps_is_refused_and_changes_nothing(
    storage: Storage,
) -> None:
    await storage.articles.commit(change(SHARED, 0, {"a": "one"}, action=Action.START, keep=1))
    await storage.articles.commit(change(SHARED, 1, {"a": "two"}, keep=1))

    with pytest.raises(GoneError) as unknown:
        await storage.articles.commit(change(HERE, 0, {"a": "x", "b": "y"}, contents={}))
    with pytest.raises(GoneError) as pruned:
        await storage.articles.commit(change(HERE, 0, {}, shared=1))

    assert set(unknown.value.digests) == {digest_of("x"), digest_of("y")}
    assert pruned.value.digests == (digest_of("one"),)
    assert await storage.articles.state(HERE) == State(HERE, 0)
    assert await storage.articles.history(HERE) == []


async def test_contents_that_nothing_refers_to_are_not_stored(storage: Storage) -> None:
    unheld = {digest_of("x"): b"x", digest_of("y"): b"y"}

    await storage.articles.commit(change(HERE, 0, {"a": "x"}, contents=unheld))

    assert list(await storage.articles.contents(unheld)) == [digest_of("x")]


async def test_a_change_on_top_of_another_that_was_not_seen_is_a_conflict(
    storage: Storage,
) -> None:
    await storage.articles.commit(change(HERE, 0, {"a": "one"}))

    with pytest.raises(ConflictError) as late:
        await storage.articles.commit(change(HERE, 0, {"b": "two"}))
    with pytest.raises(ConflictError) as early:
        await storage.articles.commit(change(HERE, 5, {"b": "two"}))

    assert (late.value.server, late.value.expected, late.value.found) == (HERE, 0, 2)
    assert early.value.found == 2
    assert await storage.articles.state(HERE) == State(HERE, 2, _held(a="one"))
    assert await storage.articles.contents([digest_of("two")]) == {}


async def test_of_changes_at_once_one_is_made_and_the_others_are_told(storage: Storage) -> None:
    wanted = [change(HERE, 0, {f"a{i}": f"text {i}"}) for i in range(8)]

    results = await asyncio.gather(*map(storage.articles.commit, wanted), return_exceptions=True)

    made = [result for result in results if isinstance(result, Change)]
    assert len(made) == 1
    assert sum(isinstance(result, ConflictError) for result in results) == 7
    index = results.index(made[0])
    assert (await storage.articles.state(HERE)).held == wanted[index].held


async def test_changes_of_many_servers_at_once_are_all_made(storage: Storage) -> None:
    servers = range(1, 25)
    wanted = [change(server, 0, {"a": "same", "b": f"{server}"}, keep=1) for server in servers]

    await asyncio.gather(*map(storage.articles.commit, wanted))

    states = [await storage.articles.state(server) for server in servers]
    assert [state.held for state in states] == [one.held for one in wanted]


async def test_a_server_that_follows_has_a_line_for_each_change_of_the_shared_articles(
    storage: Storage,
) -> None:
    commit = storage.articles.commit
    await commit(change(SHARED, 0, {"s": "s1"}, action=Action.START))
    await commit(change(HERE, 0, {"a": "own"}))
    await commit(change(THERE, 0, {"a": "own"}, shared=1))
    await commit(change(SHARED, 1, {"s": "s2", "t": "t"}, at=minutes(1), detail="2 of them"))
    await commit(change(SHARED, 2, {"t": "t"}, at=minutes(2)))

    lines = await storage.articles.history(HERE)

    own = digest_of("own")
    revisions = [
        knowledge.revision_of(digests)
        for digests in (
            [digest_of("s1"), own],
            [digest_of("s2"), digest_of("t"), own],
            [digest_of("t"), own],
        )
    ]
    assert [(c.number, c.action, c.shared) for c in lines] == [
        (4, Action.SHARED, 3),
        (3, Action.SHARED, 2),
        (2, Action.ADD, 1),
        (1, Action.START, 1),
    ]
    assert [(c.before, c.after) for c in lines[:2]] == [
        (revisions[1], revisions[2]),
        (revisions[0], revisions[1]),
    ]
    assert (lines[1].at, lines[1].by, lines[1].detail) == (minutes(1), 0, "2 of them")
    assert await storage.articles.history(HERE) == lines
    assert await storage.articles.state_at(HERE, 3) == State(HERE, 3, _held(a="own"), 2)
    assert [c.number for c in await storage.articles.history(THERE)] == [2, 1]
    assert await storage.articles.history(3) == []


async def test_shared_changes_stand_before_a_change_made_after_them_and_are_no_conflict(
    storage: Storage,
) -> None:
    commit = storage.articles.commit
    await commit(change(HERE, 0, {"a": "one"}))
    await commit(change(SHARED, 0, {"s": "s"}, action=Action.START))

    await commit(change(HERE, 2, {"a": "two"}))
    await commit(change(HERE, 4, {"a": "three"}))

    actions = [(c.number, c.action, c.shared) for c in await storage.articles.history(HERE)]
    expected = [(5, "add", 1), (4, "add", 1), (3, "shared", 1), (2, "add", 0), (1, "start", 0)]
    assert actions == expected


async def test_a_change_that_was_prepared_on_older_shared_articles_is_a_conflict(
    storage: Storage,
) -> None:
    await storage.articles.commit(change(SHARED, 0, {"s": "s"}, action=Action.START))

    with pytest.raises(ConflictError) as conflict:
        await storage.articles.commit(change(HERE, 0, {"a": "one"}, seen=0))
    await storage.articles.commit(change(HERE, 0, {"a": "one"}, seen=1))

    assert (conflict.value.server, conflict.value.expected, conflict.value.found) == (SHARED, 0, 1)


async def test_a_server_that_was_held_and_follows_again_is_not_told_of_what_it_missed(
    storage: Storage,
) -> None:
    commit = storage.articles.commit
    await commit(change(SHARED, 0, {"s": "1"}, action=Action.START))
    await commit(change(HERE, 0, {}, shared=1))
    await commit(change(SHARED, 1, {"s": "2"}))
    await commit(change(HERE, 2, {}))

    lines = await storage.articles.history(HERE)

    facts = [(c.shared, c.pinned) for c in lines]
    assert facts == [(2, False), (1, True), (1, False)]


async def test_two_who_read_a_history_at_once_write_its_lines_once(storage: Storage) -> None:
    await storage.articles.commit(change(HERE, 0, {"a": "one"}))
    await storage.articles.commit(change(SHARED, 0, {"s": "s"}, action=Action.START))

    histories = await asyncio.gather(*(storage.articles.history(HERE) for _ in range(6)))

    assert {len(lines) for lines in histories} == {3}


@pytest.mark.parametrize("earlier", [True, False])
async def test_a_change_that_brings_a_shared_one_is_the_only_line_about_it(
    storage: Storage, *, earlier: bool
) -> None:
    commit = storage.articles.commit
    await commit(change(SHARED, 0, {"s": "1"}, action=Action.START))
    if earlier:
        await commit(change(HERE, 0, {}))
    await commit(change(SHARED, 1, {"s": "2"}))

    expects = (await storage.articles.state(HERE)).number
    await commit(change(HERE, expects, {}, action=Action.RELOAD, brings=2))

    facts = [(c.action, c.shared) for c in await storage.articles.history(HERE)]
    between = [(Action.ADD, 1)] if earlier else []
    assert facts == [(Action.RELOAD, 2), *between, (Action.START, 1)]


async def test_a_history_is_read_in_pages(storage: Storage) -> None:
    await storage.articles.commit(change(HERE, 0, {}))
    for number in range(2, 9):
        await storage.articles.commit(change(HERE, number, {"a": str(number)}))

    first = await storage.articles.history(HERE, limit=4)
    second = await storage.articles.history(HERE, limit=4, before=first[-1].number)
    third = await storage.articles.history(HERE, limit=4, before=second[-1].number)

    assert [c.number for c in [*first, *second, *third]] == [9, 8, 7, 6, 5, 4, 3, 2, 1]


async def test_thousands_of_articles_are_held_and_read(storage: Storage) -> None:
    articles = {f"a{i}": f"text {i}" for i in range(2_500)}

    await storage.articles.commit(change(HERE, 0, articles))
    read = await storage.articles.contents(digest_of(text) for text in articles.values())

    assert len(read) == 2_500
    assert (await storage.articles.state(HERE)).held == _held(**articles)


async def test_a_change_takes_any_text(storage: Storage) -> None:
    wanted = change(HERE, 0, {HOSTILE: "x"}, detail=HOSTILE, titles={HOSTILE: HOSTILE * 1000})

    made = await storage.articles.commit(wanted)

    assert made.detail == CLEANED
    assert (await storage.articles.history(HERE))[0] == made
    assert (await storage.articles.state(HERE)).held == (Held(CLEANED, digest_of("x")),)
    versions = await storage.articles.versions(HERE, HOSTILE)
    assert [v.title for v in versions] == [CLEANED * 1000]


async def test_what_was_committed_is_there_after_a_restart(url: str) -> None:
    storage = await open_storage(url)
    await storage.articles.commit(change(HERE, 0, {"a": "one"}))
    state, lines = await storage.articles.state(HERE), await storage.articles.history(HERE)
    await storage.close()

    again = await open_storage(url)

    assert await again.articles.state(HERE) == state
    assert await again.articles.history(HERE) == lines
    await again.close()
