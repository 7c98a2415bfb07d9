"""The rules for messages: what Discord allows passes, one step further is refused."""

from typing import Any

import pytest

from tests.discord_server.limits import message_violations
from tests.discord_server.pings import NOBODY, Pings, allowed_pings
from tests.discord_server.refusals import Violation, error_tree
from tests.discord_server.wire import Json, MessageFlag

ANN = 111111111111111111
KEEPERS = 222222222222222222


def button(**more: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go"} | more


def link(url: str) -> Json:
    return {"type": 2, "style": 5, "label": "Read", "url": url}


def rows(*inside: Json) -> Json:
    return {"components": [{"type": 1, "components": list(inside)}]}


def buttons(count: int) -> list[Json]:
    return [button(custom_id=str(number)) for number in range(count)]


def select(**more: Any) -> Json:
    options = [{"label": "A", "value": "a"}]
    return {"type": 3, "custom_id": "pick", "options": options} | more


def options(count: int) -> list[Json]:
    return [{"label": str(number), "value": str(number)} for number in range(count)]


def layout(*inside: Json, **more: Any) -> Json:
    return {"flags": int(MessageFlag.COMPONENTS_V2), "components": list(inside)} | more


def text(length: int = 1) -> Json:
    return {"type": 10, "content": "x" * length}


def embeds(*inside: Json) -> Json:
    return {"embeds": list(inside)}


def fields(count: int) -> list[Json]:
    return [{"name": "n", "value": "v"}] * count


def files(count: int) -> Json:
    return {"attachments": [{"filename": str(number)} for number in range(count)]}


MESSAGES: list[tuple[str, Json, Json]] = [
    ("content", {"content": "x" * 2000}, {"content": "x" * 2001}),
    ("nonce", {"nonce": "x" * 25}, {"nonce": "x" * 26}),
    ("attachments", files(10), files(11)),
    ("embeds", embeds(*[{"title": "t"}] * 10), embeds(*[{"title": "t"}] * 11)),
    ("embeds.0.title", embeds({"title": "x" * 256}), embeds({"title": "x" * 257})),
    (
        "embeds.0.description",
        embeds({"description": "x" * 4096}),
        embeds({"description": "x" * 4097}),
    ),
    ("embeds.0.description", embeds({"title": "t"}), embeds({})),
    (
        "embeds.0.footer.text",
        embeds({"footer": {"text": "x" * 2048}}),
        embeds({"footer": {"text": "x" * 2049}}),
    ),
    (
        "embeds.0.author.name",
        embeds({"author": {"name": "x" * 256}}),
        embeds({"author": {"name": "x" * 257}}),
    ),
    ("embeds.0.fields", embeds({"fields": fields(25)}), embeds({"fields": fields(26)})),
    (
        "embeds.0.fields.0.name",
        embeds({"fields": fields(1)}),
        embeds({"fields": [{"name": "x" * 257, "value": "v"}]}),
    ),
    (
        "embeds.0.fields.0.value",
        embeds({"fields": fields(1)}),
        embeds({"fields": [{"name": "n", "value": "x" * 1025}]}),
    ),
    (
        "embeds.0.url",
        embeds({"title": "t", "url": "https://a.org"}),
        embeds({"title": "t", "url": "a.org"}),
    ),
    (
        "embeds.0.color",
        embeds({"title": "t", "color": 0xFFFFFF}),
        embeds({"title": "t", "color": 0x1000000}),
    ),
    (
        "embeds",
        embeds(*[{"description": "x" * 3000}] * 2),
        embeds(*[{"description": "x" * 2001}] * 3),
    ),
    (
        "components",
        {"components": [rows(one)["components"][0] for one in buttons(5)]},
        {"components": [rows(one)["components"][0] for one in buttons(6)]},
    ),
    ("components.0.components", rows(*buttons(5)), rows(*buttons(6))),
    ("components.0.components", rows(select()), rows(select(), button())),
    ("components.0.components", rows(button()), rows()),
    ("components.0.components.0.label", rows(button(label="x" * 80)), rows(button(label="x" * 81))),
    (
        "components.0.components.0.label",
        rows(button(emoji={"name": "👍"}, label=None)),
        rows(button(label="")),
    ),
    (
        "components.0.components.0.custom_id",
        rows(button(custom_id="x" * 100)),
        rows(button(custom_id="x" * 101)),
    ),
    ("components.0.components.0.custom_id", rows(button()), rows(button(custom_id=None))),
    ("components.0.components.0.url", rows(button()), rows(button(url="https://a.org"))),
    (
        "components.0.components.0.url",
        rows(link("https://" + "x" * 504)),
        rows(link("https://" + "x" * 505)),
    ),
    ("components.0.components.0.url", rows(link("discord://x")), rows(link("ftp://x"))),
    ("components.0.components.0.url", rows(link("http://x")), rows(link(""))),
    (
        "components.0.components.0.custom_id",
        rows(link("http://x")),
        rows(link("http://x") | {"custom_id": "go"}),
    ),
    ("components.0.components.0.style", rows(button(style=4)), rows(button(style=7))),
    ("components", rows(*buttons(2)), rows(button(), button())),
    (
        "components.0.components.0.options",
        rows(select(options=options(25))),
        rows(select(options=options(26))),
    ),
    (
        "components.0.components.0.options",
        rows(select()),
        rows(select(options=[*options(1), *options(1)])),
    ),
    (
        "components.0.components.0.placeholder",
        rows(select(placeholder="x" * 150)),
        rows(select(placeholder="x" * 151)),
    ),
    ("components.0.components.0.max_values", rows(select()), rows(select(max_values=2))),
    ("components.0.type", layout(text()), {"components": [text()]}),
    ("content", layout(text()), layout(text(), content="beside")),
    ("embeds", layout(text()), layout(text(), embeds=[{"title": "beside"}])),
    ("components", layout(*[text()] * 40), layout(*[text()] * 41)),
    ("components", layout(text(2000), text(2000)), layout(text(2000), text(2001))),
    (
        "components.0.components.0.type",
        layout({"type": 17, "components": [text()]}),
        layout({"type": 17, "components": [{"type": 17, "components": [text()]}]}),
    ),
    (
        "components.0.accessory.type",
        layout({"type": 9, "components": [text()], "accessory": button()}),
        layout({"type": 9, "components": [text()]}),
    ),
    (
        "components.0.components",
        layout({"type": 9, "components": [text()] * 3, "accessory": button()}),
        layout({"type": 9, "components": [text()] * 4, "accessory": button()}),
    ),
    (
        "components",
        layout({"type": 13, "file": {"url": "attachment://a"}}, attachments=[{"filename": "a"}]),
        layout({"type": 13, "file": {"url": "attachment://a"}}),
    ),
    (
        "components.0.items",
        layout({"type": 12, "items": [{"media": {"url": "https://a.org/b"}}]}),
        layout({"type": 12, "items": []}),
    ),
    (
        "allowed_mentions",
        {"allowed_mentions": {"parse": ["users"]}},
        {"allowed_mentions": {"parse": ["users"], "users": [ANN]}},
    ),
    (
        "allowed_mentions.parse.0",
        {"allowed_mentions": {"parse": []}},
        {"allowed_mentions": {"parse": ["all"]}},
    ),
    (
        "allowed_mentions.users",
        {"allowed_mentions": {"users": [ANN] * 100}},
        {"allowed_mentions": {"users": [ANN] * 101}},
    ),
]


@pytest.mark.parametrize(("path", "allowed", "refused"), MESSAGES)
def test_what_discord_allows_passes_and_one_step_further_is_refused(
    path: str, allowed: Json, refused: Json
) -> None:
    assert message_violations(allowed) == []
    assert path in {".".join(one.path) for one in message_violations(refused)}


@pytest.mark.parametrize(
    ("said", "allowed", "pings"),
    [
        (f"<@{ANN}>", None, Pings(frozenset({ANN}))),
        (f"<@!{ANN}> <@&{KEEPERS}>", None, Pings(frozenset({ANN}), frozenset({KEEPERS}))),
        ("@here", None, Pings(everyone=True)),
        (f"<@{ANN}> @everyone", {"parse": []}, NOBODY),
        (f"<@{ANN}> @everyone", {"parse": ["everyone"]}, Pings(everyone=True)),
        (f"<@{ANN}> <@&{KEEPERS}>", {"users": [str(ANN)]}, Pings(frozenset({ANN}))),
        (f"`<@{ANN}>` ```\n@everyone```", None, NOBODY),
        ("a@everyone.org", {"parse": []}, NOBODY),
    ],
)
def test_only_what_is_mentioned_and_allowed_pings(
    said: str, allowed: Json | None, pings: Pings
) -> None:
    assert allowed_pings(said, allowed, None) == pings


@pytest.mark.parametrize(
    ("allowed", "pinged"), [(None, True), ({"parse": []}, False), ({"replied_user": True}, True)]
)
def test_a_reply_pings_its_author_unless_told_not_to(allowed: Json | None, *, pinged: bool) -> None:
    assert bool(allowed_pings("text", allowed, ANN)) is pinged


def test_errors_are_nested_by_path() -> None:
    tree = error_tree([Violation(("embeds", "0", "title"), "CODE", "Too long")])

    leaf = {"_errors": [{"code": "CODE", "message": "Too long"}]}
    assert tree == {"embeds": {"0": {"title": leaf}}}
