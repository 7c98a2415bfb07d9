"""Reports: what moderators are told of what is served and of reloads."""

import re
from pathlib import Path

import pytest

import knowledge
from bot import reports
from bot.blocks import CONTENT_ROOM, EMBED_ROOM
from bot.service import AnswerService, Reloaded
from knowledge import Article, Changes, KnowledgeError, Loaded, errors
from tests.bot.texts import GALLERY, LIGHTHOUSE, ORCHARD, base_of

both_rooms = pytest.mark.parametrize("room", [EMBED_ROOM, CONTENT_ROOM])


def _titled(count: int, title: str) -> tuple[Article, ...]:
    return tuple(Article(f"a{at}", f"{title} {at}", "Text.") for at in range(count))


def _report(changes: Changes) -> list[str]:
    return reports.reloaded(Reloaded(base_of(LIGHTHOUSE), changes, 0.256)).text.split("\n")


def test_a_reload_is_reported_with_what_it_changed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(LIGHTHOUSE, encoding="utf-8")
    (tmp_path / "b.md").write_text(ORCHARD, encoding="utf-8")
    before = knowledge.load(tmp_path).base
    (tmp_path / "a.md").write_text(LIGHTHOUSE.replace("214", "215"), encoding="utf-8")
    (tmp_path / "b.md").unlink()
    (tmp_path / "c.md").write_text(GALLERY, encoding="utf-8")
    after = knowledge.load(tmp_path).base

    report = reports.reloaded(Reloaded(after, knowledge.compare(before, after), 0.256))

    assert report.text.split("\n") == [
        f"**Reloaded** in 0.26 s · revision `{after.revision}`",
        "Added: 1 article, 4 paragraphs",
        "- Boats on the bay",
        "Removed: 1 article, 2 paragraphs",
        "- Apples of the Lower Valley",
        "Changed: 1 article, 1 paragraph",
        "- The lighthouse of Selvik",
    ]


def test_a_reload_that_changed_nothing_says_so() -> None:
    base = base_of(LIGHTHOUSE)

    report = reports.reloaded(Reloaded(base, knowledge.compare(base, base), 0.256))

    assert report.text == (
        f"**Reloaded** in 0.26 s: nothing has changed · revision `{base.revision}`"
    )


def test_titles_are_shown_as_they_are() -> None:
    lines = _report(Changes(_titled(1, "*Big* <@1>"), (), (), 1, 0, 0))

    assert lines[2] == r"- \*Big\* \<\@1\> 0"


@pytest.mark.parametrize("count", [1, 2, 5, 12, 40, 5000])
@pytest.mark.parametrize("title", ["A", "The tower", "*_" * 60, "long " * 40])
def test_lists_of_titles_fit_where_a_message_holds_least(count: int, title: str) -> None:
    found = _titled(count, title)

    lines = _report(Changes(found, found, found, 9_999_999, 9_999_999, 9_999_999))

    assert len("\n".join(lines)) <= CONTENT_ROOM
    listed = [line for line in lines if line.startswith("- ")]
    more = [re.search(r"… and ([\d,]+) more: see `/sources`", line) for line in listed]
    left_out = sum(int(line[1].replace(",", "")) for line in more if line)
    assert len(listed) - sum(map(bool, more)) + left_out == 3 * count
    assert len(listed) >= 3


def test_a_list_that_fits_is_not_shortened() -> None:
    lines = _report(Changes(_titled(20, "Tower"), (), (), 20, 0, 0))

    assert lines[2:22] == [f"- Tower {at}" for at in range(20)]
    assert lines[22] == "Removed: 0 articles, 0 paragraphs"


@both_rooms
def test_a_failed_reload_is_reported_file_by_file(room: int) -> None:
    problems: list[KnowledgeError] = [
        errors.FileEmptyError("a.md"),
        errors.FrontMatterError("b_c.md", 3, "date is 'x'"),
    ]

    made = reports.reload_failed(problems, room)

    (reply,) = made
    assert reply.text == (
        "**Nothing was reloaded**: the articles served are the ones from before.\n"
        "- a.md: there is no paragraph in it\n"
        "- b\\_c.md, line 3: the front matter is broken: date is 'x'"
    )


@both_rooms
def test_any_number_of_problems_is_reported_over_several_messages(room: int) -> None:
    problems = [errors.FileUnreadableError(f"{at}-{'_' * 600}", "*" * 300) for at in range(30)]

    made = reports.reload_failed(problems, room)

    assert all(0 < len(reply.text) <= room for reply in made)
    text = "\n".join(reply.text for reply in made)
    assert re.findall(r"^- (\d+)-", text, re.MULTILINE) == [str(at) for at in range(30)]


def _service(*texts: str, problems: tuple[KnowledgeError, ...] = ()) -> AnswerService:
    return AnswerService(lambda: Loaded(base_of(*texts), problems))


@both_rooms
def test_the_status_says_what_is_served_and_since_when(room: int) -> None:
    service = _service(LIGHTHOUSE, GALLERY)

    made = reports.status(service, room)

    (reply,) = made
    assert reply.text == (
        f"**Serving** revision `{service.base.revision}` "
        f"since <t:{int(service.since.timestamp())}:f>\n"
        "2 articles, 4 paragraphs, 3 captions"
    )


def test_the_status_names_what_was_left_out() -> None:
    service = _service(LIGHTHOUSE, problems=(errors.FileEmptyError("a.md"),))

    made = reports.status(service, CONTENT_ROOM)

    assert made[0].text.split("\n")[2:] == [
        "Left out, because something is wrong with them:",
        "- a.md: there is no paragraph in it",
    ]
