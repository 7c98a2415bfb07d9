"""Takes the pictures of the main messages for the README; `make pictures` runs it."""

import asyncio
import io
import random
import shutil
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.async_api import Browser, FloatRect, Locator

from bot.client import Pilcrow
from bot.preview import world
from bot.preview.serving import served
from bot.settings import EMBEDDED, Settings
from bot.storage.values import Asked, Outcome
from tests.preview.tab import Tab, browsing, chromium, made

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDTHS = {"wide": 900, "narrow": 400}
# An answer is at most so wide, whatever the window is.
_WIDEST = 620
_COLOURS, SCALE = 64, 1.5
_ALTERED = (
    "A US drone killed General Qassem Soleimani, who was head of the famous Quds Force of Iran, "
    "outside Baghdad International Airport on Saturday 4 January 2020."
)
_ASKED = (
    "Where was Soleimani killed?",
    "How many American troops are in Iraq?",
    "Why did Isis commanders cheer?",
    "What is the capital of Peru?",
)
Scene = Callable[[Tab, Path], Awaitable[list[Locator]]]


async def answer(tab: Tab, _: Path) -> list[Locator]:
    """A question and its answer."""
    found = await tab.ask("When was Soleimani killed?")
    return [await tab.own(), found]


async def closest(tab: Tab, _: Path) -> list[Locator]:
    """A question that a passage fits only in part."""
    found = await tab.ask("Did Saudi Arabia help the Americans?")
    return [await tab.own(), found]


async def no_answer(tab: Tab, _: Path) -> list[Locator]:
    """A question that no passage answers."""
    found = await tab.ask("What is the capital of Peru?")
    return [await tab.own(), found]


async def summary(tab: Tab, _: Path) -> list[Locator]:
    """A summary by the article's own sentences."""
    return [await tab.use("/summary", length="SHORT")]


async def verify(tab: Tab, _: Path) -> list[Locator]:
    """A quotation that was altered, with the difference."""
    return [await tab.use("/verify", text=_ALTERED)]


async def reload(tab: Tab, articles: Path) -> list[Locator]:
    """What a reload changed."""
    article = next(articles.iterdir())
    text = article.read_text(encoding="utf-8")
    changed = text.replace("is attempting a comeback", "is attempting to come back")
    assert changed != text
    article.write_text(changed, encoding="utf-8")
    await tab.act_as("Mo (moderator)")
    found = await tab.use("/knowledge reload")
    article.write_text(text, encoding="utf-8")
    return [found]


async def usage(tab: Tab, _: Path) -> list[Locator]:
    """The picture of a month's questions."""
    await tab.act_as("Mo (moderator)")
    found = await tab.use("/report usage")
    await found.locator(".embed img").evaluate("one => one.decode()")
    return [found]


SCENES: dict[str, Scene] = {
    "answer": answer,
    "closest": closest,
    "no-answer": no_answer,
    "summary": summary,
    "verify": verify,
    "reload": reload,
    "usage": usage,
}


async def _a_month(client: Pilcrow) -> None:
    """Let there have been questions in the weeks before."""
    chance = random.Random(7)
    today = datetime.now(UTC)
    outcomes = [Outcome.ANSWERED] * 6 + [Outcome.CLOSEST, Outcome.REFUSED]
    events = [
        Asked(world.GUILD_ID, today - timedelta(days=day), chance.choice(outcomes), 0.5)
        for day in range(1, 30)
        for _ in range(chance.randrange(2, 16))
    ]
    await client.service.storage.questions.record(events)


async def take(
    browser: Browser, folder: Path, names: list[str], widths: dict[str, int] = WIDTHS
) -> None:
    """Take the pictures of these scenes at these widths of the window."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as home:
        articles = Path(shutil.copytree(EMBEDDED, Path(home) / "articles"))
        settings = Settings(articles=articles, rate_person=0, rate_channel=0)
        clients: list[Pilcrow] = []

        def make(own: Settings) -> Pilcrow:
            clients.append(made(own))
            return clients[-1]

        for look, width in widths.items():
            async with (
                served(make, settings, 0) as address,
                Tab.at(browser, address, width=width, height=1600, scale=SCALE) as tab,
            ):
                if "usage" in names:
                    await _a_month(clients[-1])
                    for question in _ASKED:
                        await tab.ask(question)
                for name in names:
                    shown = await SCENES[name](tab, articles)
                    (folder / f"{name}-{look}.png").write_bytes(await _picture(tab, shown))
                    await tab.act_as("Ann (reader)")


async def _picture(tab: Tab, shown: list[Locator]) -> bytes:
    await tab.page.mouse.move(0, 0)
    for one in shown:
        await one.scroll_into_view_if_needed()
    boxes = [box for one in shown if (box := await one.bounding_box())]
    top, left = min(box["y"] for box in boxes), boxes[0]["x"]
    bottom = max(box["y"] + box["height"] for box in boxes)
    width = min(boxes[0]["width"], _WIDEST)
    clip = FloatRect(x=left, y=top - 4, width=width, height=bottom - top + 8)
    return _smaller(await tab.page.screenshot(clip=clip))


def _smaller(picture: bytes) -> bytes:
    """Return a picture in few colours, which is much smaller and looks the same."""
    smaller = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as whole:
        few = whole.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(smaller, "PNG", optimize=True)
    return smaller.getvalue()


async def main(names: list[str]) -> None:
    """Take the pictures that are named, or all."""
    path = chromium()
    if path is None:
        sys.exit("no Chromium is installed: `apt install chromium`")
    async with browsing(path) as browser:
        await take(browser, FOLDER, names or list(SCENES))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
