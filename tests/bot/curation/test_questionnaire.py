"""Questionnaires: a file of questions for an operator's checks, read strictly and kindly."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.curation import questionnaire
from bot.curation.questionnaire import Item, Judged, QuestionnaireError, Says
from knowledge import Kind, Thresholds, build, read
from tests.bot.texts import GALLERY, LIGHTHOUSE, ORCHARD

_BASE = build(
    [
        read(text.encode(), name)
        for text, name in (
            (LIGHTHOUSE, "lighthouse.md"),
            (ORCHARD, "orchard.md"),
            (GALLERY, "regatta.md"),
        )
    ]
)
_GOOD = """\
# What a visitor asks.
- question: When was the lighthouse of
    Selvik built?
  paragraph: lighthouse 1
- {question: "What does the winner lift: a cup?", caption: regatta ¶ 3}
- question: How many steps has the lighthouse?
  says: "214  STEPS"
- question: 1984
  answer: No
"""


def _passage(article: str, number: int, kind: Kind = Kind.PARAGRAPH) -> questionnaire.Expected:
    held = (_BASE.passages[at] for at in _BASE.within(article) or ())
    return next(passage for passage in held if (passage.kind, passage.number) == (kind, number))


def _items(text: str) -> tuple[Item, ...]:
    found = questionnaire.read(text.encode(), "q.yaml", _BASE)
    assert found.problems == ()
    return found.items


def _problems(text: str) -> list[str]:
    found = questionnaire.read(text.encode(), "q.yaml", _BASE)
    return [str(problem) for problem in found.problems]


def _refused(data: str | bytes) -> QuestionnaireError:
    written = data.encode() if isinstance(data, str) else data
    with pytest.raises(QuestionnaireError) as refused:
        questionnaire.read(written, "q.yaml", _BASE)
    return refused.value


def test_a_question_is_answered_by_a_paragraph_a_caption_words_or_nothing() -> None:
    assert _items(_GOOD) == (
        Item("When was the lighthouse of Selvik built?", _passage("lighthouse", 1)),
        Item("What does the winner lift: a cup?", _passage("regatta", 3, Kind.CAPTION)),
        Item("How many steps has the lighthouse?", Says("214 STEPS")),
        Item("1984", None),
    )


@pytest.mark.parametrize("before", ["\ufeff", "---\n", "%YAML 1.1\n---\n"])
def test_a_file_may_begin_as_yaml_may(before: str) -> None:
    assert _items(before + _GOOD) == _items(_GOOD)
    assert _items((before + _GOOD).replace("\n", "\r\n")) == _items(_GOOD)


def test_the_readmes_example_is_one() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    example = readme.split("```yaml\n")[1].split("```")[0]
    here = example.replace("orrin-point 4", "lighthouse 1")

    items = _items(here)

    assert here != example
    assert [type(item.expected).__name__ for item in items] == [
        "Passage", "Passage", "Says", "NoneType",
    ]  # fmt: skip


def test_one_broken_item_does_not_hide_another() -> None:
    found = questionnaire.read(
        b"- question: a\n- question: Who retired?\n  answer: no\n- 4\n", "q.yaml", _BASE
    )

    assert [item.question for item in found.items] == ["Who retired?"]
    assert [problem.line for problem in found.problems] == [1, 4]


@pytest.mark.parametrize(
    ("item", "line", "problem"),
    [
        ("- Who retired?", 1, "an item has to be `question: …` with what answers it"),
        ("- [question, answer]", 1, "an item has to be `question: …` with what answers it"),
        ("- answer: no", 1, "the item has no question"),
        ("-\n  question:\n  answer: no", 2, "question is empty"),
        ("- answer: no\n  question: '  '", 2, "question is empty"),
        ("- answer: no\n  question: [a, b]", 2, "question has to be text"),
        ("- answer: no\n  question: {a: b}", 2, "question has to be text"),
        ("- answer: no\n  question: !!binary aGk=", 2, "question has to be text"),
        (
            "- answer: no\n  question: !!python/object/apply:os.getcwd []",
            2,
            "question has to be text",
        ),
        ("- question: a\n  says: ''", 2, "says is empty"),
        ("- question: a\n  paragraph: [lighthouse, 1]", 2, "paragraph has to be text"),
        ("- ? [question]\n  : a", 1, "a key has to be text"),
        (
            "- question: a\n\n  expects: b",
            3,
            "there is no key 'expects'; allowed are question, paragraph, caption, says, answer",
        ),
        ("- question: a\n  <<: {answer: no}", 2, "there is no key '<<'; allowed are question, "),
        ("- question: a\n  answer: no\n  question: b", 3, "question is there twice"),
        ("- question: a", 1, "the question does not say what must answer it; give one of `para"),
        (
            "- question: a\n  says: b\n  paragraph: lighthouse 1",
            1,
            "the question has paragraph and says; give one of `paragraph`, `caption`, `says` and",
        ),
        (
            "- question: a\n  answer: yes",
            2,
            "answer is 'yes'; it can only be no, else there is paragraph, caption or says",
        ),
        (
            "- question: a\n  paragraph: four",
            2,
            "paragraph is 'four'; it has to be an article's id and a number, such as orrin-point 4",
        ),
        ("- question: a\n  caption: regatta 1/3", 2, "caption is 'regatta 1/3'; it has to be an"),
        (
            "- question: a\n  paragraph: Lighthous 1",
            2,
            "there is no article 'Lighthous'; did you mean 'lighthouse'?",
        ),
        (
            "- question: a\n  paragraph: zeppelin 1",
            2,
            "there is no article 'zeppelin'; `pilcrow check` lists the articles",
        ),
        (
            "- question: a\n  paragraph: lighthouse 40",
            2,
            "lighthouse has no paragraph 40; they are 1 to 3",
        ),
        ("- question: a\n  caption: regatta 0", 2, "regatta has no caption 0; they are 1 to 3"),
        ("- question: a\n  caption: orchard 1", 2, "orchard has no caption 1; it has none"),
    ],
)
def test_a_broken_item_is_refused_with_its_line(item: str, line: int, problem: str) -> None:
    (said,) = _problems(item)

    assert said.startswith(f"q.yaml, line {line}: {problem}")


def test_what_is_written_is_shown_in_part() -> None:
    (said,) = _problems(f"- question: a\n  answer: {'long' * 9999}")

    assert "'longlong" in said
    assert len(said) < 200


@pytest.mark.parametrize(
    ("source", "line", "problem"),
    [
        ("", None, "there is no question in it"),
        ("# nothing yet\n", None, "there is no question in it"),
        ("[]", None, "there is no question in it"),
        ("{}", None, "there is no question in it"),
        ("\n\nquestion: a\nanswer: no\n", 3, "it is no list of `- question: …` items"),
        ("Who retired?", 1, "it is no list of `- question: …` items"),
        ("- question: a\n- 'abc\n\n", 2, "it is no YAML: while scanning a quoted scalar, found"),
        ("- a\n- [b\n", 2, "it is no YAML: while parsing a flow sequence, expected ',' or ']'"),
        ("- a\n b\n- c: d\n e", 4, "it is no YAML: while parsing a block collection, expected"),
        ("- a\n---\n- b", 2, "it is no YAML: expected a single document in the stream, but"),
        ("- &b a\n- &b c", 2, "it is no YAML: found duplicate anchor 'b'"),
        ("- a\n- *b", 2, "it is no YAML: found undefined alias 'b'"),
        (
            "- answer: no\n- question: Steps: how many?",
            2,
            "it is no YAML: mapping values are not allowed here; a text with a colon and a space",
        ),
        ("- a\n- b\x00", 2, "it is no YAML: a character that YAML does not allow"),
        ("%PDF-1.7\n%x\n1 0 obj", 1, "it is no YAML: "),
        (b"- a\n- \xe9t\xe9", 2, "byte 0xe9 is not UTF-8"),
        ("- a".encode("utf-16"), 1, "byte 0xff is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n", 1, "byte 0x89 is not UTF-8"),
        ("[" * 2_000, None, "it is nested too deeply"),
        ("- " * 100_000, None, "it is nested too deeply"),
        ("#" * 500_001, None, "it has more than 500,000 bytes"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_file_that_is_no_list_is_refused_on_one_line(
    source: str | bytes, line: int | None, problem: str
) -> None:
    refused = _refused(source)

    assert (refused.file, refused.line) == ("q.yaml", line)
    assert refused.problem.startswith(problem)
    place = "q.yaml" if line is None else f"q.yaml, line {line}"
    assert str(refused) == f"{place}: {refused.problem}"
    assert "\n" not in str(refused)


def test_aliases_of_aliases_are_never_written_out() -> None:
    doubled = "".join(f"- &a{at} [*a{at - 1}, *a{at - 1}]\n" for at in range(1, 60))

    said = _problems(f"- &a0 [lol, lol]\n{doubled}- question: *a59\n  answer: no\n")

    assert len(said) == 61
    assert all("an item has to be" in line for line in said[:60])


def test_a_list_of_itself_is_refused() -> None:
    (said,) = _problems("&a [*a]")

    assert said.startswith("q.yaml, line 1: an item has to be")


def test_an_item_may_be_repeated_by_an_alias() -> None:
    once, again = _items("- &a {question: Who retired, says: keeper}\n- *a\n")

    assert once == again


@given(st.one_of(st.text(max_size=80), st.binary(max_size=80)))
def test_whatever_a_file_holds_it_is_read_or_refused(held: str | bytes) -> None:
    data = held.encode("utf-8", "surrogatepass") if isinstance(held, str) else held
    try:
        found = questionnaire.read(b"- " + data, "q.yaml", _BASE)
    except QuestionnaireError as refused:
        problems = (refused,)
    else:
        problems = found.problems

    assert all(len(str(problem).splitlines()) == 1 for problem in problems)


def test_a_file_is_read_from_where_it_is(tmp_path: Path) -> None:
    file = tmp_path / "q.yaml"
    file.write_text(_GOOD, encoding="utf-8")

    assert questionnaire.read_file(file, _BASE).items == _items(_GOOD)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "none", "No such file or directory"), (tmp_path, "directory")):
        with pytest.raises(QuestionnaireError) as refused:
            questionnaire.read_file(path, _BASE)

        assert re.fullmatch(rf".*: it cannot be read \(.*{why}\)", str(refused.value))


def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(QuestionnaireError, match="more than 500,000 bytes"):
        questionnaire.read_file(Path("/dev/zero"), _BASE)


def _judged(text: str, thresholds: Thresholds | None = None) -> list[Judged]:
    given = thresholds or Thresholds()
    return [questionnaire.judge(_BASE, item, given) for item in _items(text)]


def test_questions_pass_that_are_answered_by_what_must_answer_them() -> None:
    built, cup, steps, odd = _judged(_GOOD)

    assert built == Judged(
        "When was the lighthouse of Selvik built?",
        passed=True,
        expected="lighthouse ¶ 1",
        got="lighthouse ¶ 1",
    )
    assert (cup.passed, cup.expected, cup.got) == (True, "regatta photo 3", "regatta photo 3")
    assert (steps.passed, steps.expected) == (True, "“214 STEPS”")
    assert re.fullmatch(r"lighthouse ¶ 1: “.*It has 214 steps of granite\.”", steps.got)
    assert (odd.passed, odd.expected, odd.got) == (True, "no answer", "no answer")


def test_questions_fail_that_are_not() -> None:
    swapped = """\
- {question: When was the lighthouse of Selvik built, paragraph: lighthouse 2}
- {question: When was the lighthouse of Selvik built, caption: regatta 1}
- {question: When was the lighthouse of Selvik built, answer: no}
- {question: When was the lighthouse of Selvik built, says: 1822}
- {question: zeppelin, paragraph: lighthouse 1}
- {question: zeppelin, says: zeppelin}
"""

    told = [(result.passed, result.expected, result.got) for result in _judged(swapped)]

    assert told[:3] == [
        (False, "lighthouse ¶ 2", "lighthouse ¶ 1"),
        (False, "regatta photo 1", "lighthouse ¶ 1"),
        (False, "no answer", "lighthouse ¶ 1"),
    ]
    assert told[3][:2] == (False, "“1822”")
    assert told[3][2].startswith("lighthouse ¶ 1: “The lighthouse of Selvik was built in 1821")
    assert told[4:] == [
        (False, "lighthouse ¶ 1", "no answer"),
        (False, "“zeppelin”", "no answer"),
    ]


def test_an_answer_needs_the_confidence_that_the_bot_needs() -> None:
    (built, *_) = _judged(_GOOD, Thresholds(answer=1.0))

    assert (built.passed, built.got) == (False, "no answer")
