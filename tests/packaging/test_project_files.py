"""The files of the project that nothing else runs here: workflows, issue forms, the Makefile's help, the licence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
OTHERS = [ROOT / ".pre-commit-config.yaml", ROOT / "CITATION.cff"]
MAKEFILE = (ROOT / "Makefile").read_text()
HELP = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))


def parsed(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def commands(workflow: Path, job: str | None = None) -> list[str]:
    """Return what the steps of a workflow run, or those of one of its jobs."""
    jobs = parsed(workflow)["jobs"]
    return [step["run"] for name in ([job] if job else jobs) for step in jobs[name]["steps"] if "run" in step]


def made(command: str) -> set[str]:
    """Return the targets of `make` in a command."""
    words = [word for line in re.findall(r"\bmake (.+)", command) for word in line.split()]
    return {word for word in words if re.fullmatch(r"[a-z-]+", word)}


def ci_targets() -> list[str]:
    (names,) = re.findall(r"^for target in (.+); do$", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
    return names.split()


@pytest.mark.parametrize("path", [*WORKFLOWS, *FORMS, *OTHERS], ids=lambda path: path.name)
def test_yaml(path: Path) -> None:
    """Each YAML file can be parsed and is a mapping."""
    assert isinstance(parsed(path), dict)


def test_make_targets() -> None:
    """Each target that CI names is in the Makefile, and `make help` lists each target."""
    named = set(ci_targets()).union(*(made(command) for path in WORKFLOWS for command in commands(path)))
    assert named >= {"setup", "test", "wheels", "coverage"}
    assert named <= HELP
    (phony,) = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert set(phony.split()) - {"FORCE"} == HELP


def test_the_workflow_does_what_ci_run_does() -> None:
    """On Linux, the workflow makes the targets of .ci/run in the same order."""
    steps = [target for command in commands(ROOT / ".github/workflows/ci.yml", "linux") for target in made(command)]
    assert steps == ci_targets()


def test_paths_in_workflows() -> None:
    """Each test file and folder that a workflow names exists."""
    named = {name for path in WORKFLOWS for name in re.findall(r"\btests/[\w/.]+", path.read_text())}
    assert "tests/packaging" in named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_issue_forms() -> None:
    """Each form has what GitHub demands, and no two of its fields have the same id."""
    forms = [parsed(path) for path in FORMS if path.name != "config.yml"]
    assert len(forms) == 3
    for form in forms:
        assert {"name", "description", "body"} <= form.keys()
        fields = [field for field in form["body"] if field["type"] != "markdown"]
        assert all(field["attributes"]["label"] for field in fields)
        assert len({field["id"] for field in fields}) == len(fields)


def test_pre_commit_runs_what_lint_runs() -> None:
    """Each hook runs a program of `make lint`."""
    (lint,) = re.findall(r"^lint:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    hooks = [hook for repository in parsed(OTHERS[0])["repos"] for hook in repository["hooks"]]
    programs = {Path(hook["entry"].split()[0]).name for hook in hooks}
    assert programs == {"ruff", "codespell", "validate-pyproject"}
    assert all(f"/{name}'" in lint for name in programs)


def test_both_licences_are_one() -> None:
    """The instructor's distribution has a copy of the licence: a package cannot take files from outside its folder."""
    assert (ROOT / "LICENSE").read_text() == (ROOT / "solutions" / "LICENSE").read_text()
