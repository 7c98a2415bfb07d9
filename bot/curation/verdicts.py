"""Questions as tests: whether what must answer a question does, before and after a change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.curation.linking import linked
from bot.locales import gettext, gettext_noop
from bot.locales.columns import cut, padded
from knowledge import THRESHOLDS, Answer, Kind, ask, trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.storage.values import Link, Pin
    from knowledge import KnowledgeBase, Passage, Thresholds

# Labels are the same in every language, since they are compared; `worded` translates them.
NO_ANSWER = gettext_noop("no answer")
GONE = gettext_noop("the paragraph is gone")
_MARK, _HALF = 3, 21
_PHOTO = re.compile(r"(?P<article>.+) photo (?P<number>\d{1,9})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a pinned question.

    Attributes:
        pin: The question, and what must answer it.
        passed: Whether that does.
        expected: What must answer it, in short: `orrin-point ¶ 4`, or `no answer`; only the
            article where the paragraph is gone.
        got: What does, likewise, or that the paragraph is gone.
    """

    pin: Pin
    passed: bool
    expected: str
    got: str


def judge(
    base: KnowledgeBase,
    pins: Iterable[Pin],
    thresholds: Thresholds = THRESHOLDS,
    links: Sequence[Link] = (),
) -> list[Verdict]:
    """Ask every pinned question as the bot would, and compare the first quote's passage.

    Args:
        base: The snapshot to ask.
        pins: The questions; each passes where its paragraph is quoted first, or, with no article,
            where nothing is an answer.
        thresholds: How much confidence an answer needs.
        links: The answers that moderators chose.
    """
    return [_judged(base, pin, thresholds, links) for pin in pins]


def _judged(
    base: KnowledgeBase, pin: Pin, thresholds: Thresholds, links: Sequence[Link]
) -> Verdict:
    expected = trace(base, pin.article, pin.text) if pin.article else None
    if pin.article and expected is None:
        return Verdict(pin, passed=False, expected=pin.article, got=GONE)
    got = answering(base, pin.question, thresholds, links)
    return Verdict(pin, got == expected, label(expected), label(got))


def answering(
    base: KnowledgeBase, question: str, thresholds: Thresholds, links: Sequence[Link]
) -> Passage | None:
    """Return the passage that the bot would quote first; None where nothing is an answer."""
    if chosen := linked(base, links, question):
        return chosen
    result = ask(base, question, thresholds=thresholds)
    return result.quotes[0].passage if isinstance(result, Answer) else None


def wanted(base: KnowledgeBase, pin: Pin) -> str:
    """Return what must answer a pinned question, in short."""
    found = trace(base, pin.article, pin.text) if pin.article else None
    return f"{pin.article}: {GONE}" if pin.article and found is None else label(found)


def label(passage: Passage | None) -> str:
    """Return a passage in short, `orrin-point ¶ 4` or `regatta photo 2`; None is no answer."""
    if passage is None:
        return NO_ANSWER
    mark = "¶" if passage.kind is Kind.PARAGRAPH else "photo"
    return f"{passage.article.id} {mark} {passage.number}"


def worded(label: str) -> str:
    """Return a label, or what `wanted` made of one, in the language of who reads it."""
    if label in (NO_ANSWER, GONE):
        return gettext(label)
    if label.endswith(f": {GONE}"):
        article = label.removesuffix(f": {GONE}")
        return gettext("{article}: the paragraph is gone", article=article)
    found = _PHOTO.fullmatch(label)
    if found is None:
        return label
    return f"{found['article']} {gettext('photo {place}', place=found['number'])}"


def photo_word() -> str:
    """Return what stands before the number of a photo in the language that is spoken now."""
    return gettext("photo {place}", place="").strip()


def regressions(
    before: Iterable[Verdict], after: Iterable[Verdict]
) -> list[tuple[Verdict, Verdict]]:
    """Return the verdicts of the questions that passed before and fail after, in their order."""
    passed = {verdict.pin.number: verdict for verdict in before if verdict.passed}
    return [
        (passed[verdict.pin.number], verdict)
        for verdict in after
        if not verdict.passed and verdict.pin.number in passed
    ]


def table(verdicts: Iterable[Verdict]) -> list[str]:
    """Return the lines of a table, at most 45 wide: two for its head, and two for each verdict."""
    question = cut(_plain(gettext("question")), 2 * _HALF)
    rows = [f"{'':{_MARK}}{question}", _columns(gettext("expected"), gettext("got"))]
    for verdict in verdicts:
        mark = "✓" if verdict.passed else "✗"
        rows.append(f"{mark:{_MARK}}{_cut(_plain(verdict.pin.question), 2 * _HALF)}")
        rows.append(_columns(worded(verdict.expected), worded(verdict.got)))
    return rows


def _columns(expected: str, got: str) -> str:
    first = padded(_cut(_plain(expected), _HALF - 1), _HALF)
    return f"{'':{_MARK}}{first}{_cut(_plain(got), _HALF)}"


def _cut(text: str, columns: int) -> str:
    """Shorten a text; of a label, the number stays."""
    found = re.search(rf" (?:¶|{re.escape(photo_word())}) ?\d{{1,9}}$", text)
    return cut(text, columns, found.group() if found else "")


def _plain(text: str) -> str:
    """Return text on one line that can neither end a block of code nor turn its direction."""
    shown = "".join(c for c in " ".join(text.split()) if c.isprintable())
    return shown.replace("`", "'")
