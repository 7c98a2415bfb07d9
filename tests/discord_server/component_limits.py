"""The rules for buttons, selects and the rows they stand in."""

from collections.abc import Iterator

from tests.discord_server.refusals import Violation
from tests.discord_server.rules import (
    LINK,
    not_counted,
    not_one_of,
    not_text,
    not_url,
    not_within,
    repeated,
    too_long,
)
from tests.discord_server.wire import SELECTS, ComponentType, Json, given, parts

ROWS = 5
BUTTONS = 5
LABEL = 80
CUSTOM_ID = 100
URL = 512
OPTIONS = 25
OPTION_TEXT = 100
PLACEHOLDER = 150
LINK_STYLE, PREMIUM_STYLE = 5, 6


def component_violations(components: list[Json]) -> list[Violation]:
    """What is wrong in the rows of a message without Components V2."""
    found = not_counted(components, 0, ROWS, "components")
    for number, row in enumerate(components):
        if row.get("type") == ComponentType.ACTION_ROW:
            found += _under(row_violations(row), number)
        else:
            text = 'Value of field "type" must be one of (1,).'
            found.append(Violation(("components", str(number), "type"), "UNION_TYPE_CHOICES", text))
    return found + duplicate_ids(components)


def _under(violations: list[Violation], number: int) -> list[Violation]:
    return [one.under("components", str(number)) for one in violations]


def duplicate_ids(components: list[Json]) -> list[Violation]:
    """One custom_id on two components."""
    text = "Component custom id cannot be duplicated"
    ids = list(custom_ids(components))
    return repeated(ids, "COMPONENT_CUSTOM_ID_DUPLICATED", text, "components")


def custom_ids(components: list[Json]) -> Iterator[str]:
    """All the custom_ids, also of components within others."""
    for component in components:
        if component.get("custom_id"):
            yield component["custom_id"]
        yield from custom_ids(parts(component, "components"))
        for single in ("accessory", "component"):
            if component.get(single):
                yield from custom_ids([component[single]])


def row_violations(row: Json) -> list[Violation]:
    """What is wrong in one action row: one to five buttons, or one select."""
    inside: list[Json] = parts(row, "components")
    most = 1 if any(one.get("type") in SELECTS for one in inside) else BUTTONS
    found = not_counted(inside, 1, most, "components")
    for number, component in enumerate(inside):
        found += _under(_in_a_row(component), number)
    return found


def _in_a_row(component: Json) -> list[Violation]:
    if component.get("type") == ComponentType.BUTTON:
        return button_violations(component)
    if component.get("type") in SELECTS:
        return select_violations(component)
    return not_one_of(component.get("type"), {ComponentType.BUTTON.value, *SELECTS}, "type")


def button_violations(button: Json) -> list[Violation]:
    """What is wrong in one button."""
    style = button.get("style")
    found = not_one_of(style, range(1, 7), "style") + too_long(button.get("label"), LABEL, "label")
    if style == PREMIUM_STYLE:
        return found + not_text(button.get("sku_id"), CUSTOM_ID, "sku_id")
    found += not_text(button.get("label") or button.get("emoji"), 10 * LABEL, "label")
    return found + (_link(button) if style == LINK_STYLE else _pressed(button))


def _link(button: Json) -> list[Violation]:
    found = not_text(button.get("url"), URL, "url") or not_url(button["url"], LINK, "url")
    return found + _exclusive(button, "custom_id")


def _pressed(button: Json) -> list[Violation]:
    found = not_text(button.get("custom_id"), CUSTOM_ID, "custom_id")
    return found + _exclusive(button, "url")


def _exclusive(button: Json, other: str) -> list[Violation]:
    if button.get(other) is None:
        return []
    text = "A custom id and url cannot both be specified"
    return [Violation((other,), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", text)]


def select_violations(select: Json) -> list[Violation]:
    """What is wrong in one select."""
    least, most = given(select, "min_values", 1), given(select, "max_values", 1)
    found = [
        *not_text(select.get("custom_id"), CUSTOM_ID, "custom_id"),
        *too_long(select.get("placeholder"), PLACEHOLDER, "placeholder"),
        *not_within(least, 0, OPTIONS, "min_values"),
        *not_within(most, max(1, least), OPTIONS, "max_values"),
    ]
    if select["type"] == ComponentType.STRING_SELECT:
        found += options_violations(parts(select, "options"), 1, OPTIONS)
        found += not_within(most, 0, len(parts(select, "options")), "max_values")
    return found


def options_violations(options: list[Json], least: int, most: int) -> list[Violation]:
    """What is wrong in the options of a select or of a group of choices."""
    found = not_counted(options, least, most, "options")
    for number, option in enumerate(options):
        place = ("options", str(number))
        found += not_text(option.get("label"), OPTION_TEXT, *place, "label")
        found += not_text(option.get("value"), OPTION_TEXT, *place, "value")
        found += too_long(option.get("description"), OPTION_TEXT, *place, "description")
    text = "The specified option value is already used"
    values = [option.get("value") for option in options]
    return found + repeated(values, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", text, "options")
