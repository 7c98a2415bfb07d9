"""The rules for modals, choices and commands: what is allowed passes, one step further not."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.discord_server.answer_limits import choices_violations, modal_violations
from tests.discord_server.command_limits import commands_violations
from tests.discord_server.refusals import Violation
from tests.discord_server.wire import Json

TEXT: Json = {"type": 10, "content": "x"}
BUTTON: Json = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}
SELECT: Json = {"type": 3, "custom_id": "pick", "options": [{"label": "A", "value": "a"}]}


def options(count: int) -> list[Json]:
    return [{"label": str(number), "value": str(number)} for number in range(count)]


def field(**more: Any) -> Json:
    return {"type": 4, "custom_id": "words", "style": 1} | more


def modal(*inside: Json, **more: Any) -> Json:
    return {"title": "Title", "custom_id": "modal", "components": list(inside)} | more


def label(component: Json, **more: Any) -> Json:
    return {"type": 18, "label": "Label", "component": component} | more


def labels(count: int) -> list[Json]:
    return [label(field(custom_id=str(number))) for number in range(count)]


MODALS: list[tuple[str, Json, Json]] = [
    ("title", modal(*labels(1), title="x" * 45), modal(*labels(1), title="x" * 46)),
    ("custom_id", modal(*labels(1)), modal(*labels(1), custom_id="x" * 101)),
    ("components", modal(*labels(5)), modal(*labels(6))),
    ("components", modal(*labels(1)), modal()),
    ("components", modal(*labels(2)), modal(*labels(1), *labels(1))),
    ("components.0.type", modal(TEXT), modal(field())),
    (
        "components.0.label",
        modal(label(field(), label="x" * 45)),
        modal(label(field(), label="x" * 46)),
    ),
    (
        "components.0.description",
        modal(label(field(), description="x" * 100)),
        modal(label(field(), description="x" * 101)),
    ),
    ("components.0.component.type", modal(label(SELECT)), modal(label(BUTTON))),
    ("components.0.component.style", modal(label(field(style=2))), modal(label(field(style=3)))),
    (
        "components.0.component.max_length",
        modal(label(field(max_length=4000))),
        modal(label(field(max_length=4001))),
    ),
    (
        "components.0.component.value",
        modal(label(field(value="abc", max_length=3))),
        modal(label(field(value="abcd", max_length=3))),
    ),
    (
        "components.0.component.max_values",
        modal(label({"type": 19, "custom_id": "f", "max_values": 10})),
        modal(label({"type": 19, "custom_id": "f", "max_values": 11})),
    ),
    (
        "components.0.component.options",
        modal(label({"type": 21, "custom_id": "f", "options": options(2)})),
        modal(label({"type": 21, "custom_id": "f", "options": options(1)})),
    ),
    (
        "components.0.components.0.label",
        modal({"type": 1, "components": [field(label="Old")]}),
        modal({"type": 1, "components": [field()]}),
    ),
]


def choices(count: int, **more: Any) -> list[Json]:
    return [{"name": "n", "value": "v"} | more] * count


CHOICES: list[tuple[str, list[Json], list[Json]]] = [
    ("choices", choices(25), choices(26)),
    ("choices.0.name", choices(1, name="x" * 100), choices(1, name="x" * 101)),
    ("choices.0.name", choices(1), choices(1, name="")),
    ("choices.0.value", choices(1, value="x" * 100), choices(1, value="x" * 101)),
    ("choices.0.value", choices(1, value=0), choices(1, value="")),
]


def command(**more: Any) -> Json:
    return {"name": "ask", "description": "Ask"} | more


def option(**more: Any) -> Json:
    return {"type": 3, "name": "question", "description": "What"} | more


def many(count: int, **more: Any) -> list[Json]:
    return [command(name=f"c{number}", **more) for number in range(count)]


def menus(count: int) -> list[Json]:
    return many(count, description="", type=3)


def with_options(*inside: Json) -> list[Json]:
    return [command(options=list(inside))]


COMMANDS: list[tuple[str, list[Json], list[Json]]] = [
    ("0.name", [command(name="a" * 32)], [command(name="a" * 33)]),
    ("0.name", [command(name="über-1")], [command(name="Ask")]),
    ("0.name", [command(name="ask")], [command(name="ask me")]),
    ("0.description", [command(description="x" * 100)], [command(description="x" * 101)]),
    ("0.description", [command()], [command(description="")]),
    (
        "0.name_localizations.de",
        [command(name_localizations={"de": "frag"})],
        [command(name_localizations={"de": "Frag"})],
    ),
    (
        "0.name_localizations.xx",
        [command(name_localizations={"es-419": "preguntar"})],
        [command(name_localizations={"xx": "preguntar"})],
    ),
    (
        "0.description_localizations.de",
        [command(description_localizations={"de": "x" * 100})],
        [command(description_localizations={"de": "x" * 101})],
    ),
    (
        "name_localizations.de",
        [command(name_localizations={"de": "frag"}), command(name="b")],
        [command(name_localizations={"de": "b"}), command(name="b")],
    ),
    (
        "0.options.name_localizations.ja",
        with_options(option(name_localizations={"ja": "質問"}), option(name="b")),
        with_options(
            option(name_localizations={"ja": "質問"}),
            option(name="b", name_localizations={"ja": "質問"}),
        ),
    ),
    (
        "0.name_localizations.fr",
        [command(type=3, description="", name_localizations={"fr": "Répondre à ceci"})],
        [command(type=3, description="", name_localizations={"fr": "x" * 33})],
    ),
    (
        "0.options.0.choices.0.name_localizations.de",
        with_options(option(choices=choices(1, name_localizations={"de": "x" * 100}))),
        with_options(option(choices=choices(1, name_localizations={"de": "x" * 101}))),
    ),
    ("", many(100), many(101)),
    ("", menus(5), menus(6)),
    ("", many(2), [command(), command()]),
    (
        "0.options",
        with_options(*[option(name=f"o{n}") for n in range(25)]),
        with_options(*[option(name=f"o{n}") for n in range(26)]),
    ),
    (
        "0.options",
        with_options(option(required=True), option(name="b")),
        with_options(option(), option(name="b", required=True)),
    ),
    ("0.options", with_options(option()), with_options(option(), option())),
    ("0.options", with_options(option(type=1)), with_options(option(type=1), option(name="b"))),
    (
        "0.options.0.options.0.type",
        with_options(option(type=2, options=[option(type=1)])),
        with_options(option(type=1, options=[option(type=1)])),
    ),
    (
        "0.options.0.choices",
        with_options(option(choices=choices(25))),
        with_options(option(choices=choices(26))),
    ),
    (
        "0.options.0.autocomplete",
        with_options(option(autocomplete=True)),
        with_options(option(choices=choices(1), autocomplete=True)),
    ),
    (
        "0.options.0.max_length",
        with_options(option(max_length=6000)),
        with_options(option(max_length=6001)),
    ),
    (
        "0",
        with_options(
            *[option(name=f"o{n}", choices=choices(25, value="x" * 100)) for n in range(3)]
        ),
        with_options(
            *[option(name=f"o{n}", choices=choices(25, value="x" * 100)) for n in range(4)]
        ),
    ),
]


@pytest.mark.parametrize(
    ("rule", "path", "allowed", "refused"),
    [
        *((modal_violations, *case) for case in MODALS),
        *((choices_violations, *case) for case in CHOICES),
        *((commands_violations, *case) for case in COMMANDS),
    ],
)
def test_what_discord_allows_passes_and_one_step_further_is_refused(
    rule: Callable[[Any], list[Violation]], path: str, allowed: Any, refused: Any
) -> None:
    assert rule(allowed) == []
    assert path in {".".join(one.path) for one in rule(refused)}
