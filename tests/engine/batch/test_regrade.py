"""dlcourse regrade: with the course that a class was graded with, shown before it is written, and whatever one file is."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

TINY = Path(__file__).resolve().parents[2] / "courses" / "tiny"
RIGHT = (TINY / "solutions" / "basics" / "words.py").read_text()


@pytest.fixture
def graded(dlcourse, tmp_path):
    """A copy of the tiny course, and results of three students that were graded with it."""
    course, out = shutil.copytree(TINY, tmp_path / "course"), tmp_path / "out"
    for name in ("ada", "bob", "cy"):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "words.py").write_text(RIGHT)
    ended = grade(dlcourse, course, tmp_path)
    assert ended.code == 0, ended.err
    return course, out


def grade(dlcourse, course, tmp_path):
    return dlcourse("grade", "basics", tmp_path / "class", "--out", "out", "--isolation", "process", course=course)


def change_points(course: Path) -> None:
    """Make the first check of words worth a point more."""
    checks, manifest = course / "graders" / "basics" / "words" / "test_visible.py", course / "course.toml"
    checks.write_text(checks.read_text().replace("points=2", "points=3", 1))
    manifest.write_text(manifest.read_text().replace("points = 4", "points = 5").replace("points = 10", "points = 11"))


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def grades(out: Path) -> dict[str, tuple[float, float]]:
    """Return each student's points and the maximum."""
    with (out / "grades.csv").open(newline="") as file:
        return {row["student"]: (float(row["points"]), float(row["max_points"])) for row in csv.DictReader(file)}


# ---- which course


def test_the_course_is_remembered(dlcourse, graded):
    """Without --course the class is judged with the course that it was graded with, not with the installed one."""
    _, out = graded
    before = grades(out)
    ended = dlcourse("regrade", out, course=None)
    assert ended.code == 0, ended
    assert "0 of 3 changed" in ended.out
    assert grades(out) == before


def test_a_course_that_has_changed_is_not_used_unasked(dlcourse, graded):
    """regrade without --course stops, names the command that uses the changed course, and that one is then remembered."""
    course, out = graded
    change_points(course)
    before = contents(out)
    ended = dlcourse("regrade", out, course=None)
    assert ended.code == 2
    assert f"The course in {course} has changed since {out} was graded." in ended.err
    assert f"dlcourse --course {course} regrade {out}" in ended.err
    assert contents(out) == before
    assert dlcourse("regrade", out, course=course).code == 0
    assert grades(out) == dict.fromkeys(("ada", "bob", "cy"), (5, 11))
    ended = dlcourse("regrade", out, course=None)
    assert (ended.code, "0 of 3 changed" in ended.out) == (0, True)


def test_a_course_that_is_gone(dlcourse, graded):
    """If the course is not there any more, regrade says where it was, and uses no other one."""
    course, out = graded
    before = contents(out)
    course.rename(course.with_name("moved"))
    ended = dlcourse("regrade", out, course=None)
    assert ended.code == 2
    assert f"was graded with the course in {course}, which is not there any more" in ended.err
    assert "dlcourse --course FOLDER regrade" in ended.err
    assert contents(out) == before
    assert dlcourse("regrade", out, course=course.with_name("moved")).code == 0


def test_students_are_not_added_under_other_checks(dlcourse, graded, tmp_path):
    """After a change of checks a late batch is refused, until the class is judged by the same checks."""
    course, out = graded
    change_points(course)
    before = contents(out)
    for name in ("dan", "eve"):
        (tmp_path / "late" / name).mkdir(parents=True)
        (tmp_path / "late" / name / "words.py").write_text(RIGHT)
    late = ("grade", "basics", tmp_path / "late", "--out", out, "--isolation", "process", "--add")
    ended = dlcourse(*late, course=course)
    assert ended.code == 2
    assert f"The checks of basics have changed since {out} was graded" in ended.err
    assert contents(out) == before
    assert dlcourse("regrade", out, course=course).code == 0
    assert dlcourse(*late, course=course).code == 0
    assert grades(out) == dict.fromkeys(("ada", "bob", "cy", "dan", "eve"), (5, 11))


