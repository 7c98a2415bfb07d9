"""Starting, staying connected and stopping."""

import json
import re
import signal

import pytest

from tests.discord_server.wire import Intent
from tests.end_to_end.conftest import Town

pytestmark = pytest.mark.process
QUESTION = "Who built the lighthouse?"
UNANSWERED = "How fast does a zeppelin fly over Patagonia?"
REFERENCE = re.compile(r" \[([0-9a-f]{8})\]$")


async def answered(town: Town) -> bool:
    """Tell whether a question is answered now."""
    asked = await town.discord.slash(town.reader, town.channel, "ask", question=QUESTION)
    return "Marta Lindqvist" in (await asked.answer()).text


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_closes_with_code_1000_and_exit_0(town: Town, how: signal.Signals) -> None:
    program = await town.start()

    code = await program.stop(how)

    assert code == 0
    assert town.discord.last_close == 1000
    assert not any("Traceback" in line for line in program.lines)


async def test_a_missing_token_is_one_line_and_exit_1(town: Town) -> None:
    program = await town.start(wait=False, DISCORD_TOKEN="")

    code = await program.ended()

    assert code == 1
    assert len(program.lines) == 1
    assert "DISCORD_TOKEN is not set" in program.lines[0]


async def test_a_wrong_token_is_one_line_that_does_not_show_it(town: Town) -> None:
    program = await town.start(wait=False, DISCORD_TOKEN="abc.def.ghi", LOG_LEVEL="ERROR")

    code = await program.ended()

    assert code == 1
    assert len(program.lines) == 1
    assert "Discord refuses DISCORD_TOKEN" in program.lines[0]
    assert "abc.def.ghi" not in program.lines[0]


async def test_an_intent_that_is_not_granted_is_one_line_and_exit_1(town: Town) -> None:
    program = await town.start(wait=False, ASK_CHANNELS=str(town.channel.id), LOG_LEVEL="ERROR")

    code = await program.ended()

    assert code == 1
    assert "Message Content Intent" in program.lines[-1]
    assert not any("Traceback" in line for line in program.lines)


async def test_no_privileged_intent_is_asked_for_by_default(town: Town) -> None:
    await town.start()

    assert town.discord.intents & (
        Intent.MESSAGE_CONTENT | Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES
    ) == Intent(0)


async def test_the_first_connection_is_tried_again(town: Town) -> None:
    town.discord.refuse_gateway(times=2)
    town.discord.fail_next("GET", r"/users/@me$", 503, times=1)

    program = await town.start()

    assert await answered(town)
    await program.stop()
    assert not any("Unclosed" in line for line in program.lines)


async def test_commands_that_cannot_be_sent_yet_are_sent_later(town: Town) -> None:
    town.discord.fail_next("GET", r"/applications/\d+/commands$", 403)
    town.discord.fail_next("PUT", r"/applications/\d+/commands$", 503)

    await town.start()

    assert await answered(town)
    assert town.discord.command_puts == 1


async def test_a_list_of_commands_that_is_none_counts_as_unknown(town: Town) -> None:
    town.discord.fail_next("GET", r"/applications/\d+/commands$", 200, {"commands": "none"})

    await town.start()

    assert await answered(town)
    assert town.discord.command_puts == 1


async def test_refused_commands_keep_nobody_from_asking(town: Town) -> None:
    town.discord.fail_next("PUT", r"/applications/\d+/commands$", 403)
    program = await town.start()

    await town.discord.say(town.reader, town.channel, town.mention(QUESTION))

    assert "Marta Lindqvist" in (await town.discord.next_message(town.channel)).text
    await program.stop()
    assert any("refuses the commands" in line for line in program.lines)


async def test_it_can_be_stopped_while_it_still_tries(town: Town) -> None:
    town.discord.refuse_gateway(times=1000)
    program = await town.start(wait=False)
    await town.discord.commands_synced()

    assert await program.stop() == 0


async def test_a_dropped_connection_is_resumed_and_nothing_is_missed(town: Town) -> None:
    await town.start()

    await town.discord.ask_to_reconnect()
    await town.discord.say(town.reader, town.channel, town.mention(QUESTION))
    answer = await town.discord.next_message(town.channel, 10)
    await town.discord.resumed()

    assert "Marta Lindqvist" in answer.text
    assert town.discord.identifies == 1


async def test_a_lost_session_is_begun_anew(town: Town) -> None:
    await town.start()

    await town.discord.invalidate(resumable=True)
    await town.discord.resumed()

    assert await answered(town)


async def test_commands_are_synced_only_when_they_changed(town: Town) -> None:
    first = await town.start()
    await first.stop()
    await town.discord.disconnected()
    await town.start()

    assert await answered(town)
    assert town.discord.command_puts == 1


async def test_pilcrow_sync_sends_the_commands_in_any_case(town: Town) -> None:
    for _ in range(2):
        program = await town.start("sync", wait=False)

        assert await program.ended() == 0
    assert town.discord.command_puts == 2
    assert town.discord.identifies == 0


@pytest.mark.parametrize("status", [403, 503])
async def test_a_sync_that_fails_is_one_line_and_exit_1(town: Town, status: int) -> None:
    town.discord.fail_next("PUT", r"/applications/\d+/commands$", status)
    program = await town.start("sync", wait=False, LOG_LEVEL="ERROR")

    assert await program.ended() == 1
    assert len(program.lines) == 1
    assert "Discord refuses" in program.lines[0]


