"""What no package of a student's may hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def hold_no_answer() -> Callable[[dict[str, str]], None]:
    """See that files, by name, hold no solution line, no mistake, no variant and no hidden check of our course."""
    return _hold_no_answer


def _hold_no_answer(contents: dict[str, str]) -> None:
    hidden = [path.read_text() for path in (ROOT / "graders").rglob("test_hidden.py")]
    assert hidden
    secrets = {name for text in hidden for name in re.findall(r"def (test_\w+)", text)}
    secrets -= {
        name
        for path in (ROOT / "graders").rglob("test_visible.py")
        for name in re.findall(r"def (test_\w+)", path.read_text())
    }
    secrets |= {line for text in hidden for line in re.findall(r'"""(.+?)"""', text)}
    # short lines such as `return total` or `model.train()` are anybody's, a probe has its own training loop's words, and
    # a later topic may give a method that an earlier one asks for: its first line says no more than the docstring
    given = ("from ", "import ", "def ", '"""')
    regions = {line for line in _solution_lines() if len(line) > 30 and not line.startswith(given)}
    assert not [name for name in contents if "solutions" in name or "test_hidden" in name]
    probes = {
        line.strip()
        for name, text in contents.items()
        if name.endswith(("probes.py", "datasets/tables.py"))  # which draw and split as some solutions do
        for line in text.splitlines()
    }
    for name, text in contents.items():
        assert "SOLUTION" not in text or name.endswith(("stubs.py", "scaffold.py", "stubs.md")), name
        lines = {line.strip() for line in text.splitlines()}
        assert not (found := secrets & lines | {s for s in secrets if f" {s}(" in text}), (name, found)
        if not name.endswith(("probes.py", "datasets/tables.py")):
            assert not (found := {line for line in regions - probes if line in lines}), (name, found)


def _solution_lines() -> list[str]:
    """Every line between the solution markers, in all solutions, of a mistake or variant's body, and of a note's prose."""
    lines = []
    for path in (ROOT / "solutions").glob("*/notes/*.md"):
        lines += re.sub(r"^```.*?^```$", "", path.read_text(), flags=re.MULTILINE | re.DOTALL).splitlines()
    for path in (ROOT / "solutions").rglob("*.py"):
        text = path.read_text()
        if path.parent.name in ("mistakes", "variants"):
            lines += text.splitlines()
        for region in re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", text, re.DOTALL):
            lines += region.splitlines()
    return [line.strip() for line in lines]
