"""The service: one snapshot a question, and a reload that swaps all or nothing."""

import asyncio
import logging
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import knowledge
from bot.service import AnswerService, Reloaded, ReloadFailed
from knowledge import Answer, Length, Loaded, Match, NoAnswer
from tests.bot.texts import GALLERY, LIGHTHOUSE, ORCHARD

_WHEN = "When was the lighthouse of Selvik built?"
_PICKERS = "When do pickers begin with the yellow Marten apples?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two articles."""
    (tmp_path / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    (tmp_path / "orchard.md").write_text(ORCHARD, encoding="utf-8")
    return tmp_path


@pytest.fixture
def service(folder: Path) -> AnswerService:
    """Return a service of these articles."""
    return AnswerService(lambda: knowledge.load(folder))


def test_a_question_is_answered_from_all_articles(service: AnswerService) -> None:
    results = [service.ask(_WHEN), service.ask(_PICKERS)]

    assert all(isinstance(result, Answer) for result in results)


def test_a_question_may_be_about_one_article(service: AnswerService) -> None:
    result = service.ask(_PICKERS, "lighthouse")

    assert isinstance(result, NoAnswer)


def test_a_snapshot_is_asked_whatever_is_served_by_now(service: AnswerService) -> None:
    before, service.base = service.base, knowledge.build([])

    answer = service.ask(_WHEN, base=before)
    summary = service.summarise(Length.SHORT, base=before)
    found = service.find_source("the council bought an electric one", base=before)

    assert isinstance(answer, Answer)
    assert summary.sentences
    assert found


def test_the_log_counts_a_questions_characters_and_never_holds_them(
    service: AnswerService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    service.ask(_WHEN)
    service.ask("zeppelin")

    first, second = caplog.messages
    assert first.startswith(f"question of {len(_WHEN)} characters: answered, confidence ")
    assert second == "question of 8 characters: NO_MATCH, confidence 0.00"


def test_a_summary_may_be_of_one_article_and_about_something(service: AnswerService) -> None:
    whole = service.summarise(Length.LONG)
    cider = service.summarise(Length.SHORT, "cider", "orchard")

    assert {quote.passage.article.id for quote in whole.sentences} == {"lighthouse", "orchard"}
    assert [quote.text.split()[0] for quote in cider.sentences] == ["Cider", "The"]


def test_a_source_is_found(service: AnswerService) -> None:
    found = service.find_source("the council bought an electric one")

    assert found is not None
    assert found.match is Match.EXACT


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("orchard", "orchard"),
        ("  ORCHARD ", "orchard"),
        ("apples of the lower valley", "orchard"),
        ("The Lighthouse of Selvik", "lighthouse"),
        ("lighthouse of", None),
        ("", None),
    ],
)
def test_an_article_is_found_by_its_id_or_title(
    service: AnswerService, wanted: str, found: str | None
) -> None:
    article = service.article(wanted)

    assert (article and article.id) == found


def test_an_id_goes_before_a_title(folder: Path) -> None:
    (folder / "a.md").write_text("---\ntitle: orchard\n---\n\nIt rained.\n", encoding="utf-8")
    service = AnswerService(lambda: knowledge.load(folder))

    article = service.article("Orchard")

    assert article
    assert article.title == "Apples of the Lower Valley"


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("", ["lighthouse", "orchard"]),
        ("SELVIK light", ["lighthouse"]),
        ("valley orchard", ["orchard"]),
        ("selvik valley", []),
    ],
)
def test_articles_are_suggested_by_the_words_typed(
    service: AnswerService, typed: str, ids: list[str]
) -> None:
    assert [article.id for article in service.suggest(typed, 25)] == ids


def test_no_more_articles_are_suggested_than_fit(service: AnswerService) -> None:
    assert [article.id for article in service.suggest("", 1)] == ["lighthouse"]


def test_what_cannot_be_read_at_the_start_is_logged_and_left_out(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "empty.md").write_bytes(b"")

    service = AnswerService(lambda: knowledge.load(folder))

    assert [article.id for article in service.base.articles] == ["lighthouse", "orchard"]
    assert [problem.file for problem in service.problems] == ["empty.md"]
    assert caplog.messages == ["left out empty.md: there is no paragraph in it"]


async def test_a_reload_serves_what_the_files_hold_now(
    service: AnswerService, folder: Path
) -> None:
    before = service.base
    since = service.since
    (folder / "boats.md").write_text(GALLERY, encoding="utf-8")
    (folder / "orchard.md").unlink()

    outcome = await service.reload()

    assert isinstance(outcome, Reloaded)
    assert outcome.base is service.base
    assert service.base.revision != before.revision
    assert [article.id for article in service.base.articles] == ["boats", "lighthouse"]
    assert [article.id for article in outcome.changes.added] == ["boats"]
    assert [article.id for article in outcome.changes.removed] == ["orchard"]
    assert outcome.changes.changed == ()
    assert outcome.seconds > 0
    assert service.since > since


async def test_a_reload_forgets_the_problems_that_are_mended(folder: Path) -> None:
    (folder / "empty.md").write_bytes(b"")
    service = AnswerService(lambda: knowledge.load(folder))
    (folder / "empty.md").write_text("It rained.", encoding="utf-8")

    await service.reload()

    assert service.problems == ()


async def test_a_failed_reload_changes_nothing_and_names_the_files(
    service: AnswerService, folder: Path
) -> None:
    before, since = service.base, service.since
    (folder / "boats.md").write_text(GALLERY, encoding="utf-8")
    (folder / "orchard.md").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\x00\x00")

    outcome = await service.reload()

    assert isinstance(outcome, ReloadFailed)
    assert [problem.file for problem in outcome.problems] == ["orchard.md", "picture.txt"]
    assert service.base is before
    assert (service.since, service.problems) == (since, ())
    assert isinstance(service.ask(_PICKERS), Answer)


class _Gate:
    """Loads articles when it is told to, and notes what goes on."""

    def __init__(self, load: Callable[[], Loaded]) -> None:
        self._load = load
        self.open = threading.Event()
        self.entered = threading.Semaphore(0)
        self.inside = 0
        self.most = 0

    def __call__(self) -> Loaded:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.entered.release()
        self.open.wait(30)
        self.inside -= 1
        return self._load()


async def test_a_question_under_way_keeps_its_snapshot_while_articles_are_reloaded(
    folder: Path,
) -> None:
    gate = _Gate(lambda: knowledge.load(folder))
    gate.open.set()
    service = AnswerService(gate)
    gate.open.clear()
    before = service.base
    (folder / "orchard.md").unlink()

    reloading = asyncio.create_task(service.reload())
    await asyncio.to_thread(gate.entered.acquire)
    await asyncio.to_thread(gate.entered.acquire)
    during = service.ask(_PICKERS)
    gate.open.set()
    await reloading

    assert during.revision == before.revision
    assert isinstance(during, Answer)
    assert during.quotes[0].text in ORCHARD
    assert service.ask(_PICKERS).revision == service.base.revision != before.revision


async def test_two_reloads_at_once_run_one_after_the_other(folder: Path) -> None:
    gate = _Gate(lambda: knowledge.load(folder))
    gate.open.set()
    service = AnswerService(gate)
    gate.open.clear()

    both = asyncio.gather(service.reload(), service.reload())
    await asyncio.to_thread(gate.entered.acquire)
    await asyncio.to_thread(gate.entered.acquire)
    second_waits = not gate.entered.acquire(blocking=False)
    gate.open.set()
    outcomes = await both

    assert second_waits
    assert gate.most == 1
    assert all(isinstance(outcome, Reloaded) for outcome in outcomes)
