"""Excerpts: within their room, verbatim, and honest about what is left out."""

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.locales import speaking
from bot.locales.bidi import FSI, PDI, without_isolates
from bot.replies.excerpts import Excerpt, block_quote, excerpt, in_parts, is_verbatim, marked, plain
from knowledge import Quote, Span
from tests.bot.markdown import quoted
from tests.bot.texts import article_texts, base_of, quotes

_rooms = st.integers(60, 4096)
_HARBOUR = "The harbour froze. Fishers cut holes into the ice at dawn. Nobody sold a single eel."


def _whole(text: str, *, focus: int = 0) -> Quote:
    base = base_of(text, suffix="txt")
    return Quote(base.passages[0], base.passages[0].span, base.sentences[0][focus].span)


def _at(quote: Quote, word: str) -> Span:
    start = quote.passage.article.text.index(word)
    return Span(start, start + len(word))


def _plain(markup: str) -> str:
    """Return what a reader sees of an excerpt, its white space folded."""
    return _folded(quoted(markup))


def _folded(text: str) -> str:
    return " ".join(without_isolates(text).split())


def test_a_quote_is_a_block_quote_with_its_decisive_sentence_in_bold() -> None:
    quote = _whole(_HARBOUR, focus=1)

    shown = excerpt(quote, 2000)

    assert shown == Excerpt(
        quote,
        "> The harbour froze. **Fishers cut holes into the ice at dawn.** Nobody sold a single eel.",
    )


def test_a_quote_without_room_is_its_decisive_sentence_alone() -> None:
    quote = _whole(_HARBOUR, focus=1)

    shown = excerpt(quote, 70)

    assert shown == Excerpt(quote, "> … **Fishers cut holes into the ice at dawn.** …", cut=True)


def test_a_sentence_without_room_is_cut_between_words() -> None:
    quote = _whole(
        "Fishers cut holes into the ice at dawn and sold a single eel at noon to a cook."
    )

    shown = excerpt(quote, 60)

    assert shown.cut
    assert re.fullmatch(r"> \*\*Fishers [\w ]+\w\*\* …", shown.markup)
    assert _plain(shown.markup).removesuffix(" …") + " " in quote.text


def test_list_items_stay_on_lines_of_their_own_and_wrapped_lines_are_joined() -> None:
    quote = _whole("The crew took\nwith it:\n- a lamp\n- two ropes\n12. a saw")

    shown = excerpt(quote, 2000)

    assert shown.markup.split("\n") == [
        "> **The crew took with it:**",
        r"> \- a lamp",
        r"> \- two ropes",
        r"> 12\. a saw",
    ]


def test_a_decisive_part_of_several_lines_is_bold_line_by_line() -> None:
    base = base_of("The crew took:\n- a lamp\n- two ropes", suffix="txt")
    span = base.passages[0].span

    shown = excerpt(Quote(base.passages[0], span, span), 2000)

    assert shown.markup == "> **The crew took:**\n> **\\- a lamp**\n> **\\- two ropes**"


def test_what_was_asked_for_is_underlined_in_the_decisive_sentence() -> None:
    quote = _whole("The *harbour* of Selvik_2 froze. Nobody sold a single eel.")

    shown = excerpt(replace(quote, mark=_at(quote, "Selvik_2")), 2000)

    assert shown.markup == (
        r"> **The \*harbour\* of __Selvik\_2__ froze.** Nobody sold a single eel."
    )
    assert is_verbatim(shown)
    assert not is_verbatim(replace(shown, markup=shown.markup.replace("froze", "thawed")))


@pytest.mark.parametrize(
    ("text", "word"),
    [("12. The saw is blunt", "12"), ("It took:\n- a saw", "took:\n- a"), ("At:noon.", "noon")],
)
def test_a_mark_that_would_change_what_is_shown_is_left_out(text: str, word: str) -> None:
    base = base_of(text, suffix="txt")
    passage = base.passages[0]
    quote = Quote(passage, passage.span, passage.span)

    shown = excerpt(replace(quote, mark=_at(quote, word)), 2000)

    assert shown.markup == excerpt(quote, 2000).markup


