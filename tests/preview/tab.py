"""The page in a browser, as somebody uses it."""

import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright

from bot.client import Pilcrow
from bot.service import AnswerService
from bot.settings import Settings
from knowledge import Loaded, load

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# A picture is drawn by a program of its own, which two busy cores may keep waiting.
WAIT_MS = 15_000


def chromium() -> str | None:
    """Where a Chromium is installed, if one is."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@asynccontextmanager
async def browsing(path: str) -> AsyncGenerator[Browser]:
    """A browser without a window, and without anything kept afterwards."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            yield browser
        finally:
            await browser.close()


def made(settings: Settings) -> Pilcrow:
    """The client as `pilcrow preview` makes it."""

    def read() -> Loaded:
        return load(settings.articles, limit=settings.max_article_bytes)

    return Pilcrow(AnswerService(read, settings), settings)


class Tab:
    """One page, and what people do in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda line: self._heard(line.type, line.text))
        page.on("dialog", lambda shown: self.problems.append(f"dialog {shown.message}"))
        page.set_default_timeout(WAIT_MS)

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error":
            self.problems.append(text)

    @classmethod
    @asynccontextmanager
    async def at(
        cls, browser: Browser, address: str, width: int = 900, height: int = 900, scale: float = 1
    ) -> AsyncGenerator["Tab"]:
        """A fresh page, ready for use."""
        size = ViewportSize(width=width, height=height)
        context = await browser.new_context(
            viewport=size, device_scale_factor=scale, locale="en-US", timezone_id="UTC"
        )
        try:
            tab = cls(await context.new_page(), address)
            await tab.opened()
            yield tab
        finally:
            await context.close()

    async def opened(self) -> None:
        """Open the page, anew if it is open."""
        self.problems.clear()
        await self.page.goto(self.address)
        await self.page.wait_for_selector("body[data-ready]")

    @property
    def messages(self) -> Locator:
        """All messages that are shown."""
        return self.page.locator("article.message:visible")

    @property
    def bot(self) -> Locator:
        """The bot's messages that are shown and no longer wait for anything."""
        return self.messages.filter(has=self.page.locator(".app")).filter(
            has_not=self.page.locator(".thinking")
        )

    @property
    def choices(self) -> Locator:
        """What there is to choose from in the list that is open."""
        return self.page.locator("[role=listbox] [role=option]:visible")

    async def another(self, before: int) -> Locator:
        """The bot's newest message, once there are more of them than before."""
        return await self._by_id(self.bot.nth(before))

    async def own(self) -> Locator:
        """The newest message that a person wrote."""
        return await self._by_id(self.messages.filter(has_not=self.page.locator(".app")).last)

    async def _by_id(self, message: Locator) -> Locator:
        """The same message, whatever is written or goes away around it."""
        return self.page.locator(f"#{await message.get_attribute('id')}")

    async def ask(self, text: str) -> Locator:
        """Write a message, and return the bot's answer."""
        before = await self.bot.count()
        await self.page.fill("#text", text)
        await self.page.press("#text", "Enter")
        return await self.another(before)

    async def use(self, name: str, **values: str) -> Locator:
        """Use a slash command, and return the bot's answer."""
        before = await self.bot.count()
        await self.choose(name)
        for label, value in values.items():
            await self.enter(label, value)
        await self.page.click("#command button.primary")
        return await self.another(before)

    async def choose(self, name: str) -> None:
        """Choose a slash command in the list of commands."""
        await self.page.click("#text")
        await self.page.fill("#text", name)
        option = self.page.locator("#commands .option b").get_by_text(name, exact=True)
        await option.click()
        await self.page.wait_for_selector("#command:visible")

    async def enter(self, label: str, value: str) -> None:
        """Fill in an option of the command."""
        field = self.page.locator("#command").get_by_label(label)
        if await field.evaluate("one => one.tagName") == "SELECT":
            await field.select_option(label=value)
        else:
            await field.fill(value)

    async def press(self, message: Locator, label: str) -> Locator:
        """Press a button, and return the bot's new message."""
        before = await self.bot.count()
        await message.get_by_role("button", name=label, exact=True).click()
        return await self.another(before)

    async def menu(self, message: Locator, name: str) -> None:
        """Use something from the menu of a message."""
        await message.hover()
        await message.get_by_role("button", name="More actions on this message").click()
        await self.page.get_by_role("menuitem", name=name).click()

    async def act_as(self, name: str) -> None:
        """Be somebody else."""
        await self.page.select_option("#person", label=name)
