"""What an operator has: the doctor, metrics, health, and a log of one JSON object a line."""

import asyncio
import json
import re
import socket
from typing import Any

import aiohttp
import pytest

from tests.end_to_end.conftest import Town
from tests.end_to_end.programs import run

pytestmark = pytest.mark.process
QUESTION = "Who built the lighthouse?"
UNANSWERED = "How fast does a zeppelin fly over Patagonia?"


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


async def read(port: int, path: str) -> tuple[int, str, str]:
    """A page of the bot's: status, type and text."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/{path}") as answer,
    ):
        return answer.status, answer.content_type, await answer.text()


async def ready(port: int) -> dict[str, Any]:
    """What /readyz says, which has to be the same as its status."""
    status, _, text = await read(port, "readyz")
    said = json.loads(text)
    assert said["ready"] == (status == 200)
    return said


async def until_ready(port: int, *, is_ready: bool) -> dict[str, Any]:
    """Wait until /readyz says so; return all that it says."""
    for _ in range(100):
        if (said := await ready(port))["ready"] == is_ready:
            return said
        await asyncio.sleep(0.05)
    pytest.fail(f"readiness stays {not is_ready}")


def values(text: str) -> dict[str, float]:
    """The samples of an exposition by name and labels."""
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


async def test_metrics_count_questions_latencies_reconnects_reloads_and_limits(town: Town) -> None:
    port = free_port()
    await town.start(METRICS_ADDRESS=str(port), RATE_PERSON="3")
    await until_ready(port, is_ready=True)
    asked = await town.discord.slash(town.reader, town.channel, "ask", question=QUESTION)
    await asked.answer()
    await town.discord.say(town.reader, town.channel, town.mention(QUESTION))
    await town.discord.next_message(town.channel)
    for _ in range(2):
        again = await town.discord.slash(town.reader, town.channel, "ask", question=UNANSWERED)
        await again.answer()
    town.write("notes.md", "# Notes\n\nThe ferry to Orrin leaves at noon.\n")
    reload = await town.discord.slash(town.moderator, town.channel, "knowledge reload")
    await reload.answer()
    await town.discord.ask_to_reconnect()
    await town.discord.resumed()
    await until_ready(port, is_ready=True)

    status, kind, text = await read(port, "metrics")

    found = values(text)
    assert (status, kind) == (200, "text/plain")
    assert found['pilcrow_questions_total{outcome="answered"}'] == 2
    assert found['pilcrow_questions_total{outcome="refused"}'] == 1
    assert found["pilcrow_retrieval_seconds_count"] == 3
    assert found["pilcrow_answer_seconds_count"] == 3
    assert 0 < found["pilcrow_answer_seconds_sum"] < 30
    assert found["pilcrow_refused_by_limit_total"] == 1
    assert found['pilcrow_changes_total{action="reload"}'] == 1
    assert found["pilcrow_reconnects_total"] == 1
    assert found["pilcrow_recorder_lost_total"] == 0
    assert found["pilcrow_errors_total"] == 0
    assert found["pilcrow_knowledge_articles"] == 2
    assert found["pilcrow_servers"] == 1
    assert not any(word in text for word in ("zeppelin", "lighthouse", str(town.guild.id)))


async def test_health_is_there_before_discord_is_and_readiness_after(town: Town) -> None:
    port = free_port()
    town.discord.refuse_gateway(times=2)
    program = await town.start(wait=False, METRICS_ADDRESS=f"127.0.0.1:{port}")
    await town.discord.commands_synced()

    assert (await read(port, "healthz"))[0] == 200
    assert await ready(port) == {"ready": False, "discord": False, "database": True}
    assert await until_ready(port, is_ready=True) == {
        "ready": True,
        "discord": True,
        "database": True,
    }
    assert (await read(port, ""))[0] == 404
    await program.stop()
    with pytest.raises(aiohttp.ClientConnectionError):
        await read(port, "healthz")


async def test_an_address_that_is_taken_is_one_line_and_exit_1(town: Town) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        program = await town.start(wait=False, METRICS_ADDRESS=str(port), LOG_LEVEL="ERROR")

        assert await program.ended() == 1
    (line,) = program.lines
    assert f"METRICS_ADDRESS 127.0.0.1:{port} cannot be listened on" in line


async def test_the_doctor_finds_all_well_and_exits_0(town: Town) -> None:
    code, said, _ = await run(town.home, "doctor", **town.settings())

    assert code == 0
    lines = [line for line in said.splitlines() if not line.startswith(" ")]
    assert all(re.match(r"(ok|warning) +[a-z]+: ", line) for line in lines)
    assert f"ok      permissions: in Orrin ({town.guild.id}) the bot may do all it needs" in lines
    assert town.discord.token not in said
    assert town.discord.identifies == 0


async def test_the_doctors_errors_say_what_to_do_and_exit_1(town: Town) -> None:
    asked = {"ASK_CHANNELS": str(town.channel.id)}

    code, said, noise = await run(town.home, "doctor", **town.settings(**asked))

    assert (code, noise) == (1, "")
    assert "error   intents: ASK_CHANNELS needs the contents of messages" in said
    assert "        → switch the Message Content Intent on" in said


async def test_the_doctor_in_json_is_one_object_a_line_with_and_without_a_token(
    town: Town,
) -> None:
    code, said, _ = await run(town.home, "doctor", "--json", **town.settings(DISCORD_TOKEN=""))

    found = [json.loads(line) for line in said.splitlines()]
    assert code == 1
    assert {frozenset(one) for one in found} == {frozenset(("check", "level", "says", "do"))}
    errors = [(one["check"], one["says"]) for one in found if one["level"] == "error"]
    assert errors == [("token", "DISCORD_TOKEN is not set")]


async def test_a_wrong_setting_keeps_the_doctor_from_nothing_else(town: Town) -> None:
    code, said, _ = await run(town.home, "doctor", **town.settings(LOG_FORMAT="xml"))

    assert code == 1
    assert "error   settings: LOG_FORMAT is 'xml'; it has to be one of text, json" in said
    assert "ok      token: it is that of pilcrow" in said


@pytest.mark.timeout(60)
async def test_metrics_are_not_imported_where_they_are_off(town: Town) -> None:
    program = (
        "import sys; sys.argv = ['pilcrow', 'run']\n"
        "from bot.__main__ import _metrics\nfrom bot.settings import Settings\n"
        "import bot.client, bot.running, bot.service\n"
        "assert _metrics(Settings()) == (None, None)\n"
        "assert not {'prometheus_client', 'bot.metrics', 'bot.endpoints'} & set(sys.modules)\n"
    )

    assert await run(town.home, program=program) == (0, "", "")
