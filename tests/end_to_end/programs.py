"""The bot as tests run it: a process of its own, or, which is much faster, a task in this one."""

import asyncio
import gc
import logging
import os
import signal
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route

import knowledge
from bot.client import Pilcrow
from bot.running import StartError, run_bot
from bot.service import AnswerService
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
LIBRARY = Path(discord.__file__).parent
_TO_END_S = 15


class Program(ABC):
    """The bot, and what it said once it has ended."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    @property
    @abstractmethod
    def running(self) -> bool:
        """Whether it has not ended."""

    @abstractmethod
    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop and wait; return its exit code."""

    @abstractmethod
    async def ended(self) -> int:
        """Wait until it ends by itself; return its exit code."""


class Process(Program):
    """The bot as its users start it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        super().__init__()
        self._process = process

    @classmethod
    async def start(
        cls, arguments: tuple[str, ...], settings: Mapping[str, str], home: Path
    ) -> Program:
        """Start it with these arguments and settings, in this folder."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", *arguments),
            cwd=home,
            env=_environment(settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        return cls(process)

    @property
    def running(self) -> bool:
        return self._process.returncode is None

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        if self.running:
            self._process.send_signal(how)
        return await self.ended()

    async def ended(self) -> int:
        _, noise = await asyncio.wait_for(self._process.communicate(), _TO_END_S)
        self.lines += noise.decode().splitlines()
        return self._process.returncode or 0


async def run(
    home: Path, *arguments: str, program: str = "", **settings: str
) -> tuple[int, str, str]:
    """Run a command to its end, or a program in its place; return exit code, output and errors."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *(("-c", program) if program else ("-m", "bot", *arguments)),
        cwd=home,
        env=_environment(settings),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, noise = await asyncio.wait_for(process.communicate(), _TO_END_S)
    return process.returncode or 0, said.decode(), noise.decode()


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "LANG", "HOME"} or name.startswith("COVERAGE_")
    }
    return {**kept, "PYTHONPATH": str(ROOT), **settings}


class Task(Program):
    """The same client on the same wire, without the second that a process takes to start."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._log = _Log(self.lines)
        self._before = logging.getLogger().level, Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
        logging.getLogger().addHandler(self._log)
        logging.getLogger().setLevel(settings.log_level)
        self._task = asyncio.create_task(run_bot(self._made, settings))

    @classmethod
    async def start(cls, settings: Mapping[str, str]) -> Program:
        """Start it with these settings."""
        return cls(Settings.from_env(settings))

    def _made(self) -> Pilcrow:
        settings = self._settings

        def load() -> knowledge.Loaded:
            return knowledge.load(settings.articles, limit=settings.max_article_bytes)

        return Pilcrow(AnswerService(load, settings), settings)

    @property
    def running(self) -> bool:
        return not self._task.done()

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        if how is signal.SIGKILL:
            msg = "a task cannot be killed: mark the test with `process`"
            raise AssertionError(msg)
        self._task.cancel()
        return await self.ended()

    async def ended(self) -> int:
        await asyncio.wait({self._task}, timeout=_TO_END_S)
        assert self._task.done()
        await _nothing_left()
        logging.getLogger().removeHandler(self._log)
        level, Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = self._before
        logging.getLogger().setLevel(level)
        gc.unfreeze()
        if self._task.cancelled():
            return 0
        error = self._task.exception()
        if isinstance(error, StartError):
            self.lines.append(f"pilcrow: {error}")
            return 1
        if error:
            raise error
        return 0


async def _nothing_left() -> None:
    """End what the library leaves behind: a process would end it, this loop goes on."""

    def left() -> set[asyncio.Task[object]]:
        return {task for task in asyncio.all_tasks() if _is_the_librarys(task)}

    while tasks := left():
        await asyncio.sleep(0)  # so that each has begun before it is cancelled
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


def _is_the_librarys(task: asyncio.Task[object]) -> bool:
    code = getattr(task.get_coro(), "cr_code", None)
    return code is not None and LIBRARY in Path(code.co_filename).parents


class _Log(logging.Handler):
    """Keeps the lines that a process would write on standard error."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self._lines += self.format(record).splitlines()
