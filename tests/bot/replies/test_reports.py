"""Reports: what moderators are told of what is served and of their changes."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import knowledge
from bot.curation.libraries import Served
from bot.curation.proposals import (
    Add,
    Broken,
    Committed,
    Impossible,
    NoSuchChange,
    NotOwn,
    Prepared,
    Proposal,
    Reload,
    Remove,
    Rollback,
    Stopped,
    TooMuch,
    Unchanged,
)
from bot.curation.shelf import Kept
from bot.curation.verdicts import Verdict
from bot.replies import reports
from bot.replies.blocks import CONTENT_ROOM, EMBED_ROOM
from bot.storage.values import Action, Change, Held, Pin, State
from knowledge import Article, Changes, KnowledgeBase, KnowledgeError, errors
from tests.bot.messages import fits, labels
from tests.bot.texts import GALLERY, LIGHTHOUSE, ORCHARD, base_of

both_rooms = pytest.mark.parametrize("room", [EMBED_ROOM, CONTENT_ROOM])
BASE = base_of(LIGHTHOUSE)
AT = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
CHANGE = Change(
    1, 7, AT, 42, Action.RELOAD, "+1 −0 ~0", "a" * 12, "b" * 12, 3, pinned=False, forced=False
)
NO_CHANGES = Changes((), (), (), 0, 0, 0)
TOKEN = "0123456789abcdef"


def _verdict(pin: Pin) -> Verdict:
    return Verdict(pin, passed=True, expected="a ¶ 1", got="a ¶ 1")


def _prepared(
    changes: Changes = NO_CHANGES, failures: int = 0, base: KnowledgeBase = BASE, tests: int = 0
) -> Prepared:
    pins = [Pin(1, at, f"How *high* is tower {at}?", "a", "It", 7, AT) for at in range(failures)]
    broken = tuple(
        (_verdict(pin), replace(_verdict(pin), passed=False, got="no answer")) for pin in pins
    )
    state = State(1, 6)
    after = tuple(one for _, one in broken) * max(1, tests)
    return Prepared(
        *(1, Reload(), Served(state, base), base, state, changes),
        failures=broken,
        after=after or (_verdict(Pin(1, 0, "?", "", "", 7, AT)),) * tests,
        seconds=0.256,
    )


def _titled(count: int, title: str) -> tuple[Article, ...]:
    return tuple(Article(f"a{at}", f"{title} {at}", "Text.") for at in range(count))


def _report(changes: Changes) -> list[str]:
    return reports.committed(Committed(CHANGE, _prepared(changes)), 6).text.split("\n")


def _refused(proposal: Proposal, found: Stopped | Impossible, room: int = CONTENT_ROOM) -> str:
    (reply,) = reports.refused(proposal, found, TOKEN, room)
    assert fits(reply, room)
    return reply.text


def test_a_reload_is_reported_with_what_it_changed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(LIGHTHOUSE, encoding="utf-8")
    (tmp_path / "b.md").write_text(ORCHARD, encoding="utf-8")
    before = knowledge.load(tmp_path).base
    (tmp_path / "a.md").write_text(LIGHTHOUSE.replace("214", "215"), encoding="utf-8")
    (tmp_path / "b.md").unlink()
    (tmp_path / "c.md").write_text(GALLERY, encoding="utf-8")
    after = knowledge.load(tmp_path).base

    assert _report(knowledge.compare(before, after)) == [
        "**Reloaded** in 0.26 s · revision `bbbbbbbbbbbb`",
        "Added: 1 article, 4 paragraphs",
        "- Boats on the bay",
        "Removed: 1 article, 2 paragraphs",
        "- Apples of the Lower Valley",
        "Changed: 1 article, 1 paragraph",
        "- The lighthouse of Selvik",
        "-# This is change #7; `/knowledge rollback 6` undoes it",
    ]


@pytest.mark.parametrize(
    ("action", "detail", "expected"),
    [
        (Action.ADD, "The *pier*", r"**Added** The \*pier\* · revision"),
        (Action.REPLACE, "The pier", "**Replaced** The pier · revision"),
        (Action.REMOVE, "The pier", "**Removed** The pier · revision"),
        (Action.ROLLBACK, "#3", r"**Rolled back** to what \#3 served · revision"),
    ],
)
def test_each_change_says_what_it_was_and_how_to_undo_it(
    action: Action, detail: str, expected: str
) -> None:
    done = Committed(replace(CHANGE, action=action, detail=detail), _prepared())

    lines = reports.committed(done, 4).text.split("\n")

    assert lines[0].startswith(expected)
    assert lines[1:] == [
        "No paragraph has changed",
        "-# This is change #7; `/knowledge rollback 4` undoes it",
    ]


def test_a_change_that_was_insisted_on_says_how_many_tests_failed() -> None:
    done = Committed(replace(CHANGE, forced=True), _prepared(failures=2))

    assert reports.committed(done, 4).text.endswith("undoes it · 2 tests failed")


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


def test_a_list_that_fits_is_not_shortened_and_what_did_not_change_is_not_listed() -> None:
    lines = _report(Changes(_titled(20, "Tower"), (), (), 20, 0, 0))

    assert lines[2:22] == [f"- Tower {at}" for at in range(20)]
    assert lines[22].startswith("-# This is change")


@both_rooms
def test_a_failed_reload_is_reported_file_by_file(room: int) -> None:
    problems: list[KnowledgeError] = [
        errors.FileEmptyError("a.md"),
        errors.FrontMatterError("b_c.md", 3, "date is 'x'"),
    ]

    made = reports.refused(Reload(), Broken(problems), TOKEN, room)

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


@pytest.mark.parametrize("count", [1, 5, 200])
@both_rooms
def test_a_stopped_change_shows_its_tests_before_and_after(count: int, room: int) -> None:
    (reply,) = reports.refused(Reload(), Stopped(_prepared(failures=count)), TOKEN, room)

    assert fits(reply, room)
    passes = "1 test that passes" if count == 1 else f"{count} tests that pass"
    assert reply.text.startswith(
        f"**Stopped**: {passes} now would fail. Nothing was changed.\nBefore:\n```\n"
    )
    before, after = reply.text.split("After:\n")
    assert "✓  How *high* is tower 0?" in before
    assert "✗  How *high* is tower 0?" in after
    shown = after.count("✗")
    assert f"and {count - shown:,} tests more" in reply.text or shown == count
    assert labels(reply) == ["Serve anyway", "Cancel"]
    assert [one.custom_id for one in reply.buttons] == [f"confirm:{TOKEN}", f"cancel:{TOKEN}"]


@pytest.mark.parametrize(
    ("proposal", "found", "expected"),
    [
        (
            Reload(),
            Unchanged(BASE, 0.256),
            "**Reloaded** in 0.26 s: nothing has changed · revision",
        ),
        (Rollback(3), Unchanged(BASE), "**Already so**: what #3 served is served now, nothing"),
        (Remove("a"), Unchanged(BASE), "**Already so**: nothing has changed"),
        (Remove("a"), NotOwn("a", shared=True), "**Nothing was changed.** The article `a` is the"),
        (Remove("a"), NotOwn("a", shared=False), "**Nothing was changed.** The article `a` is not"),
        (
            Rollback(9),
            NoSuchChange(9, pruned=False),
            "**Nothing was changed.** Change #9 is not in",
        ),
        (
            Rollback(9),
            NoSuchChange(9, pruned=True),
            "**Nothing was changed.** Change #9 is too old",
        ),
        (Reload(), NoSuchChange(0, pruned=True), "**Nothing was changed.** Some of what would be"),
        (
            Add(BASE.readings[0]),
            TooMuch(2_000_001, 2_000_000),
            "**Nothing was changed.** With it this server would have 2,000,001 bytes of text",
        ),
    ],
)
def test_what_cannot_be_is_said_in_a_line(
    proposal: Proposal, found: Impossible, expected: str
) -> None:
    text = _refused(proposal, found)

    assert text.startswith(expected)
    assert "\n" not in text


@both_rooms
def test_a_dry_run_says_what_would_be(room: int) -> None:
    changes = Changes(_titled(40, "*_" * 40), (), _titled(40, "*_" * 40), 1, 0, 9)
    found: list[Prepared | Impossible] = [
        _prepared(changes),
        _prepared(changes, tests=3),
        _prepared(changes, failures=90),
        Unchanged(BASE),
        Broken([errors.FileEmptyError("a.md")]),
    ]

    made = [reports.dry_run(one, room) for one in found]

    assert all(len(reply.text) <= room for replies in made for reply in replies)
    texts = ["\n".join(reply.text for reply in replies) for replies in made]
    assert texts[0].startswith(
        f"**Dry run**: nothing was changed. A reload would serve `{BASE.revision}`\nAdded: 40"
    )
    assert texts[1].endswith("-# Of 3 tests, none that passes now would fail")
    assert "It would be stopped: 90 tests that pass now would fail." in texts[2]
    assert texts[3] == f"**Dry run**: nothing would change · revision `{BASE.revision}`"
    assert texts[4].startswith("**Nothing was reloaded**")
    assert not any(reply.buttons for replies in made for reply in replies)


def test_a_dry_run_fits_however_much_a_reload_would_change() -> None:
    many = _titled(40, "*_" * 40)

    made = reports.dry_run(_prepared(Changes(many, many, many, 1, 1, 9), failures=9), CONTENT_ROOM)

    assert all(len(reply.text) <= CONTENT_ROOM for reply in made)
    assert "It would be stopped: 9 tests" in made[-1].text


def test_a_removal_is_asked_about_with_what_is_removed() -> None:
    reply = reports.removal(Kept(BASE.readings[0], 1, "a0", BASE.digests[0]))

    assert fits(reply, CONTENT_ROOM)
    assert reply.text.startswith("Remove **The lighthouse of Selvik** with its 3 passages?")
    assert labels(reply) == ["Remove", "Cancel"]
    assert reply.buttons[0].custom_id == f"remove:{BASE.digests[0]}"


def _served(shared: int | None = None, own: int = 0) -> Served:
    base = base_of(LIGHTHOUSE, GALLERY)
    return Served(State(1, 7, (Held("b", base.digests[1]),) * own, shared), base)


@both_rooms
def test_the_status_says_what_is_served_and_since_when(room: int) -> None:
    served = _served()

    (reply,) = reports.status(served, None, AT, (), room)

    assert reply.text == (
        f"**Serving** revision `{served.base.revision}` since <t:{int(AT.timestamp())}:f>\n"
        "2 articles, 4 paragraphs, 3 captions\n"
        "0 articles of this server's own; the operator's articles are followed"
    )


def test_the_status_says_what_was_changed_last_and_what_is_held() -> None:
    later = replace(CHANGE, at=AT.replace(year=2027))

    (reply,) = reports.status(_served(3, own=1), later, AT, (), CONTENT_ROOM)

    lines = reply.text.split("\n")
    assert lines[0].endswith(f"since <t:{int(later.at.timestamp())}:f>")
    assert lines[2].startswith("1 article of this server's own; the operator's articles are held")
    assert "at their change #3" in lines[2]
    assert lines[3].startswith("Last change: **#7**")


def test_the_status_names_what_was_left_out() -> None:
    made = reports.status(_served(), None, AT, (errors.FileEmptyError("a.md"),), CONTENT_ROOM)

    assert made[0].text.split("\n")[3:] == [
        "Left out, because something is wrong with them:",
        "- a.md: there is no paragraph in it",
    ]


def test_the_status_says_when_the_servers_own_articles_are_damaged() -> None:
    served = Served(State(1, 7, (Held("b", "0" * 64),)), BASE, damaged=True)

    (reply,) = reports.status(served, None, AT, (), CONTENT_ROOM)

    lines = reply.text.split("\n")
    assert lines[2].startswith("0 articles of this server's own")
    assert lines[3].startswith("**What this server holds cannot be read**")
    assert "`/knowledge rollback`" in lines[3]
