"""Articles and knowledge bases out of a few words, for tests."""

from knowledge import Article, KnowledgeBase, Passage, Reading, build, read


def reading(text: str, name: str = "notes.txt") -> Reading:
    """Read a text as if it were a file."""
    return read(text.encode(), name)


def base_of(*texts: str, suffix: str = "txt") -> KnowledgeBase:
    """Build a knowledge base of texts with the ids `text-1`, `text-2` and so on."""
    return build([reading(text, f"text-{at}.{suffix}") for at, text in enumerate(texts, 1)])


def paragraphs(text: str, name: str = "notes.txt") -> list[str]:
    """Return the texts of all passages read from a text."""
    return [passage.text for passage in reading(text, name).passages]


def one_of(text: str) -> Passage:
    """Return the only passage of a text."""
    (passage,) = reading(text).passages
    return passage


def held(found: Reading) -> str:
    """Return all that a reading shows: passages, headings, credits and the article's facts."""
    article: Article = found.article
    facts = f"{article.title} {article.source} {article.author} {article.published} {article.url}"
    shown = (f"{p.heading} {p.text} {p.credit}" for p in found.passages)
    return " ".join((facts, *shown))
