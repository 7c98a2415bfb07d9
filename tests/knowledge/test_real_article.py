"""The publisher's article as it was saved; facts of it only, none of its sentences."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from knowledge import Kind, Passage, Reading, read, read_file
from knowledge.sentences import split

CREDITS = {"AP", "EPA", "Reuters", "PA", "AFP via Getty"}
TWO_SENTENCES = {4, 6, 34}


@pytest.fixture(name="found", params=["\n", "\r\n", "\r"])
def _found(article: Path, request: pytest.FixtureRequest) -> Reading:
    data = article.read_bytes().replace(b"\n", str(request.param).encode())
    return read(data, article.name)


def of_kind(found: Reading, kind: Kind) -> list[Passage]:
    return [passage for passage in found.passages if passage.kind is kind]


def test_its_facts_are_read(found: Reading) -> None:
    article = found.article

    assert (article.id, article.source) == ("iraq-news-2020-01-07", "Iraq News")
    assert (article.published, article.language) == (date(2020, 1, 7), "en")
    assert "\r" not in article.text


def test_its_text_is_the_file_as_it_is(article: Path) -> None:
    found = read_file(article, article.name)

    assert found.article.text == article.read_text(encoding="utf-8")


def test_it_has_13_paragraphs_and_35_captions_in_order(found: Reading) -> None:
    assert [p.number for p in of_kind(found, Kind.PARAGRAPH)] == list(range(1, 14))
    assert [p.number for p in of_kind(found, Kind.CAPTION)] == list(range(1, 36))
    assert {p.total for p in of_kind(found, Kind.CAPTION)} == {35}
    assert {p.heading for p in found.passages} == {""}


def test_no_marker_credit_dateline_or_date_line_is_in_a_passage(found: Reading) -> None:
    for passage in found.passages:
        assert not re.search(r"\d+/\d+|ThisDay|Source:|2020-01-07", passage.text)
        assert not CREDITS & {line.strip() for line in passage.text.splitlines()}


def test_its_credits_stand_with_their_photos(found: Reading) -> None:
    credits_ = {p.number: p.credit for p in of_kind(found, Kind.CAPTION)}

    agencies = Counter(credit.split("/")[-1].split()[-1] for credit in credits_.values())
    assert agencies == {"AP": 8, "EPA": 11, "Reuters": 5, "PA": 1, "Getty": 10}
    assert (credits_[1], credits_[23], credits_[35]) == ("AP", "PA", "EPA")
    assert credits_[2].startswith("Ahmad")
    assert credits_[11].startswith("KHAMENEI.IR/")


def test_three_captions_have_two_sentences(found: Reading) -> None:
    captions = of_kind(found, Kind.CAPTION)

    counted = {p.number: len(split(p.article.text, p.span)) for p in captions}

    assert {number for number, count in counted.items() if count == 2} == TWO_SENTENCES
    assert set(counted.values()) == {1, 2}


def test_all_its_words_are_kept(found: Reading) -> None:
    shown = " ".join(f"{p.text} {p.credit} {p.number}/{p.total}" for p in found.passages)
    header = found.article.text.split("\n")[0]

    lost = set(found.article.text.split()) - {*shown.split(), *header.split()}
    assert lost == {"(ThisDay", "Now", ")-"}


@pytest.mark.parametrize("cut", [700, 2500, 4000, 6000, 9000])
def test_it_can_be_cut_anywhere(article: Path, cut: int) -> None:
    text = article.read_text(encoding="utf-8")[:cut].rstrip()

    found = read(text.encode(), article.name)

    last = found.passages[-1]
    assert text.split()[-1] in f"{last.text} {last.credit} {last.number}/{last.total}"
    assert len(of_kind(found, Kind.PARAGRAPH)) <= 13
