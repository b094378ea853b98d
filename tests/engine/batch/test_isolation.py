"""Which wall stands around student code, what happens where it cannot, and what a full disk does."""

from __future__ import annotations

import json
import os
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
    sandbox = BwrapSandbox([TINY])
    sandbox.__dict__["report"] = "Operation not permitted"
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


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs root, to mount a small disk")
def test_full_disk(dlcourse, one_student, tmp_path):
    """A full disk is one clear error, and the results that were there stay whole."""
    out = tmp_path / "small"
    out.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", out], check=False)
    if mounted.returncode:
        pytest.skip("this system lets nobody mount")
    try:
        arguments = ("grade", "basics", one_student, "--layout", "class", "--out", out, "--isolation", "process")
        assert dlcourse(*arguments).code == 0
        before = {name: (out / name).read_bytes() for name in ("results.jsonl", "grades.csv")}
        filler = out / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(1024))
            except OSError:
                pass
        ended = dlcourse(*arguments, "--force")
        assert ended.code == 2
        assert "No space left" in ended.err
        assert "Traceback" not in ended.err
        assert {name: (out / name).read_bytes() for name in before} == before
        filler.unlink()
        assert dlcourse(*arguments, "--force").code == 0
    finally:
        subprocess.run(["umount", out], check=True)
