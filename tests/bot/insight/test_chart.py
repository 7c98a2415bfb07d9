"""The picture as a PNG: readable on both of Discord's themes, whatever it shows."""

import io
from dataclasses import replace
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.image import imread

from bot.insight import chart
from bot.insight.picture import Picture, picture
from bot.storage.values import Cited
from tests.bot.insight.rows import UNTIL, cited, day

NAMES = [
    "The lighthouse of Selvik",
    "tower " * 833,
    "W" * 200,
    "مرحبا بالعالم وأهلا",
    "שלום עולם",
    "中文標題",
    "A 🛰 over 👩‍👩‍👧 and 🇫🇷",
    "$x^2$ costs $5 \\frac{1}{2}",
    "",
    "a\x00\n\u202eb\ud800",
]


def _pixels(png: bytes) -> Any:
    return np.round(imread(io.BytesIO(png))[:, :, :3] * 255).astype(int)


def _rgb(colour: str) -> list[int]:
    return [round(part * 255) for part in to_rgb(colour)]


def _is_framed(png: bytes) -> bool:
    """Tell whether nothing is drawn where the picture ends."""
    pixels = _pixels(png)
    edges = [pixels[:8], pixels[-8:], pixels[:, :8], pixels[:, -8:]]
    return all((edge == _rgb(chart.PANEL)).all() for edge in edges)


def _is(colour: str, pixels: Any) -> Any:
    return (pixels == _rgb(colour)).all(axis=2)


def _busy(span: int) -> Picture:
    days = [day(ago, ago % 17, ago % 5, ago % 3) for ago in range(span)]
    return picture(days, [cited(9)], {}, UNTIL, span)


@pytest.mark.parametrize("span", [1, 60, 366])
def test_any_number_of_days_is_drawn_sharply_at_the_width_discord_shows(span: int) -> None:
    png = chart.draw(_busy(span))

    assert png.startswith(b"\x89PNG")
    assert _pixels(png).shape[1] == 1100
    assert _is_framed(png)


def test_where_there_is_nothing_the_picture_says_so_and_has_no_bar() -> None:
    png = chart.draw(picture([], [], {}, UNTIL, 30))

    below_the_legend = _pixels(png)[2 * 60 :]
    assert _is_framed(png)
    assert not any(_is(colour, below_the_legend).any() for colour, _ in chart.SERIES)
    assert _is(chart.FAINT, below_the_legend).any()


def test_the_bars_are_as_high_as_their_counts() -> None:
    shown = picture([day(0, 10), day(1, 5), day(2, 0, 5), day(3, 0, 0, 5)], [], {}, UNTIL, 7)

    pixels = _pixels(chart.draw(shown))[2 * 60 :]

    heights = sorted(set(_is(chart.SERIES[0][0], pixels).sum(axis=0).tolist()) - {0})
    half, whole = heights[0], heights[-1]
    assert abs(whole - 2 * half) <= 4
    for colour, _ in chart.SERIES:
        assert _is(colour, pixels).any()


@pytest.mark.parametrize("first", [0, 5], ids=["first half", "second half"])
def test_any_title_is_drawn_without_a_warning_and_inside_the_picture(first: int) -> None:
    titles = NAMES[first : first + 5]
    rows = [cited(10**7, title, "W" * 30) for title in titles]
    rows += [Cited("中", f"photo 12/35, {title}", "", 9) for title in titles]

    png = chart.draw(picture([day(0, 20_000)], rows, {}, UNTIL, 7))

    assert _is_framed(png)


def test_a_legend_of_long_words_stays_inside_the_picture() -> None:
    shown = _busy(30)
    kinds = ("answered as well as it can be", "closest passage, shown as such", "refused at once")
    worded = replace(shown.wordings[0], kinds=kinds)

    assert _is_framed(chart.draw(replace(shown, wordings=(worded,))))


def test_equal_pictures_give_equal_bytes_that_tell_nothing_else() -> None:
    first = chart.draw(_busy(30))
    matplotlib: Any = mpl  # its own types leave a part of these open
    with matplotlib.rc_context({"axes.grid": True, "font.size": 20, "savefig.dpi": 50}):
        second = chart.draw(_busy(30))

    assert first == second
    assert not any(name in first for name in (b"tEXt", b"iTXt", b"tIME", b"atplotlib"))


def _luminance(colour: str) -> float:
    """The relative luminance, as WCAG 2.2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(colour)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(colour: str, other: str) -> float:
    dark, light = sorted([_luminance(colour), _luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_text_and_bars_stand_out_from_the_panel() -> None:
    assert min(_contrast(colour, chart.PANEL) for colour in (chart.TEXT, chart.FAINT)) >= 4.5
    assert min(_contrast(colour, chart.PANEL) for colour, _ in chart.SERIES) >= 3


def test_nothing_is_said_by_colour_alone() -> None:
    assert len({fill for _, fill in chart.SERIES}) == len(chart.SERIES)
