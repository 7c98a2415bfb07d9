"""What is wrong with an article, in words: one clear line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge import errors

if TYPE_CHECKING:
    from knowledge import KnowledgeError


def describe(problem: KnowledgeError) -> str:
    """Return one line that names the file, the line where there is one, and the reason."""
    place = problem.file if problem.line is None else f"{problem.file}, line {problem.line}"
    return " ".join(f"{place}: {_reason(problem)}".split())


def _reason(problem: KnowledgeError) -> str:
    match problem:
        case errors.FileUnreadableError(problem=why):
            return f"it cannot be read ({why})"
        case errors.FileEmptyError():
            return "there is no paragraph in it"
        case errors.FileTooLargeError(size=size, limit=limit):
            return f"it has {size:,} bytes; the limit is {limit:,}"
        case errors.BinaryFileError():
            return "it is no text; allowed are plain text, Markdown and HTML"
        case errors.EncodingError(byte=byte):
            return f"byte 0x{byte:02x} is not UTF-8, and no other encoding fits"
        case errors.FrontMatterError(problem=what):
            return f"the front matter is broken: {what}"
        case errors.NoArticleError():
            return "there is no article in this folder"
        case _:
            return "it cannot be used"
