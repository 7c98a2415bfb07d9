"""A report as tables: aligned for a terminal, or in Markdown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.quality.report import COMPARED, PILCROW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.quality.bootstrap import Figure
    from benchmarks.quality.report import Report

Table = list[tuple[str, ...]]
_INTERVAL = "95 % interval"


def tables(report: Report) -> Iterator[Table]:
    """Yield the tables of a report, each with its header first."""
    yield [
        ("", PILCROW, _INTERVAL),
        *((name, _value(name, it), _interval(name, it)) for name, it in report.figures.items()),
    ]
    if report.peers:
        yield [("", *COMPARED), *_compared(report)]
    yield [
        ("confidence, mean", "right", "questions"),
        *(
            (f"{held.confidence:.2f}", f"{held.right:.2f}", f"{held.questions:,}")
            for held in report.reliability
        ),
    ]


def counted(report: Report) -> str:
    """Return on what the report rests, as one sentence."""
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in report.questions.items())
    return f"{report.articles} articles; questions: {kinds}; intervals over articles."


def plain(table: Table) -> str:
    """Return a table with aligned columns."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    )


def markdown(table: Table) -> str:
    """Return a table in Markdown."""
    header, *rows = table
    lines = [header, ("---", *("---:" for _ in header[1:])), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def rendered(report: Report, render: Callable[[Table], str]) -> str:
    """Return the report's tables, rendered one after another."""
    return "\n\n".join([counted(report), *(render(table) for table in tables(report))])


def _compared(report: Report) -> Iterator[tuple[str, ...]]:
    own = [report.figures[name] for name in COMPARED]
    yield PILCROW, *_values(own)
    for name, peer in report.peers.items():
        yield name, *_values([peer.figures[at] for at in COMPARED])
        yield "– Pilcrow's lead", *(_lead(peer.leads[at]) for at in COMPARED)


def _values(figures: Sequence[Figure]) -> Iterator[str]:
    return (f"{figure.value:.1f}" for figure in figures)


def _lead(lead: Figure) -> str:
    return f"{lead.value:+.1f} [{lead.low:.1f}, {lead.high:.1f}]"


def _value(name: str, figure: Figure) -> str:
    return _number(name, figure.value)


def _interval(name: str, figure: Figure) -> str:
    return f"{_number(name, figure.low)} to {_number(name, figure.high)}"


def _number(name: str, value: float) -> str:
    if math.isnan(value):
        return "–"
    return f"{value:.3f}" if name.startswith("AUROC") else f"{value:.1f}"
