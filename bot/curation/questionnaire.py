"""A file of questions with what must answer them, for an operator's checks: YAML, read strictly."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

import yaml
from yaml.error import MarkedYAMLError
from yaml.scanner import ScannerError

from bot.curation.verdicts import NO_ANSWER, label
from knowledge import THRESHOLDS, Answer, Kind, Passage, ask

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from yaml.nodes import Node

    from knowledge import KnowledgeBase, Thresholds

MAX_BYTES = 500_000
_KINDS = {"paragraph": Kind.PARAGRAPH, "caption": Kind.CAPTION}
_EXPECTATIONS = (*_KINDS, "says", "answer")
_PLACE = re.compile(r"(?P<article>\S+)\s+(?:¶\s*)?(?P<number>[0-9]{1,9})")
_MOST_SHOWN = 60
_TEXT = "tag:yaml.org,2002:str"


class QuestionnaireError(Exception):
    """Something is wrong with a file of questions; it reads as one line.

    Attributes:
        file: The file's name as the operator knows it.
        line: The line it is about, from 1, where one can be named.
        problem: What is wrong, as a clause without its place.
    """

    def __init__(self, file: str, line: int | None, problem: str) -> None:
        """Take the facts."""
        place = file if line is None else f"{file}, line {line}"
        super().__init__(" ".join(f"{place}: {problem}".split()))
        self.file = file
        self.line = line
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Says:
    """The words that an answer's first quote must hold, in any case and spacing."""

    words: str


# None: there must be no answer.
Expected: TypeAlias = Passage | Says | None


@dataclass(frozen=True, slots=True)
class Item:
    """A question, and what must answer it."""

    question: str
    expected: Expected


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions of a file that can be asked, and what is wrong with the others."""

    items: tuple[Item, ...]
    problems: tuple[QuestionnaireError, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a question.

    Attributes:
        question: As it is in the file.
        passed: Whether what must answer it does.
        expected: What must: `orrin-point ¶ 4`, `“the words”`, or `no answer`.
        got: What does, likewise; with the quote where words were expected.
    """

    question: str
    passed: bool
    expected: str
    got: str


