"""The picture of usage as a PNG, drawn by matplotlib.

`python -m bot.insight.chart` reads a `Picture` from its input and writes the PNG: matplotlib holds
the interpreter for long and its memory for good, so the bot runs it as a program of its own.
"""

# matplotlib's own types leave the keywords of most functions open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

import io
import sys
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.insight.glyphs import is_drawable, name_of
from bot.insight.picture import unpack
from bot.locales import number, speaking
from bot.replies.escaping import shorten

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from bot.insight.picture import Bar, Picture, Row
    from bot.insight.wording import Wording

# Discord shows a picture at most 550 pixels wide; twice that is sharp on dense screens. Everything
# is placed in pixels as Discord shows them, from the top left corner.
_INCH, _DENSITY = 100, 2
_WIDTH, _MARGIN = 550, 18
_LEFT, _RIGHT, _BARS_TOP, _BARS_HEIGHT = 52, 26, 70, 170
_FEWEST_BARS, _BAR_WIDTH = 7, 0.72
_ROWS_TOP, _ROW, _ROW_BAR = 290, 36, 6
# A dark panel of its own, which both of Discord's themes set off. A test measures the contrasts:
# at least 4.5 for text and 3 for bars, as WCAG 2.2 asks (1.4.3 and 1.4.11).
PANEL, TEXT, FAINT, GRID = "#1e1f22", "#f2f3f5", "#b5bac1", "#3f4147"
# The kinds of `Wording`, each with its colour and its filling, which tells them apart without
# colour: full, striped, empty.
SERIES = (("#4aa3f0", "full"), ("#f0b232", "//////"), ("#ff8f9c", ""))
_SIZE = 9
_MOST_TICKS = 7
_LEAST_TITLE = 8


def draw(picture: Picture) -> bytes:
    """Return the picture as a PNG, 550 pixels wide at twice the density.

    Equal pictures give equal bytes.
    """
    import matplotlib as mpl  # noqa: PLC0415 (it takes 0.4 s, which only a picture is worth)
    from matplotlib.figure import Figure  # noqa: PLC0415 (the same)

    height = _ROWS_TOP + _ROW * max(1, len(picture.rows)) + 2 * _MARGIN
    with mpl.rc_context():
        mpl.rcdefaults()  # an operator's own matplotlibrc changes nothing
        mpl.rcParams["hatch.linewidth"] = 1.4
        figure = Figure((_WIDTH / _INCH, height / _INCH), _INCH * _DENSITY, facecolor=PANEL)
        sheet = _Sheet(figure, height)
        wording = _wording(sheet, picture)
        with speaking(wording.locale):
            _draw_bars(sheet, picture.bars, wording)
            _draw_rows(sheet, picture.rows, wording)
            return sheet.png()


def _wording(sheet: _Sheet, picture: Picture) -> Wording:
    """Return the first wording that the font has every letter of, else the last one."""
    for wording in picture.wordings:
        if all(is_drawable(sheet.drawable, text) for text in wording.texts):
            return wording
    return picture.wordings[-1]


