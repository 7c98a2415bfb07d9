"""What an operator has to mend. Each kind carries facts; whoever shows it finds the words."""

from __future__ import annotations


class KnowledgeError(Exception):
    """Something is wrong with an article.

    Attributes:
        file: The file's name as the operator knows it.
        line: The line it is about, from 1, where one can be named.
    """

    def __init__(self, file: str, line: int | None = None) -> None:
        """Take the facts; subclasses add theirs."""
        super().__init__(file, line)
        self.file = file
        self.line = line


class FileUnreadableError(KnowledgeError):
    """The operating system would not give the file: missing, or not permitted."""

    def __init__(self, file: str, problem: str) -> None:
        """Take the operating system's own word for the problem."""
        super().__init__(file)
        self.problem = problem


class FileEmptyError(KnowledgeError):
    """The file holds no paragraph: nothing at all, white space, or headings alone."""


class FileTooLargeError(KnowledgeError):
    """The file is larger than the limit."""

    def __init__(self, file: str, size: int, limit: int) -> None:
        """Take both sizes, in bytes."""
        super().__init__(file)
        self.size = size
        self.limit = limit


class TooManyPassagesError(KnowledgeError):
    """The file has more paragraphs and captions than the limit."""

    def __init__(self, file: str, count: int, limit: int) -> None:
        """Take how many there are, and how many there may be."""
        super().__init__(file)
        self.count = count
        self.limit = limit


class BinaryFileError(KnowledgeError):
    """The file is no text: a picture, a PDF, an archive."""


class EncodingError(KnowledgeError):
    """The file is text in no encoding that is declared or could be detected."""

    def __init__(self, file: str, line: int, byte: int) -> None:
        """Take the first byte that is not UTF-8 and its line."""
        super().__init__(file, line)
        self.byte = byte


class FrontMatterError(KnowledgeError):
    """The front matter cannot be read, or one of its values is not allowed."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        """Take what is wrong, as a clause without its place."""
        super().__init__(file, line)
        self.problem = problem


class NoArticleError(KnowledgeError):
    """A folder holds no article at all."""
