"""The command line: `python -m benchmarks.quality --help`."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality import peers, squad, tables
from benchmarks.quality.measuring import Plan
from benchmarks.quality.report import report
from benchmarks.quality.running import run
from benchmarks.quality.squad import DATA

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(given: Sequence[str]) -> int:
    """Measure, print the tables and return the exit status."""
    options = _options().parse_args(given)
    try:
        articles = squad.load(options.data)
    except squad.UnreadableError as error:
        print(error, file=sys.stderr)
        return 1
    split = squad.split(articles, options.split)
    if not any(asked.answerable for asked in split):
        print(f"{options.data} has no answerable question in this split", file=sys.stderr)
        return 1
    plan = Plan(options.sample, options.seed, options.off_topic, _peers(wanted=options.peers))
    made = report(run(articles, split, plan, options.jobs or 1), options.seed)
    command = shlex.join(["python", "-m", "benchmarks.quality", *given])
    today = datetime.now(UTC).date().isoformat()
    if options.markdown:
        print(f"{today}, `{command}`: " + tables.rendered(made, tables.markdown))
    else:
        print(tables.rendered(made, tables.plain))
    if options.json:
        result = {"date": today, "command": command, **asdict(made)}
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


def _peers(*, wanted: bool) -> tuple[str, ...]:
    found, missing = peers.available() if wanted else ({}, [])
    for name in missing:
        print(f"{name} is left out: it is not installed", file=sys.stderr)
    return tuple(found)


def _positive(given: str) -> int:
    if int(given) < 1:
        raise argparse.ArgumentTypeError(f"{given} is less than 1")
    return int(given)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks.quality", description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, default=DATA, help="a file in SQuAD's format (%(default)s)")
    add("--split", choices=squad.SPLITS, default="odd", help="articles by index (%(default)s)")
    add("--sample", type=_positive, metavar="N", help="at most N questions of a kind per article")
    add("--seed", type=int, default=1, help="of all that is drawn by lot (%(default)s)")
    add(
        "--off-topic",
        type=_positive,
        default=40,
        metavar="N",
        help="per two articles (%(default)s)",
    )
    add("--peers", action=argparse.BooleanOptionalAction, default=True, help="compare with them")
    add(
        "--jobs",
        type=_positive,
        default=os.cpu_count(),
        metavar="N",
        help="processes (%(default)s)",
    )
    add("--json", type=Path, metavar="FILE", help="write the result there")
    add("--markdown", action="store_true", help="print Markdown tables")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
