"""The picture is drawn in a program of its own, and a report can do without it."""

import asyncio
import logging
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.insight import chart
from bot.insight.drawing import drawn
from bot.insight.picture import picture
from tests.bot.insight.rows import UNTIL, cited, day

ROOT = Path(__file__).parents[3]
DAYS, CITED, TITLES = [day(0, 3, 2, 1)], [cited(4)], {"a0": "Tårnet"}


def _program(folder: Path, script: str) -> str:
    """Make a program that takes Python's place."""
    made = folder / "program"
    made.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    made.chmod(made.stat().st_mode | stat.S_IXUSR)
    return str(made)


async def test_it_is_the_picture_that_would_be_drawn_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    png = await drawn(DAYS, CITED, until=UNTIL, span=7, titles=TITLES)

    assert png == chart.draw(picture(DAYS, CITED, TITLES, UNTIL, 7))


def test_the_bot_itself_never_loads_matplotlib() -> None:
    program = "import sys, bot.insight.drawing; sys.exit('matplotlib' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)

    assert done.returncode == 0


async def test_the_program_is_not_told_the_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a.secret.token")
    monkeypatch.setattr(sys, "executable", _program(tmp_path, "cat >/dev/null; env"))

    environment = await drawn(DAYS, CITED, until=UNTIL, span=7)

    assert environment is not None
    assert b"PATH=" in environment
    assert b"secret" not in environment


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("cat >/dev/null; echo one >&2; echo two >&2; exit 3", "No picture was drawn: two"),
        ("exit 3", "No picture was drawn: exit 3"),
    ],
)
async def test_a_program_that_fails_leaves_a_line_in_the_log(
    script: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(sys, "executable", _program(tmp_path, script))

    with caplog.at_level(logging.WARNING, "bot.insight.drawing"):
        assert await drawn(DAYS, CITED, until=UNTIL, span=7) is None

    assert caplog.messages == [told]


async def test_a_program_that_is_not_there_leaves_a_line_in_the_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))

    with caplog.at_level(logging.WARNING, "bot.insight.drawing"):
        assert await drawn(DAYS, CITED, until=UNTIL, span=7) is None

    assert "nowhere" in caplog.text


async def test_a_program_that_takes_too_long_is_given_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", _program(tmp_path, "exec sleep 60"))

    with caplog.at_level(logging.WARNING, "bot.insight.drawing"):
        assert await drawn(DAYS, CITED, until=UNTIL, span=7, seconds=0.05) is None

    assert caplog.messages == ["No picture was drawn: TimeoutError"]


async def test_a_program_that_nobody_waits_for_any_more_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    number = tmp_path / "number"
    script = f"echo $$ > '{number}.new'; mv '{number}.new' '{number}'; exec sleep 60"
    monkeypatch.setattr(sys, "executable", _program(tmp_path, script))
    waiting = asyncio.create_task(drawn(DAYS, CITED, until=UNTIL, span=7))
    while not number.exists():
        await asyncio.sleep(0.01)

    waiting.cancel()

    with pytest.raises(asyncio.CancelledError):
        await waiting
    with pytest.raises(ProcessLookupError):
        os.kill(int(number.read_text(encoding="utf-8")), 0)
