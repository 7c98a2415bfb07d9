import pytest

from knowledge import Kind
from knowledge.errors import FileEmptyError
from tests.knowledge.making import paragraphs, reading


def shown(text: str) -> list[str]:
    return paragraphs(text, "notes.md")


def test_the_first_heading_is_the_title_and_the_others_stand_above_their_passages() -> None:
    found = reading("# The Mill\n\nOne.\n\n## Wheel\n\nTwo.\n\n### Teeth\n\nThree.\n", "a.md")

    assert found.article.title == "The Mill"
    assert [p.heading for p in found.passages] == ["", "Wheel", "Wheel › Teeth"]


def test_underlined_headings_count_too() -> None:
    found = reading("The Mill\n========\n\nWheel\n-----\n\nOne.", "a.md")

    assert (found.article.title, found.passages[0].heading) == ("The Mill", "Wheel")


def test_a_title_of_the_front_matter_leaves_the_heading_where_it_is() -> None:
    found = reading("---\ntitle: Front\n---\n# The Mill\n\nOne.", "a.md")

    assert (found.article.title, found.passages[0].heading) == ("Front", "The Mill")


def test_a_heading_with_nothing_under_it_is_a_paragraph() -> None:
    found = reading("# The Mill\n\n## Empty\n\n## Wheel\n\nOne.\n\n## The End", "a.md")

    assert [(p.heading, p.text) for p in found.passages] == [
        ("", "Empty"),
        ("Wheel", "One."),
        ("Wheel", "The End"),
    ]


def test_a_very_long_heading_is_a_paragraph() -> None:
    heading = "wheel " * 50

    assert shown(f"# The Mill\n\n## {heading}\n\nOne.") == [heading.strip(), "One."]


@pytest.mark.parametrize(
    "text", ["# The Mill", "# The Mill\n\n## Wheel", "<!-- note -->", "[a]: b"]
)
def test_headings_alone_are_an_empty_file(text: str) -> None:
    with pytest.raises(FileEmptyError):
        reading(text, "a.md")


def test_marks_are_not_shown() -> None:
    text = "A *very* **old** `mill` [by](https://example.org) the\n[river][1] &amp; \\*wood\\*.\n\n[1]: x"

    assert shown(text) == ["A very old mill by the river & *wood*."]


def test_hard_breaks_and_break_tags_are_line_ends() -> None:
    assert shown("One  \ntwo\\\nthree<br>four `<br>` <b>five</b>") == [
        "One\ntwo\nthree\nfour <br> five"
    ]


def test_a_list_is_one_passage_with_its_markers() -> None:
    assert shown("- one\n- two\n  - deep\n\n  more\n") == ["- one\n- two\n- deep\nmore"]
    assert shown("3. three\n4. four\n") == ["3. three\n4. four"]
    assert shown("1) one\n2) two\n") == ["1) one\n2) two"]


def test_a_list_keeps_all_that_stands_in_it() -> None:
    text = "- one\n\n      code\n\n- ```\n  fenced\n  ```\n- > quoted\n- <div>boxed</div>\n-\n"

    assert shown(text) == ["- one\ncode\n- fenced\n- quoted\n- boxed"]


def test_a_table_is_read_row_by_row() -> None:
    assert shown("| Mill | Year |\n|---|---|\n| Old | 1901 |\n") == ["- Mill | Year\n- Old | 1901"]


def test_a_table_row_ends_with_its_last_cell_that_is_not_empty() -> None:
    text = "| Mill | |\n|---|---|\n| | 1901 |\n"

    assert shown(text) == ["- Mill\n-  | 1901"]


def test_code_is_a_passage() -> None:
    assert shown("```\nrun it\n```\n\n    indented") == ["run it", "indented"]


def test_block_quotes_are_opened_up() -> None:
    assert shown("> One.\n>\n> - two\n>\n> > Three.\n\nFour.") == [
        "One.",
        "- two",
        "Three.",
        "Four.",
    ]


def test_images_alone_are_captions_with_the_credit_from_the_title() -> None:
    text = '![A *mill*](a.jpg "Ada Mills")\n\n[![A barn](b.jpg)](b.html) ![A dog](c.jpg)'

    found = reading(text, "a.md").passages

    assert [(p.kind, p.text, p.credit, p.label) for p in found] == [
        (Kind.CAPTION, "A mill", "Ada Mills", "photo 1/3, Ada Mills"),
        (Kind.CAPTION, "A barn", "", "photo 2/3"),
        (Kind.CAPTION, "A dog", "", "photo 3/3"),
    ]


def test_an_image_between_words_is_read_with_them() -> None:
    assert shown("The ![wheel](w.png) turns.") == ["The wheel turns."]


def test_html_in_between_is_shown_as_a_page_would() -> None:
    text = "<div>\n<!-- note --><p>One.</p><p>Two.</p><script>x()</script>\n</div>\n\nThree."

    assert shown(text) == ["One.", "Two.", "Three."]


def test_a_byline_below_the_title_is_a_fact() -> None:
    found = reading("# The Mill\n\n*By Ada Mills*, 4 March 2021\n\nOne is here.", "a.md")

    assert found.article.author == "Ada Mills"
    assert [p.text for p in found.passages] == ["One is here."]


def test_a_gallery_may_stand_in_markdown() -> None:
    items = "\n\n".join(f"{n}/3\n\nA mill on a hill, seen from afar\n\nAP" for n in (1, 2, 3))

    found = reading(f"# The Mill\n\nOne.\n\n{items}\n\nTwo.", "a.md").passages

    assert [p.label for p in found][1:4] == ["photo 1/3, AP", "photo 2/3, AP", "photo 3/3, AP"]
    assert found[-1].text == "Two."


def test_deep_lists_are_read_to_the_end() -> None:
    text = "".join("  " * depth + f"- level {depth}\n" for depth in range(30))

    assert "level 29" in shown(text)[0]
