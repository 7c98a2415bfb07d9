from datetime import date

import pytest

from knowledge.errors import FrontMatterError
from knowledge.formats import front_matter
from knowledge.formats.draft import Facts

FULL = """---
title: "A day at the mill"
source: Valley Post
author: Ada Mills
date: 2021-03-04
url: https://example.org/mill
language: pt-BR
mood: calm
---
The mill stood still.
"""


def test_every_key_is_read() -> None:
    rest, facts = front_matter.take(FULL, "a.md")

    assert rest == "The mill stood still.\n"
    assert facts == Facts(
        "A day at the mill",
        "Valley Post",
        "Ada Mills",
        date(2021, 3, 4),
        "https://example.org/mill",
        "pt",
    )


@pytest.mark.parametrize(
    "text",
    [
        "No front matter.",
        "",
        "---",
        "---\n\nA rule and prose.\n",
        "---\nProse between\n---\nrules.",
    ],
)
def test_a_text_without_it_stays_as_it_is(text: str) -> None:
    assert front_matter.take(text, "a.md") == (text, Facts())


@pytest.mark.parametrize(
    "text", ["---\n---\nText.", "---\n\n---\nText.", "---\n# note\n---\nText."]
)
def test_empty_front_matter_says_nothing(text: str) -> None:
    assert front_matter.take(text, "a.md") == ("Text.", Facts())


def test_dots_close_it_too() -> None:
    assert front_matter.take("---\ntitle: A\n...\nText.", "a.md") == ("Text.", Facts(title="A"))


def test_values_are_taken_as_they_are_written() -> None:
    _, facts = front_matter.take("---\ntitle: 1984\nlanguage: no\nsource: null\n---\n", "a.md")

    assert facts == Facts(title="1984", language="no")


def test_published_may_stand_for_date() -> None:
    _, facts = front_matter.take("---\nPublished: 4 March 2021\n---\n", "a.md")

    assert facts.published == date(2021, 3, 4)


def test_a_language_may_be_named() -> None:
    _, facts = front_matter.take("---\nlanguage: German\n---\n", "a.md")

    assert facts.language == "de"


@pytest.mark.parametrize(
    ("yaml", "aliases"),
    [
        ("aliases: Kay, the quay", (("Kay", "the quay"),)),
        ("aliases:\n- Kay,  the quay\n- Bo", (("Kay", "the quay"), ("Bo",))),
        ("Aliases: [ 'Kay, the quay' ]", (("Kay", "the quay"),)),
        ("aliases: [Kay, the quay]", (("Kay", "the quay"),)),
        ("aliases:\n- Kay\n- the quay\n- Bo", (("Kay", "the quay", "Bo"),)),
        ("aliases: [Bo]", (("Bo",),)),
        ("aliases:\n- 1984, U.S.\n- ','\n- ' , Bo,, '", (("1984", "U.S."), ("Bo",))),
        ("aliases:", ()),
        ("aliases: ~", ()),
        ("aliases: []", ()),
        ("aliases:\n-\n- null", ()),
    ],
)
def test_aliases_are_lines_of_names(yaml: str, aliases: tuple[tuple[str, ...], ...]) -> None:
    _, facts = front_matter.take(f"---\n{yaml}\n---\n", "a.md")

    assert facts == Facts(aliases=aliases)


@pytest.mark.parametrize(
    ("yaml", "line", "says"),
    [
        ("title: a: b\n---\n", 2, "no YAML"),
        ("title: A\nsource: b: c\n---\n", 3, "no YAML"),
        ('title: A\nsource: "open\nauthor: B\n---\n', 3, "no YAML"),
        ("title: A\nauthor: [B, C\n---\n", 3, "no YAML"),
        ("title: A\nauthor: B\x07\n---\n", 3, "no YAML"),
        ("- one\n- two\n---\n", 2, "no list of"),
        ("title: [A, B]\n---\n", 2, "title has to be one line of text"),
        ("title: A\nauthor:\n  name: B\n---\n", 3, "author has to be one line of text"),
        ("title: A\ndate: tomorrow\n---\n", 3, "date is 'tomorrow', which is no date"),
        ("title: A\ndate: 2020-13-45\n---\n", 3, "date is '2020-13-45', which is no date"),
        ("language: 12\n---\n", 2, "language is '12', which is no language code"),
        ("title: A\n\nurl: example.org\n---\n", 4, "url is 'example.org', which is no address"),
        ("url: 'http://[::1'\n---\n", 2, "url is 'http://[::1', which is no address"),
        ("title: A\naliases:\n  Kay: quay\n---\n", 3, "aliases has to be a list of lines"),
        ("title: A\naliases:\n- [Kay, quay]\n---\n", 3, "aliases has to be a list of lines"),
        ("aliases:\n- Kay, quay\n- us: them\n---\n", 2, "aliases has to be a list of lines"),
        ("title: A\nand no end\n", 1, "never closed"),
        ("title: " + "[" * 1200 + "\n---\n", 2, "nested too deeply"),
        ("title: A\n? date\n: soon\n---\n", 2, "date is 'soon'"),
    ],
)
def test_what_is_wrong_is_reported_with_its_line(yaml: str, line: int, says: str) -> None:
    with pytest.raises(FrontMatterError) as caught:
        front_matter.take(f"---\n{yaml}", "a.md")

    assert (caught.value.file, caught.value.line) == ("a.md", line)
    assert says in caught.value.problem