@given(quotes(), st.integers(0, 99), st.integers(1, 30), _rooms)
def test_a_mark_anywhere_leaves_every_character_as_it_is(
    quote: Quote, at: int, size: int, room: int
) -> None:
    start = min(quote.focus.start + at, quote.focus.end - 1)
    mark = Span(start, min(start + size, quote.focus.end))

    shown = excerpt(replace(quote, mark=mark), room)

    assert len(shown.markup) <= room
    assert is_verbatim(shown)
    _plain(shown.markup)


@given(quotes(), _rooms)
def test_an_excerpt_fits_its_room_and_is_verbatim(quote: Quote, room: int) -> None:
    shown = excerpt(quote, room)

    assert len(shown.markup) <= room
    assert is_verbatim(shown)
    assert all(line.startswith("> ") for line in shown.markup.split("\n"))


@given(quotes(), _rooms)
def test_an_excerpt_says_so_exactly_when_something_is_left_out(quote: Quote, room: int) -> None:
    shown = excerpt(quote, room)

    whole = _folded(quote.text)
    seen = _plain(shown.markup)
    assert shown.cut == (seen != whole)
    if shown.cut:
        assert seen.startswith("…") or seen.endswith("…")
        assert seen.startswith("…") or whole.startswith(seen.removesuffix("…").strip())


@given(quotes(), _rooms, st.data())
def test_an_excerpt_with_one_word_changed_is_not_verbatim(
    quote: Quote, room: int, data: st.DataObject
) -> None:
    shown = excerpt(quote, room)
    words = [found.span() for found in re.finditer(r"[^\W_]+", shown.markup)]
    assume(words)
    start, end = data.draw(st.sampled_from(words))
    changed = shown.markup[:start] + "Zyzzyva" + shown.markup[end:]

    forged = replace(shown, markup=changed)

    assert not is_verbatim(forged)


@pytest.mark.parametrize("room", [2000, 60])
def test_an_excerpt_with_a_word_left_out_put_in_or_moved_is_not_verbatim(room: int) -> None:
    shown = excerpt(_whole(_HARBOUR, focus=1), room)
    forgeries = [
        shown.markup.replace("holes ", ""),
        shown.markup.replace("holes", "no holes"),
        shown.markup.replace("cut holes", "holes cut"),
        shown.markup.replace("holes", "Holes"),
    ]

    results = [is_verbatim(replace(shown, markup=forged)) for forged in forgeries]

    assert is_verbatim(shown)
    assert results == [False] * 4


def test_an_excerpt_of_nothing_but_ellipses_is_not_verbatim() -> None:
    shown = Excerpt(_whole(_HARBOUR), "> … …", cut=True)

    assert not is_verbatim(shown)


@given(article_texts, _rooms)
def test_parts_cover_the_whole_passage_in_order(text: str, room: int) -> None:
    passage = base_of(text, suffix="txt").passages[0]

    parts = in_parts(passage, room)

    ends = [part.quote.span for part in parts]
    assert "".join(span.of(passage.article.text) for span in ends) == passage.text
    assert all(is_verbatim(part) and not part.cut for part in parts)
    assert all(len(part.markup) <= room for part in parts)
    assert "".join(_plain(part.markup) for part in parts).replace(" ", "") == "".join(
        _folded(passage.text).split()
    )


def test_parts_are_cut_between_words() -> None:
    passage = base_of("cedar " * 100, suffix="txt").passages[0]

    parts = in_parts(passage, 64)

    assert {word for part in parts for word in part.quote.text.split()} == {"cedar"}


def test_a_gap_wider_than_the_room_makes_no_empty_part() -> None:
    passage = base_of("The gate" + " " * 400 + "is shut.", suffix="txt").passages[0]

    parts = in_parts(passage, 60)

    assert all(_plain(part.markup) for part in parts)
    assert "".join(part.quote.text for part in parts) == passage.text


def test_a_very_wide_gap_is_read_in_one_pass() -> None:
    quote = _whole("The gate" + " " * 300_000 + "is shut.")

    shown = excerpt(quote, 100)

    assert is_verbatim(shown)


