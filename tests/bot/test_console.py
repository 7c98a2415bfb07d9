"""The terminal: what each command prints where, and how it ends."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot import settings
from bot.__main__ import main
from tests.bot.texts import GALLERY, LIGHTHOUSE, ORCHARD

_REPOSITORY = Path(__file__).parents[2]
_NO_ANSWER = "I found no passage that answers this."
_WHEN = "When was the lighthouse of Selvik built?"
_BUILT = "The lighthouse of Selvik was built in 1821 by the Keller brothers."
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_OPTIONS = ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "NO_COLOR", "COLUMNS", "TERM")


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """What was printed, as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Outcome]


class _Typed(io.TextIOWrapper):
    """A keyboard."""

    def isatty(self) -> bool:
        return True


class _Interrupted(_Typed):
    """A keyboard on which somebody presses Ctrl-C."""

    def readline(self, _size: int = -1, /) -> str:
        raise KeyboardInterrupt


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two articles; it holds nothing else, no `.env` either."""
    held = tmp_path / "articles"
    held.mkdir()
    (held / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    (held / "orchard.md").write_text(ORCHARD, encoding="utf-8")
    return held


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command on the folder, with nothing else set."""
    for name in (*settings.NAMES, *_OPTIONS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ARTICLES_DIR", str(folder))
    monkeypatch.chdir(folder.parent)

    def run(
        *arguments: str, stdin: bytes = b"", kind: type[io.TextIOWrapper] = io.TextIOWrapper
    ) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["pilcrow", *arguments])
        monkeypatch.setattr(sys, "stdin", kind(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as end:
            main()
        captured = capsys.readouterr()
        return Outcome(int(end.value.code or 0), captured.out, captured.err)

    return run


# pilcrow ask


def test_an_answer_is_a_quote_and_its_citation(run: Run) -> None:
    done = run("ask", _WHEN)

    assert (done.code, done.err) == (0, "")
    quoted, cited = done.out.splitlines()
    assert quoted.startswith("> ")
    assert _BUILT in quoted
    assert cited.startswith("  The lighthouse of Selvik")
    assert cited.endswith(", Harbour News, 2021-03-04, ¶ 1")


def test_no_answer_says_so(run: Run) -> None:
    done = run("ask", "zeppelin")

    assert (done.code, done.out, done.err) == (0, f"{_NO_ANSWER}\n", "")


def test_an_answer_as_json_is_one_line(run: Run) -> None:
    done = run("ask", "--json", _WHEN)

    assert (done.code, done.err) == (0, "")
    (record,) = done.objects
    assert record["answered"] is True
    assert record["quotes"][0]["focus"]["text"] == _BUILT


def test_questions_are_answered_in_their_order_and_blank_lines_are_passed_over(run: Run) -> None:
    questions = f"{_WHEN}\n\n  \nzeppelin\r\n  Who bought an electric lamp? \nlast"

    done = run("ask", "-", "--json", stdin=questions.encode())

    assert [record["question"] for record in done.objects] == [
        _WHEN, "zeppelin", "Who bought an electric lamp?", "last",
    ]  # fmt: skip
    assert [record["answered"] for record in done.objects] == [True, False, True, False]
    assert (done.code, done.err) == (0, "")


def test_questions_are_repeated_above_their_answers(run: Run) -> None:
    done = run("ask", "-", stdin=f"zeppelin\n{_WHEN}\n".encode())

    first, second, third, *_ = done.out.splitlines()
    assert (first, second, third) == ("? zeppelin", _NO_ANSWER, f"? {_WHEN}")


def test_a_question_that_is_no_utf_8_is_answered_all_the_same(run: Run) -> None:
    done = run("ask", "-", "--json", stdin=b"lighthouse \xff Selvik\n\xfe\n")

    first, second = done.objects
    assert (first["question"], first["answered"]) == ("lighthouse � Selvik", True)
    assert second["question"] == "�"


def test_no_questions_have_no_answers(run: Run) -> None:
    assert run("ask", "-") == Outcome(0, "", "")


def test_a_question_cannot_control_the_terminal(run: Run) -> None:
    done = run("ask", "-", stdin="\x1b[31mzeppelin\x9b\x07\n".encode())

    assert done.out.splitlines()[0] == "? [31mzeppelin"


@pytest.mark.parametrize("form", [[], ["--json"]])
@pytest.mark.parametrize(
    "arguments",
    [["ask", "copper buoy"], ["summary"], ["check"], ["summary", "--about", "\x1b[2Jzeppelin\x9b"]],
)
def test_an_article_cannot_control_the_terminal(
    run: Run, folder: Path, arguments: list[str], form: list[str]
) -> None:
    text = (
        "The \x1b[31mcopper\x9b2J buoy\x07 rings\x1b]0;title\x07 at night\x85. " + "It rings. " * 80
    )
    (folder / "buoy.md").write_text(f'---\ntitle: "B\\e[31muoy"\n---\n\n{text}', encoding="utf-8")

    done = run(*arguments, *form)

    assert done.code == 0
    assert done.out
    assert not _CONTROL.search(done.out + done.err)


def test_a_wide_passage_is_not_wrapped(run: Run, folder: Path) -> None:
    (folder / "long.md").write_text("The ferry " + "sails on " * 40 + ".", encoding="utf-8")

    done = run("ask", "ferry sails")

    assert len(done.out.splitlines()) == 2


def test_markup_of_the_terminal_library_is_text(run: Run, folder: Path) -> None:
    (folder / "odd.md").write_text("The ferry [bold]sails[/bold] :boat: at 1 o'clock.", "utf-8")

    done = run("ask", "When does the ferry sail?")

    assert "> The ferry [bold]sails[/bold] :boat: at 1 o'clock." in done.out


def test_a_passage_that_fits_in_part_is_called_the_closest(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWER_THRESHOLD", "1")
    monkeypatch.setenv("CLOSEST_THRESHOLD", "0")

    done = run("ask", _WHEN)

    said, quoted, cited = done.out.splitlines()
    assert said == f"{_NO_ANSWER} The closest one I found:"
    assert _BUILT in quoted
    assert cited.endswith("¶ 1")


def test_a_misspelt_name_is_searched_for_as_it_stands(run: Run) -> None:
    done = run("ask", "When was the lighthouse of Sellvik built?")

    assert done.out.splitlines()[0] == "(Showing results for Selvik)"
    assert _BUILT in done.out


def test_why_is_told_below_the_answer_and_adds_up(run: Run) -> None:
    done = run("ask", "--explain", _WHEN)

    lines = done.out.splitlines()
    parts = [re.fullmatch(r"  (.{25})(.{7})(.{6})(.{7})", line) for line in lines]
    products = [float(part[4]) for part in parts if part and part[1].strip() and "." in part[4]]
    signals = products[-9:-1]
    assert any(re.match(r"  ✓  lighthouse ", line) for line in lines)
    assert float(lines[-1].split()[-1]) == pytest.approx(sum(signals), abs=0.05)
    assert lines[-1].split()[0] == "score"


@pytest.mark.parametrize("question", ["zeppelin", "?"])
def test_nothing_is_explained_where_nothing_is_found(run: Run, question: str) -> None:
    assert run("ask", "--explain", question).out == f"{_NO_ANSWER}\n"
    (record,) = run("ask", "--explain", "--json", question).objects
    assert record["explanation"] is None


def test_why_as_json_adds_up_to_the_first_quotes_score(run: Run) -> None:
    (record,) = run("ask", "--json", "--explain", _WHEN).objects

    why = record["explanation"]
    total = sum(signal["value"] * signal["weight"] for signal in why["signals"])
    assert total == pytest.approx(why["score"])
    assert record["quotes"][0]["score"] == round(why["score"], 4)
    assert record["confidence"] == round(why["confidence"], 4)


def test_no_explanation_is_in_json_unless_asked_for(run: Run) -> None:
    (record,) = run("ask", "--json", _WHEN).objects

    assert "explanation" not in record


# pilcrow summary


def test_a_summary_gives_each_sentence_its_paragraph(run: Run) -> None:
    done = run("summary", "--length", "LONG")

    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == f"{_BUILT} ¶ 1"
    assert all(re.search(r" ¶ \d$", line) for line in lines)
    assert len(lines) == 10


def test_lengths_and_words_say_how_long_a_summary_may_be(run: Run) -> None:
    counts = [
        run("summary", "--json", *arguments).objects[0]["words"]
        for arguments in (["--words", "12"], ["--length", "short"], ["--length", "long"])
    ]

    assert counts == sorted(counts)
    assert 0 < counts[0] <= 12 < counts[1] <= 60 < counts[2] <= 250


def test_a_summary_may_be_about_something(run: Run) -> None:
    done = run("summary", "--about", "cider")

    assert done.out.splitlines()[0] == "Cider presses run until November. ¶ 2"


def test_a_summary_about_nothing_says_so(run: Run) -> None:
    done = run("summary", "--about", "zeppelins")

    assert (done.code, done.out) == (0, "I found no passage about zeppelins.\n")


def test_a_summary_about_nothing_is_empty_as_json(run: Run) -> None:
    done = run("summary", "--about", "zeppelins", "--json")

    assert done.objects == [{"words": 0, "sentences": []}]


# pilcrow check


def test_check_lists_the_articles_with_their_passages(run: Run, folder: Path) -> None:
    (folder / "boats.md").write_text(GALLERY, encoding="utf-8")
    (folder / "note.txt").write_text("It rained.\n", encoding="utf-8")

    done = run("check")

    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "boats: Boats on the bay",
        "  Harbour News, 2021-05-06",
        "  1 paragraphs, 3 captions",
        "lighthouse: The lighthouse of Selvik",
        "  Harbour News, 2021-03-04",
        "  3 paragraphs, 0 captions",
        "note: Note",
        "  no source, no date",
        "  1 paragraphs, 0 captions",
        "orchard: Apples of the Lower Valley",
        "  The Grower, 2019-10-12",
        "  2 paragraphs, 0 captions",
    ]


def test_check_as_json_is_one_line_an_article(run: Run) -> None:
    done = run("check", "--json")

    assert [record["article"] for record in done.objects] == ["lighthouse", "orchard"]
    assert [len(record["passages"]) for record in done.objects] == [3, 2]


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_check_names_every_problem_on_a_line_and_fails(
    run: Run, folder: Path, form: list[str]
) -> None:
    (folder / "empty.md").write_bytes(b"")
    (folder / "bad.md").write_text("---\ntitle: A\ndate: never\n---\n\nText.\n", encoding="utf-8")
    (folder / "two\nlines.txt").write_bytes(b"")

    done = run("check", *form)

    assert done.code == 1
    bad, empty, odd = done.err.splitlines()
    assert bad.startswith("bad.md, line 3: the front matter is broken: date is 'never'")
    assert empty == "empty.md: there is no paragraph in it"
    assert odd == "two lines.txt: there is no paragraph in it"
    assert "lighthouse" in done.out


def test_check_takes_a_file(run: Run, folder: Path) -> None:
    done = run("check", str(folder / "orchard.md"))

    assert [line for line in done.out.splitlines() if line[0] != " "] == [
        "orchard: Apples of the Lower Valley"
    ]


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_check_of_nothing_fails(run: Run, folder: Path, name: str) -> None:
    (folder.parent / "empty").mkdir()

    done = run("check", name)

    assert (done.code, done.out) == (1, "")
    assert re.fullmatch(rf"{name}: (?:it cannot be read|there is no article).*\n", done.err)


def test_a_long_problem_stays_on_its_line(run: Run, folder: Path) -> None:
    (folder / f"{'long-' * 40}.md").write_bytes(b"")

    done = run("check")

    assert len(done.err.splitlines()) == 1


# pilcrow test


def _asked(folder: Path, text: str) -> str:
    file = folder.parent / "questions.yaml"
    file.write_text(text, encoding="utf-8")
    return file.name


_PASSES = f"""\
- question: {_WHEN}
  paragraph: lighthouse 1
- question: Who made the brass rails?
  says: VOLUNTEERS polish
- question: zeppelin
  answer: no
"""
_FAILS = f"""\
- question: {_WHEN}
  answer: no
- question: "zeppelin\\e[31m"
  says: a balloon
"""


def test_questions_that_pass_are_counted(run: Run, folder: Path) -> None:
    done = run("test", _asked(folder, _PASSES))

    assert done == Outcome(0, "3 of 3 passed\n", "")


def test_questions_that_fail_are_printed_and_fail_the_call(run: Run, folder: Path) -> None:
    done = run("test", _asked(folder, _PASSES + _FAILS))

    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines() == [
        f"✗ {_WHEN}",
        "  expected no answer",
        "  got      lighthouse ¶ 1",
        "✗ zeppelin[31m",
        "  expected “a balloon”",
        "  got      no answer",
        "3 of 5 passed",
    ]


def test_verdicts_as_json_are_one_line_a_question(run: Run, folder: Path) -> None:
    passed, _, _, failed, _ = (
        done := run("test", "--json", _asked(folder, _PASSES + _FAILS))
    ).objects

    assert (done.code, done.err) == (1, "")
    assert passed == {
        "question": _WHEN,
        "passed": True,
        "expected": "lighthouse ¶ 1",
        "got": "lighthouse ¶ 1",
    }
    assert failed == passed | {"passed": False, "expected": "no answer"}


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_broken_item_is_said_before_anything_is_asked(
    run: Run, folder: Path, form: list[str]
) -> None:
    done = run("test", _asked(folder, f"{_FAILS}- question: a\n- answer: no\n"), *form)

    assert (done.code, done.out) == (1, "")
    first, second = done.err.splitlines()
    assert first.startswith("questions.yaml, line 5: the question does not say what must answer it")
    assert second == "questions.yaml, line 6: the item has no question"


def test_of_very_many_broken_items_the_first_are_said(run: Run, folder: Path) -> None:
    done = run("test", _asked(folder, "- a\n" * 60))

    assert len(done.err.splitlines()) == 51
    assert done.err.endswith("\n… and 10 more\n")


def test_a_file_that_holds_no_questions_is_said_on_one_line(run: Run, folder: Path) -> None:
    broken = run("test", _asked(folder, "question: a\nquestion: b: c\n"))
    missing = run("test", "missing.yaml")

    assert (broken.code, broken.out, missing.code, missing.out) == (1, "", 1, "")
    assert broken.err.startswith("pilcrow: questions.yaml, line 2: it is no YAML: mapping values")
    assert len(broken.err.splitlines()) == 1
    assert missing.err == "pilcrow: missing.yaml: it cannot be read (No such file or directory)\n"


def test_questions_may_be_asked_of_other_articles_and_with_other_confidence(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _asked(folder, f"- question: {_WHEN}\n  answer: no\n")

    elsewhere = run("test", file, "--articles", str(folder / "orchard.md"))
    monkeypatch.setenv("ANSWER_THRESHOLD", "1")
    doubtful = run("test", file)

    assert (elsewhere.out, doubtful.out) == ("1 of 1 passed\n", "1 of 1 passed\n")


# pilcrow chat, and pilcrow alone


def test_a_chat_answers_line_by_line_until_the_input_ends(run: Run) -> None:
    done = run("chat", stdin=f"\n{_WHEN}\nzeppelin\n".encode())

    assert (done.code, done.err) == (0, "")
    quoted, _cited, no_answer, end = done.out.split("\n")[:4]
    assert _BUILT in quoted
    assert (no_answer, end) == (_NO_ANSWER, "")


def test_a_chat_understands_a_question_that_rests_on_the_one_before(run: Run) -> None:
    done = run("chat", stdin=b"Who built the lighthouse of Selvik?\nhow many steps does it have?\n")

    lines = done.out.splitlines()
    assert any(re.fullmatch(r"\(Assuming that you mean .*Selvik.*\)", line) for line in lines)
    assert "214 steps" in lines[-3]


def test_each_call_of_ask_stands_alone(run: Run) -> None:
    done = run("ask", "-", stdin=b"Who built the lighthouse of Selvik?\nhow many steps has it?\n")

    assert "Assuming" not in done.out


def test_what_had_no_answer_is_nothing_to_rest_on(run: Run) -> None:
    done = run("chat", stdin=b"Where is Zeppelin?\nhow many steps does it have?\n")

    assert "Assuming" not in done.out


@pytest.mark.parametrize("word", ["exit", "QUIT", " :q "])
def test_a_chat_ends_at_a_word(run: Run, word: str) -> None:
    done = run("chat", stdin=f"zeppelin\n{word}\nzeppelin\n".encode())

    assert (done.code, done.out) == (0, f"{_NO_ANSWER}\n")


def test_a_chat_prompts_whoever_types(run: Run) -> None:
    done = run("chat", stdin=b"zeppelin\n", kind=_Typed)

    assert (done.code, done.out) == (0, f"? {_NO_ANSWER}\n? \n")


def test_ctrl_c_ends_a_chat(run: Run) -> None:
    done = run("chat", kind=_Interrupted)

    assert (done.code, done.out, done.err) == (0, "? \n", "")


def test_a_chat_survives_input_that_is_no_utf_8(run: Run) -> None:
    done = run("chat", stdin=b"zeppelin \xff\nzeppelin\n")

    assert (done.code, done.out) == (0, f"{_NO_ANSWER}\n" * 2 + "\n")


def test_without_a_token_there_is_a_welcome_and_a_chat(run: Run) -> None:
    done = run(stdin=_WHEN.encode())

    assert done.code == 0
    assert len(done.err.splitlines()) == 3
    assert "DISCORD_TOKEN is not set" in done.err
    assert "https://discord.com/developers/applications" in done.err
    assert _BUILT in done.out


@pytest.mark.parametrize("command", ["run", "sync"])
def test_the_bot_needs_a_token(run: Run, command: str) -> None:
    done = run(command)

    assert (done.code, done.out) == (1, "")
    assert re.fullmatch(r"pilcrow: DISCORD_TOKEN is not set: .*\n", done.err)


# Articles and settings


@pytest.mark.parametrize(
    "arguments",
    [
        ["--articles", "one", "ask", "ferry"],
        ["ask", "--articles", "one", "ferry"],
        ["ask", "ferry", "--articles", "one"],
        ["--articles", "articles", "ask", "ferry", "--articles", "one"],
    ],
)
def test_articles_may_be_named_before_or_after_the_command(
    run: Run, folder: Path, arguments: list[str]
) -> None:
    (folder.parent / "one").mkdir()
    (folder.parent / "one" / "ferry.md").write_text("The ferry sails at noon.", encoding="utf-8")

    done = run(*arguments)

    assert "> The ferry sails at noon." in done.out


def test_without_articles_there_are_those_that_ship(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ARTICLES_DIR")

    done = run("check", "--json")

    assert done.code == 0
    assert len(done.objects) >= 1


def test_missing_articles_end_the_program(run: Run) -> None:
    done = run("ask", "--articles", "missing", "ferry")

    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines() == [
        "missing: it cannot be read (No such file or directory)",
        "pilcrow: there is no article to ask in missing",
    ]


def test_what_is_wrong_with_one_article_is_said_beside_the_answer(run: Run, folder: Path) -> None:
    (folder / "empty.md").write_bytes(b"")

    done = run("ask", _WHEN)

    assert (done.code, done.err) == (0, "empty.md: there is no paragraph in it\n")
    assert _BUILT in done.out


def test_settings_are_read_from_a_file_and_the_environment_goes_first(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.parent / ".env").write_text("MAX_ARTICLE_MB=x\nLOG_LEVEL=y\n", encoding="utf-8")
    monkeypatch.setenv("MAX_ARTICLE_MB", "1")

    done = run("ask", _WHEN)

    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "pilcrow: LOG_LEVEL is 'y'; it has to be one of DEBUG, INFO, WARNING, ERROR, CRITICAL\n"
    )


def test_the_limit_of_an_articles_size_is_kept(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "large.md").write_text("It rained. " * 100_000, encoding="utf-8")
    monkeypatch.setenv("MAX_ARTICLE_MB", "1")

    done = run("check")

    assert done.err == "large.md: it has 1,100,000 bytes; the limit is 1,000,000\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["sing"],
        ["ask"],
        ["ask", "a", "b"],
        ["ask", "--loud", "a"],
        ["ask", "a", "--articles"],
        ["summary", "--words", "0"],
        ["summary", "--words", "many"],
        ["summary", "--length", "huge"],
        ["--articles"],
        ["test"],
        ["test", "a.yaml", "b.yaml"],
    ],
)
def test_a_wrong_call_is_said_on_one_line(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"pilcrow: .+\n", done.err)


@pytest.mark.parametrize(
    "command", [[], ["ask"], ["summary"], ["check"], ["test"], ["chat"], ["run"], ["sync"]]
)
def test_every_command_has_help(run: Run, command: list[str]) -> None:
    done = run(*command, "--help")

    assert (done.code, done.err) == (0, "")
    assert "Usage: " in done.out


# Progress


def test_progress_is_shown_to_whoever_watches_and_never_among_the_results(
    folder: Path,
) -> None:
    watcher, terminal = os.openpty()
    with os.fdopen(watcher, "rb", buffering=0) as screen:
        done = _program(
            folder, "ask", "--articles", "articles", "--json", "-",
            stdin=b"zeppelin\nsteps\n", notes=terminal, TERM="xterm",
        )  # fmt: skip
        seen = screen.read(65536).decode()
        os.close(terminal)

    assert [json.loads(line)["question"] for line in done.stdout.splitlines()] == [
        "zeppelin",
        "steps",
    ]
    assert "2 articles" in seen
    assert "2 questions" in seen
    assert '"' not in seen


def test_progress_is_not_shown_in_a_pipe(run: Run) -> None:
    assert run("ask", "-", stdin=b"zeppelin\n" * 50).err == ""


# The real program


def _program(
    folder: Path,
    *arguments: str,
    stdin: bytes = b"",
    notes: int = subprocess.PIPE,
    **more: str,
) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder.parent,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(_REPOSITORY), **kept, **more},
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=notes,
        check=False,
    )


