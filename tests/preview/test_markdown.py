"""Discord's markdown as the page draws it."""

import pytest

from tests.preview.tab import Tab

pytestmark = pytest.mark.asyncio(loop_scope="session")

DRAW = """async (text) => {
  const { draw } = await import("/markdown.js");
  const names = { person: () => "Ann", role: () => "Helpers", channel: () => "log", locale: () => "en-US" };
  return draw(text, names).innerHTML;
}"""
LINK = 'target="_blank" rel="noopener noreferrer"'
DRAWN = {
    "plain": "<p>plain</p>",
    "two\nlines": "<p>two\nlines</p>",
    "**bold** and *slanted* or _slanted_": (
        "<p><strong>bold</strong> and <em>slanted</em> or <em>slanted</em></p>"
    ),
    "**bold with __a line__ in it**": "<p><strong>bold with <u>a line</u> in it</strong></p>",
    "***both***": "<p><strong><em>both</em></strong></p>",
    "~~gone~~ __new__": "<p><s>gone</s> <u>new</u></p>",
    "snake_case_name 2 * 3 * 4": "<p>snake_case_name 2 * 3 * 4</p>",
    r"\*not\* \_this\_ \\ \<@1>": r"<p>*not* _this_ \ &lt;@1&gt;</p>",
    "`code **as it is**`": "<p><code>code **as it is**</code></p>",
    "``a ` in it``": "<p><code>a ` in it</code></p>",
    "```\nblock\n```": "<pre><code>block</code></pre>",
    "before\n```py\nx = 1\n```\nafter": "<p>before\n</p><pre><code>x = 1</code></pre><p>after</p>",
    "> quoted\n> more\nnot": "<blockquote><p>quoted\nmore</p></blockquote><p>not</p>",
    ">>> all\nof it": "<blockquote><p>all\nof it</p></blockquote>",
    "-# small **print**": "<small>small <strong>print</strong></small>",
    "# Title": '<div class="h1" role="heading" aria-level="3">Title</div>',
    "#no title": "<p>#no title</p>",
    "- one\n- two": "<ul><li>one</li><li>two</li></ul>",
    "- one\n  - deeper\n- two": "<ul><li>one<ul><li>deeper</li></ul></li><li>two</li></ul>",
    "3. three\n4. four": '<ol start="3"><li>three</li><li>four</li></ol>',
    "<@1> <@&2> <#3>": (
        '<p><span class="mention">@Ann</span> <span class="mention">@Helpers</span> '
        '<span class="mention">#log</span></p>'
    ),
    "[here](https://a.example/b_(c))": (
        f'<p><a href="https://a.example/b_(c)" {LINK}>here</a></p>'
    ),
    "[here](javascript:alert(1))": "<p>[here](javascript:alert(1))</p>",
    "see https://a.example/x.": (
        f'<p>see <a href="https://a.example/x" {LINK}>https://a.example/x</a>.</p>'
    ),
    "<https://a.example>": f'<p><a href="https://a.example" {LINK}>https://a.example</a></p>',
    "<b onclick=x>&amp;</b>": "<p>&lt;b onclick=x&gt;&amp;amp;&lt;/b&gt;</p>",
    "**open and [open](": "<p>**open and [open](</p>",
}


@pytest.mark.parametrize("text", DRAWN)
async def test_markdown_is_drawn_as_discord_draws_it(one_tab: Tab, text: str) -> None:
    assert await one_tab.page.evaluate(DRAW, text) == DRAWN[text]


async def test_a_time_is_drawn_in_words_with_the_whole_of_it_beside(one_tab: Tab) -> None:
    drawn = await one_tab.page.evaluate(DRAW, "<t:1578398400:D> <t:1578398400:R>")

    assert "January 7, 2020</time>" in drawn
    assert "years ago</time>" in drawn
    assert 'title="Tuesday, January 7, 2020 at' in drawn


async def test_a_spoiler_is_shown_when_somebody_wants_it(one_tab: Tab) -> None:
    drawn = await one_tab.page.evaluate(DRAW, "||it was **he**||")

    assert 'role="button"' in drawn
    assert "it was <strong>he</strong>" in drawn


async def test_no_text_takes_long_to_draw(one_tab: Tab) -> None:
    hostile = ["[" * 2000, "*_" * 1000, "[a](https://" + "(" * 1900, "||" * 1000, "<t:" * 600]

    for text in hostile:
        took = await one_tab.page.evaluate(
            "async (text) => { const start = performance.now(); await (" + DRAW + ")(text);"
            " return performance.now() - start; }",
            text,
        )
        assert took < 500, text[:20]
