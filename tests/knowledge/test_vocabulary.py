"""The words and stems of texts, and vocabularies that go on from others."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.vocabulary import Vocabulary

WORDS = st.lists(st.text("abc", min_size=1, max_size=3), max_size=12)


def learnt(
    *texts: list[str], before: Vocabulary | None = None, settled: bool = False
) -> Vocabulary:
    found = Vocabulary(before)
    for words in texts:
        found.learn(words, [word[:1] for word in words])
        if settled:
            found.settle()
    return found


@given(WORDS, WORDS, WORDS, st.booleans())
def test_one_that_goes_on_from_another_knows_what_one_of_all_knows(
    first: list[str],
    second: list[str],
    third: list[str],
    settled: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    further = learnt(second, third, before=learnt(first), settled=settled)

    whole = learnt(first, second, third)

    for length in range(4):
        assert list(further.words(length)) == list(whole.words(length))
    for word in ("a", "b", "abc", "aaa", "cab", *first, *second, *third):
        assert further.has(word) == whole.has(word)
        assert further.has_stem(word) == whole.has_stem(word)


def test_what_goes_on_from_another_leaves_it_as_it_is() -> None:
    before = learnt(["mill"])

    learnt(["river"], before=before)

    assert not before.has("river")
    assert list(before.words(5)) == []


def test_equal_strings_are_one_object() -> None:
    before = Vocabulary()
    (kept,) = before.once("mill,".split(",")[:1])

    further = Vocabulary(before)
    (own,) = further.once("river,".split(",")[:1])

    assert further.once("mill river".split())[0] is kept
    assert further.once("mill river".split())[1] is own
    assert before.kept("river") is None
