"""The rules for messages: each is a small function that lists what breaks it."""

from collections.abc import Iterator

from tests.discord_server.component_limits import component_violations
from tests.discord_server.layout_limits import layout_violations
from tests.discord_server.pings import allowed_mentions_violations
from tests.discord_server.refusals import Violation
from tests.discord_server.rules import (
    MEDIA,
    WEB,
    missing,
    not_counted,
    not_text,
    not_url,
    not_within,
    too_long,
)
from tests.discord_server.wire import Json, MessageFlag, part, parts

CONTENT = 2000
EMBEDS = 10
EMBED_TOTAL = 6000
FIELDS = 25
NONCE = 25
ATTACHMENTS = 10
WHITE = 0xFFFFFF
EMBED_TEXTS = {"title": 256, "description": 4096}
EMBED_PARTS = {"footer": ("text", 2048), "author": ("name", 256)}
FIELD_TEXTS = {"name": 256, "value": 1024}
FILLS_AN_EMBED = ("title", "description", "fields", "author", "footer", "image", "thumbnail")


def message_violations(message: Json) -> list[Violation]:
    """What Discord refuses in a message as it would be stored."""
    return [
        *content_violations(message),
        *embeds_violations(parts(message, "embeds")),
        *too_long(message.get("nonce"), NONCE, "nonce"),
        *allowed_mentions_violations(message.get("allowed_mentions")),
        *not_counted(parts(message, "attachments"), 0, ATTACHMENTS, "attachments"),
        *_components(message),
    ]


def _components(message: Json) -> list[Violation]:
    components: list[Json] = parts(message, "components")
    if not int(message.get("flags") or 0) & MessageFlag.COMPONENTS_V2:
        return component_violations(components)
    names = [one["filename"] for one in parts(message, "attachments")]
    return [*legacy_violations(message), *layout_violations(components, names)]


def content_violations(message: Json) -> list[Violation]:
    """Content of more than 2,000 characters."""
    return too_long(message.get("content"), CONTENT, "content")


def legacy_violations(message: Json) -> list[Violation]:
    """Content, embeds and such beside Components V2."""
    code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
    return [
        Violation((name,), code, f"The '{name}' field cannot be used with Components V2")
        for name in ("content", "embeds", "poll", "sticker_ids")
        if message.get(name)
    ]


def embeds_violations(embeds: list[Json]) -> list[Violation]:
    """Too many embeds, too much text in all of them, and what is wrong in each."""
    found = [
        one.under("embeds", str(number))
        for number, embed in enumerate(embeds)
        for one in embed_violations(embed)
    ]
    found += not_counted(embeds, 0, EMBEDS, "embeds")
    if sum(map(embed_size, embeds)) > EMBED_TOTAL:
        text = f"Embed size exceeds maximum size of {EMBED_TOTAL}"
        found.append(Violation(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", text))
    return found


def embed_size(embed: Json) -> int:
    """How many characters an embed counts for."""
    texts = [embed.get(name) for name in EMBED_TEXTS]
    texts += [part(embed, place).get(name) for place, (name, _) in EMBED_PARTS.items()]
    texts += [one.get(name) for one in parts(embed, "fields") for name in FIELD_TEXTS]
    return sum(len(str(text or "")) for text in texts)


def embed_violations(embed: Json) -> list[Violation]:
    """What is wrong in one embed."""
    return [
        *_emptiness(embed),
        *_embed_texts(embed),
        *_fields(embed),
        *_embed_urls(embed),
        *not_within(embed.get("color"), 0, WHITE, "color"),
    ]


def _emptiness(embed: Json) -> list[Violation]:
    filled = any(embed.get(name) for name in FILLS_AN_EMBED)
    return missing("filled" if filled else None, "description")


def _embed_texts(embed: Json) -> Iterator[Violation]:
    for name, most in EMBED_TEXTS.items():
        yield from too_long(embed.get(name), most, name)
    for place, (name, most) in EMBED_PARTS.items():
        if embed.get(place):
            yield from not_text(embed[place].get(name), most, place, name)


def _fields(embed: Json) -> Iterator[Violation]:
    fields: list[Json] = parts(embed, "fields")
    yield from not_counted(fields, 0, FIELDS, "fields")
    for number, one in enumerate(fields):
        for name, most in FIELD_TEXTS.items():
            yield from not_text(one.get(name), most, "fields", str(number), name)


def _embed_urls(embed: Json) -> Iterator[Violation]:
    yield from not_url(embed.get("url"), WEB, "url")
    for place, name, shape in (
        ("author", "url", WEB),
        ("author", "icon_url", MEDIA),
        ("footer", "icon_url", MEDIA),
        ("image", "url", MEDIA),
        ("thumbnail", "url", MEDIA),
    ):
        yield from not_url(part(embed, place).get(name), shape, place, name)
