"""dlcourse doctor: each thing that it looks at is broken for real, and fixed by what it says."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "courses" / "tiny"
TORCH = next(
    line
    for line in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    if line.startswith("torch>")
)
NAMES = ["Python", "torch", "packages", "course", "keys", "workspace", "isolation", "terminal"]
Doctor = Callable[..., dict[str, Any]]


@pytest.fixture
def shipped(run, course) -> Path:
    """A copy of the tiny course as a student's package holds it: keys, and no solutions."""
    assert run("dev", "keys", cwd=course, course=course).code == 0
    shutil.rmtree(course / "solutions")
    return course


@pytest.fixture
def doctor(light, workspace, cache) -> Doctor:
    """Return the findings of `doctor --json` by name, having seen that the exit code is the right one for them."""

    def doctor(course: Path | None = TINY, cwd: Path = workspace, **environment: str) -> dict[str, Any]:
        arguments = ["--course", course] if course else []
        ended = light.run(*arguments, "doctor", "--json", cwd=cwd, **({"DLCOURSE_CACHE": str(cache)} | environment))
        assert ended.stderr == "", ended
        document = json.loads(ended.stdout)
        findings = {finding["thing"]: finding for finding in document["findings"]}
        ill = [name for name, finding in findings.items() if finding["state"] in ("missing", "problem")]
        assert (ended.returncode, document["ok"]) == (int(bool(ill)), not ill)
        assert all(bool(finding["fix"]) == (name in ill) for name, finding in findings.items())
        return findings

    return doctor