def test_the_program_answers(folder: Path) -> None:
    done = _program(folder, "ask", "--articles", "articles", _WHEN)

    assert (done.returncode, done.stderr) == (0, b"")
    assert _BUILT in done.stdout.decode()


def test_the_program_without_a_token_welcomes_and_chats(folder: Path) -> None:
    done = _program(folder, stdin=b"lighthouse \xff Selvik\n", ARTICLES_DIR="articles")

    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 3
    assert _BUILT in done.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "code"), [(["sing"], 2), (["ask", "--articles", "missing", "a"], 1)]
)
def test_the_programs_exit_code_tells_what_went_wrong(
    folder: Path, arguments: list[str], code: int
) -> None:
    done = _program(folder, *arguments)

    assert (done.returncode, done.stdout) == (code, b"")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_reader_that_goes_away_is_no_error(folder: Path, form: list[str]) -> None:
    (folder.parent / "questions").write_text(f"{_WHEN}\n" * 3000, encoding="utf-8")
    command = [sys.executable, "-m", "bot", "ask", "--articles", "articles", "-", *form]

    with (folder.parent / "questions").open("rb") as questions:
        program = subprocess.Popen(
            command,
            cwd=folder.parent,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(_REPOSITORY)},
            stdin=questions,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        with program:
            assert program.stdout
            assert program.stderr
            first = program.stdout.readline()
            program.stdout.close()
            said = program.stderr.read()

    assert first
    assert said == b""
    assert program.returncode in (0, 1)


def test_an_env_file_that_is_no_utf_8_is_one_line_and_exit_1(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"ARTICLES_DIR=caf\xe9\n")

    done = subprocess.run(
        [sys.executable, "-m", "bot", "check"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(_REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert ".env cannot be read as UTF-8 text" in done.stderr


def test_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Note\n\nThe café sells “tea” — and 茶.\n", encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "What does the café sell?", "--articles", "."],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(_REPOSITORY),
            "PYTHONIOENCODING": "ascii",
        },
        capture_output=True,
        check=False,
    )

    assert "“tea” — and 茶." in done.stdout.decode("utf-8")
