"""What was asked: counted, merged, and forgotten in time."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.storage import Asked, Cited, Day, Given, Outcome, Storage, Unanswered, unanswered
from tests.bot.storage.making import (
    CLEANED,
    HERE,
    HOSTILE,
    LONG_AGO,
    NOW,
    THERE,
    answered,
    minutes,
    refused,
)

_NEAREST = Given("lighthouse", "¶3", "The lighthouse was built in 1856.")
_OTHER = Given("orchard", "¶1", "Pickers begin in August.")


async def _listed(storage: Storage, server: int = HERE) -> list[Unanswered]:
    listed, count = await storage.questions.unanswered(server, LONG_AGO, limit=10_000, offset=0)
    assert len(listed) == count
    return listed


async def test_nothing_was_asked_at_first(storage: Storage) -> None:
    await storage.questions.record([])

    assert await storage.questions.unanswered(HERE, LONG_AGO, limit=5, offset=0) == ([], 0)
    assert await storage.questions.one(HERE, 1) is None
    assert await storage.questions.confidences(HERE) == []
    assert await storage.questions.by_day(HERE, LONG_AGO) == []
    assert await storage.questions.cited(HERE, LONG_AGO, 5) == []
    assert await storage.questions.given(HERE, "lighthouse", LONG_AGO) == []


async def test_a_question_without_an_answer_is_listed_without_its_asker(
    storage: Storage,
) -> None:
    await storage.questions.record([refused(HERE, "who keeper", question="Who?", nearest=_NEAREST)])

    row = (await _listed(storage))[0]

    assert row == Unanswered(
        server=HERE,
        number=1,
        question="Who?",
        terms=("keeper", "who"),
        missing=("zeppelin",),
        nearest=_NEAREST,
        outcome=Outcome.REFUSED,
        count=1,
        first=NOW,
        last=NOW,
    )
    assert await storage.questions.one(HERE, 1) == row
    assert await storage.questions.one(THERE, 1) is None
    assert await storage.questions.one(HERE, 2) is None


async def test_answers_and_questions_without_terms_are_not_listed(storage: Storage) -> None:
    await storage.questions.record([answered(HERE, _NEAREST), refused(HERE, "", question="?!")])

    assert await _listed(storage) == []
    assert len(await storage.questions.confidences(HERE)) == 2


@pytest.mark.parametrize("together", [True, False])
async def test_near_duplicates_are_merged_and_the_newest_wording_wins(
    storage: Storage, *, together: bool
) -> None:
    events = [
        refused(HERE, "a b c d", minutes(0), "first", _NEAREST),
        refused(HERE, "e d c b a", minutes(2), "newest", _OTHER),
        replace(refused(HERE, "d c b a", minutes(1), "late"), outcome=Outcome.CLOSEST),
        refused(HERE, "a b c", minutes(3), "not alike"),
        refused(THERE, "a b c d", minutes(4), "elsewhere"),
    ]

    for part in [events] if together else [[event] for event in events]:
        await storage.questions.record(part)

    merged, single = await _listed(storage)
    assert (merged.count, merged.question, merged.nearest) == (3, "newest", _OTHER)
    assert (merged.terms, merged.outcome) == (("a", "b", "c", "d", "e"), Outcome.REFUSED)
    assert (merged.first, merged.last) == (minutes(0), minutes(2))
    assert (single.question, single.count) == ("not alike", 1)
    assert [row.question for row in await _listed(storage, THERE)] == ["elsewhere"]


async def test_a_new_wording_is_found_by_its_own_terms(storage: Storage) -> None:
    for number, terms in enumerate(("aa b c d e", "f b c d e aa", "f b c d e ggg", "f b c d e")):
        await storage.questions.record([refused(HERE, terms, minutes(number))])

    rows = await _listed(storage)

    assert [(row.question, row.count) for row in rows] == [
        ("f b c d e", 2),
        ("f b c d e aa", 2),
    ]


async def test_the_most_asked_come_first_then_the_newest_in_pages(storage: Storage) -> None:
    asked = [refused(HERE, name, minutes(i)) for i, name in enumerate(["x", "y", "z", "y", "w"])]
    await storage.questions.record(asked)

    pages = [
        await storage.questions.unanswered(HERE, LONG_AGO, limit=2, offset=offset)
        for offset in (0, 2, 4)
    ]

    assert [[row.question for row in rows] for rows, _ in pages] == [["y", "w"], ["z", "x"], []]
    assert {count for _, count in pages} == {4}
    since = await storage.questions.unanswered(HERE, minutes(3), limit=9, offset=0)
    assert [row.question for row in since[0]] == ["y", "w"]


async def test_a_dismissed_question_stays_so_however_often_it_is_asked(storage: Storage) -> None:
    await storage.questions.record([refused(s, "who") for s in (HERE, THERE)])

    dismissed = [await storage.questions.dismiss(HERE, number) for number in (1, 1, 2)]
    await storage.questions.record([refused(HERE, "who", minutes(5))])

    assert dismissed == [True, False, False]
    assert await _listed(storage) == []
    assert len(await _listed(storage, THERE)) == 1
    row = await storage.questions.one(HERE, 1)
    assert row is not None
    assert row.count == 2


async def test_those_who_record_at_once_merge_into_one(storage: Storage) -> None:
    events = [refused(HERE, "who keeper", minutes(i)) for i in range(10)]

    await asyncio.gather(*(storage.questions.record([e, answered(HERE, _OTHER)]) for e in events))

    assert [(row.number, row.count) for row in await _listed(storage)] == [(1, 10)]
    assert (await storage.questions.cited(HERE, NOW, 5))[0].count == 10


async def test_many_questions_of_one_subject_stay_apart(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unanswered, "MOST_COMPARED", 20)
    events = [refused(HERE, f"lighthouse word{i} other{i % 7}") for i in range(600)]

    await storage.questions.record(events)
    await storage.questions.record(events[:100])

    rows = await _listed(storage)
    assert sorted(row.number for row in rows) == list(range(1, 601))
    assert sum(row.count for row in rows) == 700


async def test_all_of_a_record_is_written_or_nothing(storage: Storage) -> None:
    broken = replace(refused(HERE, "what"), at=NOW.replace(tzinfo=None))

    with pytest.raises(Exception, match="without a zone"):
        await storage.questions.record([refused(HERE, "who"), broken])

    assert await storage.questions.confidences(HERE) == []
    assert await _listed(storage) == []


async def test_confidences_are_the_newest(storage: Storage) -> None:
    events = [answered(HERE, at=minutes(i // 2), confidence=i / 10) for i in range(6)]
    await storage.questions.record([*events, answered(THERE, confidence=0.99)])

    assert await storage.questions.confidences(HERE) == [0.5, 0.4, 0.3, 0.2, 0.1, 0.0]
    assert await storage.questions.confidences(HERE, limit=2) == [0.5, 0.4]


async def test_outcomes_are_counted_by_day_in_utc(storage: Storage) -> None:
    east = timezone(timedelta(hours=9))
    first = datetime(2026, 3, 2, 3, tzinfo=east)  # still the first of March in UTC
    await storage.questions.record(
        [
            answered(HERE, at=first),
            refused(HERE, "a", datetime(2026, 3, 3, 23, 59, tzinfo=UTC)),
            Asked(HERE, datetime(2026, 3, 3, tzinfo=UTC), Outcome.CLOSEST, 0.3),
            answered(THERE, at=first),
        ]
    )

    days = await storage.questions.by_day(HERE, first)

    assert days == [Day(date(2026, 3, 1), 1, 0, 0), Day(date(2026, 3, 3), 0, 1, 1)]
    assert await storage.questions.by_day(HERE, first + timedelta(seconds=1)) == days[1:]


async def test_quotes_are_counted_over_days(storage: Storage) -> None:
    day = 24 * 60
    await storage.questions.record([answered(HERE, _NEAREST, _OTHER), answered(HERE, _NEAREST)])
    await storage.questions.record([answered(HERE, _OTHER, _OTHER, at=minutes(day))])
    await storage.questions.record([answered(THERE, _NEAREST)])

    cited = await storage.questions.cited(HERE, NOW, 5)

    assert cited == [
        Cited("orchard", "¶1", _OTHER.text, 3),
        Cited("lighthouse", "¶3", _NEAREST.text, 2),
    ]
    assert await storage.questions.cited(HERE, NOW, 1) == cited[:1]
    assert [c.count for c in await storage.questions.cited(HERE, minutes(day), 5)] == [2]


async def test_the_quotes_of_an_article_are_those_that_were_shown(storage: Storage) -> None:
    moved = replace(_NEAREST, label="¶4")
    await storage.questions.record([answered(HERE, _NEAREST, _OTHER, _NEAREST)])
    await storage.questions.record([answered(HERE, moved, at=minutes(24 * 60))])

    shown = await storage.questions.given(HERE, "lighthouse", NOW)

    assert shown == [moved, _NEAREST]
    assert await storage.questions.given(HERE, "lighthouse", minutes(24 * 60)) == [moved]
    assert await storage.questions.given(THERE, "lighthouse", NOW) == []


async def test_what_is_old_is_forgotten_in_all_servers(storage: Storage) -> None:
    old, kept = minutes(-3 * 24 * 60), minutes(0)
    for server in (HERE, THERE):
        events = [refused(server, "old", old), answered(server, _OTHER, at=old)]
        events += [refused(server, "kept", kept), answered(server, _NEAREST, at=kept)]
        await storage.questions.record(events)

    forgotten = await storage.questions.forget(minutes(-1))
    await storage.questions.record([refused(HERE, "old", kept)])

    assert forgotten == 2 * 4
    assert sorted(row.question for row in await _listed(storage)) == ["kept", "old"]
    assert [row.question for row in await _listed(storage, THERE)] == ["kept"]
    assert len(await storage.questions.cited(HERE, LONG_AGO, 5)) == 1
    assert len(await storage.questions.confidences(THERE)) == 2
    assert await storage.questions.forget(minutes(-1)) == 0


async def test_a_question_takes_any_text_and_any_number_of_terms(storage: Storage) -> None:
    hostile = Given(HOSTILE, HOSTILE * 2000, HOSTILE)
    many = " ".join(f"term{i}" for i in range(4_000))
    event = replace(
        refused(HERE, many, question=HOSTILE, nearest=hostile),
        missing=(HOSTILE,),
        quotes=(hostile, hostile),
    )
    strange = replace(event, terms=(HOSTILE, HOSTILE, "x" * 9_000, ""))

    await storage.questions.record([event, strange])
    await storage.questions.record([event, strange])

    clean = Given(CLEANED, CLEANED * 2000, CLEANED)
    rows = await _listed(storage)
    assert {(row.question, row.count, row.missing) for row in rows} == {(CLEANED, 2, (CLEANED,))}
    assert [row.nearest for row in rows] == [clean, clean]
    assert await storage.questions.given(HERE, HOSTILE, NOW) == [clean]
    assert (await storage.questions.cited(HERE, NOW, 2))[0].count == 8


async def test_a_question_that_takes_the_place_of_others_counts_once(storage: Storage) -> None:
    first = refused(HERE, "zeppelin")
    second = replace(answered(HERE, _OTHER, at=minutes(1)), instead=NOW)
    third = replace(answered(HERE, _NEAREST, at=minutes(2)), instead=minutes(1))
    await storage.questions.record([first, refused(THERE, "zeppelin"), second])
    counted = await storage.questions.by_day(HERE, LONG_AGO)

    await storage.questions.record([third, replace(third, at=minutes(3), instead=minutes(2))])

    assert counted == [Day(NOW.date(), 1, 0, 0)]
    assert await storage.questions.by_day(HERE, LONG_AGO) == counted
    assert await storage.questions.by_day(THERE, LONG_AGO) == [Day(NOW.date(), 0, 0, 1)]
