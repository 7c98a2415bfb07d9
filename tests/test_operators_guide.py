"""The operators' guide and what is under deploy/ name what there is, and nothing else."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from prometheus_client import generate_latest
from typer.core import TyperGroup
from typer.main import get_command

from bot.__main__ import app
from bot.client import Pilcrow
from bot.metrics import Metrics
from bot.service import AnswerService
from bot.settings import NAMES, Settings
from knowledge import load
from tests.end_to_end.conftest import LIGHTHOUSE

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
UNIT = ROOT / "deploy" / "pilcrow.service"
# What a histogram adds to its name.
_SUFFIX = re.compile(r"_(?:bucket|count|sum)$")


def commands() -> set[str]:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return set(group.commands)


def test_the_guide_names_every_setting_and_no_other() -> None:
    table = GUIDE.partition("## Settings")[2].partition("\n## ")[0]

    assert set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", table)) == set(NAMES)
    assert set(re.findall(r"\b([A-Z]{2,}(?:_[A-Z]{2,})+)(?==)", GUIDE)) <= set(NAMES)


def test_every_command_of_the_guide_exists() -> None:
    named = re.findall(r"^(?:docker run .*pilcrow )?pilcrow ([a-z]+)", GUIDE, re.MULTILINE)
    named += re.findall(r"`pilcrow ([a-z]+)", GUIDE)

    assert set(named) >= {"doctor", "sync"}
    assert set(named) <= commands()


async def test_the_guide_names_every_metric_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    settings, metrics = Settings(data_dir=tmp_path), Metrics()
    service = AnswerService(lambda: load(tmp_path / "lighthouse.md"), settings, metrics)
    client = Pilcrow(service, settings)
    metrics.watch(client)
    await service.start()
    try:
        shown = generate_latest(metrics.registry).decode()
    finally:
        await service.close()

    names = re.findall(r"^(pilcrow_\w+)", shown, re.MULTILINE)
    there = {_SUFFIX.sub("", name) for name in names if not name.endswith("_created")}
    # It has none before the first heartbeat.
    assert there | {"pilcrow_gateway_latency_seconds"} == set(re.findall(r"pilcrow_\w+", GUIDE))


def test_the_image_runs_what_there_is_without_root_and_with_a_health_check() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    sources = [source for line in copied for source in line.split()]
    last = DOCKERFILE.rpartition("\nFROM ")[2]

    assert all((ROOT / source).exists() for source in sources)
    assert re.search(r"^USER 10001:10001$", last, re.MULTILINE)
    assert "HEALTHCHECK" in last
    assert "/healthz" in last
    assert set(re.findall(r"([A-Z]+_[A-Z]+)=", last)) <= {*NAMES}
    assert 'CMD ["run"]' in last
    assert "run" in commands()


def test_what_the_image_copies_is_what_the_build_is_given() -> None:
    given = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)

    sources = {source for line in copied for source in line.split()}

    assert {line.removeprefix("!") for line in given if line.startswith("!")} == sources


def test_the_unit_runs_the_bot_as_nobody_in_particular() -> None:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(UNIT, encoding="utf-8")
    service = unit["Service"]

    assert service["ExecStart"].split()[0] in GUIDE.replace("/pip", "/pilcrow")
    assert service["ExecStart"].split()[1] in commands()
    assert service["DynamicUser"] == "yes"
    assert service["EnvironmentFile"] in GUIDE
    assert service["Environment"].partition("=")[0] in NAMES
    assert service["KillSignal"] == "SIGTERM"


def test_systemd_finds_nothing_wrong_with_the_unit() -> None:
    if not (program := shutil.which("systemd-analyze")):
        pytest.skip("there is no systemd-analyze here")

    done = subprocess.run(
        [program, "verify", "--man=no", UNIT], capture_output=True, text=True, check=False
    )

    complaints = [line for line in done.stderr.splitlines() if "pilcrow" in line]
    assert [line for line in complaints if "is not executable" not in line] == []
