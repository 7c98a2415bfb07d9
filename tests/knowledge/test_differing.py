"""Differing: what became of each paragraph of an article, word by word where it was edited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Edit, Fate, ParagraphChange, differences
from knowledge import differing as module
from tests.knowledge.making import reading

ONE = "The mill on the river was built in 1901 by two brothers."
TWO = "A ferry crossed the fjord each morning and was never late."
NEW = "Nobody in the valley remembers who the owner of the barn had been."
KEPT, LEFT_OUT, PUT_IN = Edit.KEPT, Edit.LEFT_OUT, Edit.PUT_IN


def changes(before: str, after: str) -> list[ParagraphChange]:
    return differences(reading(before), reading(after))


def told(found: list[ParagraphChange]) -> list[tuple[Fate, str, str]]:
    return [
        (one.fate, one.before.text if one.before else "", one.after.text if one.after else "")
        for one in found
    ]


def test_an_article_does_not_differ_from_itself() -> None:
    assert changes(f"{ONE}\n\n{TWO}", f"{ONE}\n\n{TWO}") == []
    assert changes(ONE, ONE.replace(" ", "\n")) == []
    assert differences(None, None) == []


def test_all_of_a_new_article_is_added_and_all_of_a_removed_one_is_removed() -> None:
    text = reading(f"{ONE}\n\n{TWO}")

    assert told(differences(None, text)) == [(Fate.ADDED, "", ONE), (Fate.ADDED, "", TWO)]
    assert told(differences(text, None)) == [(Fate.REMOVED, ONE, ""), (Fate.REMOVED, TWO, "")]


def test_an_edited_paragraph_is_changed_and_its_words_are_marked() -> None:
    edited = ONE.replace("1901", "1902").replace("two ", "")

    (change,) = changes(f"{ONE}\n\n{TWO}", f"{edited}\n\n{TWO}")

    assert change.fate is Fate.CHANGED
    assert change.words == (
        (KEPT, "The mill on the river was built in"),
        (LEFT_OUT, "1901"),
        (PUT_IN, "1902"),
        (KEPT, "by"),
        (LEFT_OUT, "two"),
        (KEPT, "brothers."),
    )


def test_an_edited_paragraph_is_changed_though_others_were_put_before_it() -> None:
    edited = ONE.replace("1901", "1902")

    found = changes(f"{ONE}\n\n{TWO}", f"{NEW}\n\n{edited}\n\n{TWO}")

    assert told(found) == [(Fate.ADDED, "", NEW), (Fate.CHANGED, ONE, edited)]


def test_paragraphs_that_say_something_else_are_removed_and_added() -> None:
    assert told(changes(ONE, NEW)) == [(Fate.REMOVED, ONE, ""), (Fate.ADDED, "", NEW)]


def test_what_became_of_paragraphs_is_told_in_reading_order() -> None:
    one, two = ONE.replace("1901", "1902"), TWO.replace("never", "often")

    found = changes(f"{ONE}\n\n{NEW}\n\n{TWO}", f"{one}\n\n{two}\n\nThe end.")

    assert told(found) == [
        (Fate.CHANGED, ONE, one),
        (Fate.REMOVED, NEW, ""),
        (Fate.CHANGED, TWO, two),
        (Fate.ADDED, "", "The end."),
    ]


def test_the_most_alike_become_each_other() -> None:
    near, nearest = f"{ONE} It burnt down twice.", f"{ONE} It burnt."

    assert told(changes(ONE, f"{near}\n\n{nearest}")) == [
        (Fate.ADDED, "", near),
        (Fate.CHANGED, ONE, nearest),
    ]
    assert told(changes(ONE, f"{nearest}\n\n{near}"))[0] == (Fate.CHANGED, ONE, nearest)


def test_punctuation_is_marked_too() -> None:
    (change,) = changes(ONE, ONE.replace("1901", "1901,"))

    assert [words for edit, words in change.words if edit is not KEPT] == ["1901", "1901,"]


def test_what_has_no_spaces_is_marked_by_the_character() -> None:
    (change,) = changes("東京都は日本の首都 です 。", "東京都は日本の中心 です 。")

    assert change.words == (
        (KEPT, "東京都は日本の"),
        (LEFT_OUT, "首都"),
        (PUT_IN, "中心"),
        (KEPT, "です 。"),
    )


def test_a_paragraph_without_end_is_shown_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_WORDS", 5)
    edited = ONE.replace("1901", "1902")

    (change,) = changes(ONE, edited)

    assert change.words == ((LEFT_OUT, ONE), (PUT_IN, edited))


def test_articles_without_end_are_compared_place_by_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_PAIRS", 1)
    edited = ONE.replace("1901", "1902")

    found = changes(f"{ONE}\n\n{TWO}", f"{edited}\n\n{NEW}")

    assert told(found) == [
        (Fate.CHANGED, ONE, edited),
        (Fate.REMOVED, TWO, ""),
        (Fate.ADDED, "", NEW),
    ]


PARAGRAPHS = st.lists(
    st.lists(st.sampled_from("mill river wheel owner year 1901 valley.".split()), min_size=1).map(
        " ".join
    ),
    min_size=1,
    max_size=6,
)


@given(PARAGRAPHS, PARAGRAPHS)
def test_the_changes_lead_from_one_version_to_the_other(old: list[str], new: list[str]) -> None:
    before, after = reading("\n\n".join(old), "a.md"), reading("\n\n".join(new), "a.md")

    found = differences(before, after)

    gone = [one.before for one in found if one.before]
    come = [one.after for one in found if one.after]
    assert gone == sorted(gone, key=lambda passage: passage.span)
    assert come == sorted(come, key=lambda passage: passage.span)
    kept = [passage.text for passage in before.passages if passage not in gone]
    assert kept == [passage.text for passage in after.passages if passage not in come]
    for one in found:
        assert (one.fate is Fate.CHANGED) == bool(one.words)
        if one.before and one.after:
            left = " ".join(words for edit, words in one.words if edit is not PUT_IN)
            put = " ".join(words for edit, words in one.words if edit is not LEFT_OUT)
            assert (left, put) == (one.before.text, one.after.text)
