"""Escaped text: shown as it is, and read back exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locales.bidi import without_isolates
from bot.replies.escaping import escape, inline, shorten, unescape
from bot.replies.excerpts import block_quote
from tests.bot.markdown import InterpretedError, quoted, shown
from tests.bot.texts import awkward_texts

_MEANINGFUL = [
    "a *b* c", "**b**", "_b_", "~~b~~", "||b||", "`b`", "```\nb\n```", "> b", ">>> b", "# b",
    "a\n## b", "a\r# b", "  - b", "* b", "+ b", "1. b", "a\n 23. b", "-# b",
    "[a](https://x.y)", "<@1>", "<@!1>", "<@&1>", "<#1>", "<t:1:R>", "<:e:1>", "<a:e:1>",
    "</ask:1>", "<id:home>", "https://x.y", "http://x.y", ":smile:", "@everyone", "@here",
]  # fmt: skip


@pytest.mark.parametrize("markup", _MEANINGFUL)
def test_the_model_knows_what_discord_interprets(markup: str) -> None:
    with pytest.raises(InterpretedError):
        shown(markup)


@pytest.mark.parametrize("text", ["a - b", "#tag", "1.5 m", "-5 °", "a < b", "10:30", "1) b"])
def test_the_model_knows_what_discord_shows_as_it_is(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize("text", _MEANINGFUL)
def test_markdown_that_is_escaped_is_shown_as_it_is(text: str) -> None:
    assert shown(escape(text)) == text


@given(st.one_of(awkward_texts, st.text()))
def test_what_is_escaped_is_shown_character_by_character(text: str) -> None:
    assert shown(escape(text)) == text


@given(st.one_of(awkward_texts, st.text()))
def test_what_is_escaped_is_read_back_exactly(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.lists(awkward_texts, min_size=1, max_size=3))
def test_what_is_escaped_stays_so_in_a_block_quote_and_in_bold(texts: list[str]) -> None:
    lines = "\n".join(texts).split("\n")
    markup = "\n".join(f"**{escape(line)}**" for line in lines)

    result = quoted(block_quote(markup))

    assert without_isolates(result) == without_isolates("\n".join(lines))


@pytest.mark.parametrize("text", ["The wind, 5 m/s (north-east); 30 % rain! “Yes” - it’s 10.30."])
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert escape(text) == text


@given(st.text(), st.integers(4, 200))
def test_a_shortened_text_keeps_its_limit_and_its_beginning(text: str, limit: int) -> None:
    short = shorten(text, limit)

    assert len(short) <= limit
    if len(text) <= limit:
        assert short == text
    else:
        assert short.endswith(" …")
        assert text.startswith(short.removesuffix(" …"))


def test_a_shortened_text_ends_at_a_word() -> None:
    text = "The orchard holds forty kinds of apples"

    short = shorten(text, 24)

    assert short == "The orchard holds …"


def test_a_word_that_is_longer_than_the_limit_is_cut() -> None:
    text = "x" * 50

    short = shorten(text, 20)

    assert short == "x" * 18 + " …"


@given(st.one_of(awkward_texts, st.text()), st.integers(10, 200))
def test_a_title_is_one_line_within_its_limit(text: str, limit: int) -> None:
    line = inline(text, limit)

    assert len(shown(line)) <= limit
    assert len(line.splitlines()) <= 1


@given(st.text(st.sampled_from("ab \u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")))
def test_a_title_cannot_turn_the_direction_of_what_follows_it(text: str) -> None:
    line = inline(text, 200)

    assert set(line) <= set("ab ")
    assert line.replace(" ", "") == "".join(c for c in text if c in "ab")


def test_a_quoted_text_keeps_its_direction_controls() -> None:
    text = "abc \u2067שלום\u2069 def"

    markup = escape(text)

    assert markup == text


def test_a_long_run_of_blank_lines_is_escaped_in_one_pass() -> None:
    text = "\n" * 200_000 + "# end"

    markup = escape(text)

    assert markup == "\n" * 200_000 + r"\# end"
