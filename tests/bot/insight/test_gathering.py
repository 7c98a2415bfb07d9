"""What reports are made from: how far back they look, and what they count together."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.insight.gathering import Gathering
from bot.service import AnswerService
from bot.storage.values import Asked, Given, Outcome
from tests.bot.serving import serving
from tests.bot.texts import LIGHTHOUSE

SERVER = 7
NOW = datetime(2026, 3, 30, 1, 0, tzinfo=UTC)


def _articles(folder: Path) -> Path:
    (folder / "articles").mkdir()
    (folder / "articles" / "selvik.md").write_text(LIGHTHOUSE, encoding="utf-8")
    return folder / "articles"


async def _record(service: AnswerService) -> None:
    quotes = (Given("selvik", "¶ 2", "One."), Given("selvik", "¶ 2", "Two."))
    other = Given("selvik", "¶ 1", "Three.")
    await service.storage.questions.record(
        [
            *[Asked(SERVER, NOW, Outcome.ANSWERED, 1, quotes=quotes) for _ in range(2)],
            *[Asked(SERVER, NOW, Outcome.ANSWERED, 1, quotes=(other,)) for _ in range(3)],
            *[_failed(days, f"word{days}") for days in (0, 2, 6, 7, 40)],
        ]
    )


def _failed(days: int, term: str) -> Asked:
    return Asked(SERVER, NOW - timedelta(days), Outcome.REFUSED, 0, terms=(term,))


async def test_a_report_counts_whole_days_and_no_more_than_are_kept(tmp_path: Path) -> None:
    async with serving(_articles(tmp_path), tmp_path) as service:
        await _record(service)
        gathering = Gathering(service, 30, lambda: NOW)

        week, most = (await gathering.usage(SERVER, 7), await gathering.usage(SERVER, 365))

        assert (week.span, week.until, sum(day.refused for day in week.days)) == (7, NOW.date(), 3)
        assert (most.span, sum(day.refused for day in most.days)) == (30, 4)
        assert (await gathering.usage(8, 7)).days == []


async def test_the_quotes_of_a_paragraph_are_counted_together(tmp_path: Path) -> None:
    async with serving(_articles(tmp_path), tmp_path) as service:
        await _record(service)

        usage = await Gathering(service, 30, lambda: NOW).usage(SERVER, 7)

        assert [quote.count for quote in usage.cited] == [3, 2, 2]
        assert [(one.label, one.count) for one in usage.paragraphs] == [("¶ 2", 4), ("¶ 1", 3)]


async def test_a_place_beyond_the_last_question_is_the_last_one(tmp_path: Path) -> None:
    async with serving(_articles(tmp_path), tmp_path) as service:
        await _record(service)
        gathering = Gathering(service, 30, lambda: NOW)

        spots = [await gathering.spot(SERVER, 30, at) for at in (0, 1, 99)]

        assert [(spot.position, spot.total) for spot in spots if spot] == [(0, 4), (1, 4), (3, 4)]
        assert await gathering.spot(8, 30, 0) is None
        rows, total = await gathering.unanswered(SERVER, 7, 2)
        assert (len(rows), total) == (2, 4)
