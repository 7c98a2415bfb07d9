"""Isolation: what a child may take, and what becomes of one that takes more."""

import asyncio
import signal
import sys
from typing import Any

import pytest

from bot.intake import Limits, Refusal, Upload, converted, isolation
from bot.intake.isolation import understood
from bot.intake.outcomes import Converted, Failed, Kind, Reason
from tests.bot.intake.making import ONE, bloated_pdf, docx, pdf, words


async def test_a_document_that_takes_too_long_is_given_up() -> None:
    found = await converted(Upload("a.pdf", bloated_pdf(70_000_000)), Limits(seconds=0.5))

    assert found == Refusal("a.pdf: it takes longer than 0.5 seconds to read")


@pytest.mark.skipif(sys.platform != "linux", reason="not every platform bounds memory")
async def test_a_document_that_takes_too_much_memory_is_given_up() -> None:
    limits = Limits(memory=80_000_000)

    found = await converted(Upload("a.pdf", bloated_pdf(70_000_000)), limits)

    assert found == Refusal("a.pdf: it takes too much memory to read")


async def test_documents_are_converted_one_after_the_other() -> None:
    uploads = [Upload("a.docx", docx(words(f"{ONE} {at}"))) for at in range(3)]

    found = await asyncio.gather(*(converted(upload, Limits()) for upload in uploads))

    assert [
        isinstance(each, Upload) and str(at) in each.data.decode() for at, each in enumerate(found)
    ]


async def test_a_conversion_that_is_called_off_ends_its_child() -> None:
    work = asyncio.create_task(converted(Upload("a.pdf", bloated_pdf(70_000_000)), Limits()))
    await asyncio.sleep(0.3)

    work.cancel()

    with pytest.raises(asyncio.CancelledError):
        await work


async def test_the_token_stays_with_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    given: list[Any] = []
    real = asyncio.create_subprocess_exec

    async def watched(*command: str, **named: Any) -> Any:
        given.append(named["env"])
        return await real(*command, **named)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", watched)

    await isolation.convert(Kind.PDF, pdf([[ONE]]), Limits())

    assert "PATH" in given[0]
    assert "DISCORD_TOKEN" not in given[0]


@pytest.mark.parametrize(
    ("said", "code", "outcome"),
    [
        (b".txt\na\nb", 0, Converted(b"a\nb", ".txt")),
        (b"many-pages 12\n", 0, Failed(Reason.MANY_PAGES, 12)),
        (b"", -signal.SIGXCPU, Failed(Reason.SLOW)),
        (b"", -signal.SIGKILL, Failed(Reason.MEMORY)),
        (b".txt\nhalf", 1, Failed(Reason.MEMORY)),
        (b"\xff\n", 0, Failed(Reason.MEMORY)),
    ],
)
def test_what_a_child_says_is_understood(
    said: bytes, code: int, outcome: Converted | Failed
) -> None:
    assert understood(said, code) == outcome


async def test_a_child_that_says_more_than_it_may_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "import sys\nwhile True: sys.stdout.write('a' * 65536)"
    real = asyncio.create_subprocess_exec

    async def rogue(*_command: str, **named: Any) -> Any:
        return await real(sys.executable, "-c", endless, **named)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", rogue)

    found = await isolation.convert(Kind.PDF, b"", Limits(max_bytes=1000))

    assert found == Failed(Reason.TOO_LONG)