def read_file(path: Path, base: KnowledgeBase) -> Questionnaire:
    """Read questions about a knowledge base from a file.

    Raises:
        QuestionnaireError: The file cannot be read, or it is no list of questions.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise QuestionnaireError(str(path), None, f"it cannot be read ({why})") from None
    return read(data, str(path), base)


def read(data: bytes, name: str, base: KnowledgeBase) -> Questionnaire:
    """Read questions about a knowledge base: a YAML list of items.

    Each has a `question` and one of `paragraph` or `caption` (an article's id and a number), `says`
    (words), and `answer: no`.

    Raises:
        QuestionnaireError: It has more than 500,000 bytes, is not UTF-8, or is no list.
    """
    if len(data) > MAX_BYTES:
        raise QuestionnaireError(name, None, f"it has more than {MAX_BYTES:,} bytes")
    listed = _listed(_text(data, name), name)
    items: list[Item] = []
    problems: list[QuestionnaireError] = []
    for node in listed:
        try:
            items.append(_Entry(node, name).item(base))
        except QuestionnaireError as problem:
            problems.append(problem)
    return Questionnaire(tuple(items), tuple(problems))


def judge(base: KnowledgeBase, item: Item, thresholds: Thresholds = THRESHOLDS) -> Judged:
    """Ask a question, and compare the answer's first quote with what must answer it."""
    result = ask(base, item.question, thresholds=thresholds)
    first = result.quotes[0] if isinstance(result, Answer) else None
    passage = first.passage if first else None
    if not isinstance(item.expected, Says):
        passed = passage == item.expected
        return Judged(item.question, passed, label(item.expected), label(passage))
    words = item.expected.words
    passed = first is not None and _folded(words) in _folded(first.text)
    got = f"{label(passage)}: “{_line(first.text)}”" if first else NO_ANSWER
    return Judged(item.question, passed, f"“{words}”", got)


def _line(text: str) -> str:
    return " ".join(text.split())


def _folded(text: str) -> str:
    return _line(text).casefold()


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        wrong = f"byte 0x{data[problem.start]:02x} is not UTF-8"
        raise QuestionnaireError(name, line, wrong) from None


def _listed(source: str, name: str) -> list[Node]:
    """Return the items of a YAML list, as nodes, which know their lines.

    No value is made of them, so that no tag is obeyed and no alias is written out.
    """
    try:
        root = cast("Node | None", yaml.compose(source, yaml.BaseLoader))  # pyright: ignore[reportUnknownMemberType]
    except yaml.YAMLError as problem:
        line, what = _line_of(problem, source), _what(problem)
        raise QuestionnaireError(name, line, f"it is no YAML: {what}") from None
    except RecursionError:
        raise QuestionnaireError(name, None, "it is nested too deeply") from None
    if root is None or not root.value:
        raise QuestionnaireError(name, None, "there is no question in it")
    if not isinstance(root, yaml.SequenceNode):
        line = root.start_mark.line + 1
        raise QuestionnaireError(name, line, "it is no list of `- question: …` items")
    return root.value


class _Entry:
    """An item of the list, refused with its line where something is not allowed."""

    def __init__(self, node: Node, name: str) -> None:
        self._node = node
        self._name = name

    def item(self, base: KnowledgeBase) -> Item:
        values = self._values()
        question = self._filled("question", values)
        given = [key for key in _EXPECTATIONS if key in values]
        if len(given) != 1:
            names = "`paragraph`, `caption`, `says` and `answer: no`"
            more = f"has {' and '.join(given)}" if given else "does not say what must answer it"
            raise self._refused(self._node, f"the question {more}; give one of {names}")
        return Item(question, self._expected(given[0], values, base))

    def _values(self) -> dict[str, Node]:
        if not isinstance(self._node, yaml.MappingNode):
            raise self._refused(self._node, "an item has to be `question: …` with what answers it")
        values: dict[str, Node] = {}
        for key, value in self._node.value:
            name = self._written(key, "a key")
            if name not in ("question", *_EXPECTATIONS):
                allowed = ", ".join(("question", *_EXPECTATIONS))
                raise self._refused(key, f"there is no key {_shown(name)}; allowed are {allowed}")
            if name in values:
                raise self._refused(key, f"{name} is there twice")
            values[name] = value
        return values

    def _expected(self, key: str, values: Mapping[str, Node], base: KnowledgeBase) -> Expected:
        node, written = values[key], self._filled(key, values)
        if key == "says":
            return Says(written)
        if key in _KINDS:
            return self._passage(node, written, _KINDS[key], base)
        if written.lower() != "no":
            what = f"answer is {_shown(written)}; it can only be no"
            raise self._refused(node, f"{what}, else there is paragraph, caption or says")
        return None

    def _passage(self, node: Node, written: str, kind: Kind, base: KnowledgeBase) -> Passage:
        place = _PLACE.fullmatch(written)
        if not place:
            wanted = "an article's id and a number, such as orrin-point 4"
            raise self._refused(node, f"{kind.value} is {_shown(written)}; it has to be {wanted}")
        article, number = place["article"], int(place["number"])
        within = base.within(article)
        if within is None:
            hint = _hint(base, article)
            raise self._refused(node, f"there is no article {_shown(article)}; {hint}")
        held = (base.passages[at] for at in within)
        numbered = {passage.number: passage for passage in held if passage.kind is kind}
        if number not in numbered:
            known = f"they are {min(numbered)} to {max(numbered)}" if numbered else "it has none"
            raise self._refused(node, f"{article} has no {kind.value} {number}; {known}")
        return numbered[number]

    def _filled(self, key: str, values: Mapping[str, Node]) -> str:
        if key not in values:
            raise self._refused(self._node, f"the item has no {key}")
        written = self._written(values[key], key)
        if not written:
            raise self._refused(values[key], f"{key} is empty")
        return written

    def _written(self, node: Node, what: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.tag != _TEXT:
            raise self._refused(node, f"{what} has to be text")
        return _line(node.value)

    def _refused(self, node: Node, problem: str) -> QuestionnaireError:
        return QuestionnaireError(self._name, node.start_mark.line + 1, problem)


def _hint(base: KnowledgeBase, article: str) -> str:
    close = difflib.get_close_matches(article.lower(), [a.id for a in base.articles], n=1)
    return f"did you mean {close[0]!r}?" if close else "`pilcrow check` lists the articles"


def _shown(written: str) -> str:
    return repr(written if len(written) <= _MOST_SHOWN else f"{written[:_MOST_SHOWN]}…")


def _what(problem: yaml.YAMLError) -> str:
    if not isinstance(problem, MarkedYAMLError):
        return "a character that YAML does not allow"
    what = ", ".join(filter(None, (problem.context, problem.problem)))
    if "mapping values" in what:
        return f"{what}; a text with a colon and a space needs quotes"
    return what


def _line_of(problem: yaml.YAMLError, source: str) -> int:
    if not isinstance(problem, MarkedYAMLError):
        return source.count("\n", 0, getattr(problem, "position", 0)) + 1
    # Where a quote or a bracket was opened, not where the text ends without its other half.
    opened = isinstance(problem, ScannerError) or "flow" in (problem.context or "")
    mark = (opened and problem.context_mark) or problem.problem_mark
    return mark.line + 1 if mark else 1
