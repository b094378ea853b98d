"""A class is graded durably: killed at any moment, the same command goes on, and the end is the same."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

TINY = Path(__file__).resolve().parents[2] / "courses" / "tiny"
RIGHT = """
def double(x):
    return x + x

def total(values):
    if not values:
        raise ValueError
    return float(sum(values))
"""
WRONG = RIGHT.replace("x + x", "x * x")
STUDENTS = 12


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    """Twelve students: every third one squares, every fourth one's code takes a moment."""
    folder = tmp_path / "class"
    for number in range(STUDENTS):
        student = folder / f"student{number:02}"
        student.mkdir(parents=True)
        slow = "import time; time.sleep(0.1)\n" if number % 4 == 0 else ""
        (student / "numbers.py").write_text(slow + (WRONG if number % 3 == 0 else RIGHT))
    return folder


def results(out: Path) -> list[dict]:
    """The records without the times, which differ from run to run."""
    lines = [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]
    for record in lines:
        for topic in record["topics"]:
            for check in topic["checks"]:
                check.pop("seconds")
    return lines


def grade(dlcourse, class_folder: Path, out: Path, *more: str, **environment: str):
    return dlcourse("grade", "basics", class_folder, "--out", out, "--isolation", "process", *more, **environment)


def test_killed_at_random_moments(dlcourse, class_folder, tmp_path, cache):
    """After any number of SIGKILLs the same command goes on, and ends with what an undisturbed run has."""
    undisturbed, disturbed = tmp_path / "undisturbed", tmp_path / "disturbed"
    assert grade(dlcourse, class_folder, undisturbed).code == 0
    random.seed(3)
    command = [sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", TINY, "grade", "basics", class_folder]
    command += ["--out", disturbed, "--isolation", "process", "--jobs", "2"]
    kills = 0
    for _ in range(12):
        running = subprocess.Popen(
            list(map(str, command)),
            env=os.environ | {"DLCOURSE_SEED": "a secret", "DLCOURSE_CACHE": str(cache)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            running.wait(random.uniform(0.2, 1.6))
        except subprocess.TimeoutExpired:
            os.kill(running.pid, signal.SIGKILL)
            running.wait()
            kills += 1
    assert kills >= 3
    ended = grade(dlcourse, class_folder, disturbed)
    assert ended.code == 0, ended.err
    assert results(disturbed) == results(undisturbed)
    assert (disturbed / "grades.csv").read_text() == (undisturbed / "grades.csv").read_text()


def test_unchanged_submissions_are_not_run_again(dlcourse, class_folder, tmp_path):
    """A second run collects only what changed, and says what that means for the points; --force collects all."""
    out = tmp_path / "out"
    assert grade(dlcourse, class_folder, out).code == 0
    before = {path: path.stat().st_mtime_ns for path in (out / "evidence").rglob("*.evidence")}
    (class_folder / "student01" / "numbers.py").write_text(WRONG)
    again = grade(dlcourse, class_folder, out)
    assert f"{STUDENTS - 1} of them unchanged" in again.out
    assert "Run again: 1, because the file has changed." in again.out
    assert (
        "Changed: student01: 6 → 3 (-3): numbers/test_double 2 → 0; numbers/test_double_leaves_its_input 1 → 0"
        in again.out
    )
    changed = {path.parent.name for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert changed == {"student01"}
    assert results(out)[1]["points"] == results(out)[0]["points"]
    one = grade(dlcourse, class_folder, out, "--again", "student02")
    assert f"{STUDENTS - 1} of them unchanged" in one.out
    assert "Run again: 1, as asked for." in one.out
    assert "Changed" not in one.out
    assert "Did you mean 'student02'?" in grade(dlcourse, class_folder, out, "--again", "studnet02").err
    assert "not run again" not in grade(dlcourse, class_folder, out, "--force").out


def test_nobody_is_dropped_unasked(dlcourse, class_folder, tmp_path):
    """Another group graded into the same folder would take the first out of the grades: that needs a word."""
    out, late = tmp_path / "out", tmp_path / "late"
    assert grade(dlcourse, class_folder, out).code == 0
    shutil.copytree(class_folder / "student03", late / "student12")
    shutil.copytree(class_folder / "student01", late / "student01")
    before = (out / "grades.csv").read_bytes()
    ended = grade(dlcourse, late, out)
    assert ended.code == 2
    assert "has grades of student00, student02, student03, student04, student05 and 6 more, who are not" in ended.err
    assert (out / "grades.csv").read_bytes() == before
    assert dlcourse("regrade", out).code == 0
    assert grade(dlcourse, late, out, "--forget").code == 0
    assert [record["student"] for record in results(out)] == ["student01", "student12"]


def test_another_seed_runs_all_again(dlcourse, class_folder, tmp_path):
    """Evidence on other inputs is no evidence for these."""
    out = tmp_path / "out"
    assert grade(dlcourse, class_folder, out).code == 0
    ended = dlcourse("grade", "basics", class_folder, "--out", out, "--isolation", "process", DLCOURSE_SEED="another")
    assert ended.code == 0
    assert "not run again" not in ended.out
    assert f"Run again: {STUDENTS}, because the inputs have changed." in ended.out


def test_jobs_do_not_matter(dlcourse, class_folder, tmp_path):
    """One job and three give the same results in the same order."""
    one, three = tmp_path / "one", tmp_path / "three"
    assert grade(dlcourse, class_folder, one, "--jobs", "1").code == 0
    assert grade(dlcourse, class_folder, three, "--jobs", "3").code == 0
    assert results(one) == results(three)


@pytest.fixture
def graded(dlcourse, class_folder, tmp_path) -> tuple[Path, Path]:
    """A copy of the tiny course, and the class graded with it."""
    course, out = tmp_path / "course", tmp_path / "out"
    shutil.copytree(TINY, course)
    ended = dlcourse("grade", "basics", class_folder, "--out", out, "--isolation", "process", course=course)
    assert ended.code == 0, ended.err
    return course, out


def test_regrade_after_a_change_of_points(dlcourse, graded, class_folder):
    """regrade says who gains or loses what, writes the reports anew, and runs no student code."""
    course, out = graded
    checks = course / "graders" / "basics" / "numbers" / "test_visible.py"
    checks.write_text(checks.read_text().replace('points=2, hints=["Add the', 'points=3, hints=["Add the'))
    shutil.rmtree(class_folder)
    before = results(out)
    refused = dlcourse("regrade", out, course=course)
    assert refused.code == 3
    assert "basics/numbers: its checks add up to 7 points, course.toml says 6: change" in refused.err
    manifest = course / "course.toml"
    manifest.write_text(manifest.read_text().replace("points = 6", "points = 7").replace("points = 10", "points = 11"))
    ended = dlcourse("regrade", out, "--gradebook", out / "gradebook.db", course=course)
    assert ended.code == 0, ended.err
    assert f"{STUDENTS} of {STUDENTS} changed" in ended.out
    assert f"Gradebook: {STUDENTS} students in" in ended.out
    assert "student01: 6 → 7 (+1), of 10 → 11: numbers/test_total 2 → 3" in ended.out
    assert [record["points"] + 1 for record in before] == [record["points"] for record in results(out)]


def test_regrade_without_a_change(dlcourse, graded):
    """Judging the same evidence with the same checks changes nothing."""
    course, out = graded
    before = (out / "results.jsonl").read_bytes()
    ended = dlcourse("regrade", out, course=course)
    assert f"0 of {STUDENTS} changed" in ended.out
    assert (out / "results.jsonl").read_bytes() == before


def test_regrade_refuses_evidence_of_other_probes(dlcourse, graded):
    """Where a probe has changed, its old evidence says nothing: regrade refuses and writes nothing."""
    course, out = graded
    before = (out / "results.jsonl").read_bytes()
    probes = course / "graders" / "basics" / "numbers" / "probes.py"
    probes.write_text(probes.read_text() + "\n# changed\n")
    ended = dlcourse("regrade", out, course=course)
    assert ended.code == 3
    assert "Run `dlcourse grade basics" in ended.err
    assert (out / "results.jsonl").read_bytes() == before


def test_regrade_refuses_evidence_of_other_inputs(dlcourse, graded, class_folder, tmp_path):
    """Where a run with another seed was interrupted there are its keys, and evidence of the run before."""
    course, out = graded
    before, other = (out / "results.jsonl").read_bytes(), tmp_path / "other"
    ended = dlcourse(
        *("grade", "basics", class_folder, "--out", other, "--isolation", "process"),
        course=course,
        DLCOURSE_SEED="another",
    )
    assert ended.code == 0
    shutil.copytree(other / "keys", out / "keys", dirs_exist_ok=True)
    ended = dlcourse("regrade", out, course=course)
    assert ended.code == 2
    assert "student00, for example: there is no evidence for basics/numbers on the inputs of the last run." in ended.err
    assert (out / "results.jsonl").read_bytes() == before


def test_regrade_needs_a_results_folder(dlcourse, tmp_path):
    """A folder that grade has not made is named as such."""
    ended = dlcourse("regrade", tmp_path)
    assert ended.code == 2
    assert "no results folder" in ended.err


def test_another_week_in_the_same_folder(dlcourse, graded, class_folder, tmp_path):
    """A results folder keeps to the course and week it was made for."""
    _, out = graded
    other = tmp_path / "other"
    shutil.copytree(TINY, other)
    manifest = other / "course.toml"
    manifest.write_text(manifest.read_text().replace('name = "tiny"', 'name = "other"'))
    ended = dlcourse("grade", "basics", class_folder, "--out", out, "--isolation", "process", course=other)
    assert ended.code == 2
    assert "Choose another --out" in ended.err


# ---- a power cut


HOOK = """
import os, sys
waits = os.fsync
def fsync(file):
    with open({log!r}, "a") as log:
        print(os.readlink(f"/proc/self/fd/{{file}}"), file=log)
    waits(file)
os.fsync = fsync
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which file a descriptor is")
def test_a_record_is_on_the_disk(dlcourse, class_folder, tmp_path):
    """Each student's record and its folder are synced once, and so are run.json and the reports; nothing else is."""
    hooks, log, out = tmp_path / "hooks", tmp_path / "log", tmp_path / "out"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(HOOK.format(log=str(log)))
    assert grade(dlcourse, class_folder, out, PYTHONPATH=str(hooks)).code == 0
    synced = [Path(line).relative_to(out).as_posix() for line in log.read_text().splitlines()]
    names = [re.sub(r"\.([^/]+)\.[^./]+\Z", r"\1", name) for name in synced]  # `.run.json.x1y2` will be `run.json`
    assert sorted(names) == sorted(
        [
            *(f"records/student{number:02}.json" for number in range(STUDENTS)),
            *["records"] * STUDENTS,
            *("run.json", "results.jsonl", "grades.csv"),
            *["."] * 3,
        ]
    )


def test_an_empty_run_json(dlcourse, class_folder, tmp_path):
    """A run.json that a power cut has emptied counts as none: grade goes on; regrade says that nothing was graded yet."""
    out = tmp_path / "out"
    assert grade(dlcourse, class_folder, out).code == 0
    before = results(out)
    (out / "run.json").write_bytes(b"")
    assert "is no results folder" in dlcourse("regrade", out).err
    again = grade(dlcourse, class_folder, out)
    assert again.code == 0
    assert f"{STUDENTS} of them unchanged" in again.out
    assert results(out) == before
    (out / "run.json").write_bytes(b"{")
    assert grade(dlcourse, class_folder, out).code == 2
