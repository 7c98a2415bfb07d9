"""The code of `bot` as a tree: which texts are said in it, and how."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

BOT = Path(__file__).parents[3] / "bot"
SAYING = {"gettext": 1, "gettext_noop": 1, "ngettext": 2}
# Nothing here is said in Discord: the terminal, the log, the database, numbers for machines.
_ELSEWHERE = (
    *("__main__.py", "console.py", "settings.py", "logs.py", "metrics.py", "endpoints.py"),
    *("running.py", "curation/questionnaire.py", "doctor/", "storage/", "locales/"),
    "preview/",
)
_SENTENCE = re.compile(r"[^\W\d_]\S* +\S|\S +[^\W\d_]|^ +[^\W\d_]{2,}|[^\W\d_]{2,} +$")
# Calls whose texts are for the log, for types, or for the wire.
_MACHINES = frozenset(
    "debug info warning error exception critical cast TypeVar compile getLogger describe rename "
    "command Group ContextMenu Choice startswith strptime strftime name_of OSError StorageError".split()
)


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of `bot`, by its path in there."""
    for path in sorted(BOT.rglob("*.py")):
        yield path.relative_to(BOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """The calls that say a text, or keep one to be said."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := _last(node.func)) in SAYING:
            yield name, node


def constants() -> set[str]:
    """The names of what keeps texts to be said."""
    return {
        name
        for _, tree in modules()
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value
        if any(called == "gettext_noop" for called, _ in calls(node.value))
        for name in _names(node)
    }


def unsaid() -> list[str]:
    """What looks like a sentence that is said without the catalogues, with its module."""
    return [
        f"bot/{path}: {node.value}"
        for path, tree in modules()
        if not path.startswith(_ELSEWHERE)
        for node in _said(tree)
        if isinstance(node.value, str) and _SENTENCE.search(node.value)
    ]


def _said(node: ast.AST) -> Iterator[ast.Constant]:
    """Texts below a node, but for those that nobody in Discord reads."""
    if isinstance(node, ast.Constant):
        yield node
    for child in _read(node):
        yield from _said(child)


def _read(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Call) and _last(node.func) in SAYING:
        # Facts may be sentences too.
        yield from (keyword.value for keyword in node.keywords)
        return
    if isinstance(node, ast.Call) and _last(node.func) in _MACHINES:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    skipped = ("decorator_list", "annotation", "returns", "msg")
    passed = {id(child) for name in skipped for child in _listed(getattr(node, name, None))}
    yield from (child for child in ast.iter_child_nodes(node) if id(child) not in passed)


def _listed(value: object) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else [value]


def _last(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def _names(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]


# How long Discord lets a text be: by what is called, and which of its arguments that is.
_LIMITS: dict[tuple[str, int | str], int] = {
    ("Button", 0): 80,
    ("Button", "label"): 80,
    ("Label", "text"): 45,
    ("Label", "description"): 100,
    ("TextInput", "placeholder"): 100,
    ("RadioGroupOption", "label"): 100,
    ("SelectOption", "label"): 100,
    ("__init__", "title"): 45,
}


def limited() -> dict[str, int]:
    """The texts of buttons and forms, with how long each may be."""
    return {
        str(call.args[0].value): most
        for _, tree in modules()
        for said, most in _labels(tree)
        for _, call in calls(said)
        if isinstance(call.args[0], ast.Constant)
    }


def bare() -> list[str]:
    """Texts of buttons and forms that are said without the catalogues, with their modules."""
    return [
        f"bot/{path}: {said.value}"
        for path, tree in modules()
        for said, _ in _labels(tree)
        if isinstance(said, ast.Constant) and re.search(r"[^\W\d_]", str(said.value))
    ]


def _labels(tree: ast.Module) -> Iterator[tuple[ast.AST, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for (called, place), most in _LIMITS.items():
                said = _argument(node, place) if called == _last(node.func) else None
                if said:
                    yield said, most


def _argument(call: ast.Call, place: int | str) -> ast.AST | None:
    if isinstance(place, int):
        return call.args[place] if len(call.args) > place else None
    return next((one.value for one in call.keywords if one.arg == place), None)


def unkeyed() -> list[str]:
    """Where something is said that no catalogue may have: neither literally nor as a constant."""
    known = constants() | {"gettext_noop"}
    return [
        f"bot/{path}: {ast.unparse(node)}"
        for path, tree in modules()
        if not path.startswith("locales/")
        for name, node in calls(tree)
        if not all(isinstance(one, ast.Constant) for one in node.args[: SAYING[name]])
        if not any(_last(one) in known for one in ast.walk(_scope(tree, node)))
    ]


def misfilled() -> list[str]:
    """Where the facts that a text is given are not those that its braces name."""
    return [
        f"bot/{path}: {ast.unparse(node)}"
        for path, tree in modules()
        for name, node in calls(tree)
        if name != "gettext_noop" and all(one.arg for one in node.keywords)
        for texts in [[one.value for one in node.args if isinstance(one, ast.Constant)]]
        if len(texts) >= SAYING[name]
        for given in [{str(one.arg) for one in node.keywords} - {"count"}]
        if given != {fact for text in texts for fact in facts(str(text))} - {"count"}
    ]


def facts(text: str) -> set[str]:
    """What the braces of a text name."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _scope(tree: ast.Module, node: ast.AST) -> ast.AST:
    """The innermost function that a node stands in."""
    inside = [
        one
        for one in ast.walk(tree)
        if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))
        if any(node is below for below in ast.walk(one))
    ]
    return min(inside, key=lambda one: len(list(ast.walk(one))), default=tree)