async def test_a_discord_out_of_reach_is_one_line_for_sync(town: Town) -> None:
    program = await town.start(
        "sync", wait=False, LOG_LEVEL="ERROR", DISCORD_API_URL="http://127.0.0.1:9/api/v10"
    )

    assert await program.ended() == 1
    assert "cannot be reached" in program.lines[-1]


async def test_an_error_is_one_sentence_with_a_reference_and_a_log(town: Town) -> None:
    program = await town.start()
    town.discord.fail_next("POST", r"/interactions/.*/callback", 400)

    asked = await town.discord.slash(town.reader, town.channel, "ask", question=QUESTION)

    text = (await asked.answer()).text
    await program.stop()
    reference = text.split("`")[1]
    assert text.startswith("Something went wrong on my side")
    assert asked.ephemeral
    assert any(reference in line for line in program.lines)


async def test_an_error_on_a_message_is_one_sentence_too(town: Town) -> None:
    program = await town.start()
    town.discord.fail_next("POST", r"/channels/\d+/messages$", 400)

    await town.discord.say(town.reader, town.channel, town.mention(QUESTION))

    text = (await town.discord.next_message(town.channel)).text
    await program.stop()
    assert any(text.split("`")[1] in line for line in program.lines)


async def test_a_failing_button_is_one_sentence_too(town: Town) -> None:
    await town.start()
    asked = await town.discord.slash(town.reader, town.channel, "ask", question=QUESTION)
    answer = await asked.answer()
    town.discord.fail_next("POST", r"/interactions/.*/callback", 400)

    pressed = await town.discord.click(town.reader, answer, label="Context")

    assert "reference" in (await pressed.answer()).text


async def test_a_channel_where_it_may_not_speak_is_a_line_in_the_log(town: Town) -> None:
    program = await town.start()
    town.discord.fail_next("POST", r"/channels/\d+/messages$", 403)

    await town.discord.say(town.reader, town.channel, town.mention(QUESTION))
    await town.discord.silence(town.channel)

    await program.stop()
    assert any("no reply to message" in line for line in program.lines)
    assert not any("Traceback" in line for line in program.lines)


async def test_a_message_that_cannot_be_replied_to_is_a_line_in_the_log(town: Town) -> None:
    program = await town.start()
    town.discord.fail_next("POST", r"/channels/\d+/messages$", 400, times=2)

    await town.discord.say(town.reader, town.channel, town.mention(QUESTION))
    await town.discord.silence(town.channel)

    await program.stop()
    assert any("no reply to message" in line for line in program.lines)
    assert not any("Ignoring exception" in line for line in program.lines)


async def test_a_question_that_was_deleted_is_a_line_in_the_log(town: Town) -> None:
    gone = {"message_reference": {"_errors": [{"code": "X", "message": "Unknown message"}]}}
    body = {"code": 50035, "message": "Invalid Form Body", "errors": gone}
    program = await town.start()
    town.discord.fail_next("POST", r"/channels/\d+/messages$", 400, body)

    await town.discord.say(town.reader, town.channel, town.mention(QUESTION))
    await town.discord.silence(town.channel)

    await program.stop()
    assert any("no reply to message" in line for line in program.lines)
    assert not any("Traceback" in line for line in program.lines)


@pytest.mark.parametrize("form", ["text", "json"])
async def test_a_debug_log_holds_nobodys_words_and_no_secret(town: Town, form: str) -> None:
    program = await town.start(LOG_LEVEL="DEBUG", LOG_FORMAT=form)

    await town.discord.say(town.reader, town.channel, town.mention(QUESTION))
    await town.discord.next_message(town.channel)
    asked = await town.discord.slash(town.reader, town.channel, "ask", question=QUESTION)
    unknown = await town.discord.slash(town.reader, town.channel, "ask", question=UNANSWERED)

    await program.stop()
    log = "\n".join(program.lines)
    assert "question of 25 characters" in log
    hidden = (QUESTION, UNANSWERED, "zeppelin", asked.token, unknown.token, town.discord.token)
    assert not any(words in log for words in hidden)


async def test_an_error_in_a_json_log_is_one_line_with_its_reference(town: Town) -> None:
    program = await town.start(LOG_FORMAT="json")
    town.discord.fail_next("POST", r"/interactions/.*/callback", 400)

    asked = await town.discord.slash(town.reader, town.channel, "ask", question=QUESTION)

    reference = (await asked.answer()).text.split("`")[1]
    await program.stop()
    records = [json.loads(line) for line in program.lines]
    about = [record for record in records if record["reference"] == reference]
    assert [record["level"] for record in about] == ["INFO", "ERROR"]
    assert "question of 25 characters" in about[0]["message"]
    assert about[1]["error"].startswith("Traceback")
    assert asked.token not in about[1]["error"]


async def test_each_question_has_a_reference_of_its_own(town: Town) -> None:
    program = await town.start()

    for _ in range(2):
        await town.discord.say(town.reader, town.channel, town.mention(QUESTION))
        await town.discord.next_message(town.channel)

    await program.stop()
    told = [line for line in program.lines if "question of 25 characters" in line]
    references = {found[1] for line in told if (found := REFERENCE.search(line))}
    assert len(told) == len(references) == 2


async def test_a_database_that_cannot_be_used_is_one_line_before_anything_else(town: Town) -> None:
    (town.home / "file").write_text("", encoding="utf-8")

    program = await town.start(
        wait=False, DATA_DIR=str(town.home / "file" / "stored"), LOG_LEVEL="ERROR"
    )

    assert await program.ended() == 1
    assert len(program.lines) == 1
    assert "stored" in program.lines[0]
    assert town.discord.identifies == 0
