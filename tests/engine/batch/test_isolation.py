"""Which wall stands around student code, what happens where it cannot, and what a full disk does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dlcourse.graders.engine.collect.bwrap import BwrapSandbox
from dlcourse.graders.engine.collect.collector import Collector
from dlcourse.graders.engine.collect.keys import find_key
from dlcourse.graders.engine.collect.subject import Subject, collect
from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.judge.judge import open_checks

TINY = Path(__file__).resolve().parents[2] / "courses" / "tiny"


@pytest.fixture
def one_student(tmp_path):
    """A class of one, who is right."""
    student = tmp_path / "class" / "ada"
    student.mkdir(parents=True)
    for name in ("numbers", "words"):
        shutil.copy(TINY / "solutions" / "basics" / f"{name}.py", student)
    return tmp_path / "class"


@pytest.fixture(scope="session")
def bwrap():
    """Skip where bubblewrap cannot run."""
    try:
        return BwrapSandbox().report
    except CourseError as error:
        pytest.skip(str(error))


@pytest.fixture
def no_bwrap(tmp_path) -> str:
    """A PATH on which there is no bwrap."""
    return str(tmp_path / "nothing")


def test_no_sandbox_no_grading(dlcourse, one_student, tmp_path, no_bwrap):
    """Without bubblewrap grade refuses, says how to get it and what the alternative is, and writes nothing."""
    ended = dlcourse("grade", "basics", one_student, "--layout", "class", "--out", tmp_path / "out", PATH=no_bwrap)
    assert ended.code == 2
    assert "bubblewrap" in ended.err
    assert "--isolation process" in ended.err
    assert not (tmp_path / "out").exists()


def test_process_isolation_says_what_it_is(dlcourse, one_student, tmp_path, no_bwrap):
    """Where it is asked for, grading goes on without bubblewrap, and says what that does not protect from."""
    ended = dlcourse(
        "grade",
        "basics",
        one_student,
        "--layout",
        "class",
        "--out",
        tmp_path / "out",
        "--isolation",
        "process",
        PATH=no_bwrap,
    )
    assert ended.code == 0
    assert "malicious" in ended.err


@pytest.mark.bwrap
def test_bubblewrap_is_the_default(dlcourse, one_student, tmp_path, bwrap):
    """By default a right solution gets full marks behind bubblewrap."""
    ended = dlcourse("grade", "basics", one_student, "--layout", "class", "--out", tmp_path / "out")
    assert ended.code == 0, ended.err
    assert "malicious" not in ended.err
    assert (tmp_path / "out" / "grades.csv").read_text().splitlines()[1] == "ada,6.0,4.0,10.0,10.0"


@pytest.mark.bwrap
def test_without_nested_namespaces_the_walls_are_the_same(tmp_path, monkeypatch, cache, bwrap):
    """Where the kernel refuses nested namespaces, every submission gets a fresh sandbox, and its right points."""
    monkeypatch.setenv("DLCOURSE_CACHE", str(cache))
    sandbox = BwrapSandbox([TINY], single=True)
    assert not sandbox.nested
    numbers = Course(TINY).find("numbers")[0]
    subject = Subject(numbers, find_key(numbers), numbers.checks(hidden=False))
    right = numbers.solution.read_bytes()
    leaves = b"open('left', 'x')\n" + right  # a second run in the same sandbox would stumble over it
    points = []
    with open_checks([numbers], hidden=False) as checks, Collector(sandbox) as collector:
        for source in (right, leaves, leaves, b"x = (", right):
            collector.next_submission()
            points.append(checks.judge(subject, collect(collector, subject, source)).points)
    assert points == [5.0, 5.0, 5.0, 0.0, 5.0]


@pytest.mark.bwrap
def test_no_labels_to_look_up(dlcourse, tmp_path, bwrap):
    """The course's tables, which hold the labels that checks judge on, are not in the sandbox."""
    attack = "from dlcourse.datasets.tables import load\nload('iris')\n"
    (tmp_path / "class" / "eve").mkdir(parents=True)
    (tmp_path / "class" / "eve" / "numbers.py").write_text(attack + (TINY / "solutions/basics/numbers.py").read_text())
    assert dlcourse("grade", "basics", "class", "--layout", "class", "--out", "out").code == 0
    record = json.loads((tmp_path / "out" / "records" / "eve.json").read_text())
    assert record["points"] == 0
    assert "DamagedTableError" in str(record["topics"][0]["checks"][0]["lines"])


@pytest.mark.parametrize("isolated", [pytest.param(True, marks=pytest.mark.bwrap), False])
def test_doctor(dlcourse, no_bwrap, isolated, request):
    """doctor says which sandbox this machine has, or how to get one."""
    if isolated:
        request.getfixturevalue("bwrap")
    ended = dlcourse("doctor", **({} if isolated else {"PATH": no_bwrap}))
    assert ended.code == (0 if isolated else 1)
    assert ("ok          isolation  bubblewrap" if isolated else "apt-get install bubblewrap") in ended.out


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of 300 kB, and a function that fills it up to some free bytes."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs root, to mount a small disk")
    out = tmp_path / "small"
    out.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", out], check=False).returncode:
        pytest.skip("this system lets nobody mount")

    def fill(free: int) -> Path:
        (out / "filler").write_bytes(bytes(shutil.disk_usage(out).free - free))
        return out / "filler"

    yield out, fill
    subprocess.run(["umount", out], check=True)


def test_full_disk(dlcourse, one_student, small_disk):
    """A full disk is one clear error, and the results that were there stay whole."""
    out, fill = small_disk
    arguments = ("grade", "basics", one_student, "--layout", "class", "--out", out, "--isolation", "process")
    assert dlcourse(*arguments).code == 0
    before = {name: (out / name).read_bytes() for name in ("results.jsonl", "grades.csv")}
    filler = fill(0)
    for command in ((*arguments, "--force"), ("regrade", out)):
        ended = dlcourse(*command)
        assert ended.code == 2
        assert "No space left on device. Check the folder's rights and the free space." in ended.err
        assert "Traceback" not in ended.err
        assert {name: (out / name).read_bytes() for name in before} == before
    filler.unlink()
    assert dlcourse(*arguments, "--force").code == 0


def test_a_disk_that_fills_up(dlcourse, one_student, small_disk):
    """What is done when the disk is full is kept and counted; with room again the same command goes on from there."""
    out, fill = small_disk
    arguments = ("grade", "basics", one_student, "--out", out, "--isolation", "process", "--jobs", "1")
    assert dlcourse(*arguments, "--layout", "class").code == 0
    for number in range(12):
        shutil.copytree(one_student / "ada", one_student / f"student{number:02}")
    filler = fill(100 << 10)
    ended = dlcourse(*arguments)
    assert ended.code == 2
    assert "No space left on device" in ended.err
    done = int(re.search(r"Stopped after (\d+) of 13, which are kept. No grades were written", ended.err)[1])
    assert 1 < done < 13
    filler.unlink()
    again = dlcourse(*arguments)
    assert again.code == 0
    assert "13 submissions in" in again.out
    unchanged = int(re.search(r"(\d+) of them unchanged and not run again", again.out)[1])
    assert done <= unchanged < 13
