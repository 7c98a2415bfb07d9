"""Results other than answers → messages: summaries, sources, where words come from, help."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.locales import gettext, name_of, ngettext
from bot.locales.bidi import isolated
from bot.replies import counts
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
    labelled,
    open_buttons,
    pages,
)
from bot.replies.edits import LEGEND, edited
from bot.replies.escaping import inline
from bot.replies.excerpts import in_parts, plain
from bot.replies.understood import NO_ANSWER
from knowledge import Kind, Match

if TYPE_CHECKING:
    from knowledge import Article, Found, KnowledgeBase, Passage, Quote, Summary


def summary(base: KnowledgeBase, result: Summary, about: str, room: int) -> list[Reply]:
    """Return a summary: its sentences in reading order, each with its paragraph."""
    topic = inline(about, LONGEST_NAME) if about.strip() else ""
    if not result.sentences:
        return [_no_summary(topic)]
    articles = {sentence.passage.article.id for sentence in result.sentences}
    only = result.sentences[0].passage.article if len(articles) == 1 else None
    size = ngettext(
        "{count} word, every sentence verbatim",
        "{count} words, every sentence verbatim",
        result.words,
    )
    told = (facts(only) if only else "", size)
    blocks = [Reply(f"{_heading(only, topic)}\n-# {' · '.join(filter(None, told))}")]
    blocks += [_sentence(one, room, alone=only is not None) for one in result.sentences]
    made = pages(blocks, room, "\n")
    return [replace(page, buttons=tuple(full_buttons(base, page))) for page in made]


def _no_summary(topic: str) -> Reply:
    none = gettext("**I found no passage.**")
    head = gettext("**I found no passage about {topic}.**", topic=topic) if topic else none
    return Reply(f"{head}\n{gettext('-# `/sources` lists what I have read.')}")


def _heading(article: Article | None, topic: str) -> str:
    title = inline(article.title, LONGEST_TITLE) if article else ""
    if article and topic:
        return gettext("**Summary of {title} about {topic}**", title=title, topic=topic)
    if article:
        return gettext("**Summary of {title}**", title=title)
    return gettext("**Summary about {topic}**", topic=topic) if topic else gettext("**Summary**")


def _sentence(quote: Quote, room: int, *, alone: bool) -> Reply:
    """Return one sentence of many, which needs its article's name only where there are several."""
    title = isolated(inline(quote.passage.article.title, LONGEST_TITLE))
    named = (labelled(quote.passage.label),) if alone else (title, labelled(quote.passage.label))
    place = f"-# {' · '.join(named)}"
    shown = plain(quote, room - len(place) - 1)
    return Reply(f"{shown.markup}\n{place}", (shown,))


def source(base: KnowledgeBase, found: Found | None, room: int, head: str = "") -> Reply:
    """Return where a message's words come from; `head` stands above them in place of a verdict."""
    if found is None:
        return Reply(gettext("**Not found.** I found no passage that this quotes or paraphrases."))
    intro = head or _verdict(found.match)
    difference = _difference(found, room // 3)
    shown = block(found.quote, room - len(intro) - len(difference) - 2)
    text = "\n".join(part for part in (intro, shown.text, difference) if part)
    reply = replace(shown, text=text)
    buttons = (*open_buttons(found.quote), *full_buttons(base, reply))
    return replace(reply, buttons=buttons)


def _verdict(match: Match) -> str:
    return {
        Match.EXACT: gettext("**Exact.** These words stand in the article:"),
        Match.NEAR: gettext("**Near, not exact.** The article has it like this:"),
        Match.PARAPHRASE: gettext("**Not a quotation.** The passage that says most like it:"),
    }[match]


def _difference(found: Found, room: int) -> str:
    """Show what differs: what the message left out struck through, what it put in underlined."""
    legend = gettext(LEGEND)
    shown = edited(found.difference, room - len(legend) - 40)
    return f"{gettext('The message: {words}', words=shown)}\n{legend}" if shown else ""


def sources(base: KnowledgeBase, room: int) -> list[Reply]:
    """Return the articles that are asked."""
    if not base.articles:
        return [Reply(gettext("I have no article to quote from at the moment."))]
    return pages([Reply(_source(base, article)) for article in base.articles], room, "\n")


def _source(base: KnowledgeBase, article: Article) -> str:
    held = [base.passages[at] for at in base.within(article.id) or ()]
    captions = sum(1 for passage in held if passage.kind is Kind.CAPTION)
    counted = [counts.paragraphs(len(held) - captions)]
    counted += [counts.captions(captions)] if captions else []
    link = f"<{article.url}>" if is_address(article.url) else ""
    told = (facts(article), ", ".join(counted), link)
    title = isolated(inline(article.title, LONGEST_TITLE))
    return f"**{title}**\n-# {' · '.join(filter(None, told))}"


def whole(passage: Passage, room: int) -> list[Reply]:
    """Return a passage from beginning to end, however many messages that takes."""
    place = Reply(citation(passage))
    parts = in_parts(passage, room - len(place.text) - 1)
    *before, last = [Reply(part.markup, (part,)) for part in parts]
    return pages([*before, joined(last, place, "\n")], room, "\n")


def guide() -> Reply:
    """Return what the bot does and how it is asked."""
    lines = (
        gettext(
            "**I answer questions about my articles with their own words**: a quote and where it"
            ' stands, or an honest "{refusal}". No language model writes here.',
            refusal=gettext(NO_ANSWER).rstrip(".。"),
        ),
        "",
        gettext(
            "**Ask** with `/ask`, by mentioning me, by replying to me, in a direct message, or with"
            " *Apps › {menu}* on any message.",
            menu=name_of("Answer this"),
        ),
        gettext("**Search** for words with `/search`: every passage that holds them."),
        gettext(
            "**Summaries**: `/summary`, short, medium or long, about a topic or a single article."
        ),
        gettext(
            "**Check**: *Apps › {menu}* on a message says which passage it quotes, and whether"
            " exactly; `/verify` does the same for the id below a quote, or for any words.",
            menu=name_of("Find the source"),
        ),
        gettext(
            "**Cite**: `/cite` gives paragraphs, *Apps › {menu}* an answer's quote in four styles;"
            " write `[[article ¶4]]` when you mention me.",
            menu=name_of("Copy as citation"),
        ),
        gettext(
            "**Articles**: `/sources` lists them, `/outline` shows one, `/random` a paragraph of one."
        ),
        gettext(
            "**Privacy**: `/privacy` says what I keep; `/mydata` shows it to you, deletes it, or"
            " switches me off for you."
        ),
        gettext(
            "**Moderators**: `/knowledge` for the articles and their tests, `/report` for what I"
            " could not answer, `/config` for how and where I answer, `/daily` for a quote a day."
        ),
    )
    return Reply("\n".join(lines))
