"""Pilcrow's knowledge: reads articles, finds passages and quotes them. Pure and synchronous."""

from knowledge.answering import THRESHOLDS, Thresholds, ask
from knowledge.base import KnowledgeBase, build
from knowledge.errors import KnowledgeError
from knowledge.explaining import Explanation, explain
from knowledge.library import EMBEDDED, Changes, Loaded, compare, load
from knowledge.model import (
    Answer,
    Article,
    Kind,
    NoAnswer,
    Passage,
    Quote,
    Reason,
    Span,
    Understood,
)
from knowledge.reading import Reading, read, read_file
from knowledge.searching import Page, search
from knowledge.summary import Length, Summary, summarise
from knowledge.verifying import Edit, Found, Match, find_source

__all__ = [
    "EMBEDDED",
    "THRESHOLDS",
    "Answer",
    "Article",
    "Changes",
    "Edit",
    "Explanation",
    "Found",
    "Kind",
    "KnowledgeBase",
    "KnowledgeError",
    "Length",
    "Loaded",
    "Match",
    "NoAnswer",
    "Page",
    "Passage",
    "Quote",
    "Reading",
    "Reason",
    "Span",
    "Summary",
    "Thresholds",
    "Understood",
    "ask",
    "build",
    "compare",
    "explain",
    "find_source",
    "load",
    "read",
    "read_file",
    "search",
    "summarise",
]
