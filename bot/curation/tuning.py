"""The two thresholds: what other ones would have made of the questions that were asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.locales import gettext, number
from bot.locales.columns import cut, padded, width
from knowledge import Thresholds

if TYPE_CHECKING:
    from collections.abc import Sequence

# How many questions are looked back on.
QUESTIONS = 100
# Thresholds have so many decimals, so that what is shown is what is saved.
_DECIMALS = 3
# How wide a name and a number may be.
_MOST_NAME, _MOST_NUMBER, _NUMBER = 24, 10, 6
_CODE = re.compile(r"(\d(?:\.\d{1,3})?):(\d(?:\.\d{1,3})?)")


@dataclass(frozen=True, slots=True)
class Effect:
    """How many questions are answered, nearly answered, refused."""

    answered: int
    closest: int
    refused: int


@dataclass(frozen=True, slots=True)
class Disorder:
    """A closest passage would need more than an answer does: both numbers."""

    answer: float
    closest: float


def effect(confidences: Sequence[float], thresholds: Thresholds) -> Effect:
    """Return what becomes of questions that were asked with these confidences.

    Where nothing at all was found the confidence is 0, and no threshold makes that an answer.
    """
    found = [confidence for confidence in confidences if confidence]
    answered = sum(confidence >= thresholds.answer for confidence in found)
    shown = sum(confidence >= thresholds.closest for confidence in found)
    return Effect(answered, shown - answered, len(confidences) - shown)


def proposed(now: Thresholds, answer: float | None, closest: float | None) -> Thresholds | Disorder:
    """Return the thresholds somebody asks for; what is not given stays.

    A lower threshold for answers takes that for the closest passage with it, unless both are given.
    """
    wanted = round(now.answer if answer is None else answer, _DECIMALS)
    near = round(min(now.closest, wanted) if closest is None else closest, _DECIMALS)
    return Thresholds(wanted, near) if near <= wanted else Disorder(wanted, near)


def encode(thresholds: Thresholds) -> str:
    """Return thresholds as a button carries them."""
    return f"{thresholds.answer:g}:{thresholds.closest:g}"


def decode(code: str) -> Thresholds | None:
    """Return the thresholds that a button carries; None where it carries none."""
    found = _CODE.fullmatch(code)
    if not found:
        return None
    answer, closest = float(found[1]), float(found[2])
    return Thresholds(answer, closest) if closest <= answer <= 1 else None


def table(confidences: Sequence[float], now: Thresholds, then: Thresholds) -> str:
    """Return the effects of two pairs of thresholds side by side, as lines of equal columns."""
    before, after = effect(confidences, now), effect(confidences, then)
    rows = [
        ("", gettext("now"), gettext("then")),
        (gettext("answer from"), written(now.answer), written(then.answer)),
        (gettext("closest from"), written(now.closest), written(then.closest)),
        (gettext("answered"), number(before.answered), number(after.answered)),
        (gettext("closest passage"), number(before.closest), number(after.closest)),
        (gettext("refused"), number(before.refused), number(after.refused)),
    ]
    first = min(_MOST_NAME, max(width(name) for name, *_ in rows))
    return "\n".join(_row(name, first, numbers) for name, *numbers in rows)


def _row(name: str, columns: int, numbers: Sequence[str]) -> str:
    cells = (padded(cut(one, _MOST_NUMBER), _NUMBER, right=True) for one in numbers)
    return " ".join((padded(cut(name, columns), columns), *cells))


def written(threshold: float) -> str:
    """Return a threshold with as many decimals as it has."""
    decimals = f"{threshold:.{_DECIMALS}f}".rstrip("0").partition(".")[2]
    return number(threshold, len(decimals))
