"""Postings: which documents hold a term, and how often."""

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.postings import Postings, SortedTerms

TERMS = st.sampled_from("mill river wheel owner".split())
DOCUMENTS = st.lists(st.lists(TERMS, max_size=6), max_size=6)


def held(postings: Postings, term: str) -> list[tuple[int, int]]:
    found = postings.find(term)
    return [] if found is None else list(zip(*(part.tolist() for part in found), strict=True))


def expected(documents: Iterable[tuple[int, list[str]]], term: str) -> list[tuple[int, int]]:
    return [(at, terms.count(term)) for at, terms in documents if term in terms]


@given(DOCUMENTS, st.booleans(), st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)))
def test_a_term_is_found_in_the_documents_that_hold_it(
    documents: list[list[str]],
    small: bool,  # noqa: FBT001 (a parameter of the test)
    gone: set[int],
    later: set[int],
) -> None:
    postings = Postings([Counter(terms) for terms in documents], range(len(documents)), small=small)

    left = postings.without(gone).without(later)

    for term in ("mill", "river", "wheel", "owner", "unknown"):
        every = list(enumerate(documents))
        assert held(postings, term) == expected(every, term)
        others = [(at, terms) for at, terms in every if at not in gone | later]
        assert held(left, term) == expected(others, term)


def test_documents_keep_their_numbers() -> None:
    postings = Postings([{"mill": 2}, {"mill": 1, "river": 1}], [4, 9])

    assert held(postings, "mill") == [(4, 2), (9, 1)]
    assert held(postings, "river") == [(9, 1)]


def test_without_nothing_it_is_the_same() -> None:
    postings = Postings([{"mill": 1}], [0])

    assert postings.without(()) is postings


@pytest.mark.parametrize(
    ("term", "number"), [("mill", 0), ("river", 1), ("a", None), ("m", None), ("z", None)]
)
def test_a_sorted_term_has_its_place(term: str, number: int | None) -> None:
    terms = SortedTerms(["river", "mill", "river"])

    assert terms.get(term) == number
    assert (term in terms) == (number is not None)
    assert list(terms) == ["mill", "river"]
    assert len(terms) == 2
