import re
from pathlib import Path

import pytest

import knowledge
from bot.locales import speaking
from bot.replies import losses
from knowledge.formats import html
from tests.bot.catalogues import foreign


def test_what_was_left_out_is_told_in_the_language_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    foreign(monkeypatch, {"navigation": "ナビゲーション"})

    with speaking("ja"):
        assert losses.name_of("navigation") == "ナビゲーション"
        assert losses.name_of("a *new* reason") == "a \\*new\\* reason"


def test_every_reason_that_a_format_gives_is_known() -> None:
    folder = Path(knowledge.__file__).parent / "formats"
    sources = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    noted = set(re.findall(r"losses\.note\(\s*\"([^\"]+)\"", sources))

    told = vars(html)

    assert len(noted) > 5
    assert noted | set(told["_LEFT_OUT"]) | {told["_LINKS"]} <= losses.NAMES
