"""Pilcrow's knowledge: reads articles, finds passages and quotes them. Pure and synchronous."""

from knowledge.answering import THRESHOLD, ask
from knowledge.base import KnowledgeBase, build
from knowledge.errors import KnowledgeError
from knowledge.library import EMBEDDED, Changes, Loaded, compare, load
from knowledge.model import Answer, Article, Kind, NoAnswer, Passage, Quote, Reason, Span
from knowledge.reading import Reading, read, read_file
from knowledge.summary import Length, Summary, summarise
from knowledge.verifying import Edit, Found, Match, find_source

__all__ = [
    "EMBEDDED",
    "THRESHOLD",
    "Answer",
    "Article",
    "Changes",
    "Edit",
    "Found",
    "Kind",
    "KnowledgeBase",
    "KnowledgeError",
    "Length",
    "Loaded",
    "Match",
    "NoAnswer",
    "Passage",
    "Quote",
    "Reading",
    "Reason",
    "Span",
    "Summary",
    "ask",
    "build",
    "compare",
    "find_source",
    "load",
    "read",
    "read_file",
    "summarise",
]
