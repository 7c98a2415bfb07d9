import re
from datetime import date
from itertools import pairwise
from pathlib import Path

from knowledge import EMBEDDED, load


def runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower().replace("’", "'"))
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_the_digest_loads_without_problems() -> None:
    loaded = load(EMBEDDED)

    assert loaded.problems == ()
    assert len(loaded.base.articles) == 1


def test_the_digest_says_what_it_is() -> None:
    (article,) = load(EMBEDDED).base.articles

    assert article.title
    assert (article.source, article.published) == ("Iraq News", date(2020, 1, 7))
    assert article.language == "en"


def test_the_passages_of_the_digest_are_in_order() -> None:
    passages = load(EMBEDDED).base.passages

    assert all(a.span.end <= b.span.start for a, b in pairwise(passages))


def test_the_digest_says_it_in_its_own_words(article: Path) -> None:
    theirs = runs(article.read_text(encoding="utf-8"))

    for file in EMBEDDED.iterdir():
        assert not runs(file.read_text(encoding="utf-8")) & theirs
