"""Results → messages: wording, citations, buttons, and Discord's limits.

A `Reply` is one message. `room` is how many characters its text may have: an embed's description
holds more than plain content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never
from urllib.parse import quote as percent_encoded

from bot import places
from bot.escaping import escape, inline
from bot.excerpts import Excerpt, excerpt, in_parts, plain
from knowledge import Answer, Edit, Kind, Match, NoAnswer, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge import Article, Found, KnowledgeBase, Passage, Quote, Summary

EMBED_ROOM, CONTENT_ROOM = 4096, 2000
NO_ANSWER = "I found no passage that answers this."
CHANGED = "The articles have changed since this answer. Please ask again."
_TITLE, _NAME, _QUESTION, _URL = 150, 100, 300, 512
_FRAGMENT_WORDS = 6
_ADDRESS = re.compile(rf"(?=.{{1,{_URL}}}$)https?://[^\s<>\"/]+\.?[^\s<>\"]*")


_GUIDE = """\
**I answer questions about my articles with their own words**: a quote and where it stands, or an \
honest "I found no passage that answers this". No language model writes here.

**Ask** with `/ask`, by mentioning me, by replying to me, in a direct message, or with \
*Apps › Answer this* on any message.
**Summaries**: `/summary`, short, medium or long, about a topic or a single article.
**Check**: *Apps › Find the source* on a message says which passage it quotes, and whether exactly.
**Articles**: `/sources` lists them.
**Moderators**: `/knowledge status` and `/knowledge reload`."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button: one with a `url` opens it, another sends its `custom_id` back."""

    label: str
    custom_id: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message.

    Attributes:
        text: Its Discord markdown.
        excerpts: The quotes in it.
        buttons: Below it, in order.
    """

    text: str
    excerpts: tuple[Excerpt, ...] = ()
    buttons: tuple[Button, ...] = ()


def answer(
    base: KnowledgeBase, result: Answer | NoAnswer, room: int, *, repeat: bool = False
) -> Reply:
    """Return the reply to a question; `repeat` shows the question where nothing else does."""
    asked = _asked(result) if repeat else ""
    match result:
        case Answer():
            reply = _answered(base, result, room - len(asked))
        case NoAnswer():
            reply = _unanswered(base, result)
        case _:
            assert_never(result)
    return replace(reply, text=asked + reply.text)


def _asked(result: Answer | NoAnswer) -> str:
    """Return the question as a line; a longer one is not repeated, since it would have to be cut."""
    short = len(result.question.strip()) <= _QUESTION
    shown = inline(result.question, _QUESTION) if short else ""
    return f"-# {shown}\n" if shown else ""


def _answered(base: KnowledgeBase, result: Answer, room: int) -> Reply:
    reply = _block(result.quotes[0], room)
    left = list(result.quotes[1:])
    while left:
        block = _block(left[0], room)
        if block.excerpts[0].cut or len(reply.text) + 2 + len(block.text) > room:
            break
        reply = _joined(reply, block)
        left.pop(0)
    further = (*left, *result.nearest) or places.around(base, result.quotes[0])
    more = Button("More passages", custom_id=f"more:{places.encode(base, further)}")
    buttons = (*_open_buttons(result.quotes[0]), *_full_buttons(base, reply), more)
    return replace(reply, buttons=buttons)


def _unanswered(base: KnowledgeBase, result: NoAnswer) -> Reply:
    reasons = {
        Reason.NO_WORDS: "There is no word in it that I could search for.",
        Reason.NO_MATCH: "None of its words stands in an article of mine.",
        Reason.WEAK: "The nearest passages share too few of its words to be an answer.",
    }
    buttons: tuple[Button, ...] = ()
    if result.nearest:
        code = places.encode(base, result.nearest)
        buttons = (Button("Nearest passages", custom_id=f"more:{code}"),)
    return Reply(f"**{NO_ANSWER}**\n-# {reasons[result.reason]}", buttons=buttons)


def passages(base: KnowledgeBase, quotes: Iterable[Quote], room: int) -> list[Reply]:
    """Return whole passages, each with its citation, in as few messages as they need."""
    made = pages([_block(quote, room) for quote in quotes], room)
    return [replace(page, buttons=tuple(_full_buttons(base, page))) for page in made]


def summary(base: KnowledgeBase, result: Summary, about: str, room: int) -> list[Reply]:
    """Return a summary: its sentences in reading order, each with its paragraph."""
    topic = f" about {inline(about, _NAME)}" if about.strip() else ""
    if not result.sentences:
        return [Reply(f"**I found no passage{topic}.**\n-# `/sources` lists what I have read.")]
    articles = {sentence.passage.article.id for sentence in result.sentences}
    article = result.sentences[0].passage.article
    of = f" of {inline(article.title, _TITLE)}" if len(articles) == 1 else ""
    facts = (_facts(article) if of else "", f"{result.words} words, every sentence verbatim")
    blocks = [Reply(f"**Summary{of}{topic}**\n-# {' · '.join(filter(None, facts))}")]
    blocks += [_sentence(sentence, room, alone=bool(of)) for sentence in result.sentences]
    made = pages(blocks, room, "\n")
    return [replace(page, buttons=tuple(_full_buttons(base, page))) for page in made]


def _sentence(quote: Quote, room: int, *, alone: bool) -> Reply:
    """Return one sentence of many, which needs its article's name only where there are several."""
    title = "" if alone else f"{inline(quote.passage.article.title, _TITLE)} · "
    place = f"-# {title}{escape(quote.passage.label)}"
    shown = plain(quote, room - len(place) - 1)
    return Reply(f"{shown.markup}\n{place}", (shown,))


