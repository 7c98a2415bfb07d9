"""Results other than answers → messages: summaries, sources, where words come from, help."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.replies.blocks import (
    LONGEST_NAME,
    LONGEST_TITLE,
    Reply,
    block,
    citation,
    facts,
    full_buttons,
    is_address,
    joined,
    numbered,
    open_buttons,
    pages,
)
from bot.replies.edits import LEGEND, edited
from bot.replies.escaping import escape, inline
from bot.replies.excerpts import in_parts, plain
from knowledge import Kind, Match

if TYPE_CHECKING:
    from knowledge import Article, Found, KnowledgeBase, Passage, Quote, Summary

_GUIDE = """\
**I answer questions about my articles with their own words**: a quote and where it stands, or an \
honest "I found no passage that answers this". No language model writes here.

**Ask** with `/ask`, by mentioning me, by replying to me, in a direct message, or with \
*Apps › Answer this* on any message.
**Search** for words with `/search`: every passage that holds them.
**Summaries**: `/summary`, short, medium or long, about a topic or a single article.
**Check**: *Apps › Find the source* on a message says which passage it quotes, and whether exactly; \
`/verify` does the same for the id below a quote, or for any words.
**Cite**: `/cite` gives paragraphs, *Apps › Copy as citation* an answer's quote in four styles; write \
`[[article ¶4]]` when you mention me.
**Articles**: `/sources` lists them, `/outline` shows one, `/random` a paragraph of one.
**Privacy**: `/privacy` says what I keep; `/mydata` shows it to you, deletes it, or switches me off \
for you.
**Moderators**: `/knowledge` for the articles and their tests, `/report` for what I could not \
answer, `/config` for how and where I answer."""


def summary(base: KnowledgeBase, result: Summary, about: str, room: int) -> list[Reply]:
    """Return a summary: its sentences in reading order, each with its paragraph."""
    topic = f" about {inline(about, LONGEST_NAME)}" if about.strip() else ""
    if not result.sentences:
        return [Reply(f"**I found no passage{topic}.**\n-# `/sources` lists what I have read.")]
    articles = {sentence.passage.article.id for sentence in result.sentences}
    article = result.sentences[0].passage.article
    of = f" of {inline(article.title, LONGEST_TITLE)}" if len(articles) == 1 else ""
    told = (facts(article) if of else "", f"{result.words} words, every sentence verbatim")
    blocks = [Reply(f"**Summary{of}{topic}**\n-# {' · '.join(filter(None, told))}")]
    blocks += [_sentence(sentence, room, alone=bool(of)) for sentence in result.sentences]
    made = pages(blocks, room, "\n")
    return [replace(page, buttons=tuple(full_buttons(base, page))) for page in made]


def _sentence(quote: Quote, room: int, *, alone: bool) -> Reply:
    """Return one sentence of many, which needs its article's name only where there are several."""
    title = "" if alone else f"{inline(quote.passage.article.title, LONGEST_TITLE)} · "
    place = f"-# {title}{escape(quote.passage.label)}"
    shown = plain(quote, room - len(place) - 1)
    return Reply(f"{shown.markup}\n{place}", (shown,))


def source(base: KnowledgeBase, found: Found | None, room: int, head: str = "") -> Reply:
    """Return where a message's words come from; `head` stands above them in place of a verdict."""
    if found is None:
        return Reply("**Not found.** I found no passage that this quotes or paraphrases.")
    intro = (
        head
        or {
            Match.EXACT: "**Exact.** These words stand in the article:",
            Match.NEAR: "**Near, not exact.** The article has it like this:",
            Match.PARAPHRASE: "**Not a quotation.** The passage that says most like it:",
        }[found.match]
    )
    difference = _difference(found, room // 3)
    shown = block(found.quote, room - len(intro) - len(difference) - 2)
    text = "\n".join(part for part in (intro, shown.text, difference) if part)
    reply = replace(shown, text=text)
    buttons = (*open_buttons(found.quote), *full_buttons(base, reply))
    return replace(reply, buttons=buttons)


def _difference(found: Found, room: int) -> str:
    """Show what differs: what the message left out struck through, what it put in underlined."""
    shown = edited(found.difference, room - len(LEGEND) - 40)
    return f"The message: {shown}\n{LEGEND}" if shown else ""


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
    told = (facts(article), counted)
    link = f" · <{article.url}>" if is_address(article.url) else ""
    return f"**{inline(article.title, LONGEST_TITLE)}**\n-# {' · '.join(filter(None, told))}{link}"


def whole(passage: Passage, room: int) -> list[Reply]:
    """Return a passage from beginning to end, however many messages that takes."""
    place = Reply(citation(passage))
    parts = in_parts(passage, room - len(place.text) - 1)
    *before, last = [Reply(part.markup, (part,)) for part in parts]
    return pages([*before, joined(last, place, "\n")], room, "\n")


def guide() -> Reply:
    """Return what the bot does and how it is asked."""
    return Reply(_GUIDE)
