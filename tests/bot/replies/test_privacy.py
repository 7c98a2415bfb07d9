"""What people are told of what is kept: five lines, exact, and no more than one message."""

import json

import pytest

from bot.locales import speaking
from bot.replies import privacy
from bot.replies.blocks import CONTENT_ROOM
from bot.storage.values import Erased
from tests.bot.catalogues import german


@pytest.mark.parametrize("text", [True, False])
@pytest.mark.parametrize(("days", "said"), [(90, "90 days"), (1, "1 day"), (3650, "3,650 days")])
def test_what_is_kept_stands_in_five_lines_with_the_operators_days(
    *, text: bool, days: int, said: str
) -> None:
    told = privacy.kept(days=days, text=text).text

    assert len(told.splitlines()) == 5
    assert len(told) <= CONTENT_ROOM
    assert told.count(said) == 3
    assert ("not kept" in told) is not text
    assert "{" not in told


def test_an_export_is_json_that_says_how_much_it_is() -> None:
    held = {"votes": [{"person": "4242", "reason": "“Ja”"}], "ignored": []}

    reply = privacy.exported(held)

    (file,) = reply.files
    assert json.loads(file.content) == held
    assert "“Ja”" in file.content.decode()
    assert "1 entry, by table" in reply.text
    assert privacy.exported({"votes": []}).text.startswith("I keep nothing about you.")


def test_before_and_after_the_deletion_it_is_said_what_goes_and_what_stays() -> None:
    asked = privacy.asked(Erased(rows=2, names=1_200))

    assert "- 2 entries of yours: deleted\n- 1,200 entries of servers: kept, without you" in (
        asked.text
    )
    assert [button.label for button in asked.buttons] == ["Delete", "Keep"]
    assert "of servers" not in privacy.asked(Erased(1, 0)).text
    assert privacy.erased(Erased(1, 0)).text == "1 entry of yours was deleted."
    assert "gone from 3 entries" in privacy.erased(Erased(0, 3)).text


def test_what_is_deleted_is_told_in_the_language_that_is_spoken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    german(
        monkeypatch,
        {"{count} entries of yours were deleted.": "Gelöscht: {count} Einträge von dir."},
    )

    with speaking("de"):
        said = privacy.erased(Erased(1_200, 0)).text

    assert said == "Gelöscht: 1.200 Einträge von dir."
