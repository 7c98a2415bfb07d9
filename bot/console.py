"""The same answers in a terminal: what each command prints."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, TypeVar, assert_never, cast

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from bot import records
from bot.problems import describe
from bot.replies import reasons
from knowledge import THRESHOLDS, Answer, Kind, NoAnswer, Reason, ask, explain, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from io import TextIOWrapper

    from bot.curation.questionnaire import Judged, QuestionnaireError
    from bot.doctor import Finding
    from knowledge import Explanation, KnowledgeBase, KnowledgeError, Quote, Thresholds, Understood

_T = TypeVar("_T")
NO_ANSWER = "I found no passage that answers this."
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MOST_PROBLEMS = 50
_COLOURS = {"ok": "green", "warning": "bold yellow", "error": "bold red"}
_END = frozenset({"exit", "quit", ":q"})


class Terminal:
    """Prints results for a person, or as JSON for a program."""

    def __init__(
        self, thresholds: Thresholds = THRESHOLDS, *, json: bool = False, explain: bool = False
    ) -> None:
        """Take how much confidence an answer needs, the form, and whether to say why."""
        self._thresholds = thresholds
        self._json = json
        self._explain = explain
        self._out = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
        self._notes = Console(stderr=True, highlight=False, markup=False, emoji=False)

    def note(self, text: str) -> None:
        """Say something beside the results, on standard error."""
        self._notes.print(Text(_clean(text)), soft_wrap=True)

    def problems(self, problems: Iterable[KnowledgeError]) -> None:
        """Say what is wrong with articles, a line each."""
        for problem in problems:
            self.note(describe(problem))

    def answer(self, base: KnowledgeBase, question: str, turns: Sequence[str] = ()) -> str:
        """Answer one question; return what was said, for the next one to rest on."""
        result = ask(base, question, thresholds=self._thresholds, turns=turns)
        why = self._why(base, result, turns) if self._explain else None
        if self._json:
            record = records.answer(result)
            if self._explain:
                record["explanation"] = records.explanation(why) if why else None
            self._line(records.line(record))
            return ""
        self._understood(result.understood)
        match result:
            case Answer(quotes=quotes):
                said = f"{question}\n{quotes[0].text}"
            case NoAnswer(nearest=nearest, reason=reason):
                close = reason is Reason.CLOSE
                quotes, said = nearest[:1] if close else (), ""
                closest = " The closest one I found:" if close else ""
                self._out.print(Text(NO_ANSWER, style="bold").append(closest, "not bold"))
            case _:
                assert_never(result)
        for quote in quotes:
            self._quote(quote)
        for row in reasons.table(why) if why else ():
            self._out.print(Text(f"  {_clean(row)}", style="dim"))
        return said

    def _understood(self, understood: Understood) -> None:
        for before, names in (
            ("Showing results for", [used for _, used in understood.corrections]),
            ("Assuming that you mean", understood.assumed),
        ):
            if names:
                self._out.print(Text(f"({before} {_clean(', '.join(names))})", style="dim"))

    def _why(
        self, base: KnowledgeBase, result: Answer | NoAnswer, turns: Sequence[str]
    ) -> Explanation | None:
        quotes = result.quotes if isinstance(result, Answer) else result.nearest
        return explain(base, result.question, quotes[0].passage, turns) if quotes else None

    def answers(self, base: KnowledgeBase, questions: Iterable[str]) -> None:
        """Answer questions in their order, with a progress bar where somebody is watching."""
        for question in self.progress("questions", questions):
            if question.strip():
                if not self._json:
                    self._out.print(Text(f"? {_clean(question.strip())}", style="dim"))
                self.answer(base, question.strip())

    def summary(self, base: KnowledgeBase, words: int, about: str) -> bool:
        """Summarise; tell whether there was anything to say."""
        result = summarise(base, words=words, about=about)
        if self._json:
            self._line(records.line(records.summary(result)))
        elif not result.sentences:
            self._out.print(Text(f"I found no passage about {_clean(about)}.", style="bold"))
        for quote in () if self._json else result.sentences:
            self._out.print(Text(f"{_words(quote.text)} ").append(quote.passage.label, "dim"))
        return bool(result.sentences)

    def articles(self, base: KnowledgeBase) -> None:
        """List articles with their passages by kind."""
        for article in base.articles:
            held = [base.passages[at] for at in base.within(article.id) or ()]
            if self._json:
                self._line(records.line(records.article(article, held)))
                continue
            captions = sum(1 for passage in held if passage.kind is Kind.CAPTION)
            facts = (article.source, article.published and article.published.isoformat())
            where = ", ".join(str(fact) for fact in facts if fact)
            self._out.print(
                Text(_clean(f"{article.id}: {article.title}"), style="bold").append(
                    _clean(f"\n  {where or 'no source, no date'}"), "not bold"
                )
            )
            self._out.print(Text(f"  {len(held) - captions} paragraphs, {captions} captions"))

    def broken(self, problems: Sequence[QuestionnaireError]) -> None:
        """Say what is wrong with a file of questions, a line each, of very many the first."""
        for problem in problems[:_MOST_PROBLEMS]:
            self.note(str(problem))
        if len(problems) > _MOST_PROBLEMS:
            self.note(f"… and {len(problems) - _MOST_PROBLEMS} more")

    def verdicts(self, results: Iterable[Judged]) -> bool:
        """Print the questions that failed and how many passed; tell whether all did."""
        count = passed = 0
        for result in results:
            count, passed = count + 1, passed + result.passed
            if self._json:
                self._line(records.line(records.judged(result)))
            elif not result.passed:
                self._failed(result)
        if not self._json:
            self._out.print(Text(f"{passed} of {count} passed"))
        return passed == count

    def finding(self, found: Finding) -> None:
        """Print what the doctor found, and below it what to do."""
        if self._json:
            self._line(records.line(records.finding(found)))
            return
        level = found.level.value
        line = Text(f"{level:8}", style=_COLOURS[level]).append(
            f"{found.check}: ", "not bold default"
        )
        self._out.print(line.append(_clean(found.says), "not bold default"))
        if found.do:
            self._out.print(Text(f"{'':8}→ {_clean(found.do)}"))

    def _failed(self, result: Judged) -> None:
        self._out.print(Text(f"✗ {_words(result.question)}", style="bold"))
        self._out.print(Text(f"  expected {_words(result.expected)}"))
        self._out.print(Text(f"  got      {_words(result.got)}"))

    def chat(self, base: KnowledgeBase) -> None:
        """Answer what is typed until the input ends."""
        watched = sys.stdin.isatty()
        cast("TextIOWrapper[Any]", sys.stdin).reconfigure(errors="replace")
        turns: list[str] = []
        while True:
            try:
                question = self._out.input("? " if watched else "").strip()
            except (EOFError, KeyboardInterrupt):
                self._out.print()
                return
            if question.lower() in _END:
                return
            if question and (said := self.answer(base, question, turns)):
                turns = [said, *turns][:3]

    def progress(self, what: str, items: Iterable[_T]) -> Iterator[_T]:
        """Yield the items; where somebody watches the notes but not the results, count them."""
        if self._out.is_terminal or not self._notes.is_terminal:
            yield from items
            return
        columns = (SpinnerColumn(), TextColumn("{task.completed} {task.description}"))
        # Redirected, results would be printed among the notes.
        with Progress(
            *columns,
            TimeElapsedColumn(),
            console=self._notes,
            transient=True,
            redirect_stdout=False,
        ) as bar:
            task = bar.add_task(what, total=None)
            for item in items:
                yield item
                bar.advance(task)

    def _quote(self, quote: Quote) -> None:
        article = quote.passage.article
        start, end = quote.span.start, quote.span.end
        text = Text("> ").append(_words(article.text[start : quote.focus.start], after=" "))
        text.append(_words(quote.focus.of(article.text)), "bold")
        text.append(_words(article.text[quote.focus.end : end], before=" "))
        self._out.print(text)
        self._out.print(Text(f"  {_clean(quote.citation)}", style="dim"))

    def _line(self, line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _words(text: str, *, before: str = "", after: str = "") -> str:
    """Return text on one line; nothing in it can control the terminal."""
    words = " ".join(_clean(text).split())
    return f"{before}{words}{after}" if words else ""


def _clean(text: str) -> str:
    return _CONTROL.sub("", text).encode("utf-8", "replace").decode()
