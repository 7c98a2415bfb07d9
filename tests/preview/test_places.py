"""What happens beside the one channel: threads, another channel, direct messages."""

from collections.abc import AsyncGenerator

import pytest
import pytest_asyncio

from bot.preview import world
from bot.preview.serving import served
from bot.settings import Settings
from tests.preview.tab import made
from tests.preview.visitor import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

MODERATOR = str(world.MODERATOR_ID)
QUESTIONS = [
    "When was Soleimani killed?",
    "Who was killed with Soleimani?",
    "How many American troops are in Iraq?",
    "Why did Isis commanders cheer?",
]


@pytest_asyncio.fixture(loop_scope="session")
async def visitor() -> AsyncGenerator[Visitor]:
    async with (
        served(made, Settings(rate_person=0, rate_channel=0), 0) as address,
        Visitor.at(address) as found,
    ):
        yield found


async def test_a_long_exchange_moves_into_a_thread_and_goes_on_there(visitor: Visitor) -> None:
    await visitor.use("config threads", values={"on": True}, person=MODERATOR)
    answer = await visitor.answer()
    reply: dict[str, str] = {}
    for number, question in enumerate(QUESTIONS, 2):
        await visitor.do("say", text=f"<@{world.BOT_ID}> {question}", **reply)
        answer = await visitor.answer(number)
        reply = {"reply": answer["id"]}

    in_thread = await visitor.until(
        lambda: [one for one in visitor.answers if one["place"] not in ("articles", "log")]
    )
    await visitor.do("say", text="Who is Muhandis?", reply=in_thread[-1]["id"])
    last = await visitor.answer(len(visitor.answers) + 1)

    assert last["channel_id"] == in_thread[-1]["channel_id"]


async def test_what_goes_to_the_log_channel_says_where_it_stands(visitor: Visitor) -> None:
    log = {"channel": str(world.LOG_ID)}
    await visitor.use("config log", values=log, person=MODERATOR)
    await visitor.use("config threads", values={"on": True}, person=MODERATOR)

    told = await visitor.until(lambda: [one for one in visitor.answers if one["place"] == "log"])

    assert told[-1]["content"] or told[-1]["embeds"]


async def test_the_language_of_the_page_is_the_one_that_is_spoken(visitor: Visitor) -> None:
    await visitor.use("sources")
    await visitor.use("sources", locale="de")
    english, german = await visitor.answer(1), await visitor.answer(2)

    assert "Jan 7, 2020" in english["embeds"][0]["description"]
    assert "Jan 7, 2020" not in german["embeds"][0]["description"]
