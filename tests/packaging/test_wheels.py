"""The two distributions: built from a copy of this repository, installed, and used as a student and an instructor."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import textwrap
import tomllib
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HoldNoAnswer = Callable[[dict[str, str]], None]

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=os.environ | {"PYTHONSAFEPATH": "1", "COLUMNS": "120"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> dict[str, Path]:
    """Copy what git knows, make the keys, and build both wheels."""
    clone = tmp_path_factory.mktemp("clone")
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, names):
        if not name.startswith("tests/") and (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            (clone / name).write_bytes((ROOT / name).read_bytes())
    made = run(
        *(sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", clone, "dev", "keys"),
        cwd=clone,
        DLCOURSE_CACHE=str(cache),
    )
    assert made.returncode == 0, made.stderr
    built = {}
    for name, folder in (("student", clone), ("instructor", clone / "solutions")):
        out = clone / "dist" / name
        done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
        (built[name],) = out.glob("*.whl")
    return built


def install(folder: Path, *wheels: Path) -> Path:
    """Make an environment that has the course's dependencies but not the course, install wheels, return its command.

    Installing torch again would take a minute and prove nothing about ours, so a .pth file lends what is installed here;
    Python does not follow the .pth files of such a folder, so this checkout's editable install stays invisible.
    """
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    place = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip()
    done = run(
        *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", *wheels),
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    Path(place, "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts / "dlcourse"


def test_student_wheel_holds_no_answer(wheels: dict[str, Path], hold_no_answer: HoldNoAnswer) -> None:
    """No solution line, no mistake, no variant and no hidden check is anywhere in the student's wheel."""
    with zipfile.ZipFile(wheels["student"]) as wheel:
        contents = {name: wheel.read(name).decode("utf-8", "replace") for name in wheel.namelist()}
    assert not [name for name in contents if name.startswith(("tests", "datasets"))]
    hold_no_answer(contents)


def test_student_wheel_has_what_a_student_needs(wheels: dict[str, Path]) -> None:
    """Every topic of course.toml comes with its stub, probes, visible checks and key."""
    manifest = tomllib.loads((ROOT / "course.toml").read_text())
    with zipfile.ZipFile(wheels["student"]) as wheel:
        names = set(wheel.namelist())
    for week in manifest["week"]:
        for topic in week["topic"]:
            place = f"{week['name']}/{topic['name']}"
            wanted = {
                f"exercises/{place}.py",
                f"graders/{place}/probes.py",
                f"graders/{place}/test_visible.py",
                f"keys/{place}.key",
            }
            assert {f"dlcourse/{name}" for name in wanted} <= names
        assert {f"dlcourse/datasets/{name}" for name in week.get("data", [])} <= names


def test_a_student_installs_fetches_and_checks(wheels: dict[str, Path], tmp_path: Path) -> None:
    """In a clean environment the student's wheel checks a right and a wrong solution, without solutions or cache."""
    command = install(tmp_path / "venv", wheels["student"])
    assert re.fullmatch(r"dlcourse \d+\.\d+\.\d+\n", run(command, "--version", cwd=tmp_path).stdout)
    fetched = run(command, "fetch", "week03", "--into", "work", cwd=tmp_path)
    assert fetched.returncode == 0, fetched.stderr
    work = tmp_path / "work"
    cold = {"DLCOURSE_CACHE": str(tmp_path / "no-cache")}
    file = work / "week03" / "relu_family.py"
    file.write_text(
        textwrap.dedent(
            """
            def relu(x):
                return x.clamp(min=0)
            def leaky_relu(x, negative_slope=0.01):
                return x.clamp(min=0) + negative_slope * x.clamp(max=0)
            """
        )
    )
    right = run(command, "check", "relu_family", cwd=work, **cold)
    assert right.returncode == 0, right.stdout + right.stderr
    file.write_text("def relu(x):\n    return x.abs()\n")
    wrong = run(command, "check", "relu_family", cwd=work, **cold)
    assert wrong.returncode == 1
    assert "that is `abs`" in wrong.stdout
    assert not (tmp_path / "no-cache").exists()
    graded = run(command, "grade", "week03", work, "--out", tmp_path / "out", cwd=tmp_path, DLCOURSE_SEED="x", **cold)
    assert graded.returncode == 3
    assert "dlcourse-instructor" in graded.stderr


def test_an_instructor_grades_with_both_wheels(wheels: dict[str, Path], tmp_path: Path, cache: Path) -> None:
    """With the instructor's wheel beside the student's, hidden checks are graded."""
    command = install(tmp_path / "venv", wheels["student"], wheels["instructor"])
    student = tmp_path / "class" / "ada"
    student.mkdir(parents=True)
    (student / "parameter_count.py").write_text(
        "def count_parameters(model, trainable_only=False):\n"
        "    return sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only)\n"
    )
    graded = run(
        *(command, "grade", "week03", tmp_path / "class", "--out", tmp_path / "out"),
        cwd=tmp_path,
        DLCOURSE_SEED="x",
        DLCOURSE_CACHE=str(cache),
    )
    assert graded.returncode == 0, graded.stdout + graded.stderr
    manifest = tomllib.loads((ROOT / "course.toml").read_text())
    full = next(t["points"] for t in manifest["week"][0]["topic"] if t["name"] == "parameter_count")
    assert f'"topic":"parameter_count","points":{full:.1f}' in (tmp_path / "out" / "results.jsonl").read_text()


def test_versions_agree() -> None:
    """Both distributions have one version, and the instructor's asks for exactly the student's."""
    student = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    instructor = tomllib.loads((ROOT / "solutions" / "pyproject.toml").read_text())["project"]
    assert student["version"] == instructor["version"]
    assert f"dlcourse=={student['version']}" in instructor["dependencies"]
