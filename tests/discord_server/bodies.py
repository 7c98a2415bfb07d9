"""The bodies of requests: plain JSON, or multipart with files beside the JSON."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.discord_server.messages import Upload
from tests.discord_server.wire import Json

FILE_FIELD = re.compile(r"files\[(\d+)\]\Z")


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a request: its JSON, and the files beside it by their number."""

    payload: Json = field(default_factory=dict[str, Any])
    uploads: dict[int, Upload] = field(default_factory=dict[int, Upload])


async def read_body(request: web.Request) -> Body:
    """The body of a request, plain JSON or multipart with files."""
    if not request.can_read_body:
        return Body()
    if not request.content_type.startswith("multipart/"):
        return Body(await request.json())
    payload: Json = {}
    uploads: dict[int, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        if part.name == "payload_json":
            payload = json.loads(await part.text())
        elif found := FILE_FIELD.match(part.name or ""):
            uploads[int(found[1])] = await _upload(part)
    return Body(payload, _described(payload, uploads))


async def _upload(part: BodyPartReader) -> Upload:
    kind = part.headers.get("Content-Type", "application/octet-stream")
    return Upload(part.filename or "unknown", bytes(await part.read()), kind)


def _described(payload: Json, uploads: dict[int, Upload]) -> dict[int, Upload]:
    listed: list[Json] = (payload.get("data") or payload).get("attachments") or []
    for entry in listed:
        upload = uploads.get(int(entry["id"]))
        if upload:
            name = entry.get("filename") or upload.filename
            uploads[int(entry["id"])] = Upload(
                name, upload.content, upload.content_type, entry.get("description")
            )
    return uploads