def source(base: KnowledgeBase, found: Found | None, room: int) -> Reply:
    """Return where a message's words come from."""
    if found is None:
        return Reply("**Not found.** I found no passage that this quotes or paraphrases.")
    intro = {
        Match.EXACT: "**Exact.** These words stand in the article:",
        Match.NEAR: "**Near, not exact.** The article has it like this:",
        Match.PARAPHRASE: "**Not a quotation.** The passage that says most like it:",
    }[found.match]
    difference = _difference(found, room // 3)
    block = _block(found.quote, room - len(intro) - len(difference) - 2)
    text = "\n".join(part for part in (intro, block.text, difference) if part)
    reply = replace(block, text=text)
    buttons = (*_open_buttons(found.quote), *_full_buttons(base, reply))
    return replace(reply, buttons=buttons)


def _difference(found: Found, room: int) -> str:
    """Show what differs: what the message left out struck through, what it put in underlined."""
    marks = {Edit.KEPT: "", Edit.LEFT_OUT: "~~", Edit.PUT_IN: "__"}
    shown = ""
    for edit, text in found.difference:
        words = " ".join(text.split())
        if edit is Edit.KEPT and len(words) > 60:
            words = f"{words[:25].rstrip()} … {words[-25:].lstrip()}"
        run = f" {marks[edit]}{inline(words, 300)}{marks[edit]}"
        if len(shown) + len(run) > room - 80:
            shown += " …"
            break
        shown += run
    return f"The message: {shown.strip()}\n-# ~~left out~~, __put in__" if shown else ""


def sources(base: KnowledgeBase, room: int) -> list[Reply]:
    """Return the articles that are asked."""
    if not base.articles:
        return [Reply("I have no article to quote from at the moment.")]
    return pages([Reply(_source(base, article)) for article in base.articles], room, "\n")


def _source(base: KnowledgeBase, article: Article) -> str:
    held = [base.passages[at] for at in base.within(article.id) or ()]
    captions = sum(1 for passage in held if passage.kind is Kind.CAPTION)
    counted = numbered(len(held) - captions, "paragraph")
    counted += f", {numbered(captions, 'caption')}" if captions else ""
    facts = (_facts(article), counted)
    link = f" · <{article.url}>" if _ADDRESS.fullmatch(article.url) else ""
    return f"**{inline(article.title, _TITLE)}**\n-# {' · '.join(filter(None, facts))}{link}"


def whole(passage: Passage, room: int) -> list[Reply]:
    """Return a passage from beginning to end, however many messages that takes."""
    place = Reply(citation(passage))
    parts = in_parts(passage, room - len(place.text) - 1)
    *before, last = [Reply(part.markup, (part,)) for part in parts]
    return pages([*before, _joined(last, place, "\n")], room, "\n")


def guide() -> Reply:
    """Return what the bot does and how it is asked."""
    return Reply(_GUIDE)


def citation(passage: Passage) -> str:
    """Return where a passage stands, on one line of markdown."""
    article = passage.article
    title = f"**{inline(article.title, _TITLE)}**"
    if passage.heading:
        title += f" › {inline(passage.heading, _TITLE)}"
    facts = (title, _facts(article), inline(passage.label, _NAME))
    return "-# " + " · ".join(filter(None, facts))


def _facts(article: Article) -> str:
    day = article.published.isoformat() if article.published else ""
    return " · ".join(filter(None, (inline(article.source, _NAME), day)))


def _block(quote: Quote, room: int) -> Reply:
    """Return a quote with its citation below, never parted."""
    place = citation(quote.passage)
    shown = excerpt(quote, room - len(place) - 1)
    return Reply(f"{shown.markup}\n{place}", (shown,))


def _joined(first: Reply, second: Reply, gap: str = "\n\n") -> Reply:
    return Reply(first.text + gap + second.text, first.excerpts + second.excerpts)


def pages(blocks: Sequence[Reply], room: int, gap: str = "\n\n") -> list[Reply]:
    """Join blocks to as few messages as hold them, parting none."""
    made: list[Reply] = []
    for block in blocks:
        if made and len(made[-1].text) + len(gap) + len(block.text) <= room:
            made[-1] = _joined(made[-1], block, gap)
        else:
            made.append(block)
    return made


def _full_buttons(base: KnowledgeBase, reply: Reply) -> list[Button]:
    cut = [shown.quote for shown in reply.excerpts if shown.cut]
    if not cut:
        return []
    return [Button("Read in full", custom_id=f"full:{places.encode(base, cut)}")]


def _open_buttons(quote: Quote) -> list[Button]:
    url = deep_link(quote)
    return [Button("Open the article", url=url)] if url else []


def deep_link(quote: Quote) -> str:
    """Return the article's address with a text fragment that leads to the quote's focus.

    It is the plain address where the fragment does not fit into a button, and empty where the
    article has none. Text fragments: https://wicg.github.io/scroll-to-text-fragment/
    """
    url = quote.passage.article.url
    words = quote.focus.of(quote.passage.article.text).split()
    ends = (
        [words]
        if len(words) <= 2 * _FRAGMENT_WORDS
        else [words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]]
    )
    fragment = ",".join(percent_encoded(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    full = f"{url}{'' if '#' in url else '#'}:~:text={fragment}"
    if not _ADDRESS.fullmatch(url):
        return ""
    return full if len(full) <= _URL else url


def numbered(count: int, noun: str) -> str:
    """Return a count with its noun: `1 caption`, `35 captions`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
