"""What moderators write for a paragraph, and what they are offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.curation.expecting import Rule, Unknown, choices, read, value_of
from bot.curation.verdicts import label
from bot.locales import speaking
from knowledge import Kind, KnowledgeBase, Passage, build
from knowledge import read as read_article
from tests.bot.catalogues import foreign
from tests.bot.texts import GALLERY, LIGHTHOUSE, ORCHARD, awkward_texts


def _base(**texts: str) -> KnowledgeBase:
    return build([read_article(text.encode(), f"{name}.md") for name, text in texts.items()])


_BASE = _base(selvik=LIGHTHOUSE, orchard=ORCHARD, regatta=GALLERY, caption=ORCHARD)


def _place(found: object) -> tuple[str, Kind, int]:
    assert isinstance(found, Passage)
    return found.article.id, found.kind, found.number


@pytest.mark.parametrize(
    "written",
    [
        "selvik 2", "selvik ¶ 2", "selvik ¶2", "selvik¶2", " SELVIK  ¶  2 ", "paragraph selvik 2",
        "selvik paragraph 2", "The lighthouse of Selvik 2", "the lighthouse of selvik ¶ 2",
        "selvik ¶ 2 · Whale oil fed the lamp until 1907.",
    ],
)  # fmt: skip
def test_a_paragraph_may_be_written_in_many_ways(written: str) -> None:
    assert _place(read(_BASE, written)) == ("selvik", Kind.PARAGRAPH, 2)


@pytest.mark.parametrize(
    "written",
    ["caption regatta 2", "photo regatta 2", "regatta photo 2", "Regatta Caption 2",
     "caption Boats on the bay 2"],
)  # fmt: skip
def test_so_may_a_photo(written: str) -> None:
    assert _place(read(_BASE, written)) == ("regatta", Kind.CAPTION, 2)


def test_an_article_may_be_called_like_a_kind_of_paragraph() -> None:
    assert _place(read(_BASE, "caption 2")) == ("caption", Kind.PARAGRAPH, 2)


@pytest.mark.parametrize("written", ["no answer", "No  Answer", "none", "NO", "nothing"])
def test_no_answer_may_be_expected(written: str) -> None:
    assert read(_BASE, written) is Rule.NOTHING


def test_what_is_shown_in_a_language_is_understood_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    foreign(monkeypatch, {"no answer": "keine Antwort", "photo {place}": "Foto {place}"})

    with speaking("de"):
        assert choices(_BASE, "", 1) == [("keine Antwort", "no answer")]
        assert choices(_BASE, "keine", 1) == [("keine Antwort", "no answer")]
        assert read(_BASE, "Keine Antwort") is read(_BASE, "no answer") is Rule.NOTHING
        names = [name for name, _ in choices(_BASE, "regatta foto 2", 1)]
        assert names[0].startswith("regatta Foto 2 · ")
        found = [read(_BASE, name) for name in ("regatta foto 2", "regatta photo 2", *names)]
        unknown = read(_BASE, "regatta Foto 99")

    assert [_place(one) for one in found] == [("regatta", Kind.CAPTION, 2)] * 3
    assert isinstance(unknown, Unknown)
    assert (unknown.written, unknown.kind) == ("regatta Foto 99", Kind.CAPTION)


@pytest.mark.parametrize("written", ["", "  "])
def test_what_answers_now_is_expected_where_nothing_is_written(written: str) -> None:
    assert read(_BASE, written) is Rule.NOW


@pytest.mark.parametrize(
    ("written", "article", "kind", "most"),
    [
        ("selvik", "", Kind.PARAGRAPH, 0),
        ("harbour 2", "", Kind.PARAGRAPH, 0),
        ("harbour 2 · Words", "", Kind.PARAGRAPH, 0),
        ("4", "", Kind.PARAGRAPH, 0),
        ("selvik 9", "selvik", Kind.PARAGRAPH, 3),
        ("selvik 0", "selvik", Kind.PARAGRAPH, 3),
        ("selvik photo 1", "selvik", Kind.CAPTION, 0),
        ("caption regatta 4", "regatta", Kind.CAPTION, 3),
    ],
)
def test_what_is_not_there_is_told_with_what_is(
    written: str, article: str, kind: Kind, most: int
) -> None:
    assert read(_BASE, written) == Unknown(written, article, kind, most)


@given(awkward_texts)
def test_anything_may_be_written(written: str) -> None:
    read(_BASE, written)
    choices(_BASE, written, 25)


def test_an_id_comes_before_a_title() -> None:
    base = _base(selvik=ORCHARD, other=LIGHTHOUSE.replace("The lighthouse of Selvik", "selvik", 1))

    assert _place(read(base, "selvik 1"))[0] == "selvik"


def test_every_passage_can_be_written_as_its_choice_its_value_and_its_label() -> None:
    for passage in _BASE.passages:
        name = next(n for n, value in choices(_BASE, "", 99) if value == value_of(passage))

        assert read(_BASE, value_of(passage)) == passage
        assert read(_BASE, label(passage)) == passage
        assert read(_BASE, name) == passage


def test_no_answer_is_offered_first_and_then_paragraphs_in_their_order() -> None:
    offered = choices(_BASE, "", 25)

    assert offered[0] == ("no answer", "no answer")
    assert offered[1][0].startswith("selvik ¶ 1 · The lighthouse of Selvik was built in 1821 by")
    assert offered[1][1] == "selvik 1"
    assert (
        "regatta photo 1 · A red sloop rounds the northern buoy.",
        "caption regatta 1",
    ) in offered


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("sloop red", ["caption regatta 1"]),
        ("PHOTO", ["caption regatta 1", "caption regatta 2", "caption regatta 3"]),
        ("whale oil", ["selvik 2"]),
        ("boats on", ["regatta 1", "caption regatta 1", "caption regatta 2", "caption regatta 3"]),
        ("selvik 2", ["selvik 2", "selvik 1"]),
        ("no a", ["no answer"]),
        ("zeppelin", []),
    ],
)
def test_what_holds_every_word_typed_is_offered(typed: str, values: list[str]) -> None:
    assert [value for _, value in choices(_BASE, typed, 25)][: len(values)] == values


@given(st.integers(1, 25))
def test_there_are_no_more_choices_than_discord_takes(limit: int) -> None:
    base = _base(**{"a" * 80: "# T\n\n" + "The word. \n\n" * 30})

    offered = choices(base, "", limit)

    assert len(offered) == limit
    assert all(0 < len(text) <= 100 for pair in offered for text in pair)
