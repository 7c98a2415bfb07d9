"""Near-duplicates: four fifths of the terms, and a sign in common whenever that is so."""

from hypothesis import given
from hypothesis import strategies as st

from bot.storage.likeness import alike, signs

_TERMS = st.frozensets(st.sampled_from("a bb c dd e ff g hh i jj kkk l".split()))


@given(_TERMS, _TERMS)
def test_what_is_alike_shares_four_fifths_of_its_terms_and_a_sign(
    one: frozenset[str], other: frozenset[str]
) -> None:
    expected = bool(one & other) and len(one & other) / len(one | other) >= 0.8

    assert alike(one, other) == expected
    assert not expected or signs(one) & signs(other)


def test_a_sign_is_a_number_of_64_bits_whatever_the_term_and_its_order() -> None:
    hostile = ["\ud800", "\x00", "x" * 10_000, ""]

    assert signs(hostile) == signs(hostile[::-1] * 2)
    assert all(-(2**63) <= sign < 2**63 for sign in signs(hostile))


def test_few_of_the_terms_are_signs() -> None:
    assert [len(signs(map(str, range(count)))) for count in (1, 4, 5, 10, 20)] == [1, 1, 2, 3, 5]
