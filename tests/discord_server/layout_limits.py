"""The rules for Components V2: what may stand where, how much of it, how much text."""

from collections.abc import Collection, Iterator

from tests.discord_server.component_limits import (
    button_violations,
    duplicate_ids,
    row_violations,
)
from tests.discord_server.refusals import Violation
from tests.discord_server.rules import MEDIA, not_counted, not_one_of, not_text, not_url, too_long
from tests.discord_server.wire import ComponentType, Json, part, parts

COMPONENTS = 40
TEXT = 4000
GALLERY = 10
SECTION_TEXTS = 3
ALT_TEXT = 1024

T = ComponentType
IN_A_CONTAINER = frozenset(
    {T.ACTION_ROW, T.SECTION, T.TEXT_DISPLAY, T.MEDIA_GALLERY, T.FILE, T.SEPARATOR}
)
AT_THE_TOP = IN_A_CONTAINER | {T.CONTAINER}
ACCESSORIES = frozenset({T.BUTTON, T.THUMBNAIL})
ATTACHED = "attachment://"


def layout_violations(components: list[Json], files: Collection[str] = ()) -> list[Violation]:
    """What is wrong in a message of Components V2.

    Args:
        components: The components at the top.
        files: The names of the files that come with the message.
    """
    return [
        *_too_many(components),
        *_too_much_text(components),
        *duplicate_ids(components),
        *_children(components, AT_THE_TOP),
        *_unattached(components, files),
    ]


def _everything(components: list[Json]) -> Iterator[Json]:
    for component in components:
        yield component
        yield from _everything(parts(component, "components"))
        if component.get("accessory"):
            yield component["accessory"]


def _too_many(components: list[Json]) -> list[Violation]:
    if sum(1 for _ in _everything(components)) <= COMPONENTS:
        return []
    text = f"The maximum number of components in a message is {COMPONENTS}."
    return [Violation(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", text)]


def _too_much_text(components: list[Json]) -> list[Violation]:
    shown = (one for one in _everything(components) if one.get("type") == T.TEXT_DISPLAY)
    if sum(len(one.get("content") or "") for one in shown) <= TEXT:
        return []
    text = f"The total displayable text size exceeds the maximum size of {TEXT}"
    return [Violation(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", text)]


def _unattached(components: list[Json], files: Collection[str]) -> list[Violation]:
    text = "Referenced attachment not found"
    code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
    return [
        Violation(("components",), code, f"{text}: {url}")
        for url in _media_urls(components)
        if url.startswith(ATTACHED) and url.removeprefix(ATTACHED) not in files
    ]


def _media_urls(components: list[Json]) -> Iterator[str]:
    for component in _everything(components):
        for item in (component, *parts(component, "items")):
            yield (part(item, "media") or part(item, "file")).get("url") or ""


def _children(components: list[Json], kinds: Collection[int]) -> list[Violation]:
    return [
        one.under("components", str(number))
        for number, component in enumerate(components)
        for one in _child(component, kinds)
    ]


def _child(component: Json, kinds: Collection[int]) -> list[Violation]:
    kind = component.get("type")
    if refused := not_one_of(kind, kinds, "type"):
        return refused
    match kind:
        case T.ACTION_ROW:
            return row_violations(component)
        case T.CONTAINER:
            return _container(component)
        case T.SECTION:
            return _section(component)
        case T.TEXT_DISPLAY:
            return not_text(component.get("content"), TEXT, "content")
        case T.MEDIA_GALLERY:
            return _gallery(component)
        case _:
            return []


def _container(container: Json) -> list[Violation]:
    inside: list[Json] = parts(container, "components")
    return not_counted(inside, 1, COMPONENTS, "components") + _children(inside, IN_A_CONTAINER)


def _section(section: Json) -> list[Violation]:
    inside: list[Json] = parts(section, "components")
    accessory: Json = part(section, "accessory")
    return [
        *not_counted(inside, 1, SECTION_TEXTS, "components"),
        *_children(inside, {T.TEXT_DISPLAY}),
        *(one.under("accessory") for one in _accessory(accessory)),
    ]


def _accessory(accessory: Json) -> list[Violation]:
    if refused := not_one_of(accessory.get("type"), ACCESSORIES, "type"):
        return refused
    if accessory["type"] == T.BUTTON:
        return button_violations(accessory)
    return _media(accessory)


def _gallery(gallery: Json) -> list[Violation]:
    items: list[Json] = parts(gallery, "items")
    found = not_counted(items, 1, GALLERY, "items")
    for number, item in enumerate(items):
        found += [one.under("items", str(number)) for one in _media(item)]
    return found


def _media(item: Json) -> list[Violation]:
    url = part(item, "media").get("url")
    return [
        *(not_text(url, 2048, "media", "url") or not_url(url, MEDIA, "media", "url")),
        *too_long(item.get("description"), ALT_TEXT, "description"),
    ]
