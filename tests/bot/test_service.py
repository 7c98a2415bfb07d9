"""The service: a snapshot for each server, and what is taken note of."""

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import knowledge
from bot.service import AnswerService
from bot.settings import Settings
from bot.storage import SHARED, Link, Outcome, ServerSettings, Storage, StorageError
from bot.storage.articles import Articles
from knowledge import Answer, NoAnswer, Thresholds
from tests.bot.serving import serving
from tests.bot.texts import LIGHTHOUSE, ORCHARD

_WHEN = "When was the lighthouse of Selvik built?"
_PICKERS = "When do pickers begin with the yellow Marten apples?"
_SELVIK, _DALE = 111, 222
_LONG_AGO = datetime.now(UTC) - timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two articles."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    (articles / "orchard.md").write_text(ORCHARD, encoding="utf-8")
    return articles


@pytest.fixture
async def service(folder: Path, tmp_path: Path) -> AsyncIterator[AnswerService]:
    """Return a service of these articles."""
    async with serving(folder, tmp_path / "data") as service:
        yield service


async def test_a_question_is_answered_from_all_articles(service: AnswerService) -> None:
    results = [await service.ask(_SELVIK, _WHEN), await service.ask(SHARED, _PICKERS)]

    assert all(isinstance(result, Answer) for result in results)


async def test_a_question_may_be_about_one_article(service: AnswerService) -> None:
    result = await service.ask(_SELVIK, _PICKERS, "lighthouse")

    assert isinstance(result, NoAnswer)


async def test_a_snapshot_is_asked_whatever_is_served_by_now(service: AnswerService) -> None:
    empty = knowledge.build([])

    asked = await service.ask(_SELVIK, _WHEN, base=empty)

    assert isinstance(asked, NoAnswer)
    assert asked.revision == empty.revision


