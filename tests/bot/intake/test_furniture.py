"""Furniture: what runs along the edges of pages, and what only looks as if it did."""

import pytest

from bot.intake import furniture

_BODY = ("The mill stood still.", "The river went on.", "Nobody came.", "Then it rained.", "Again.")


def _kept(*edges: tuple[list[str], list[str]]) -> list[list[str]]:
    """Return what is left of the edges of pages whose bodies are all different."""
    bodies = [[f"{word} {line}" for line in _BODY] for word in "abcdefghij"[: len(edges)]]
    pages = [[*top, *body, *bottom] for (top, bottom), body in zip(edges, bodies, strict=True)]
    found = furniture.without(pages)
    return [
        [line for line in page if line not in body]
        for page, body in zip(found, bodies, strict=True)
    ]


def _tops(lines: list[str]) -> list[tuple[list[str], list[str]]]:
    return [([line], []) for line in lines]


def _feet(lines: list[str]) -> list[tuple[list[str], list[str]]]:
    return [([], [line]) for line in lines]


@pytest.mark.parametrize(
    "lines",
    [
        ["1", "2"],
        ["- 7 -", "- 8 -", "- 9 -"],
        ["Page 1 of 3", "Page 2 of 3"],
        ["page 5"],
        ["The Valley Post", "The Valley Post", "The Valley Post"],
        ["The Valley Post | 1", "The Valley Post | 2", "The Valley Post | 3"],
        ["The Post 0", "A Mill 1", "The Post 2", "A Mill 3", "The Post 4", "A Mill 5"],
    ],
    ids=lambda lines: lines[0],
)
def test_what_runs_along_the_pages_is_left_out(lines: list[str]) -> None:
    assert _kept(*_tops(lines)) == [[] for _ in lines]
    assert _kept(*_feet(lines)) == [[] for _ in lines]


def test_headers_may_have_several_lines() -> None:
    edges = [
        (["The Valley Post", "", f"{at}"], ["www.example.org", f"Page {at}"]) for at in range(4)
    ]

    assert _kept(*edges) == [[""]] * 4


@pytest.mark.parametrize(
    "lines",
    [
        ["1", "1"],
        ["12", "40", "7"],
        ["1901"],
        ["Chapter 1", "Chapter 2", "Chapter 3"],
        ["The mill", "The mill"],
        ["The first", "The second", "The third"],
        ["12 34 56", "13 90 57", "14 2 58"],
    ],
)
def test_what_only_looks_as_if_it_did_is_kept(lines: list[str]) -> None:
    assert _kept(*_tops(lines)) == [[line] for line in lines]


def test_what_stands_in_the_middle_of_pages_is_kept() -> None:
    pages = [["a1", "a2", "a3", "a4", "Again", "a5", "a6", "a7", "a8"]] * 1
    pages += [
        [line.replace("a", letter) if line != "Again" else line for line in pages[0]]
        for letter in "bcd"
    ]

    assert furniture.without(pages) == pages
