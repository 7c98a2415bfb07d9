"""The page in a browser: what is drawn, and what a person does with it."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.preview.tab import Tab

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "When was Soleimani killed?"


async def test_a_question_is_answered_by_a_quote_with_its_decisive_sentence_bold(tab: Tab) -> None:
    answer = await tab.ask(QUESTION)

    await expect(answer.locator(".embed blockquote strong").first).to_contain_text("3 January 2020")
    await expect(answer.locator(".embed small").last).to_contain_text("¶ 1")
    await expect((await tab.own()).locator(".mention")).to_have_text("@Pilcrow")
    await expect(answer.locator(".reference")).to_contain_text(QUESTION)


async def test_why_and_context_are_for_the_one_who_pressed(tab: Tab) -> None:
    answer = await tab.ask(QUESTION)
    for label in ("Why?", "Context"):
        private = await tab.press(answer, label)
        await expect(private.locator(".note")).to_contain_text("Only you can see this")

    shown = await tab.messages.count()
    await tab.act_as("Mo (moderator)")

    await expect(tab.messages).not_to_have_count(shown)


async def test_a_private_message_is_dismissed(tab: Tab) -> None:
    private = await tab.press(await tab.ask(QUESTION), "Why?")

    await private.get_by_role("button", name="Dismiss message").click()

    await expect(private).to_have_count(0)


async def test_more_changes_the_answer_in_place(tab: Tab) -> None:
    answer = await tab.ask(QUESTION)
    before = await answer.locator(".embed").inner_text()

    await answer.get_by_role("button", name="More", exact=True).click()

    await expect(answer.locator(".embed")).not_to_have_text(before)
    await expect(answer).to_contain_text("(edited)")


async def test_the_form_behind_not_helpful_is_filled_in_and_sent(tab: Tab) -> None:
    answer = await tab.ask(QUESTION)
    await answer.get_by_role("button", name="Not helpful").click()
    form = tab.page.get_by_role("dialog")
    await form.get_by_role("radio").first.check()
    await form.locator("textarea, input[type=text], input:not([type])").last.fill("The wrong year")
    before = await tab.bot.count()

    await form.get_by_role("button", name="Submit").click()

    await expect((await tab.another(before)).locator(".note")).to_be_visible()
    await expect(form).to_be_hidden()


async def test_escape_closes_a_form_and_the_button_has_the_focus_again(tab: Tab) -> None:
    button = (await tab.ask(QUESTION)).get_by_role("button", name="Not helpful")
    await button.click()
    await expect(tab.page.get_by_role("dialog")).to_be_visible()

    await tab.page.keyboard.press("Escape")

    await expect(tab.page.get_by_role("dialog")).to_be_hidden()
    await expect(button).to_be_focused()


async def test_the_bot_completes_what_is_typed_into_an_option(tab: Tab) -> None:
    await tab.choose("/cite")
    article = tab.page.locator("#command").get_by_label("article")
    await article.press_sequentially("soleim")
    await tab.choices.get_by_text("killing of Qassem").wait_for()
    await article.press("Enter")
    paragraph = tab.page.locator("#command").get_by_label("paragraph")
    await paragraph.press_sequentially("2")
    await tab.choices.first.wait_for()
    await paragraph.press("Enter")
    before = await tab.bot.count()

    await tab.page.get_by_role("button", name="Send").click()

    await expect((await tab.another(before)).locator("small").last).to_contain_text("¶ 2")


async def test_a_command_says_by_its_name_who_used_it(tab: Tab) -> None:
    answer = await tab.use("/summary")

    await expect(answer.locator(".reference")).to_have_text("Ann used /summary")


async def test_an_answer_asked_for_privately_is_private(tab: Tab) -> None:
    answer = await tab.use("/ask", question=QUESTION, private="True")

    await expect(answer.locator(".note")).to_contain_text("Only you can see this")


async def test_verify_shows_what_was_altered(tab: Tab) -> None:
    altered = (
        "A US drone killed General Qassem Soleimani, who was head of the famous Quds Force of "
        "Iran, outside Baghdad International Airport on Friday 3 January 2020."
    )

    answer = await tab.use("/verify", text=altered)

    await expect(answer.locator("s").first).to_contain_text("elite")
    await expect(answer.locator(".embed")).to_contain_text("famous")


async def test_a_message_menu_is_used_on_a_message(tab: Tab) -> None:
    answer = await tab.ask(QUESTION)
    before = await tab.bot.count()

    await tab.menu(answer, "Copy as citation")

    await expect(await tab.another(before)).to_contain_text("APA")


async def test_commands_of_moderators_are_there_for_moderators(tab: Tab) -> None:
    await tab.page.fill("#text", "/knowledge")
    await expect(tab.choices).to_have_count(0)
    await tab.act_as("Mo (moderator)")
    await tab.page.fill("#text", "/knowledge list")

    await tab.choices.get_by_text("/knowledge list").click()
    before = await tab.bot.count()
    await tab.page.get_by_role("button", name="Send").click()

    await expect(await tab.another(before)).to_contain_text("Soleimani")


async def test_the_usage_chart_is_drawn_with_words_for_those_who_do_not_see_it(tab: Tab) -> None:
    await tab.ask(QUESTION)
    await tab.act_as("Mo (moderator)")

    chart = (await tab.use("/report usage")).locator(".embed img")

    await expect(chart).to_have_attribute("alt", re.compile(r"\w+ \w+"))
    assert await chart.evaluate("one => one.decode().then(() => one.naturalWidth)") > 100


async def test_editing_a_question_changes_its_answer(tab: Tab) -> None:
    answer = await tab.ask(QUESTION)
    own = await tab.own()
    await tab.menu(own, "Edit message")

    await tab.page.get_by_label("Edit message").fill("@Pilcrow How many American troops are there?")
    await tab.page.get_by_label("Edit message").press("Enter")

    await expect(answer).to_contain_text("5,200")
    await expect(own).to_contain_text("(edited)")


async def test_deleting_a_question_deletes_its_answer(tab: Tab) -> None:
    answer = await tab.ask(QUESTION)

    await tab.menu(await tab.own(), "Delete message")

    await expect(answer).to_have_count(0)


async def test_a_reply_to_an_answer_needs_no_mention(tab: Tab) -> None:
    await tab.menu(await tab.ask(QUESTION), "Reply")
    await expect(tab.page.locator("#replying")).to_contain_text("Replying to Pilcrow")

    answer = await tab.ask("Who else was killed?")

    await expect(answer.locator(".reference")).to_contain_text("Who else was killed?")


async def test_what_articles_and_questions_hold_does_not_run(
    browser: Browser, hostile_address: str
) -> None:
    async with Tab.at(browser, hostile_address) as tab:
        answer = await tab.ask("Where did the zeppelin hangar stand?")
        await tab.ask("zeppelin captain logbook of voyages")
        await tab.use("/outline", article="zeppelins")
        await tab.ask('<script>window.hurt=1</script> <img src=x onerror="window.hurt=1"> zeppelin')
        await tab.ask("[zeppelin](javascript:window.hurt=1) **a ||b|| `c` <t:99999999999999:f> [[[")

        await expect(answer).to_contain_text("<script>window.hurt = 1</script>")
        assert await tab.page.evaluate("window.hurt") is None
        assert await tab.page.locator("main script, main img, main [onclick]").count() == 0
        links = await tab.page.locator("main a").evaluate_all("all => all.map(a => a.protocol)")
        assert set(links) <= {"https:", "http:"}
        assert tab.problems == []


async def test_a_narrow_window_scrolls_in_one_direction_only(
    browser: Browser, address: str
) -> None:
    async with Tab.at(browser, address, width=400, height=700) as tab:
        answer = await tab.ask(QUESTION)
        await tab.press(answer, "Why?")
        await tab.ask("x" * 300)
        await tab.page.fill("#text", "/")
        wide = "[document.documentElement, ...document.querySelectorAll('main, #log, footer')]"
        over = f"{wide}.filter(one => one.scrollWidth > one.clientWidth).map(one => one.tagName)"
        assert await tab.page.evaluate(over) == []
        await tab.choose("/ask")
        assert await tab.page.evaluate(over) == []


async def test_everything_is_done_by_the_keyboard_alone(tab: Tab) -> None:
    keys = tab.page.keyboard
    before = await tab.bot.count()
    await tab.page.locator("#log").focus()
    await keys.press("/")
    await keys.type("ask")
    await keys.press("Enter")
    await keys.type(QUESTION)
    await keys.press("Enter")
    answer = await tab.another(before)
    await expect(tab.page.locator("#text")).to_be_focused()
    while not await tab.page.evaluate("document.activeElement.textContent == 'Why?'"):
        await keys.press("Shift+Tab")
    before += 1

    await keys.press("Enter")

    await expect((await tab.another(before)).locator(".note")).to_be_visible()
    await expect(answer.locator(".embed strong").first).to_be_visible()


async def test_arrow_keys_walk_through_commands_and_escape_leaves_them(tab: Tab) -> None:
    text = tab.page.locator("#text")
    await text.fill("/")
    first = await text.get_attribute("aria-activedescendant")

    await text.press("ArrowDown")

    assert await text.get_attribute("aria-activedescendant") != first
    await text.press("Escape")
    await expect(tab.page.get_by_role("listbox")).to_be_hidden()


async def test_every_control_has_a_name(tab: Tab) -> None:
    await tab.ask(QUESTION)
    await tab.choose("/ask")
    nameless = "one => !(one.labels && one.labels.length) && !one.ariaLabel && !one.textContent"

    controls = tab.page.locator("button, input, select, textarea")

    assert not await controls.evaluate_all(f"all => all.filter({nameless}).map(a => a.outerHTML)")
