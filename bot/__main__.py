"""The command line: reads the settings, wires the parts, and starts one of them."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from dotenv import dotenv_values, find_dotenv

from bot import logs
from bot.console import Terminal
from bot.curation import questionnaire
from bot.curation.questionnaire import QuestionnaireError
from bot.settings import SettingError, Settings
from knowledge import Length, Loaded, load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.observing import Observer
    from bot.running import Beside

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

Articles = Annotated[
    Path | None,
    typer.Option("--articles", metavar="PATH", help="A file or a folder; else ARTICLES_DIR."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
_WELCOME = """\
DISCORD_TOKEN is not set, so here is a chat with the articles instead; end it with Ctrl-D.
To run the Discord bot: create an application at https://discord.com/developers/applications,
press Reset Token on its Bot page, and put DISCORD_TOKEN=<the token> into a file named .env."""


class OperatorError(Exception):
    """Something the operator has to mend; its text is the one line to print."""


@app.callback(invoke_without_command=True)
def start(context: typer.Context, articles: Articles = None) -> None:
    """Answer questions about articles with their own words, in Discord or here."""
    context.obj = articles
    if context.invoked_subcommand:
        return
    settings = _settings(articles)
    if settings.token:
        _run(settings)
        return
    terminal = Terminal(settings.thresholds)
    terminal.note(_WELCOME)
    terminal.chat(_loaded(settings, terminal).base)


@app.command()
def chat(context: typer.Context, articles: Articles = None) -> None:
    """Ask questions one after another."""
    settings = _settings(articles or context.obj)
    terminal = Terminal(settings.thresholds)
    terminal.chat(_loaded(settings, terminal).base)


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="The question; - reads one a line.")],
    articles: Articles = None,
    json: Json = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why.")] = False,
) -> None:
    """Answer one question, or each line of standard input."""
    settings = _settings(articles or context.obj)
    terminal = Terminal(settings.thresholds, json=json, explain=explain)
    base = _loaded(settings, terminal).base
    if question == "-":
        terminal.answers(base, _lines())
    else:
        terminal.answer(base, question)


@app.command()
def summary(
    context: typer.Context,
    length: Annotated[str, typer.Option(help="short, medium or long.")] = "medium",
    words: Annotated[int | None, typer.Option(min=1, help="At most so many words.")] = None,
    about: Annotated[str, typer.Option(help="Only what is said about this.")] = "",
    articles: Articles = None,
    json: Json = False,
) -> None:
    """Summarise the articles by their own leading sentences."""
    lengths = {known.name.lower(): known.value for known in Length}
    if length.lower() not in lengths:
        raise typer.BadParameter(f"{length!r} is not one of {', '.join(lengths)}.")
    terminal = Terminal(json=json)
    base = _loaded(_settings(articles or context.obj), terminal).base
    terminal.summary(base, words or lengths[length.lower()], about)


@app.command()
def check(
    context: typer.Context,
    path: Annotated[Path | None, typer.Argument(help="A file or a folder.")] = None,
    articles: Articles = None,
    json: Json = False,
) -> None:
    """List the articles with their passages, and everything that is wrong with them."""
    terminal = Terminal(json=json)
    loaded = _load(_settings(path or articles or context.obj), terminal)
    terminal.articles(loaded.base)
    terminal.problems(loaded.problems)
    if loaded.problems:
        raise typer.Exit(1)


@app.command("test")
def judge(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A YAML list of questions.")],
    articles: Articles = None,
    json: Json = False,
) -> None:
    """Ask the questions of a file, and fail unless each is answered by what must answer it."""
    settings = _settings(articles or context.obj)
    terminal = Terminal(json=json)
    base = _loaded(settings, terminal).base
    asked = questionnaire.read_file(file, base)
    if asked.problems:
        terminal.broken(asked.problems)
        raise typer.Exit(1)
    items = terminal.progress("questions", asked.items)
    results = (questionnaire.judge(base, item, settings.thresholds) for item in items)
    if not terminal.verdicts(results):
        raise typer.Exit(1)


@app.command()
def run(context: typer.Context, articles: Articles = None) -> None:
    """Run the Discord bot."""
    _run(_settings(articles or context.obj))


@app.command()
def preview(
    context: typer.Context,
    articles: Articles = None,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="On loopback; 0: any.")] = 8765,
) -> None:
    """Show a page in which to talk to the bot as in Discord, without a token."""
    from bot.client import Pilcrow  # noqa: PLC0415 (half a second that others need not wait)
    from bot.preview.serving import run_preview  # noqa: PLC0415 (likewise)
    from bot.running import StartError  # noqa: PLC0415 (likewise)
    from bot.service import AnswerService  # noqa: PLC0415 (likewise)

    settings = _settings(articles or context.obj)
    logs.start(max(settings.log_level, logging.WARNING), settings.log_format)

    def make(own: Settings) -> Pilcrow:
        return Pilcrow(AnswerService(lambda: _load(own), own), own)

    try:
        asyncio.run(run_preview(make, settings, port, typer.echo))
    except StartError as error:
        raise OperatorError(str(error)) from None
    except KeyboardInterrupt:
        return


@app.command()
def sync(context: typer.Context, articles: Articles = None) -> None:
    """Send the slash commands to Discord, changed or not."""
    _run(_settings(articles or context.obj), sync_only=True)


@app.command()
def doctor(context: typer.Context, articles: Articles = None, json: Json = False) -> None:
    """Check settings, token, permissions, database, articles and clock, and say what to do."""
    from bot.doctor import Level, examine  # noqa: PLC0415 (only this command needs it)

    values, file = _values(articles or context.obj)
    terminal = Terminal(json=json)

    async def is_well() -> bool:
        levels: list[Level] = []
        async for finding in examine(values, Path(file) if file else None, _load):
            terminal.finding(finding)
            levels.append(finding.level)
        return Level.ERROR not in levels

    if not asyncio.run(is_well()):
        raise typer.Exit(1)


def _settings(articles: Path | None) -> Settings:
    return Settings.from_env(_values(articles)[0])


def _values(articles: Path | None) -> tuple[dict[str, str], str]:
    """Read `.env` and the environment, which goes before it; return the file's name too."""
    file = find_dotenv(usecwd=True)
    try:
        values = {**dotenv_values(file), **os.environ}
    except (OSError, UnicodeDecodeError) as problem:
        raise OperatorError(f"{file} cannot be read as UTF-8 text ({problem})") from None
    if articles is not None:
        values["ARTICLES_DIR"] = str(articles)
    return {name: value for name, value in values.items() if value}, file