async def test_the_log_counts_a_questions_characters_and_never_holds_them(
    service: AnswerService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    await service.ask(_SELVIK, _WHEN)
    await service.ask(SHARED, "zeppelin")

    first, second = [message for message in caplog.messages if message.startswith("question")]
    assert first.startswith(f"question of {len(_WHEN)} characters: answered, confidence ")
    assert second == "question of 8 characters: refused, confidence 0.00"


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
async def test_an_article_is_found_by_its_id_or_title(
    service: AnswerService, wanted: str, found: str | None
) -> None:
    article = service.article(await service.base(SHARED), wanted)

    assert (article and article.id) == found


async def test_an_id_goes_before_a_title(folder: Path, tmp_path: Path) -> None:
    (folder / "a.md").write_text("---\ntitle: orchard\n---\n\nIt rained.\n", encoding="utf-8")
    async with serving(folder, tmp_path / "data") as service:
        article = service.article(await service.base(SHARED), "Orchard")

    assert article
    assert article.title == "Apples of the Lower Valley"


@pytest.mark.parametrize(
    ("typed", "limit", "ids"),
    [
        ("", 25, ["lighthouse", "orchard"]),
        ("", 1, ["lighthouse"]),
        ("SELVIK light", 25, ["lighthouse"]),
        ("valley orchard", 25, ["orchard"]),
        ("selvik valley", 25, []),
    ],
)
async def test_articles_are_suggested_by_the_words_typed(
    service: AnswerService, typed: str, limit: int, ids: list[str]
) -> None:
    suggested = service.suggest(await service.base(SHARED), typed, limit)

    assert [article.id for article in suggested] == ids


async def test_what_cannot_be_read_at_the_start_is_logged_and_left_out(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "empty.md").write_bytes(b"")

    async with serving(folder, tmp_path / "data") as service:
        base = await service.base(SHARED)

    assert [article.id for article in base.articles] == ["lighthouse", "orchard"]
    assert [problem.file for problem in service.libraries.problems] == ["empty.md"]
    assert "left out empty.md: there is no paragraph in it" in caplog.messages


async def test_what_was_asked_is_recorded_without_its_asker_and_answers_without_their_question(
    folder: Path, tmp_path: Path
) -> None:
    async with serving(folder, tmp_path / "data") as service:
        await service.ask(_SELVIK, _WHEN)
        await service.ask(_SELVIK, "Who feeds   the zeppelin of Selvik?")
    async with serving(folder, tmp_path / "data") as service:
        rows, total = await service.storage.questions.unanswered(
            _SELVIK, _LONG_AGO, limit=9, offset=0
        )
        given = await service.storage.questions.given(_SELVIK, "lighthouse", _LONG_AGO)
        elsewhere = await service.storage.questions.confidences(_DALE)

    assert total == 1
    assert rows[0].question == "Who feeds the zeppelin of Selvik?"
    assert rows[0].missing == ("zeppelin",)
    assert rows[0].outcome is not Outcome.ANSWERED
    assert [quote.label for quote in given] == ["¶ 1"]
    assert elsewhere == []


async def test_the_text_of_questions_is_stored_only_where_the_operator_lets_it(
    folder: Path, tmp_path: Path
) -> None:
    async with serving(folder, tmp_path / "data", store_questions=False) as service:
        await service.ask(_SELVIK, "Who feeds the zeppelin?")
    async with serving(folder, tmp_path / "data") as service:
        (row,), _ = await service.storage.questions.unanswered(
            _SELVIK, _LONG_AGO, limit=9, offset=0
        )

    assert row.question == ""
    assert "zeppelin" in row.terms


async def test_nothing_is_recorded_of_questions_outside_servers(
    folder: Path, tmp_path: Path
) -> None:
    async with serving(folder, tmp_path / "data") as service:
        await service.ask(SHARED, "Who feeds the zeppelin?")
    async with serving(folder, tmp_path / "data") as service:
        assert await service.storage.questions.confidences(SHARED) == []


async def test_thresholds_are_the_servers_where_it_has_some(service: AnswerService) -> None:
    await service.configure(_SELVIK, ServerSettings(answer=0.9))
    await service.configure(_DALE, ServerSettings(answer=0.1))

    found = [await service.thresholds(server) for server in (_SELVIK, _DALE, SHARED)]

    assert found == [Thresholds(0.9, 0.15), Thresholds(0.1, 0.1), knowledge.THRESHOLDS]


async def test_settings_outlive_a_restart(folder: Path, tmp_path: Path) -> None:
    async with serving(folder, tmp_path / "data") as service:
        await service.configure(_SELVIK, ServerSettings(language="de"))
    async with serving(folder, tmp_path / "data") as service:
        settings = await service.settings(_SELVIK)

    assert settings == ServerSettings(language="de")


async def test_a_linked_question_is_answered_by_the_paragraph_chosen_for_it(
    service: AnswerService,
) -> None:
    base = await service.base(_SELVIK)
    chosen = base.passages[1]
    terms = knowledge.normal_terms(base, "Who feeds the zeppelin?")
    before = await service.ask(_SELVIK, "Who feeds the zeppelin?")
    await service.storage.links.add(
        _SELVIK, "Who feeds the zeppelin?", terms, chosen.article.id, chosen.text, 7
    )
    service.forget_links(_SELVIK)

    here = await service.ask(_SELVIK, "who FEEDS a zeppelin")
    elsewhere = await service.ask(_DALE, "Who feeds the zeppelin?")

    assert isinstance(before, NoAnswer)
    assert isinstance(here, Answer)
    assert here.quotes[0].passage == chosen
    assert here.understood.linked
    assert isinstance(elsewhere, NoAnswer)


async def test_a_service_that_never_started_closes_without_a_word(folder: Path) -> None:
    await AnswerService(lambda: knowledge.load(folder), Settings()).close()


async def test_a_link_that_is_made_while_links_are_read_counts(service: AnswerService) -> None:
    links = service.storage.links
    listed = links.list

    async def slow(server: int) -> list[Link]:
        old = await listed(server)
        links.list = listed
        await links.add(server, _WHEN, ("built",), "lighthouse", "It", 7)
        service.forget_links(server)
        return old

    links.list = slow
    await service.links(_SELVIK)

    assert [link.question for link in await service.links(_SELVIK)] == [_WHEN]


async def test_a_service_that_could_not_start_closes_its_database(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(*_: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(Articles, "commit", failing)
    service = AnswerService(lambda: knowledge.load(folder), Settings(data_dir=tmp_path))
    with pytest.raises(StorageError):
        await service.start()
    closed: list[Storage] = []
    close = Storage.close

    async def noted(storage: Storage) -> None:
        closed.append(storage)
        await close(storage)

    monkeypatch.setattr(Storage, "close", noted)
    await service.close()

    assert closed == [service.storage]
