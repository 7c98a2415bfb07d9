"""The log: its two forms, the reference in each line, and what never stands in it."""

import asyncio
import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from bot import following, logs
from bot.failures import apology

TOKEN = "MTIz.Abc-dEf_g.hij-KLM_nop"
INTERACTION = "aW50ZXJhY3Rpb246MTIz"


@pytest.fixture(params=["text", "json"])
def form(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def written(form: str) -> Iterator[StringIO]:
    """What is written by a logger that nobody else listens to."""
    stream, log = StringIO(), logging.getLogger("bot.lighthouse")
    handler = logs.made(form, [TOKEN, ""], stream)
    log.addHandler(handler)
    log.propagate = False
    log.setLevel(logging.DEBUG)
    yield stream
    log.removeHandler(handler)
    log.propagate = True
    log.setLevel(logging.NOTSET)


def failed(text: str) -> None:
    """Log an error with its traceback."""
    logging.getLogger("bot.lighthouse").error("the lamp went out", exc_info=ValueError(text))


async def test_the_bots_token_and_an_interactions_are_hidden_even_in_a_traceback(
    written: StringIO,
) -> None:
    failed(f"POST https://discord.example/api/v10/webhooks/42/{INTERACTION}/messages, {TOKEN}")

    assert TOKEN not in written.getvalue()
    assert INTERACTION not in written.getvalue()
    assert "/webhooks/42/[hidden]/messages, [hidden]" in written.getvalue()


@pytest.mark.parametrize("form", ["json"], indirect=True)
async def test_json_is_one_object_a_line_whatever_is_logged(written: StringIO) -> None:
    logging.getLogger("bot.lighthouse").warning("two\nlines\u2028and %s", "\x9b")
    failed("fog")

    first, second = map(json.loads, written.getvalue().splitlines())
    assert (first["level"], first["message"]) == ("WARNING", "two\nlines\u2028and \x9b")
    assert (first["reference"], first["error"]) == (None, None)
    assert second["error"].endswith("ValueError: fog")
    assert second["time"].endswith("+00:00")


def test_half_a_surrogate_pair_breaks_no_line() -> None:
    record = logging.LogRecord("bot", logging.INFO, "", 0, "half %s", ("\ud800",), None)

    assert json.loads(logs.JsonForm().format(record))["message"] == "half ?"


@pytest.mark.parametrize("form", ["text"], indirect=True)
async def test_text_has_the_reference_at_the_end_of_its_first_line(written: StringIO) -> None:
    reference = following.begin().reference

    failed("fog")

    first, *rest = written.getvalue().splitlines()
    assert first.endswith(f"ERROR bot.lighthouse: the lamp went out [{reference}]")
    assert rest[-1] == "ValueError: fog"


async def test_a_task_and_a_thread_keep_the_reference_of_what_started_them() -> None:
    reference = following.begin().reference

    in_thread = await asyncio.to_thread(following.reference)

    assert in_thread == await asyncio.create_task(_reference()) == reference
    assert following.seconds() > 0


async def test_an_event_that_nobody_started_has_no_reference() -> None:
    following.follow("INTERACTION_CREATE")
    begun = following.reference()
    following.follow("MESSAGE_CREATE")
    again = following.reference()
    following.follow("GUILD_CREATE")

    assert len({begun, again}) == 2
    assert (following.reference(), following.seconds()) == ("", 0.0)


async def test_an_apology_names_the_reference_of_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    reference = following.begin().reference

    text = apology("a button", ValueError("fog"))

    assert f"`{reference}`" in text
    assert reference in caplog.text


async def test_an_apology_for_what_nobody_started_has_a_reference_too() -> None:
    following.follow("GUILD_CREATE")

    assert f"`{following.reference()}`" not in apology("a button", ValueError("fog"))
    assert following.reference()


def test_only_the_bots_own_loggers_go_below_info() -> None:
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    names = ("", "bot", "knowledge", "alembic", "matplotlib", "fontTools")
    levels = {name: logging.getLogger(name).level for name in names}
    root.handlers.clear()
    try:
        logs.start(logging.DEBUG, "text")

        assert root.level == logging.INFO
        assert logging.getLogger("bot.service").isEnabledFor(logging.DEBUG)
        assert not logging.getLogger("aiosqlite").isEnabledFor(logging.DEBUG)
        assert not logging.getLogger("alembic").isEnabledFor(logging.INFO)
        assert [type(handler) for handler in root.handlers] == [logging.StreamHandler]
    finally:
        root.handlers[:] = before
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


async def _reference() -> str:
    return following.reference()
