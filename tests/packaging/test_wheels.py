"""The two distributions: built from a copy of this repository, installed, and used as a student and an instructor.

If DLCOURSE_WHEELS names a folder, the wheels in it are tested instead, and pip installs all that they depend on.
"""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import textwrap
import tomllib
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILT = os.environ.get("DLCOURSE_WHEELS")
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
def clone(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """Copy what git knows, and make the keys."""
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
    return clone


def build(folder: Path, target: str, out: Path) -> Path:
    """Build a distribution of the project in `folder` and return its file."""
    done = run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", out, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.iterdir()
    return built


@pytest.fixture(scope="module")
def wheels(request: pytest.FixtureRequest) -> dict[str, Path]:
    """Return both wheels, by who installs them."""
    if BUILT:
        patterns = {"student": "dlcourse-*.whl", "instructor": "dlcourse_instructor-*.whl"}
        found = {name: list((ROOT / BUILT).glob(pattern)) for name, pattern in patterns.items()}
        assert all(len(files) == 1 for files in found.values()), f"one wheel of each is needed: {found}"
        return {name: files[0] for name, files in found.items()}
    clone = request.getfixturevalue("clone")
    return {
        "student": build(clone, "wheel", clone / "dist" / "student"),
        "instructor": build(clone / "solutions", "wheel", clone / "dist" / "instructor"),
    }


def install(folder: Path, *wheels: Path) -> Path:
    """Make an environment, install wheels and what they depend on, return the command.

    To install torch again takes a minute or more. Where the wheels were built here, a .pth file lends the packages that
    are installed here. Python does not follow the .pth files of such a folder, so this checkout's editable install stays
    invisible.
    """
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    options = ["--quiet"] if BUILT else ["--quiet", "--no-deps", "--no-index"]
    done = run(sys.executable, "-m", "pip", "--python", python, "install", *options, *wheels, cwd=folder)
    assert done.returncode == 0, done.stderr
    if not BUILT:
        ours = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip()
        Path(ours, "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts / "dlcourse"


def contents(wheel: Path) -> dict[str, str]:
    """Return the text of each file in a wheel, by name."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_student_wheel_holds_no_answer(wheels: dict[str, Path], hold_no_answer: HoldNoAnswer) -> None:
    """No solution line, no mistake, no variant and no hidden check is anywhere in the student's wheel."""
    files = contents(wheels["student"])
    assert not [name for name in files if name.startswith(("tests", "datasets"))]
    hold_no_answer(files)


def test_sdist(clone: Path, tmp_path: Path, hold_no_answer: HoldNoAnswer) -> None:
    """The student's source distribution has the licence and the README, and no answer."""
    with tarfile.open(build(clone, "sdist", tmp_path)) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        files = {m.name.partition("/")[2]: archive.extractfile(m).read().decode("utf-8", "replace") for m in members}
    assert {"LICENSE", "README.md", "pyproject.toml", "datasets/README.md"} <= files.keys()
    hold_no_answer(files)


@pytest.mark.parametrize("whose", ["student", "instructor"])
def test_licence(wheels: dict[str, Path], whose: str) -> None:
    """Both wheels hold the licence's text, and their metadata name it."""
    files = contents(wheels[whose])
    (metadata,) = [email.message_from_string(text) for name, text in files.items() if name.endswith("/METADATA")]
    assert (metadata["License-Expression"], metadata["License-File"]) == ("BSD-3-Clause", "LICENSE")
    (text,) = [text for name, text in files.items() if name.endswith(".dist-info/licenses/LICENSE")]
    assert text == (ROOT / "LICENSE").read_text()


def test_student_wheel_has_what_a_student_needs(wheels: dict[str, Path]) -> None:
    """Every topic of course.toml comes with its stub, probes, visible checks and key."""
    manifest = tomllib.loads((ROOT / "course.toml").read_text())
    names = contents(wheels["student"]).keys()
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
    """In a clean environment the student's wheel checks a right and a wrong solution, and opens a note, without solutions or cache."""
    command = install(tmp_path / "venv", wheels["student"])
    assert re.fullmatch(r"dlcourse \d+\.\d+\.\d+\n", run(command, "--version", cwd=tmp_path).stdout)
    assert run(command, "--help", cwd=tmp_path).returncode == 0
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
    noted = run(command, "notes", "relu_family", cwd=work, **cold)
    assert (noted.returncode, "Why this works" in noted.stdout) == (0, True), noted.stdout + noted.stderr
    file.write_text("def relu(x):\n    return x.abs()\n")
    wrong = run(command, "check", "relu_family", cwd=work, **cold)
    assert wrong.returncode == 1
    assert "as `abs` does" in wrong.stdout
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
        *(command, "grade", "week03", tmp_path / "class", "--layout", "class", "--out", tmp_path / "out"),
        cwd=tmp_path,
        DLCOURSE_SEED="x",
        DLCOURSE_CACHE=str(cache),
    )
    assert graded.returncode == 0, graded.stdout + graded.stderr
    manifest = tomllib.loads((ROOT / "course.toml").read_text())
    topics = [topic for week in manifest["week"] for topic in week["topic"]]
    full = next(topic["points"] for topic in topics if topic["name"] == "parameter_count")
    assert f'"topic":"parameter_count","points":{full:.1f}' in (tmp_path / "out" / "results.jsonl").read_text()


def test_versions_agree() -> None:
    """Both distributions and the citation have one version, and the instructor's asks for exactly the student's."""
    student = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    instructor = tomllib.loads((ROOT / "solutions" / "pyproject.toml").read_text())["project"]
    assert student["version"] == instructor["version"]
    assert f"dlcourse=={student['version']}" in instructor["dependencies"]
    assert f"\nversion: {student['version']}\n" in (ROOT / "CITATION.cff").read_text()
