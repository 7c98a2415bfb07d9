"""The two thresholds: what other ones would have made of the questions that were asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge import Thresholds

if TYPE_CHECKING:
    from collections.abc import Sequence

# How many questions are looked back on.
QUESTIONS = 100
# Thresholds have so many decimals, so that what is shown is what is saved.
_DECIMALS = 3
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
        ("", "now", "then"),
        ("answer from", f"{now.answer:g}", f"{then.answer:g}"),
        ("closest from", f"{now.closest:g}", f"{then.closest:g}"),
        ("answered", f"{before.answered}", f"{after.answered}"),
        ("closest passage", f"{before.closest}", f"{after.closest}"),
        ("refused", f"{before.refused}", f"{after.refused}"),
    ]
    return "\n".join(f"{name:<15} {first:>6} {second:>6}" for name, first, second in rows)
