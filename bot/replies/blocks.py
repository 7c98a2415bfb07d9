"""What messages are put together from: quotes with citations, buttons, pages.

A `Reply` is one message. `room` is how many characters its text may have: an embed's description
holds more than plain content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encoded

from bot.locales import date, gettext
from bot.locales.bidi import isolated
from bot.replies import places
from bot.replies.escaping import inline
from bot.replies.excerpts import Excerpt, excerpt
from bot.replies.ids import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge import Article, KnowledgeBase, Passage, Quote

EMBED_ROOM, CONTENT_ROOM = 4096, 2000
LONGEST_TITLE, LONGEST_NAME = 150, 100
_SHORT = 40
_URL = 512
_FRAGMENT_WORDS = 6
_PHOTO = re.compile(r"photo (\d+/\d+)(?:, (.*))?", re.DOTALL)
_ADDRESS = re.compile(rf"(?=.{{1,{_URL}}}$)https?://[^\s<>\"/]+\.?[^\s<>\"]*")


@dataclass(frozen=True, slots=True)
class Button:
    """A button: one with a `url` opens it, another sends its `custom_id` back."""

    label: str
    custom_id: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file below a message.

    Attributes:
        name: Its name, without spaces.
        content: What is in it.
        description: What it shows, for those who cannot see that.
        shown: Whether it is a picture to be shown with the text.
    """

    name: str
    content: bytes
    description: str = ""
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """One message.

    Attributes:
        text: Its Discord markdown.
        excerpts: The quotes in it.
        buttons: Below it, in order.
        calls: The id of the role that it pings for help; 0 for none.
        votes: Buttons for an opinion of it, where there are moderators to read that.
        files: Attached to it, for those who know that the bot may do so.
        removable: Whether the one who asked for it may have it removed, where others see it.
    """

    text: str
    excerpts: tuple[Excerpt, ...] = ()
    buttons: tuple[Button, ...] = ()
    calls: int = 0
    votes: tuple[Button, ...] = ()
    files: tuple[Attached, ...] = ()
    removable: bool = False


def block(quote: Quote, room: int, note: str = "") -> Reply:
    """Return a quote with its citation below, never parted; a note ends the citation."""
    place = citation(quote.passage) + mark(quote) + (f" · {note}" if note else "")
    shown = excerpt(quote, room - len(place) - 1)
    return Reply(f"{shown.markup}\n{place}", (shown,))


def joined(first: Reply, second: Reply, gap: str = "\n\n") -> Reply:
    """Return one message of two, without their buttons."""
    return Reply(first.text + gap + second.text, first.excerpts + second.excerpts)


def citation(passage: Passage) -> str:
    """Return where a passage stands, on one line of markdown."""
    article = passage.article
    title = f"**{isolated(inline(article.title, LONGEST_TITLE))}**"
    if passage.heading:
        title += f" › {isolated(inline(passage.heading, LONGEST_TITLE))}"
    parts = (title, facts(article), labelled(passage.label))
    return "-# " + " · ".join(filter(None, parts))


def short_citation(passage: Passage) -> str:
    """Return where a passage stands where there is little room: the title's beginning, the place."""
    title = isolated(inline(passage.article.title, _SHORT))
    return f"-# **{title}** · {labelled(passage.label, _SHORT)}"


def labelled(label: str, limit: int = LONGEST_NAME) -> str:
    """Return a passage's label as it is shown to readers, in their language.

    Args:
        label: As `Passage.label` names the passage: `¶ 4` or `photo 4/35, AP`.
        limit: How many characters of it are shown.
    """
    found = _PHOTO.fullmatch(label)
    if found is None:
        return isolated(inline(label, limit))
    photo = gettext("photo {place}", place=found[1])
    credit = inline(found[2] or "", max(3, limit - len(photo) - 2))
    return f"{photo}, {isolated(credit)}" if credit else photo


def facts(article: Article) -> str:
    """Return who published an article, and when."""
    day = date(article.published) if article.published else ""
    return " · ".join(filter(None, (isolated(inline(article.source, LONGEST_NAME)), day)))


def pages(blocks: Sequence[Reply], room: int, gap: str = "\n\n") -> list[Reply]:
    """Join blocks to as few messages as hold them, parting none."""
    made: list[Reply] = []
    for block in blocks:
        if made and len(made[-1].text) + len(gap) + len(block.text) <= room:
            made[-1] = joined(made[-1], block, gap)
        else:
            made.append(block)
    return made


def noted(note: str, render: Callable[[int], Sequence[Reply]]) -> Callable[[int], Sequence[Reply]]:
    """Put a small line above what `render` makes; none where the note is empty."""
    above = f"-# {note}\n" if note else ""

    def made(room: int) -> Sequence[Reply]:
        first, *others = render(room - len(above))
        return [replace(first, text=above + first.text), *others]

    return made


def full_buttons(base: KnowledgeBase, reply: Reply) -> list[Button]:
    """Return a button that gives what was cut, where something was."""
    cut = [shown.quote for shown in reply.excerpts if shown.cut]
    if not cut:
        return []
    return [Button(gettext("Read in full"), custom_id=f"full:{places.encode(base, cut)}")]


def open_buttons(quote: Quote) -> list[Button]:
    """Return a button that opens the article at the quote, where it has an address."""
    url = deep_link(quote)
    return [Button(gettext("Open ↗"), url=url)] if url else []


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
    if not is_address(url):
        return ""
    return full if len(full) <= _URL else url


def is_address(url: str) -> bool:
    """Tell whether a button or a link may lead there."""
    return bool(_ADDRESS.fullmatch(url))
