"""What a person does with components: presses a button, picks options, fills in a modal."""

from collections.abc import Mapping
from typing import Any

from tests.discord_server.invocations import ImpossibleError
from tests.discord_server.messages import Message, Upload, walk
from tests.discord_server.wire import SELECTS, ComponentType, Json, given, parts
from tests.discord_server.world import World

T = ComponentType
INPUT = 4000
LINK_STYLE = 5


def pressed(message: Message, label: str | None, custom_id: str | None) -> Json:
    """The `data` of pressing a button, found by its label or its custom_id."""
    for component in walk(message.components):
        if component["type"] != T.BUTTON:
            continue
        if custom_id in (None, component.get("custom_id")) and label in (
            None,
            component.get("label"),
        ):
            return _press(component)
    msg = f"no button {label or custom_id!r} among {[one.label for one in message.buttons]}"
    raise ImpossibleError(msg)


def _press(button: Json) -> Json:
    if button.get("disabled") or button["style"] == LINK_STYLE:
        msg = f"the button {button.get('label')!r} is disabled, or only a link"
        raise ImpossibleError(msg)
    return {"custom_id": button["custom_id"], "component_type": 2, "id": button["id"]}


def picked(message: Message, custom_id: str, values: list[str]) -> Json:
    """The `data` of choosing options in a select."""
    for component in walk(message.components):
        if component.get("custom_id") == custom_id and component["type"] in SELECTS:
            _check_picks(component, values)
            kind = component["type"]
            found: Json = {"custom_id": custom_id, "component_type": kind, "id": component["id"]}
            return found | {"values": values}
    msg = f"no select has the custom_id {custom_id!r}"
    raise ImpossibleError(msg)


def _check_picks(component: Json, values: list[str]) -> None:
    offered = {one["value"] for one in parts(component, "options")}
    least, most = given(component, "min_values", 1), given(component, "max_values", 1)
    if component.get("disabled") or (offered and not set(values) <= offered):
        msg = f"{values} is not among {sorted(offered)}, or the field is disabled"
        raise ImpossibleError(msg)
    if not least <= len(values) <= most:
        msg = f"{len(values)} picked, from {least} to {most} allowed"
        raise ImpossibleError(msg)


class Form:
    """Fills in a modal; values are found by the field's label or custom_id."""

    def __init__(self, world: World, modal: Json, values: Mapping[str, Any]) -> None:
        self._world = world
        self._modal = modal
        self._values = dict(values)
        self._attachments: Json = {}

    def submitted(self) -> Json:
        """The `data` of sending the modal."""
        components = [self._filled(one) for one in self._modal["components"]]
        if self._values:
            msg = f"the modal has no field {sorted(self._values)}"
            raise ImpossibleError(msg)
        whole: Json = {"custom_id": self._modal["custom_id"], "components": components}
        resolved = {"attachments": self._attachments} if self._attachments else {}
        return whole | {"resolved": resolved}

    def _filled(self, child: Json) -> Json:
        common: Json = {"type": child["type"], "id": child.get("id", 0)}
        match child["type"]:
            case T.LABEL:
                return common | {"component": self._field(child["component"], child["label"])}
            case T.ACTION_ROW:
                fields = [self._field(one, one["label"]) for one in child["components"]]
                return common | {"components": fields}
            case _:
                return common

    def _field(self, field: Json, label: str) -> Json:
        common: Json = {"type": field["type"], "custom_id": field["custom_id"]}
        common["id"] = field.get("id", 0)
        entered = self._taken(field, label)
        match field["type"]:
            case T.TEXT_INPUT:
                return common | {"value": _typed(field, label, entered)}
            case T.FILE_UPLOAD:
                return common | {"values": self._uploaded(field, label, entered)}
            case T.RADIO_GROUP:
                return common | {"value": entered}
            case T.CHECKBOX:
                return common | {"value": bool(entered)}
            case _:
                return common | {"values": _listed(field, entered)}

    def _taken(self, field: Json, label: str) -> Any:
        for key in (label, field["custom_id"]):
            if key in self._values:
                return self._values.pop(key)
        return None

    def _uploaded(self, field: Json, label: str, entered: Any) -> list[str]:
        uploads: list[Upload] = [entered] if isinstance(entered, Upload) else list(entered or [])
        least = given(field, "min_values", 1) if field.get("required", True) else 0
        if not least <= len(uploads) <= given(field, "max_values", 1):
            msg = f"{label}: {len(uploads)} files"
            raise ImpossibleError(msg)
        kept = [self._world.keep_file(one) for one in uploads]
        self._attachments |= {str(one.id): one.payload(ephemeral=True) for one in kept}
        return [str(one.id) for one in kept]


def _typed(field: Json, label: str, entered: Any) -> str:
    text = str(field.get("value") or "") if entered is None else str(entered)
    required = bool(field.get("required", True))
    least = max(int(required), field.get("min_length") or 0)
    if len(text) < least and (text or required):
        msg = f"{label}: at least {least} characters are needed"
        raise ImpossibleError(msg)
    if len(text) > (field.get("max_length") or INPUT):
        msg = f"{label}: {len(text)} characters are too many"
        raise ImpossibleError(msg)
    return text


def _listed(field: Json, entered: Any) -> list[str]:
    values = [entered] if isinstance(entered, str) else list(entered or [])
    if values or field.get("required", True):
        _check_picks(field, values)
    return values
