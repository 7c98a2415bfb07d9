"""Referring: what `[[…]]` names, and paragraphs by place or first words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import referring
from bot.locales import speaking
from bot.service import AnswerService
from bot.settings import Settings
from knowledge import EMBEDDED, identify, load
from tests.bot.catalogues import german
from tests.bot.messages import BASE
from tests.bot.texts import awkward_texts

SERVICE = AnswerService(lambda: load(EMBEDDED), Settings())
SELVIK = next(a for a in BASE.articles if a.title == "The lighthouse of Selvik")
BOATS = next(a for a in BASE.articles if a.title == "Boats on the bay")


def test_references_are_named_once_each_in_their_order() -> None:
    text = "see [[ b  ¶2 ]] and [[a]], [[b ¶2]], [[]], [c], [[d"

    assert referring.references(text) == ["b ¶2", "a"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("selvik ¶ 1", "The lighthouse of Selvik was built in 1821"),
        ("The lighthouse of Selvik ¶2", "Whale oil fed the lamp"),
        ("boats photo 2", "Two dinghies wait"),
        ("the lighthouse of selvik", "The lighthouse of Selvik was built in 1821"),
        ("Keller brothers", "built in 1821 by the Keller brothers"),
    ],
)
def test_a_name_means_a_passage(name: str, said: str) -> None:
    found = referring.resolved(SERVICE, BASE, name)

    assert found
    assert said in " ".join(found.text.split())


@pytest.mark.parametrize("name", ["selvik ¶99", "quorrable", "x ¶1 · 0000", "selvik photo 1"])
def test_other_names_mean_none(name: str) -> None:
    assert referring.resolved(SERVICE, BASE, name) is None


def test_an_id_means_its_quote() -> None:
    quote = referring.resolved(SERVICE, BASE, "selvik ¶2")
    assert quote
    found = identify(quote)

    assert referring.resolved(SERVICE, BASE, str(found)) == quote


@given(st.one_of(st.text(), awkward_texts))
def test_no_name_harms(name: str) -> None:
    for one in referring.references(f"[[{name}]]"):
        referring.resolved(SERVICE, BASE, one)


def test_every_offered_place_is_read_back() -> None:
    for article in BASE.articles:
        for name, value in referring.choices(BASE, article, "", 25):
            passage = referring.placed(BASE, article, value)
            assert passage
            assert passage == referring.placed(BASE, article, name)


def test_a_photo_is_offered_and_read_as_it_is_called_now(monkeypatch: pytest.MonkeyPatch) -> None:
    german(monkeypatch, {"photo {place}": "Foto {place}"})

    with speaking("de"):
        [(name, value)] = referring.choices(BASE, BOATS, "foto 2", 25)
        found = referring.placed(BASE, BOATS, "foto 2")

    assert name.startswith("Foto 2 · ")
    assert value == "photo 2"
    assert found == referring.placed(BASE, BOATS, value) is not None


def test_the_first_words_offer_their_paragraph_first() -> None:
    offered = referring.choices(BASE, SELVIK, "whale OIL", 25)

    assert [value for _, value in offered] == ["¶2"]
    assert referring.choices(BASE, SELVIK, "3", 25)[0][1] == "¶3"
    assert referring.choices(BASE, SELVIK, "quorrable", 25) == []


def test_paragraphs_between_two_come_in_reading_order() -> None:
    ends = [referring.placed(BASE, SELVIK, place) for place in ("3", "¶ 1")]
    assert ends[0]
    assert ends[1]

    assert [one.number for one in referring.between(BASE, ends[0], ends[1])] == [1, 2, 3]
    assert referring.placed(BASE, BOATS, "photo 1")
    assert referring.placed(BASE, SELVIK, "the tower") is None
