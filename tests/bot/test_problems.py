"""Problems: one clear line for each kind of error."""

from collections.abc import Iterator

import pytest

from bot.problems import describe
from knowledge import KnowledgeError, errors

_EXAMPLES: dict[type[KnowledgeError], tuple[KnowledgeError, str]] = {
    errors.FileUnreadableError: (
        errors.FileUnreadableError("a.md", "Permission denied"),
        "a.md: it cannot be read (Permission denied)",
    ),
    errors.FileEmptyError: (
        errors.FileEmptyError("a.md"),
        "a.md: there is no paragraph in it",
    ),
    errors.FileTooLargeError: (
        errors.FileTooLargeError("a.md", 7_654_321, 5_000_000),
        "a.md: it has 7,654,321 bytes; the limit is 5,000,000",
    ),
    errors.TooManyPassagesError: (
        errors.TooManyPassagesError("a.md", 2_345, 2_000),
        "a.md: it has 2,345 paragraphs and captions; the limit is 2,000",
    ),
    errors.BinaryFileError: (
        errors.BinaryFileError("a.pdf"),
        "a.pdf: it is no text; allowed are plain text, Markdown and HTML",
    ),
    errors.EncodingError: (
        errors.EncodingError("a.txt", 7, 0x9F),
        "a.txt, line 7: byte 0x9f is not UTF-8, and no other encoding fits",
    ),
    errors.FrontMatterError: (
        errors.FrontMatterError("a.md", 3, "date is '31 June', which is no date"),
        "a.md, line 3: the front matter is broken: date is '31 June', which is no date",
    ),
    errors.NoArticleError: (
        errors.NoArticleError("articles"),
        "articles: there is no article in this folder",
    ),
}


def _kinds(kind: type[KnowledgeError]) -> Iterator[type[KnowledgeError]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)


@pytest.mark.parametrize("kind", sorted(_kinds(KnowledgeError), key=str))
def test_every_kind_of_error_has_its_words(kind: type[KnowledgeError]) -> None:
    problem, words = _EXAMPLES[kind]

    described = describe(problem)

    assert described == words


def test_an_error_of_no_kind_names_its_file() -> None:
    assert describe(KnowledgeError("a.md", 4)) == "a.md, line 4: it cannot be used"


def test_a_problem_is_one_line_whatever_the_file_is_called() -> None:
    problem = errors.FileEmptyError("two\nlines\r.md")

    described = describe(problem)

    assert described == "two lines .md: there is no paragraph in it"
