"""Invented articles, and texts that favour what is hard to show: marks, gaps, lists, long words."""

import string

from hypothesis import strategies as st

import knowledge
from knowledge import KnowledgeBase, Quote, Span

LIGHTHOUSE = """\
---
title: The lighthouse of Selvik
source: Harbour News
date: 2021-03-04
url: https://example.org/selvik
---

# History

The lighthouse of Selvik was built in 1821 by the Keller brothers. It has 214 steps of granite.

Whale oil fed the lamp until 1907. Then the council bought an electric one from Ostrava.

# Today

The keeper retired in 1988. Volunteers polish the brass rails each spring, and a ferry brings \
visitors from the mainland twice a day.
"""

ORCHARD = """\
---
title: Apples of the Lower Valley
source: The Grower
date: 2019-10-12
---

The orchard holds forty kinds of apples. Pickers begin with the yellow Marten in late August.

Cider presses run until November. The pulp feeds the pigs of the village.
"""

GALLERY = """\
---
title: Boats on the bay
source: Harbour News
date: 2021-05-06
---

Eleven boats raced on Sunday. The wind was light until noon.

1/3

A red sloop rounds the northern buoy.

AP

2/3

Two dinghies wait behind the breakwater.

AP

3/3

The winner lifts a copper cup.

AP
"""

_AWKWARD = [
    "*", "**", "_", "__", "~~", "`", "```", "||", "> ", ">>> ", "# ", "## ", "-# ", "- ", "+ ",
    "* ", "1. ", "12. ", "[a](https://example.org)", "[", "]", "(", ")", "<@1234>", "<@&12>",
    "<#1234>", "<t:0:R>", "<:e:1>", "<a:e:1>", "</ask:1>", "<https://example.org>", "<id:home>",
    "https://example.org/a_b", "http://x.y", ":smile:", "@everyone", "@here", "\\", "\\\\", "\\*",
    "\n", "\n\n", "\n\n\n\n", " ", "  ", "   \n  ", "\t", "\r", "…", "...", "¶", "¯\\_(ツ)_/¯",
    "שלום", "مرحبا", "👩‍👩‍👧", "🇫🇷", "é", "e\u0301", "\u202eabc", "\u2067", "ﬁ", "。", "？",
]  # fmt: skip
_WORDS = st.text(string.ascii_letters, min_size=1, max_size=12)
_CHARACTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
# Anything, made of pieces of which most mean something to Discord.
awkward_texts = st.lists(
    st.one_of(st.sampled_from(_AWKWARD), _WORDS, st.just(" "), _CHARACTERS), max_size=40
).map("".join)

_VISIBLE = st.characters(exclude_categories=["Cs", "Cc"])
_PIECES = st.one_of(
    _WORDS,
    st.sampled_from([piece for piece in _AWKWARD if "\r" not in piece]),
    st.text(_VISIBLE, max_size=8),
    st.integers(50, 400).map(lambda size: "w" * size),
    st.sampled_from(["It rained. ", "Who came? ", "- one\n- two\n", "1. one\n2. two\n"]),
)
_GAPS = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\n\n\n\n", "  \n", "", ". "])
_LINES = st.lists(st.tuples(_PIECES, _GAPS).map("".join), min_size=1, max_size=40).map("".join)
# The text of an article, which always holds one word at least.
article_texts = st.one_of(
    _LINES.map(lambda text: f"Selvik {text}"),
    _LINES.map(lambda text: f"{text} Selvik."),
    st.sampled_from(
        ["Selvik " + "word " * 2000, "V" + "*" * 10_000, "Selvik\n\n\n" + "a, " * 3400]
    ),
)


def base_of(*texts: str, suffix: str = "md") -> KnowledgeBase:
    """Return a knowledge base of texts, as files named a, b, c and so on."""
    names = [f"{string.ascii_lowercase[at % 26]}{at // 26}.{suffix}" for at in range(len(texts))]
    pairs = zip(texts, names, strict=True)
    return knowledge.build([knowledge.read(text.encode(), name) for text, name in pairs])


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    """Return a quote of one to four sentences of any article, one of them its focus."""
    base = base_of(draw(article_texts), suffix="txt")
    at = draw(st.integers(0, len(base.passages) - 1))
    found = [sentence.span for sentence in base.sentences[at]]
    first = draw(st.integers(0, len(found) - 1))
    last = draw(st.integers(first, min(first + 3, len(found) - 1)))
    focus = found[draw(st.integers(first, last))]
    return Quote(base.passages[at], Span(found[first].start, found[last].end), focus)
