"""What is wrong with an article, in words: one clear line each."""

from __future__ import annotations

from bot.locales import gettext, gettext_noop, ngettext
from knowledge import KnowledgeError, errors

_PLAIN: dict[type[KnowledgeError], str] = {
    errors.FileEmptyError: gettext_noop("there is no paragraph in it"),
    errors.BinaryFileError: gettext_noop(
        "it is no text; allowed are plain text, Markdown and HTML"
    ),
    errors.NoArticleError: gettext_noop("there is no article in this folder"),
}
_UNUSABLE = gettext_noop("it cannot be used")


def describe(problem: KnowledgeError) -> str:
    """Return one line that names the file, the line where there is one, and the reason."""
    reason = _reason(problem)
    if problem.line is None:
        told = gettext("{file}: {reason}", file=problem.file, reason=reason)
    else:
        line = str(problem.line)
        told = gettext("{file}, line {line}: {reason}", file=problem.file, line=line, reason=reason)
    return " ".join(told.split())


def _reason(problem: KnowledgeError) -> str:
    match problem:
        case errors.FileUnreadableError():
            return gettext("it cannot be read ({problem})", problem=problem.problem)
        case errors.FrontMatterError():
            return gettext("the front matter is broken: {problem}", problem=problem.problem)
        case errors.EncodingError(byte=byte):
            return gettext(
                "byte 0x{byte} is not UTF-8, and no other encoding fits", byte=f"{byte:02x}"
            )
        case errors.FileTooLargeError() | errors.TooManyPassagesError():
            return _too_much(problem)
        case _:
            return gettext(_PLAIN.get(type(problem), _UNUSABLE))


def _too_much(problem: errors.FileTooLargeError | errors.TooManyPassagesError) -> str:
    if isinstance(problem, errors.FileTooLargeError):
        return ngettext(
            "it has {count} byte; the limit is {limit}",
            "it has {count} bytes; the limit is {limit}",
            problem.size,
            limit=problem.limit,
        )
    return ngettext(
        "it has {count} paragraph or caption; the limit is {limit}",
        "it has {count} paragraphs and captions; the limit is {limit}",
        problem.count,
        limit=problem.limit,
    )
