"""Articles on disk → a knowledge base, and what changes from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import base
from knowledge.errors import FileUnreadableError, KnowledgeError, NoArticleError
from knowledge.reading import MAX_BYTES, read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from knowledge.base import KnowledgeBase
    from knowledge.model import Article
    from knowledge.reading import Reading

# The articles that ship: what is asked where no others are given.
EMBEDDED = Path(__file__).parent / "articles"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A knowledge base of every article that could be read, and what was wrong with the others."""

    base: KnowledgeBase
    problems: tuple[KnowledgeError, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """How one knowledge base differs from another.

    Attributes:
        added: Articles that only the newer one has; `removed` and `changed` likewise.
        removed: Articles that only the older one has.
        changed: Articles of both whose text or facts differ, as they are in the newer one.
        paragraphs_added: Passages of the newer one with no counterpart in the older one.
        paragraphs_removed: Passages of the older one with no counterpart in the newer one.
        paragraphs_changed: Passages whose place in their article holds another text now.
    """

    added: tuple[Article, ...]
    removed: tuple[Article, ...]
    changed: tuple[Article, ...]
    paragraphs_added: int
    paragraphs_removed: int
    paragraphs_changed: int


def load(
    path: Path,
    *,
    limit: int = MAX_BYTES,
    progress: Callable[[Sequence[Path]], Iterable[Path]] = iter,
) -> Loaded:
    """Read a file, or every file of a folder and its sub-folders, and index what was read.

    Files and folders whose name starts with a dot are passed over.

    Args:
        path: The file or folder.
        limit: The most bytes a file may have.
        progress: Wraps the files to read, for a progress bar.
    """
    readings: list[Reading] = []
    problems: list[KnowledgeError] = []
    try:
        files = _files(path)
    except OSError as problem:
        files = []
        problems.append(FileUnreadableError(str(path), problem.strerror or str(problem)))
    if not files and not problems:
        problems.append(NoArticleError(str(path)))
    for file in progress(files):
        try:
            readings.append(read_file(file, _name(file, path), limit=limit))
        except KnowledgeError as problem:
            problems.append(problem)
    # Named before they are digested, so that what is stored of them is what they are served as.
    named = tuple(base.with_own_ids(readings))
    return Loaded(base.build(named), tuple(problems))


def compare(old: KnowledgeBase, new: KnowledgeBase) -> Changes:
    """Return how `new` differs from `old`."""
    before = {article.id: article for article in old.articles}
    after = {article.id: article for article in new.articles}
    added, removed, changed = _paragraphs(old, new)
    return Changes(
        added=tuple(article for name, article in after.items() if name not in before),
        removed=tuple(article for name, article in before.items() if name not in after),
        changed=tuple(a for name, a in after.items() if name in before and before[name] != a),
        paragraphs_added=added,
        paragraphs_removed=removed,
        paragraphs_changed=changed,
    )


def _paragraphs(old: KnowledgeBase, new: KnowledgeBase) -> tuple[int, int, int]:
    """Count the passages added, removed and changed, article by article."""
    added = removed = changed = 0
    for name in {article.id for article in (*old.articles, *new.articles)}:
        before, after = _texts(old, name), _texts(new, name)
        for kind, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
            both = min(j - i, m - k)
            changed += both if kind == "replace" else 0
            removed += j - i - both
            added += m - k - both
    return added, removed, changed


def _texts(base: KnowledgeBase, article: str) -> list[str]:
    return [base.passages[at].text for at in base.within(article) or ()]


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        path.stat()
        return [path]
    found = sorted(path.rglob("*"))
    return [file for file in found if file.is_file() and not _is_hidden(file.relative_to(path))]


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _name(file: Path, path: Path) -> str:
    return file.name if file == path else file.relative_to(path).as_posix()
