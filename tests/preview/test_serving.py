"""What the preview serves, and to whom: this machine's own page and nobody else."""

import asyncio
import base64
import json
import signal
import socket
from pathlib import Path

import aiohttp
import pytest

from bot.preview import world
from bot.preview.serving import opened, served
from bot.running import StartError
from bot.settings import Settings
from tests.end_to_end.programs import Process, run
from tests.preview.tab import made
from tests.preview.visitor import TOKEN, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

ARTICLE = """\
# The ferry

The ferry Aurora crossed the sound for the first time in 1911, steered by captain Ruth Alder.
"""


async def test_it_listens_on_loopback_alone(address: str) -> None:
    port = int(address.rstrip("/").rpartition(":")[2])
    with socket.socket() as elsewhere:
        # Free on every other address of this machine, so nothing listens on them all.
        elsewhere.bind(("127.0.0.2", port))

    assert address.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
async def test_a_page_under_another_name_is_not_served(address: str, host: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(address, headers={"Host": host}) as response,
    ):
        assert response.status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {TOKEN: "guessed"},
        {TOKEN: ""},
    ],
)
async def test_another_sites_page_does_nothing_here(address: str, headers: dict[str, str]) -> None:
    async with Visitor.at(address) as visitor:
        status, _ = await visitor.post("say", '{"text": "hello"}', **headers)

        assert status == 403
        assert len(visitor.happened) == 1


async def test_nothing_from_outside_is_loaded_and_nothing_is_written_into_the_page(
    address: str,
) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(address) as response:
            page, policy = await response.text(), response.headers["Content-Security-Policy"]
        async with session.get(f"{address}../../etc/passwd.js") as response:
            assert response.status == 404

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("action", "body", "status"),
    [
        ("say", "nonsense", 400),
        ("say", "[]", 400),
        ("press", "{}", 400),
        ("press", '{"message": "x", "custom_id": "y"}', 400),
        ("fly", "{}", 404),
    ],
)
async def test_what_makes_no_sense_is_refused(
    address: str, action: str, body: str, status: int
) -> None:
    async with Visitor.at(address) as visitor:
        assert (await visitor.post(action, body))[0] == status


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("say", {"text": "  "}),
        ("say", {"text": "x" * 2001}),
        ("say", {"text": "x", "channel": "1"}),
        ("edit", {"message": "1", "text": "x"}),
        ("submit", {"form": "1"}),
        ("use", {"command": "1"}),
    ],
)
async def test_what_discord_would_not_let_anybody_do_is_a_sentence(
    address: str, action: str, asked: dict[str, str]
) -> None:
    async with Visitor.at(address) as visitor:
        done = await visitor.do(action, **asked)

        assert done["problem"].endswith(".")


async def test_a_reader_has_no_command_of_moderators(address: str) -> None:
    async with Visitor.at(address) as visitor:
        refused = await visitor.use("knowledge list")
        allowed = await visitor.use("knowledge list", person=str(world.MODERATOR_ID))

    assert refused == {"problem": "There is no such command for you."}
    assert allowed == {}


async def test_a_private_message_is_no_one_elses_to_press_or_to_dismiss(address: str) -> None:
    async with Visitor.at(address) as visitor:
        await visitor.use("ask", values={"question": "Who killed Soleimani?", "private": True})
        private = await visitor.answer()
        moderator = str(world.MODERATOR_ID)

        refused = await visitor.do("delete", message=private["id"], person=moderator)
        dismissed = await visitor.do("delete", message=private["id"])

    assert refused == {"problem": "This message is for somebody else."}
    assert dismissed == {}


async def test_an_article_is_added_as_a_file_and_answers(address: str) -> None:
    async with Visitor.at(address) as visitor:
        moderator = str(world.MODERATOR_ID)
        shown = await visitor.use("knowledge add", person=moderator)
        fields = [one["component"] for one in shown["form"]["components"] if "component" in one]
        upload = next(one["custom_id"] for one in fields if one["type"] == 19)
        content = base64.b64encode(ARTICLE.encode()).decode()
        file = {"name": "ferry.md", "type": "text/markdown", "content": content}
        texts = {one["custom_id"]: "" for one in fields if one["type"] == 4}
        await visitor.do(
            "submit", form=shown["form"]["id"], values={**texts, upload: [file]}, person=moderator
        )
        preview = await visitor.answer()
        buttons = [one for row in preview["components"] for one in row["components"]]
        confirm = next(one for one in buttons if one["label"] == "Confirm")
        key = confirm["custom_id"]
        await visitor.do("press", message=preview["id"], custom_id=key, person=moderator)

        await visitor.until(lambda: "Confirm" not in json.dumps(visitor.answers[0]))
        answer = await visitor.ask("Who steered the ferry Aurora?", 2)

    assert "Ruth Alder" in json.dumps(answer)


async def test_what_the_preview_stores_goes_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    async with opened(made, Settings(data_dir=tmp_path / "own")):
        assert [path.name.startswith("pilcrow-preview-") for path in tmp_path.iterdir()] == [True]

    assert list(tmp_path.iterdir()) == []


async def test_a_taken_port_is_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(StartError, match=rf"^127\.0\.0\.1:{port} cannot be listened on: "):
            async with served(made, Settings(), port):
                pass


async def test_the_command_says_where_it_is_and_ends_at_a_signal(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ("preview", "--port", str(port))
    program = await Process.start(arguments, {}, tmp_path)
    address = f"http://127.0.0.1:{port}/"
    try:
        async with asyncio.timeout(20):
            while not await _is_there(address):
                assert program.running
                await asyncio.sleep(0.05)
        async with Visitor.at(address) as visitor:
            await visitor.ask("When was Soleimani killed?")

            assert await program.stop(signal.SIGINT) == 0
    finally:
        await program.stop()

    assert program.lines == []
    assert list(tmp_path.iterdir()) == []


async def test_a_taken_port_is_one_line_of_the_command_too(tmp_path: Path, address: str) -> None:
    port = address.rstrip("/").rpartition(":")[2]

    code, said, noise = await run(tmp_path, "preview", "--port", port)

    assert (code, said) == (1, "")
    assert noise.startswith(f"pilcrow: 127.0.0.1:{port} cannot be listened on: ")
    assert noise.count("\n") == 1


async def _is_there(address: str) -> bool:
    try:
        async with aiohttp.ClientSession() as session, session.get(address):
            return True
    except aiohttp.ClientConnectionError:
        return False
