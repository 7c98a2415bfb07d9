import pytest

from knowledge import Kind, Reading
from tests.knowledge.making import held, reading

BEFORE = "The storm came in the night. It took the roof of the mill."
AFTER = "The miller wants to build again. His neighbours have promised to help."
CAPTIONS = {
    1: ("A mill without a roof in the valley of the Alder", "AP"),
    2: ("Two carpenters carry a beam across the yard", "Ada Mills"),
    3: ("A dog watches the river from the bridge at noon", "AP"),
    4: ("Children search the meadow for shingles", "Valley Post via Getty"),
}


def item(number: int, total: int, *lines: str, gap: str = "\n\n", of: str = "{}/{}") -> str:
    return gap.join((of.format(number, total), *lines))


def gallery(gap: str = "\n\n", of: str = "{}/{}", total: int = 4, *, credit: bool = True) -> str:
    parts = (
        item(n, total, *(lines if credit else lines[:1]), gap=gap, of=of)
        for n, lines in CAPTIONS.items()
    )
    return gap.join(parts)


def captions(found: Reading) -> dict[int, tuple[str, str]]:
    return {p.number: (p.text, p.credit) for p in found.passages if p.kind is Kind.CAPTION}


def body(found: Reading) -> list[str]:
    return [p.text for p in found.passages if p.kind is Kind.PARAGRAPH]


@pytest.mark.parametrize("gap", ["\n\n", "\n", "\n\n\n\n", "\r\n\r\n", "\r\n"])
@pytest.mark.parametrize("of", ["{}/{}", "{} of {}", "[{}/{}]", "({} / {})", "Photo {} of {}"])
def test_items_become_captions_with_number_and_credit(gap: str, of: str) -> None:
    found = reading(f"{BEFORE}\n\n{gallery(gap, of)}\n\n{AFTER}")

    assert captions(found) == CAPTIONS
    assert body(found) == [BEFORE, AFTER]
    assert {p.total for p in found.passages if p.kind is Kind.CAPTION} == {4}


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (f"{gallery()}\n\n{AFTER}", [AFTER]),
        (f"{BEFORE}\n\n{gallery()}", [BEFORE]),
        (gallery(), []),
    ],
)
def test_a_gallery_may_stand_at_either_end(text: str, rest: list[str]) -> None:
    found = reading(text)

    assert captions(found) == CAPTIONS
    assert body(found) == rest


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_a_gallery_may_be_without_credits(gap: str) -> None:
    found = reading(f"{BEFORE}\n\n{gallery(gap, credit=False)}\n\n{AFTER}")

    assert captions(found) == {n: (caption, "") for n, (caption, _) in CAPTIONS.items()}
    assert body(found) == [BEFORE, AFTER]


def test_a_last_credit_is_known_from_those_before() -> None:
    named = {n: (caption, "Ada Mills") for n, (caption, _) in CAPTIONS.items()}
    items = "\n\n".join(item(n, 4, *lines) for n, lines in named.items())

    found = reading(f"{BEFORE}\n\n{items}\n\nThe Day After\n\n{AFTER}")

    assert captions(found) == named
    assert body(found)[-1] == AFTER
    assert found.passages[-1].heading == "The Day After"


def test_a_last_credit_may_be_a_name_not_seen_before() -> None:
    items = gallery().replace("Valley Post via Getty", "Bo Li")

    assert captions(reading(f"{items}\n\n{AFTER}"))[4][1] == "Bo Li"


def test_items_may_be_missing_from_a_long_gallery() -> None:
    items = "\n\n".join(item(5 * n, 35, *lines) for n, lines in CAPTIONS.items())

    found = reading(f"{BEFORE}\n\n{items}\n\n{AFTER}")

    assert captions(found) == {5 * n: lines for n, lines in CAPTIONS.items()}
    assert body(found) == [BEFORE, AFTER]


def test_a_caption_may_have_two_sentences_and_a_wide_gap_between_them() -> None:
    wide = gallery().replace(" across", ".\n\n\n\nThey go across")

    assert captions(reading(wide))[2] == (
        "Two carpenters carry a beam.\n\n\n\nThey go across the yard",
        "Ada Mills",
    )