class Installation:
    """A virtual environment with all that is installed here, without some packages and with others put in their place."""

    def __init__(self, folder: Path, *without: str) -> None:
        if sys.platform == "win32":
            pytest.skip("needs symbolic links")
        venv.create(folder, symlinks=True, with_pip=False)
        self.python = folder / "bin" / "python"
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        self.packages = folder / "lib" / version / "site-packages"
        for path in Path(sysconfig.get_path("purelib")).iterdir():
            name = path.name.partition("-")[0].lower()
            if name not in without and path.name != "__pycache__":
                (self.packages / path.name).symlink_to(path)

    def put(self, name: str, code: str, version: str = "2.8.0") -> None:
        """Install a package of one module."""
        (self.packages / f"{name}.py").write_text(code)
        info = self.packages / f"{name}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")

    def run(self, *arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run this installation's dlcourse."""
        command = [self.python, "-P", "-m", "dlcourse.cli.main", *arguments]
        env = os.environ | environment
        return subprocess.run([*map(str, command)], cwd=cwd, env=env, capture_output=True, text=True, check=False)

    def findings(self, *arguments: str, course: Path, cwd: Path, **environment: str) -> dict[str, Any]:
        """Run this installation's doctor, and return what it found by name."""
        done = self.run("--course", course, "doctor", "--json", *arguments, cwd=cwd, **environment)
        assert (done.returncode, done.stderr) == (1, ""), done
        return {finding["thing"]: finding for finding in json.loads(done.stdout)["findings"]}


@pytest.fixture(scope="session")
def light(tmp_path_factory) -> Installation:
    """An installation in which the packages that take long to be imported are empty."""
    names = ("torch", "pandas", "torchmetrics", "pytest")
    made = Installation(tmp_path_factory.mktemp("light") / "venv", *names)
    for name in names:
        made.put(name, "", {"pytest": "9.0", "torchmetrics": "1.8", "pandas": "2.3", "torch": "2.8.0"}[name])
    return made


@pytest.fixture
def installation(tmp_path) -> Callable[..., Installation]:
    """Make an installation without some packages."""
    return lambda *without: Installation(tmp_path / "venv", *without)


# ---- where all is well


def test_a_student_who_has_all(student, shipped):
    """In a student's workspace every line is ok, in one order, with the real torch; isolation is not needed; exit code 0."""
    ended = student("doctor", course=shipped)
    assert (ended.code, ended.err) == (0, "")
    first, *lines, last = ended.out.splitlines()
    assert first.startswith("dlcourse ")
    states = ["· not needed" if name == "isolation" else "✔ ok" for name in NAMES]
    assert [line[: len("· not needed")].rstrip() for line in lines] == states
    assert [name for name, line in zip(NAMES, lines, strict=True) if name not in line] == []
    assert last == "All that you need is here."


def test_what_is_reported(doctor, shipped, workspace):
    """The findings name versions, the course, the number of keys, the workspace with its weeks and the free space."""
    findings = doctor(course=shipped)
    assert list(findings) == NAMES
    assert f"{sys.version_info.major}.{sys.version_info.minor}." in findings["Python"]["found"]
    assert "imported in" in findings["torch"]["found"]
    assert "numpy" in findings["packages"]["found"]
    assert "tiny, 2 topics, without solutions: you can check" in findings["course"]["found"]
    assert "2 of 2" in findings["keys"]["found"]
    assert f"{workspace}, basics; can be written;" in findings["workspace"]["found"]
    assert "utf-8" in findings["terminal"]["found"]


def test_torch_is_imported_elsewhere(student, shipped):
    """The command itself imports no torch: a broken one cannot break it, and its memory is not needed twice."""
    ended = student("doctor", course=shipped, PYTHONPROFILEIMPORTTIME="1")
    assert ended.code == 0
    names = {name.partition(".")[0] for name in re.findall(r"^import time:.*\| +(\S+)$", ended.err, re.MULTILINE)}
    assert "click" in names
    assert not names & {"torch", "pandas", "torchmetrics", "nbgrader"}


# ---- Python and packages


def test_no_torch(installation, shipped, workspace):
    """Without torch it is missing, with what to install; torchmetrics, which fails because of that, is not named."""
    findings = installation("torch", "functorch", "torchgen").findings(course=shipped, cwd=workspace)
    assert (findings["torch"]["state"], findings["torch"]["found"]) == ("missing", "not installed")
    assert "pip install" in findings["torch"]["fix"]
    assert shlex.split(findings["torch"]["fix"])[-1] == TORCH
    assert findings["packages"]["state"] == "ok"


def test_torch_only_on_the_pythonpath(installation, shipped, workspace, tmp_path):
    """A torch that only PYTHONPATH leads to is none to a check, and the finding says so."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "torch.py").write_text("")
    made = installation("torch", "functorch", "torchgen")
    findings = made.findings(course=shipped, cwd=workspace, PYTHONPATH=str(tmp_path / "elsewhere"))
    assert findings["torch"]["state"] == "missing"
    assert "PYTHONPATH" in findings["torch"]["found"]


BROKEN = {
    "raises": (
        "raise OSError('first line\\nlibtorch_cpu.so: file too short')",
        "cannot be imported (libtorch_cpu.so",
        "too short)",
    ),
    "needs another": ("import nothing_of_that_name", "No module named 'nothing_of_that_name'", ""),
    "exits": ("import os; os._exit(0)", "it ended Python", ""),
    "crashes": ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "it ended Python with signal 11", ""),
    "talks": ("print('hello'); raise ValueError('talks')", "ValueError: talks", ""),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_torch(installation, shipped, workspace, how):
    """A torch that cannot be imported is a problem, with the last line of its error; the fix is to install it again."""
    code, *words = BROKEN[how]
    made = installation("torch", "functorch", "torchgen")
    made.put("torch", code)
    findings = made.findings(course=shipped, cwd=workspace)
    assert findings["torch"]["state"] == "problem"
    assert all(word in findings["torch"]["found"] for word in words)
    assert shlex.split(findings["torch"]["fix"])[-2:] == ["--force-reinstall", TORCH]
    assert "numpy" in findings["packages"]["found"]


def test_a_torch_that_hangs(installation, shipped, workspace):
    """An import that does not end is given up."""
    made = installation("torch", "functorch", "torchgen")
    made.put("torch", "import threading; threading.Event().wait()")
    findings = made.findings("--seconds", "3", course=shipped, cwd=workspace)
    assert "not done after 3 s" in findings["torch"]["found"]


@pytest.mark.parametrize(("version", "fits"), [("2.5.1", False), ("2.14.0", False), ("2.6.0+cu124", True)])
def test_the_version_of_torch(installation, shipped, workspace, version, fits):
    """A torch outside of the range that dlcourse works with is a problem, with the range; a CUDA build inside of it is not."""
    made = installation("torch", "functorch", "torchgen", "torchmetrics")
    made.put("torch", "class version: cuda = '12.4'", version)
    findings = made.findings(course=shipped, cwd=workspace)
    if fits:
        assert findings["torch"]["state"] == "ok"
        assert "with CUDA 12.4" in findings["torch"]["found"]
    else:
        assert findings["torch"]["state"] == "problem"
        assert f"{version} is here, but dlcourse works with {TORCH}" in findings["torch"]["found"]
        assert shlex.split(findings["torch"]["fix"])[-1] == TORCH


def test_other_packages(installation, shipped, workspace):
    """Packages that are missing, and one that is too old, are named in one line, with one command."""
    made = installation("torchmetrics", "safetensors")
    made.put("safetensors", "", "0.1")
    packages = made.findings(course=shipped, cwd=workspace)["packages"]
    assert packages["state"] == "problem"
    assert "torchmetrics: not installed" in packages["found"]
    assert "safetensors: 0.1 is here" in packages["found"]
    assert [word.partition(">")[0] for word in shlex.split(packages["fix"])[-2:]] == ["safetensors", "torchmetrics"]


def test_no_numpy(installation, shipped, workspace):
    """Without numpy, which the keys need, the rest is looked at all the same."""
    findings = installation("numpy").findings(course=shipped, cwd=workspace)
    assert "numpy: not installed" in findings["packages"]["found"]
    assert [word.partition(">")[0] for word in shlex.split(findings["packages"]["fix"])][-2:] == ["install", "numpy"]
    assert findings["workspace"]["state"] == "ok"
    assert findings["terminal"]["state"] == "ok"


def test_no_msgspec(installation, shipped, workspace):
    """Where not even the course can be read, what is missing is named, and nothing crashes."""
    made = installation("msgspec")
    findings = made.findings(course=shipped, cwd=workspace)
    assert "msgspec: not installed" in findings["packages"]["found"]
    assert "No module named 'msgspec'" in findings["course"]["found"]
    said = made.run("doctor", cwd=workspace).stderr
    assert "dlcourse is not complete: No module named 'msgspec'. Install it again: " in said


# ---- course and keys


@pytest.mark.parametrize("harm", ["missing", "damaged", "other version"])
def test_a_key(doctor, shipped, harm):
    """A key that is missing or not valid is named, with how to get it back from whoever gave the course."""
    key = shipped / "keys/basics/words.key"
    match harm:
        case "missing":
            key.unlink()
        case "damaged":
            key.write_bytes(os.urandom(1000))
        case "other version":
            probes = shipped / "graders/basics/words/probes.py"
            probes.write_text(probes.read_text() + "\n# another version\n")
    found = doctor(course=shipped)["keys"]
    assert found["state"] == ("missing" if harm == "missing" else "problem")
    assert "1 of 2" in found["found"]
    assert "basics/words" in found["found"]
    assert str(shipped) in found["fix"]


def test_a_key_of_a_workspaces_own_course(dlcourse, tmp_path, doctor):
    """Where the course came as a zip, the fix is a fetch, and it works."""
    assert dlcourse("dev", "pack", "--out", "tiny.zip").code == 0
    work = tmp_path / "own"
    assert dlcourse("fetch", "basics", "--from", "tiny.zip", "--into", work, course=None).code == 0
    assert doctor(course=None, cwd=work)["keys"]["state"] == "ok"
    next(work.glob(".dlcourse/course/*/keys/basics/words.key")).unlink()
    keys = doctor(course=None, cwd=work)["keys"]
    assert (keys["state"], keys["fix"]) == ("missing", "dlcourse fetch basics")
    assert dlcourse(*keys["fix"].split()[1:], course=None, cwd=work).code == 0
    assert doctor(course=None, cwd=work)["keys"]["state"] == "ok"
    shutil.rmtree(work / ".dlcourse/course")
    course = doctor(course=None, cwd=work)["course"]
    assert (course["state"], course["fix"]) == ("problem", "dlcourse fetch basics")


def test_a_topic_without_solution(doctor, course):
    """In a course with solutions, a topic that lacks one is named: no key can be made from it."""
    (course / "solutions/basics/words.py").unlink()
    keys = doctor(course=course)["keys"]
    assert keys["state"] == "missing"
    assert "basics/words" in keys["found"]


def test_a_cache_that_cannot_be_written(doctor, tmp_path):
    """Keys that cannot be kept are a problem, with the setting that helps."""
    (tmp_path / "file").write_text("")
    keys = doctor(DLCOURSE_CACHE=str(tmp_path / "file"))["keys"]
    assert keys["state"] == "problem"
    assert "DLCOURSE_CACHE" in keys["fix"]


def test_a_broken_course(doctor, course, edit):
    """A course.toml that cannot be read is a problem with its name, and everything else is still looked at."""
    edit("course.toml", 'name = "tiny', "name = ")
    findings = doctor(course=course)
    assert str(course / "course.toml") in findings["course"]["found"]
    assert findings["torch"]["state"] == "ok"
    assert findings["workspace"]["state"] == "ok"


# ---- workspace


def test_no_workspace(doctor, dlcourse, shipped, tmp_path):
    """A student outside of a workspace reads how to get one."""
    found = doctor(course=shipped, cwd=tmp_path)["workspace"]
    assert (found["state"], found["fix"]) == (
        "missing",
        f"dlcourse --course {shipped} fetch basics --into my-course",
    )
    assert dlcourse(*found["fix"].split()[1:], course=None).code == 0
    assert doctor(course=shipped, cwd=tmp_path / "my-course")["workspace"]["state"] == "ok"


def test_a_damaged_workspace(doctor, workspace):
    """A workspace.json that cannot be read is the workspace's problem, not the course's."""
    (workspace / ".dlcourse/workspace.json").write_text("{")
    findings = doctor(course=None)
    assert findings["course"]["state"] == "ok"
    assert "workspace.json cannot be read" in findings["workspace"]["found"]
    assert "delete that one file" in findings["workspace"]["fix"]


def test_another_courses_workspace(doctor, course, edit):
    """A workspace of another course is a problem."""
    edit("course.toml", 'name = "tiny"', 'name = "other"')
    assert "belongs to the course 'tiny', not 'other'" in doctor(course=course)["workspace"]["found"]


@pytest.fixture
def read_only(workspace):
    """Make the workspace one that cannot be written, for root too."""
    if sys.platform == "win32":
        pytest.skip("rights are others on Windows")
    if os.geteuid() != 0:
        (workspace / "basics").chmod(0o555)
        yield
        (workspace / "basics").chmod(0o755)
        return
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", workspace / "basics"], check=False).returncode:
        pytest.skip("this system lets nobody mount")
    yield
    subprocess.run(["umount", workspace / "basics"], check=True)


def test_a_workspace_that_cannot_be_written(doctor, workspace, read_only):
    """A folder that nothing can be written into is named, with the system's reason."""
    found = doctor()["workspace"]
    assert found["state"] == "problem"
    assert f"{workspace / 'basics'} cannot be written" in found["found"]


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs root, to mount a small disk")
def test_a_disk_that_is_nearly_full(doctor, workspace, tmp_path):
    """Little room is a problem, with the number."""
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", small], check=False).returncode:
        pytest.skip("this system lets nobody mount")
    try:
        shutil.copytree(workspace, small / "work")
        found = doctor(cwd=small / "work")["workspace"]
        assert found["state"] == "problem"
        assert "MB free" in found["found"]
    finally:
        subprocess.run(["umount", small], check=True)


# ---- isolation


@pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap needs Linux")
def test_no_bubblewrap(doctor, tmp_path):
    """Without bwrap an instructor gets the command of this system that installs it."""
    found = doctor(PATH=str(tmp_path / "nothing"))["isolation"]
    assert found["state"] == "missing"
    assert "apt-get install bubblewrap" in found["fix"]
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/pacman").write_text("#!/bin/sh\n")
    (tmp_path / "bin/pacman").chmod(0o755)
    assert "pacman -S bubblewrap" in doctor(PATH=str(tmp_path / "bin"))["isolation"]["fix"]


@pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap needs Linux")
def test_a_bubblewrap_that_cannot(doctor, tmp_path):
    """If bwrap is refused, its reason is reported in a line."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/bwrap").write_text(
        "#!/bin/sh\necho 'bwrap: No permissions to create a new namespace' >&2; exit 1\n"
    )
    (tmp_path / "bin/bwrap").chmod(0o755)
    found = doctor(PATH=f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")["isolation"]
    assert found["state"] == "problem"
    assert "No permissions to create a new namespace" in found["found"]


@pytest.mark.bwrap
@pytest.mark.parametrize(("pattern", "warned"), [("|/usr/share/apport/apport -p%p", True), ("core", False)])
def test_a_program_that_gets_core_files(run, workspace, tmp_path, pattern, warned):
    """A piped core_pattern is said, with the command that changes it: no limit of a job prevents that program."""
    if sys.platform != "linux" or os.getuid() != 0 or not shutil.which("bwrap"):
        pytest.skip("only root can put another core_pattern in place for one command, and only bwrap needs one")
    (tmp_path / "pattern").write_text(f"{pattern}\n")
    script = f'mount --bind {shlex.quote(str(tmp_path / "pattern"))} /proc/sys/kernel/core_pattern && exec "$@"'
    ended = run("doctor", "--json", cwd=workspace, through=["unshare", "--mount", "sh", "-c", script, "sh"])
    findings = {finding["thing"]: finding for finding in json.loads(ended.out)["findings"]}
    said = "the kernel starts /usr/share/apport/apport outside of the sandbox"
    assert (
        said in findings["isolation"]["found"],
        "sysctl -w kernel.core_pattern=core" in findings["isolation"]["found"],
    ) == (warned, warned)
    assert findings["isolation"]["state"] == "ok"


# ---- the look


def test_narrow_terminal(terminal, shipped):
    """In 40 columns what was found is folded, a spinner says what takes long, and nothing is cut off."""
    shown = terminal("doctor", course=shipped, columns=40, rows=60)
    shown.until("importing torch and the other packages")
    screen = shown.until("All that you need is here.")
    assert shown.ended() == 0
    assert "✔ torch: ok: " in screen
    assert "importing torch" not in screen


def test_plain_and_ascii(student, shipped):
    """--plain has words and no signs; an encoding without the signs gets others, and is named."""
    plain = student("doctor", "--plain", course=shipped).out
    assert "torch: ok: " in plain
    assert "✔" not in plain
    ascii_only = student("doctor", course=shipped, PYTHONIOENCODING="ascii").out
    assert ascii_only.isascii()
    assert "PYTHONUTF8=1" in ascii_only
