"""Comparing: versions of own and of the operator's articles, and the quotes that went stale."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.curation.comparing import NoVersion, Shelved, compared, shelved
from bot.curation.proposals import Add, Committed, Prepared, Proposal, Reload, Remove
from bot.curation.shelf import by_digest, by_id, shelf, version_of
from bot.replies.changes import Compared
from bot.service import AnswerService
from bot.storage.values import SHARED, Asked, Given, Outcome
from knowledge import Fate, read
from tests.bot.serving import serving
from tests.bot.texts import LIGHTHOUSE

_SELVIK, _DALE = 111, 222
_FERRY = "# The Ferry\n\nThe ferry leaves at six.\n\nIt is free.\n"
_LATER = "# The Ferry\n\nThe ferry leaves at nine.\n\nIt is free.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    return articles


@pytest.fixture
async def service(folder: Path, tmp_path: Path) -> AsyncIterator[AnswerService]:
    async with serving(folder, tmp_path / "data", keep_versions=3) as service:
        yield service


async def change(service: AnswerService, proposal: Proposal, server: int = _SELVIK) -> int:
    """Make a change, and return its number."""
    prepared = await service.curator.prepare(server, proposal)
    assert isinstance(prepared, Prepared)
    done = await service.curator.commit(prepared, 7)
    assert isinstance(done, Committed)
    return done.change.number


def adding(text: str, name: str = "ferry.md") -> Add:
    return Add(read(text.encode(), name))


async def found(service: AnswerService, wanted: str, server: int = _SELVIK) -> Shelved:
    article = await shelved(service, server, wanted)
    assert article is not None
    return article


async def compare(
    service: AnswerService, wanted: str, older: int | None = None, newer: int | None = None
) -> Compared | NoVersion:
    return await compared(service, _SELVIK, await found(service, wanted), older, newer)


async def test_the_newest_version_is_compared_with_the_one_before(service: AnswerService) -> None:
    first = await change(service, adding(_FERRY))
    second = await change(service, adding(_LATER))

    result = await compare(service, "the FERRY")
    back = await compare(service, "ferry", second, first)

    assert isinstance(result, Compared)
    assert (result.older.number, result.newer.number) == (first, second)
    assert [one.fate for one in result.changes] == [Fate.CHANGED]
    assert isinstance(back, Compared)
    assert back.after.passages[0].text == "The ferry leaves at six."


async def test_versions_that_are_not_there_are_named(service: AnswerService) -> None:
    only = await change(service, adding(_FERRY))
    alone = await compare(service, "ferry")
    later = [await change(service, adding(_FERRY.replace("six", str(at)))) for at in range(4)]
    known = tuple(reversed(later[1:]))
    pruned = await compare(service, "ferry", only)

    assert alone == NoVersion(0, (only,))
    assert pruned == NoVersion(only, known)
    assert await compare(service, "ferry", None, 99) == NoVersion(99, known)


async def test_an_article_that_is_gone_can_still_be_compared(service: AnswerService) -> None:
    await change(service, adding(_FERRY))
    await change(service, adding(_LATER))
    await change(service, Remove("ferry"))

    assert isinstance(await compare(service, " ferry "), Compared)
    assert await shelved(service, _SELVIK, "the ferry") is None


async def test_the_operators_versions_are_everybodys_and_own_ones_nobody_elses(
    service: AnswerService, folder: Path
) -> None:
    await change(service, adding(_FERRY))
    (folder / "lighthouse.md").write_text(LIGHTHOUSE.replace("214", "215"), encoding="utf-8")
    await change(service, Reload())

    operators = await found(service, "lighthouse", _DALE)

    assert {one.server for one in operators.versions} == {SHARED}
    assert len(operators.versions) == 2
    assert await shelved(service, _DALE, "ferry") is None


async def test_an_own_article_of_a_taken_name_has_its_own_versions(service: AnswerService) -> None:
    await change(service, adding("# Our own light\n\nIt is green.\n", "lighthouse.md"))
    served = await service.libraries.served(_SELVIK)

    own, operators = by_id(served, "lighthouse-2"), by_id(served, "lighthouse")
    article = await found(service, "Our own light")

    assert own is not None
    assert operators is not None
    assert (own.name, own.server, own.is_own) == ("lighthouse", _SELVIK, True)
    assert (operators.name, operators.server, operators.is_own) == ("lighthouse", SHARED, False)
    assert [one.article.id for one in shelf(served)] == ["lighthouse-2", "lighthouse"]
    assert by_digest(served, own.digest[:32]) == own
    assert by_digest(served, operators.digest) == operators
    assert by_digest(served, "-") is None
    assert by_id(served, "ferry") is None
    assert article.name == "lighthouse-2"
    assert {one.server for one in article.versions} == {_SELVIK}
    version = await version_of(service.storage, own)
    assert version is not None
    assert version.title == "Our own light"


async def test_quotes_given_lately_that_the_newer_version_does_not_say_are_stale(
    service: AnswerService,
) -> None:
    await change(service, adding(_FERRY))
    await change(service, adding(_LATER))
    now = datetime.now(UTC)
    quotes = [
        (now, "ferry", "The ferry\nleaves at six."),
        (now, "ferry", "It  is\nfree."),
        (now, "lighthouse", "It has 215 steps."),
        (now - timedelta(days=40), "ferry", "The ferry leaves at four."),
    ]
    await service.storage.questions.record(
        [
            Asked(_SELVIK, at, Outcome.ANSWERED, 0.9, quotes=(Given(name, "¶ 1", text),))
            for at, name, text in quotes
        ]
    )

    result = await compare(service, "ferry")

    assert isinstance(result, Compared)
    assert [one.text for one in result.stale] == ["The ferry\nleaves at six."]