def _load(settings: Settings, terminal: Terminal | None = None) -> Loaded:
    def watched(files: Iterable[Path]) -> Iterable[Path]:
        return terminal.progress("articles", files) if terminal else files

    return load(settings.articles, limit=settings.max_article_bytes, progress=watched)


def _loaded(settings: Settings, terminal: Terminal) -> Loaded:
    loaded = _load(settings, terminal)
    terminal.problems(loaded.problems)
    if not loaded.base.articles:
        raise OperatorError(f"there is no article to ask in {settings.articles}")
    return loaded


def _lines() -> Iterable[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace")


def _run(settings: Settings, *, sync_only: bool = False) -> None:
    from bot.client import Pilcrow  # noqa: PLC0415 (half a second that the terminal need not wait)
    from bot.running import StartError, run_bot, sync_commands  # noqa: PLC0415
    from bot.service import AnswerService  # noqa: PLC0415

    logs.start(settings.log_level, settings.log_format, secrets=(settings.token,))

    observer, beside = _metrics(settings)

    def make() -> Pilcrow:
        return Pilcrow(AnswerService(lambda: _load(settings), settings, observer), settings)

    try:
        work = sync_commands(make, settings) if sync_only else run_bot(make, settings, beside)
        asyncio.run(work)
    except StartError as error:
        raise OperatorError(str(error)) from None
    except KeyboardInterrupt:
        return


def _metrics(settings: Settings) -> tuple[Observer | None, Beside | None]:
    """Return who counts and what serves the numbers, where the operator wants them."""
    if settings.metrics_address is None:
        return None, None
    from bot.endpoints import served  # noqa: PLC0415 (off by default)
    from bot.metrics import Metrics  # noqa: PLC0415 (likewise)

    metrics, address = Metrics(), settings.metrics_address
    return metrics, lambda client: served(client, metrics, address)


def main() -> None:
    """Run the command line: exit 2 for a wrong call, 1 for what the operator has to mend."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not so where a test or a notebook put its own
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as error:
        _fail(error.format_message(), error.exit_code)
    except (SettingError, OperatorError, QuestionnaireError) as error:
        _fail(str(error), 1)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _fail(message: str, code: int) -> None:
    sys.stderr.write(f"pilcrow: {message}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
