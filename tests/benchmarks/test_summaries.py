"""Summaries against the lead, on an invented file."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality.summaries import MEASURES, lead, main, scores
from knowledge import Reading, build, read

TEXT = (
    b"The mill on the river grinds rye for the valley.\n\n"
    b"The mill grinds rye. A cat sleeps there. The river turns the wheel of the mill.\n\n"
    b"The valley eats bread of rye."
)


@pytest.fixture(name="reading")
def _reading() -> Reading:
    return read(TEXT, "mill.txt")


def test_the_lead_is_the_first_sentences_that_find_room(reading: Reading) -> None:
    base = build([Reading(reading.article, reading.passages[1:])])

    assert lead(base, 8) == "The mill grinds rye. A cat sleeps there."
    assert lead(base, 1) == "The mill grinds rye."


def test_what_the_first_paragraph_says_scores_and_the_rest_is_summarised(reading: Reading) -> None:
    ours, leads = scores([reading], 8)

    assert ours.shape == leads.shape == (1, len(MEASURES))
    assert 0 < leads[0][0] < 100
    assert 0 < ours[0][0] < 100


def test_one_table_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paragraphs: list[dict[str, Any]] = [
        {"context": part, "qas": []} for part in TEXT.decode().split("\n\n")
    ]
    file = tmp_path / "data.json"
    file.write_text(json.dumps({"data": [{"title": "Mill", "paragraphs": paragraphs}]}))

    assert main(["--data", str(file)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["words", "60", "120", "250"]


def test_a_missing_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path / "none.json")]) == 1

    assert len(capsys.readouterr().err.splitlines()) == 1
