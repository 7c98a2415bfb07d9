"""What became of an article's questions: the values that figures are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """Where something found the answers to an article's questions.

    Attributes:
        ranks: The place of the right passage, from 1; 0 where it did not come up.
        sentences: Whether the decisive sentence holds a part of the answer: 1 or 0.
    """

    ranks: Values
    sentences: Values


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article's questions; each array in their order.

    Attributes:
        id: The article's id.
        found: By Pilcrow, of the answerable questions.
        quotes: Whether the quote, of one or two sentences, holds a part of the answer: 1 or 0.
        focus_words: How many words the decisive sentence has.
        quote_words: How many words the quote has.
        typos: `Found.ranks` of the same questions with a typo each.
        confidence: Of the answerable questions.
        answered: Whether each was answered at the shipped threshold: 1 or 0.
        unanswerable: The confidence of the questions that the article does not answer.
        off_topic: The confidence of the questions of other articles.
        refused: Whether each of those was refused at the shipped threshold: 1 or 0.
        peers: What each peer found.
    """

    id: str
    found: Found
    quotes: Values
    focus_words: Values
    quote_words: Values
    typos: Values
    confidence: Values
    answered: Values
    unanswerable: Values
    off_topic: Values
    refused: Values
    peers: Mapping[str, Found]
