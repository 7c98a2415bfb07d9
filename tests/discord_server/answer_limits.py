"""The rules for the answers to interactions that are no messages: choices and modals."""

from collections.abc import Callable

from tests.discord_server.component_limits import (
    CUSTOM_ID,
    duplicate_ids,
    options_violations,
    select_violations,
)
from tests.discord_server.refusals import Violation
from tests.discord_server.rules import (
    not_counted,
    not_one_of,
    not_text,
    not_within,
    too_long,
)
from tests.discord_server.wire import SELECTS, ComponentType, Json, given, part, parts

CHOICES = 25
CHOICE = 100
TITLE = 45
CHILDREN = 5
INPUT = 4000
FILES = 10
GROUP = 10

T = ComponentType


def choices_violations(choices: list[Json]) -> list[Violation]:
    """What is wrong in the choices of an autocompletion."""
    found = not_counted(choices, 0, CHOICES, "choices")
    for number, choice in enumerate(choices):
        place = ("choices", str(number))
        found += not_text(choice.get("name"), CHOICE, *place, "name")
        found += not_text(_as_text(choice.get("value")), CHOICE, *place, "value")
    return found


def _as_text(value: object) -> object:
    return value if isinstance(value, str) or value is None else repr(value)


def modal_violations(modal: Json) -> list[Violation]:
    """What is wrong in a modal."""
    children: list[Json] = parts(modal, "components")
    found = [
        *not_text(modal.get("title"), TITLE, "title"),
        *not_text(modal.get("custom_id"), CUSTOM_ID, "custom_id"),
        *not_counted(children, 1, CHILDREN, "components"),
        *duplicate_ids(children),
    ]
    for number, child in enumerate(children):
        found += [one.under("components", str(number)) for one in _child(child)]
    return found


def _child(child: Json) -> list[Violation]:
    match child.get("type"):
        case T.LABEL:
            return _label(child)
        case T.ACTION_ROW:
            return _row(child)
        case T.TEXT_DISPLAY:
            return not_text(child.get("content"), INPUT, "content")
        case other:
            return not_one_of(other, {T.ACTION_ROW, T.TEXT_DISPLAY, T.LABEL}, "type")


def _row(row: Json) -> list[Violation]:
    inside: list[Json] = parts(row, "components")
    found = not_counted(inside, 1, 1, "components")
    for one in inside:
        problems = not_one_of(one.get("type"), {T.TEXT_INPUT}, "type") or [
            *not_text(one.get("label"), TITLE, "label"),
            *input_violations(one),
        ]
        found += [problem.under("components", "0") for problem in problems]
    return found


def _label(label: Json) -> list[Violation]:
    inside: Json = part(label, "component")
    rule = RULES.get(inside.get("type") or 0)
    problems = rule(inside) if rule else not_one_of(inside.get("type"), RULES, "type")
    return [
        *not_text(label.get("label"), TITLE, "label"),
        *too_long(label.get("description"), CHOICE, "description"),
        *(one.under("component") for one in problems),
    ]


def input_violations(field: Json) -> list[Violation]:
    """What is wrong in a text input."""
    least = given(field, "min_length", 0)
    return [
        *not_text(field.get("custom_id"), CUSTOM_ID, "custom_id"),
        *not_one_of(field.get("style"), (1, 2), "style"),
        *not_within(least, 0, INPUT, "min_length"),
        *not_within(field.get("max_length"), max(1, least), INPUT, "max_length"),
        *too_long(field.get("placeholder"), CHOICE, "placeholder"),
        *too_long(field.get("value"), field.get("max_length") or INPUT, "value"),
    ]


def _upload(field: Json) -> list[Violation]:
    return [
        *not_text(field.get("custom_id"), CUSTOM_ID, "custom_id"),
        *not_within(field.get("min_values"), 0, FILES, "min_values"),
        *not_within(field.get("max_values"), 1, FILES, "max_values"),
    ]


def _group(least: int) -> Callable[[Json], list[Violation]]:
    def rule(field: Json) -> list[Violation]:
        return [
            *not_text(field.get("custom_id"), CUSTOM_ID, "custom_id"),
            *options_violations(parts(field, "options"), least, GROUP),
        ]

    return rule


def _checkbox(field: Json) -> list[Violation]:
    return not_text(field.get("custom_id"), CUSTOM_ID, "custom_id")


RULES: dict[int, Callable[[Json], list[Violation]]] = {
    T.TEXT_INPUT: input_violations,
    T.FILE_UPLOAD: _upload,
    T.RADIO_GROUP: _group(2),
    T.CHECKBOX_GROUP: _group(1),
    T.CHECKBOX: _checkbox,
    **dict.fromkeys(SELECTS, select_violations),
}