def test_the_body_may_go_on_between_two_items() -> None:
    first, second = item(1, 4, *CAPTIONS[1]), item(2, 4, *CAPTIONS[2])
    third = item(3, 4, *CAPTIONS[3])

    found = reading(f"{first}\n\n{BEFORE}\n\n{second}\n\n{AFTER}\n\n{third}")

    assert captions(found)[1] == CAPTIONS[1]
    assert BEFORE in body(found)


def test_a_last_caption_without_credit_keeps_its_wrapped_lines() -> None:
    wrapped = "A barn stands in the meadow\nwith its doors wide open"
    items = f"{gallery(credit=False, total=5)}\n\n5/5\n\n{wrapped}\n\n{AFTER}"

    found = reading(items)

    assert captions(found)[5] == (wrapped, "")
    assert body(found) == [AFTER]


def test_an_item_without_a_caption_is_left_out() -> None:
    found = reading(f"{gallery(total=5)}\n\n5/5")

    assert captions(found) == CAPTIONS


@pytest.mark.parametrize(
    "text",
    [
        "About 3/4 of the valley saw the storm. Another 1/4 slept.",
        "1/2\ncup of flour\n\n1/2\ncup of milk",
        "1/4\ncup of flour\n\n3/4\ncup of milk",
        "7/4\nis a time\n\n8/4\nis another",
        "1/2",
        "1/2\n2/2",
        "1/2\f2/2\fpages",
        "\n\n".join(f"{BEFORE * 12}\n\n{page}/9" for page in range(1, 9)),
    ],
)
def test_fractions_and_page_numbers_make_no_gallery(text: str) -> None:
    found = reading(text)

    assert captions(found) == {}
    assert set(text.split()) <= set(held(found).split())


def test_a_heading_ends_the_last_item() -> None:
    text = f"{gallery(credit=False)}\n\n## The Day After\n\n{AFTER}"

    found = reading(text, "a.md")

    assert captions(found)[4] == (CAPTIONS[4][0], "")
    assert [(p.heading, p.text) for p in found.passages][4:] == [("The Day After", AFTER)]


def test_two_galleries_are_numbered_through() -> None:
    found = reading(f"{gallery()}\n\n{AFTER}\n\n{gallery()}")

    assert list(captions(found)) == list(range(1, 9))


def test_two_galleries_with_other_totals_are_both_read() -> None:
    second = "\n\n".join(item(n, 2, f"A boat on lake {n}", "Bo Li") for n in (1, 2))

    found = reading(f"{BEFORE}\n\n{gallery()}\n\n{AFTER}\n\n{second}\n\n{BEFORE}")

    shown = [(p.text, p.credit) for p in found.passages if p.kind is Kind.CAPTION]
    assert shown == [
        *CAPTIONS.values(),
        ("A boat on lake 1", "Bo Li"),
        ("A boat on lake 2", "Bo Li"),
    ]
    assert body(found) == [BEFORE, AFTER, BEFORE]


def test_galleries_may_follow_each_other() -> None:
    second = "\n\n".join(item(n, 2, f"A boat on lake {n}", "Bo Li") for n in (1, 2))

    found = reading(f"{second}\n\n{gallery()}\n\n{AFTER}")

    assert [p.credit for p in found.passages if p.kind is Kind.CAPTION] == [
        "Bo Li", "Bo Li", *(credit for _, credit in CAPTIONS.values())
    ]  # fmt: skip
    assert body(found) == [AFTER]


def test_galleries_beyond_the_most_looked_for_stay_text() -> None:
    each = (
        item(n, total, f"A boat on lake {n}", "Bo Li") for total in range(2, 40) for n in (1, 2)
    )

    found = reading("\n\n".join(each))

    assert len([p for p in found.passages if p.kind is Kind.CAPTION]) < 76
    assert "A boat on lake 1" in held(found)


def test_a_last_caption_without_credit_and_full_stop_does_not_go_on_across_a_wide_gap() -> None:
    lines = [f"The miller mended wheel {n}." for n in range(6)]
    story = "\n\n".join("\n\n\n\n".join(lines[at : at + 2]) for at in (0, 2, 4))
    photos = "1/2\n\nA mill burns\n\nAP\n\n2/2\n\nA dog by the river"

    found = reading(f"{story}\n\n{photos}\n\n\n\n{story}")

    assert captions(found)[2] == ("A dog by the river", "")
    assert len(body(found)) == 6
