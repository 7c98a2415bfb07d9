"""Pilcrow's knowledge: reads articles, finds passages and quotes them. Pure and synchronous."""

from knowledge.answering import (
    THRESHOLDS,
    Thresholds,
    answer_from,
    ask,
    normal_terms,
    unknown_words,
)
from knowledge.base import KnowledgeBase, build, extend, readings_of, revision_of
from knowledge.differing import Fate, ParagraphChange, differences
from knowledge.errors import KnowledgeError
from knowledge.explaining import Explanation, explain
from knowledge.identity import QuoteId, identified, identify, read_id, requoted
from knowledge.library import EMBEDDED, Changes, Loaded, compare, load
from knowledge.model import (
    Answer,
    Article,
    Kind,
    LeftOut,
    NoAnswer,
    Passage,
    Quote,
    Reason,
    Span,
    Understood,
)
from knowledge.packing import digest, pack, unpack
from knowledge.reading import Facts, Reading, read, read_file
from knowledge.searching import Page, search
from knowledge.summary import Length, Summary, summarise
from knowledge.tracing import trace
from knowledge.verifying import Edit, Found, Match, find_source, stands_in

__all__ = [
    "EMBEDDED",
    "THRESHOLDS",
    "Answer",
    "Article",
    "Changes",
    "Edit",
    "Explanation",
    "Facts",
    "Fate",
    "Found",
    "Kind",
    "KnowledgeBase",
    "KnowledgeError",
    "LeftOut",
    "Length",
    "Loaded",
    "Match",
    "NoAnswer",
    "Page",
    "ParagraphChange",
    "Passage",
    "Quote",
    "QuoteId",
    "Reading",
    "Reason",
    "Span",
    "Summary",
    "Thresholds",
    "Understood",
    "answer_from",
    "ask",
    "build",
    "compare",
    "differences",
    "digest",
    "explain",
    "extend",
    "find_source",
    "identified",
    "identify",
    "load",
    "normal_terms",
    "pack",
    "read",
    "read_file",
    "read_id",
    "readings_of",
    "requoted",
    "revision_of",
    "search",
    "stands_in",
    "summarise",
    "trace",
    "unknown_words",
    "unpack",
]
