"""What is wrong with an article, in words: one clear line each."""

from __future__ import annotations

from knowledge import KnowledgeError, errors

# What is in braces is the error's own fact.
_REASONS: dict[type[KnowledgeError], str] = {
    errors.FileUnreadableError: "it cannot be read ({problem})",
    errors.FileEmptyError: "there is no paragraph in it",
    errors.FileTooLargeError: "it has {size:,} bytes; the limit is {limit:,}",
    errors.TooManyPassagesError: "it has {count:,} paragraphs and captions; the limit is {limit:,}",
    errors.BinaryFileError: "it is no text; allowed are plain text, Markdown and HTML",
    errors.EncodingError: "byte 0x{byte:02x} is not UTF-8, and no other encoding fits",
    errors.FrontMatterError: "the front matter is broken: {problem}",
    errors.NoArticleError: "there is no article in this folder",
}


def describe(problem: KnowledgeError) -> str:
    """Return one line that names the file, the line where there is one, and the reason."""
    place = problem.file if problem.line is None else f"{problem.file}, line {problem.line}"
    return " ".join(f"{place}: {_reason(problem)}".split())


def _reason(problem: KnowledgeError) -> str:
    return _REASONS.get(type(problem), "it cannot be used").format_map(vars(problem))