# ---- --dry-run


def test_dry_run_shows_changes_and_writes_nothing(dlcourse, graded, tmp_path):
    """--dry-run prints what regrade would, also with a changed course and no --course; the results stay byte for byte."""
    course, out = graded
    change_points(course)
    before = contents(out)
    dry = dlcourse("regrade", out, "--dry-run", course=None)
    assert dry.code == 0, dry
    assert "ada: 4 → 5 (+1), of 10 → 11" in dry.out
    assert "3 of 3 would change" in dry.out
    assert "Nothing was written." in dry.out
    assert "has changed since" in dry.err
    assert contents(out) == before
    wet = dlcourse("regrade", out, course=course)
    assert [line for line in wet.out.splitlines() if "→" in line] == [x for x in dry.out.splitlines() if "→" in x]
    ended = dlcourse("regrade", out, "--dry-run", "--gradebook", tmp_path / "gradebook.db", course=course)
    assert ended.code == 2
    assert "--dry-run writes nothing: leave out --gradebook" in ended.err
    assert not (tmp_path / "gradebook.db").exists()


# ---- one student's files


@pytest.mark.parametrize("harm", ["garbage", "cut", "missing", "folder", "flood"])
def test_one_students_bad_evidence(dlcourse, graded, harm):
    """A student whose evidence cannot be read is named, and keeps the record; all others are judged; the exit code is 2."""
    course, out = graded
    change_points(course)
    bad = out / "evidence" / "bob" / "words.evidence"
    if harm == "flood":
        with bad.open("r+b") as file:
            file.truncate(1 << 40)  # sparse: no machine could read it
    else:
        data = bad.read_bytes()
        bad.unlink()
        if harm == "folder":
            bad.mkdir()
        elif harm != "missing":
            bad.write_bytes({"garbage": b"\x00" * 1000, "cut": data[: len(data) // 2]}[harm])
    record = (out / "records" / "bob.json").read_bytes()
    ended = dlcourse("regrade", out, course=course)
    assert ended.code == 2
    assert "Not judged again: bob: there is no evidence for basics/words that can be read; keeps 4 of 10." in ended.err
    assert "1 of 3 not judged again. Run the same `dlcourse grade` again" in ended.err
    assert "2 of 3 changed" in ended.out
    assert grades(out) == {"ada": (5, 11), "bob": (4, 10), "cy": (5, 11)}
    assert (out / "records" / "bob.json").read_bytes() == record


def test_grade_repairs_what_regrade_left(dlcourse, graded, tmp_path):
    """After that the same grade command collects what is missing, and regrade has nothing to say."""
    course, out = graded
    shutil.rmtree(out / "evidence" / "bob")
    assert dlcourse("regrade", out, course=course).code == 2
    assert grade(dlcourse, course, tmp_path).code == 0
    assert (dlcourse("regrade", out, course=course).code, grades(out)["bob"]) == (0, (4, 10))


def test_a_record_that_cannot_be_read(dlcourse, graded):
    """A damaged record is written again from the evidence; with neither, the student has no grade, and it is said."""
    course, out = graded
    (out / "records" / "ada.json").write_bytes(b"")
    (out / "records" / "bob.json").write_bytes(b"{")
    shutil.rmtree(out / "evidence" / "bob")
    ended = dlcourse("regrade", out, course=course)
    assert ended.code == 2
    assert "ada: the record could not be read; it is written again." in ended.out
    assert "bob: there is no evidence for basics/numbers that can be read; has no grade now." in ended.err
    assert grades(out) == {"ada": (4, 10), "cy": (4, 10)}


def test_no_evidence_at_all(dlcourse, graded):
    """If nobody's evidence can be used, nothing is written."""
    course, out = graded
    shutil.rmtree(out / "evidence")
    before = contents(out)
    ended = dlcourse("regrade", out, course=course)
    assert ended.code == 2
    assert (
        "ada, for example: there is no evidence for basics/numbers that can be read. Run `dlcourse grade` again"
        in ended.err
    )
    assert contents(out) == before
