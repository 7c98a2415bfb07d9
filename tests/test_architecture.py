"""One arrow, bot → knowledge, and what keeps `knowledge` small and pure."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "knowledge").rglob("*.py"))
BLOCKED = ("aiohttp", "bot", "discord", "dotenv", "rich", "typer")
# What a package of pure functions has no use for; the standard library may import asyncio itself.
FORBIDDEN = {*BLOCKED, "asyncio", "http", "logging", "os", "socket", "subprocess", "threading"}
LONGEST = 300

ALONE = f"""
import pkgutil, sys
for name in {BLOCKED!r}:
    sys.modules[name] = None
import knowledge
for module in pkgutil.walk_packages(knowledge.__path__, "knowledge."):
    __import__(module.name)
"""
QUIET = """
import sys
read = []
def watch(event, arguments):
    if event == "open" and "articles" in str(arguments[0]):
        read.append(arguments[0])
sys.addaudithook(watch)
import knowledge
assert not read, read
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("program", [ALONE, QUIET], ids=["alone", "quiet"])
def test_knowledge_can_be_imported_alone_and_reads_nothing_then(program: str) -> None:
    done = run(program)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_import_contracts_hold() -> None:
    program = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports())"

    done = run(program)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_imports_what_a_pure_package_has_no_use_for(module: Path) -> None:
    assert not set(imported(parsed(module))) & FORBIDDEN


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_public_name_has_a_docstring(module: Path) -> None:
    tree = parsed(module)

    undocumented = [node.name for node in public(tree) if not ast.get_docstring(node)]

    assert ast.get_docstring(tree)
    assert not undocumented


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_can_be_read_in_one_go(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def public(
    tree: ast.Module | ast.ClassDef,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)