def test_marked_words_are_bold_where_they_stand() -> None:
    quote = _whole("The harbour\nfroze: *all* of it.")
    text = quote.passage.article.text
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in ("froze", "all")]

    shown = marked(quote, spans, 2000)

    assert shown == Excerpt(quote, r"> The harbour **froze**: \***all**\* of it.")
    assert is_verbatim(shown)


@given(quotes(), st.lists(st.tuples(st.integers(0, 99), st.integers(1, 30)), max_size=9), _rooms)
def test_marked_words_leave_every_character_as_it_is(
    quote: Quote, places: list[tuple[int, int]], room: int
) -> None:
    start, end = quote.span.start, quote.span.end
    ends = [(min(start + at, end - 1), min(start + at + size, end)) for at, size in sorted(places)]
    spans = [Span(*found) for found in ends]

    shown = marked(quote, spans, room)

    assert len(shown.markup) <= room
    assert is_verbatim(shown)


@pytest.mark.parametrize("room", [40, 90])
def test_marks_without_room_give_way_to_the_quote(room: int) -> None:
    quote = _whole(_HARBOUR)

    shown = marked(quote, [Span(0, 11), Span(12, 17)] * 2, room)

    assert shown == plain(quote, room)


def test_every_line_of_a_block_quote_is_marked() -> None:
    assert block_quote("a\n\nb") == "> a\n> \n> b"


# Directions


_ISOLATES = st.text(f"{FSI}{PDI}", min_size=1, max_size=3)


@st.composite
def _isolated_texts(draw: st.DrawFn) -> str:
    """Return the text of an article with isolates of its own, anywhere in it."""
    text = draw(article_texts)
    for at, isolates in draw(st.lists(st.tuples(st.integers(0, 400), _ISOLATES), max_size=6)):
        text = text[:at] + isolates + text[at:]
    return text


def test_a_line_from_right_to_left_is_isolated_from_what_stands_beside_it() -> None:
    quote = _whole("تجمد الميناء. It was cold.\n\n- eels", focus=0)

    shown = excerpt(quote, 2000)

    assert shown.markup == f"> {FSI}**تجمد الميناء.** It was cold.{PDI}"
    assert is_verbatim(shown)


def test_only_lines_of_another_direction_are_isolated() -> None:
    assert block_quote("eels\nميناء") == f"> eels\n> {FSI}ميناء{PDI}"


def test_a_quote_from_left_to_right_is_isolated_for_who_reads_arabic() -> None:
    quote = _whole(_HARBOUR, focus=1)

    with speaking("ar"):
        whole, cut = excerpt(quote, 2000), excerpt(quote, 72)

    assert whole.markup.startswith(f"> {FSI}The harbour froze. **Fishers")
    assert whole.markup.endswith(f"eel.{PDI}")
    assert cut.markup == f"> {FSI}… **Fishers cut holes into the ice at dawn.** …{PDI}"
    assert is_verbatim(whole)
    assert is_verbatim(cut)


@given(_isolated_texts(), _rooms, st.sampled_from(["en", "ar"]))
def test_isolates_never_break_the_check_of_a_quote(text: str, room: int, locale: str) -> None:
    base = base_of(text, suffix="txt")
    for passage, sentences in zip(base.passages[:3], base.sentences, strict=False):
        quote = Quote(passage, passage.span, sentences[-1].span)

        with speaking(locale):
            made = [excerpt(quote, room), plain(quote, room), marked(quote, [quote.focus], room)]
            made += in_parts(passage, room)[:5]

        assert all(len(one.markup) <= room for one in made)
        assert all(map(is_verbatim, made))


@given(_isolated_texts(), st.sampled_from(["en", "ar"]), st.data())
def test_an_isolated_excerpt_with_one_word_changed_is_not_verbatim(
    text: str, locale: str, data: st.DataObject
) -> None:
    passage = base_of(text, suffix="txt").passages[0]
    with speaking(locale):
        shown = excerpt(Quote(passage, passage.span, passage.span), 4096)
    words = [found.span() for found in re.finditer(r"[^\W_]+", shown.markup)]
    assume(words)
    start, end = data.draw(st.sampled_from(words))

    forged = replace(shown, markup=shown.markup[:start] + "Zyzzyva" + shown.markup[end:])

    assert not is_verbatim(forged)
