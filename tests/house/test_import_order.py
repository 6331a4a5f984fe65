"""Each app imports from its left, never from its right, also inside functions."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Apps of one tier stand side by side: accounts knows nothing of skills, skills may ask accounts.
ORDER = ["accounts", "skills", "returnees", "employers", "mobility_schemes", "matching", "engagement", "config"]
RANK = {app: place for place, app in enumerate(ORDER)}
# The settings read no app; the environment reader is plain.
PLAIN = {"config.env"}


def imports_of(source: str) -> list[tuple[int, str]]:
    """Line and dotted name of every import in `source`, wherever it stands, and of every import_module("…")."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node.lineno, node.module))
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in {
            "import_module",
            "get_model",
            "import_string",
        }:
            found += [(node.lineno, str(arg.value)) for arg in node.args[:1] if isinstance(arg, ast.Constant)]
    return found


def upward(app: str, source: str) -> list[str]:
    return [
        f"line {line}: {app} imports {name}"
        for line, name in imports_of(source)
        if RANK.get(name.split(".")[0], -1) > RANK[app] and name not in PLAIN
    ]


@pytest.mark.parametrize("app", ORDER[:-1])
def test_an_app_imports_from_its_left_only(app):
    wrong = [
        f"{file.relative_to(ROOT)} {fault}"
        for file in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in file.parts
        for fault in upward(app, file.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_an_upward_import_inside_a_function_is_named():
    source = "def f():\n    from matching.models import Ranked\n    return Ranked\n"
    assert upward("skills", source) == ["line 2: skills imports matching.models"]
    assert upward("engagement", source) == []


def test_an_import_by_name_is_named_too():
    assert upward("accounts", 'import_module("engagement.actions")') == ["line 1: accounts imports engagement.actions"]
