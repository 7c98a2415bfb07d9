from collections.abc import Sequence
from pathlib import Path

import pytest

from knowledge import Changes, build, compare, load
from knowledge.errors import (
    BinaryFileError,
    EncodingError,
    FileEmptyError,
    FileTooLargeError,
    FileUnreadableError,
    FrontMatterError,
    NoArticleError,
)
from tests.knowledge.making import base_of, reading


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        file = folder / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.with_suffix(".txt").write_text(text, encoding="utf-8")


def ids(path: Path) -> list[str]:
    return [article.id for article in load(path).base.articles]


def test_a_file_can_be_loaded_alone(tmp_path: Path) -> None:
    write(tmp_path, mill="One is here.", river="Two is here.")

    loaded = load(tmp_path / "mill.txt")

    assert [article.id for article in loaded.base.articles] == ["mill"]
    assert loaded.problems == ()


def test_a_folder_is_loaded_with_its_sub_folders_in_order_and_without_hidden_files(
    tmp_path: Path,
) -> None:
    write(tmp_path, b="B.", a="A.", deep__er__c="C.", _hidden="H.")
    write(tmp_path, **{".git__config": "G."})
    (tmp_path / ".dot.txt").write_text("D.")

    assert ids(tmp_path) == ["hidden", "a", "b", "deep-er-c"]


def test_two_files_of_one_name_get_two_ids(tmp_path: Path) -> None:
    write(tmp_path, mill="One.")
    (tmp_path / "mill.md").write_text("Two.")
    (tmp_path / "mill-2.md").write_text("Three.")

    found = load(tmp_path).base

    assert [article.id for article in found.articles] == ["mill-2", "mill", "mill-3"]
    assert {passage.article.id for passage in found.passages} == {"mill-2", "mill", "mill-3"}


def test_what_is_wrong_with_a_file_is_reported_and_the_others_are_loaded(tmp_path: Path) -> None:
    write(tmp_path, a="One is here.", z="Two is here.", b_empty=" ", c_large="x" * 99)
    (tmp_path / "d.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "e.txt").write_bytes("“One”\n“two” “three” “".encode() + b"\xff")
    (tmp_path / "f.md").write_text("---\ntitle: A\ndate: soon\n---\nText.")
    (tmp_path / "g.txt").symlink_to(tmp_path / "missing.txt")

    loaded = load(tmp_path, limit=50)

    assert [article.id for article in loaded.base.articles] == ["a", "z"]
    assert [(type(p), p.file, p.line) for p in loaded.problems] == [
        (FileEmptyError, "b_empty.txt", None),
        (FileTooLargeError, "c_large.txt", None),
        (BinaryFileError, "d.png", None),
        (EncodingError, "e.txt", 2),
        (FrontMatterError, "f.md", 3),
    ]


@pytest.mark.parametrize("name", ["missing", "x" * 300])
def test_a_path_that_is_not_there_is_reported(tmp_path: Path, name: str) -> None:
    loaded = load(tmp_path / name)

    (problem,) = loaded.problems
    assert isinstance(problem, FileUnreadableError)
    assert problem.file == str(tmp_path / name)
    assert loaded.base.passages == ()


def test_a_folder_without_an_article_is_reported(tmp_path: Path) -> None:
    (problem,) = load(tmp_path).problems

    assert isinstance(problem, NoArticleError)
    assert problem.file == str(tmp_path)


def test_progress_sees_every_file(tmp_path: Path) -> None:
    write(tmp_path, a="A.", b="B.")
    seen: list[str] = []

    def watch(files: Sequence[Path]) -> Sequence[Path]:
        seen.extend(file.name for file in files)
        return files

    load(tmp_path, progress=watch)

    assert seen == ["a.txt", "b.txt"]


def test_a_reload_tells_what_was_added_removed_and_changed() -> None:
    old = build([reading("One.\n\nTwo.", "a.txt"), reading("Gone.\n\nToo.", "b.txt")])
    new = build([reading("One.\n\nSecond.\n\nThree.", "a.txt"), reading("New.", "c.txt")])

    changes = compare(old, new)

    assert [article.id for article in changes.added] == ["c"]
    assert [article.id for article in changes.removed] == ["b"]
    assert [article.title for article in changes.changed] == ["A"]
    assert changes.changed[0].text.endswith("Three.")
    counts = (changes.paragraphs_added, changes.paragraphs_removed, changes.paragraphs_changed)
    assert counts == (2, 2, 1)


def test_passages_that_only_moved_away_are_counted() -> None:
    changes = compare(base_of("One.\n\nTwo.\n\nThree."), base_of("One.\n\nThree."))

    counts = (changes.paragraphs_added, changes.paragraphs_removed, changes.paragraphs_changed)
    assert counts == (0, 1, 0)


def test_the_same_articles_do_not_differ() -> None:
    assert compare(base_of("One."), base_of("One.")) == Changes((), (), (), 0, 0, 0)