class _Sheet:
    """A figure on which things are placed in pixels, from the top left corner."""

    def __init__(self, figure: Figure, height: int) -> None:
        import matplotlib as mpl  # noqa: PLC0415 (as above)
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 (as above)
        from matplotlib.font_manager import get_font  # noqa: PLC0415 (as above)

        self._figure = figure
        self._height = height
        self._canvas = FigureCanvasAgg(figure)
        # A font that ships with matplotlib, so that a system's own change nothing.
        self.font = Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
        self.drawable = frozenset(get_font(str(self.font)).get_charmap())

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = _SIZE,
        colour: str = TEXT,
        right: bool = False,
    ) -> float:
        """Write text from `x` on, or up to it, with its base line at `y`; return its width."""
        written = self._figure.text(
            x / _WIDTH,
            1 - y / self._height,
            name_of(self.drawable, text),
            ha="right" if right else "left",
            color=colour,
            fontsize=size,
            font=self.font,
            parse_math=False,
        )
        return written.get_window_extent().width / _DENSITY

    def fitting(self, text: str, room: float) -> str:
        """Return text cut to a width."""
        size = len(text)
        while size > _LEAST_TITLE and (width := self.width(shorten(text, size))) > room:
            size = max(_LEAST_TITLE, min(size - 1, int(size * room / width)))
        return shorten(text, size)

    def width(self, text: str) -> float:
        """Return how wide a text would be."""
        written = self._figure.text(0, 0, text, fontsize=_SIZE, font=self.font, parse_math=False)
        width = written.get_window_extent().width / _DENSITY
        written.remove()
        return width

    def box(self, x: float, y: float, width: float, height: float, colour: str, fill: str) -> None:
        """Draw a box with its corner at `x` and `y`."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415 (as above)

        corner = (x / _WIDTH, 1 - (y + height) / self._height)
        size = (width / _WIDTH, height / self._height)
        self._figure.add_artist(Rectangle(corner, *size, **_filling(colour, fill)))

    def axes(self, x: float, y: float, width: float, height: float) -> Axes:
        """Return axes whose inside has its corner at `x` and `y`."""
        corner = (x / _WIDTH, 1 - (y + height) / self._height)
        return self._figure.add_axes(
            (*corner, width / _WIDTH, height / self._height), facecolor=PANEL
        )

    def png(self) -> bytes:
        """Return the figure as a PNG that does not say by what it was made."""
        drawn = io.BytesIO()
        self._canvas.print_png(drawn, metadata={"Software": None})
        return drawn.getvalue()


def _draw_bars(sheet: _Sheet, bars: tuple[Bar, ...], wording: Wording) -> None:
    sheet.text(_MARGIN, 30, wording.heading, size=11)
    _draw_legend(sheet, bars, wording.kinds)
    axes = sheet.axes(_LEFT, _BARS_TOP, _WIDTH - _LEFT - _RIGHT, _BARS_HEIGHT)
    highest = max(map(sum, bars))
    middle, half = (len(bars) - 1) / 2, max(len(bars), _FEWEST_BARS) / 2
    axes.set_xlim(middle - half, middle + half)
    axes.set_ylim(0, max(1, highest) * 1.05)
    _draw_scales(sheet, axes, wording.days)
    for at, bar in enumerate(bars):
        ends = [0, *accumulate(bar)]
        for (colour, fill), start, count in zip(SERIES, ends, bar, strict=False):
            if count:  # an empty bar's outline would show
                axes.bar(at, count, _BAR_WIDTH, start, **_filling(colour, fill))
    if not highest:
        middle = _BARS_TOP + _BARS_HEIGHT / 2
        sheet.text(_LEFT + _MARGIN, middle, wording.no_question, colour=FAINT)


def _filling(colour: str, fill: str) -> dict[str, Any]:
    full = fill == "full"
    return {
        "facecolor": colour if full else PANEL,
        "edgecolor": colour,
        "hatch": None if full else fill,
        "linewidth": 0.8,
    }


def _draw_legend(sheet: _Sheet, bars: tuple[Bar, ...], kinds: tuple[str, ...]) -> None:
    totals = (sum(counts) for counts in zip(*bars, strict=True))
    labels = [f"{kind} {number(total)}" for kind, total in zip(kinds, totals, strict=True)]
    # Some languages are longer than others.
    room = _WIDTH - 2 * _MARGIN - 24 - 44 * (len(labels) - 1)
    size = _SIZE * min(1, room / sum(map(sheet.width, labels)))
    x = float(_MARGIN)
    for (colour, fill), label in zip(SERIES, labels, strict=True):
        sheet.box(x, 43, 18, 12, colour, fill)
        x += 44 + sheet.text(x + 24, 53, label, size=size)


def _draw_scales(sheet: _Sheet, axes: Axes, days: tuple[str, ...]) -> None:
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 (as above)
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 (as above)

    step = -(-len(days) // _MOST_TICKS)
    # The last day is always named, since it is the one that people know.
    named = range((len(days) - 1) % step, len(days), step)
    axes.set_xticks(list(named), [name_of(sheet.drawable, days[at]) for at in named])
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10], integer=True, min_n_ticks=1))
    axes.yaxis.set_major_formatter(lambda count, _at: name_of(sheet.drawable, number(count)))
    axes.tick_params(colors=FAINT, length=0)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(GRID)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(FontProperties(fname=str(sheet.font), size=8.5))


def _draw_rows(sheet: _Sheet, rows: tuple[Row, ...], wording: Wording) -> None:
    sheet.text(_MARGIN, _ROWS_TOP, wording.quoted, size=11)
    if not rows:
        sheet.text(_MARGIN, _ROWS_TOP + 28, wording.no_row, colour=FAINT)
    most = max((row.count for row in rows), default=1)
    for at, row in enumerate(rows):
        y = _ROWS_TOP + 28 + at * _ROW
        taken = sheet.text(_WIDTH - _MARGIN, y, wording.labels[at], colour=FAINT, right=True)
        title = name_of(sheet.drawable, row.title, row.article)
        sheet.text(_MARGIN, y, sheet.fitting(title, _WIDTH - 3 * _MARGIN - taken))
        width = 1 + 440 * row.count / most
        sheet.box(_MARGIN, y + 8, width, _ROW_BAR, *SERIES[0])
        sheet.text(_MARGIN + width + 8, y + 15, number(row.count), size=8.5)


def main() -> None:
    """Draw the picture that stands in the input as JSON."""
    sys.stdout.buffer.write(draw(unpack(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
