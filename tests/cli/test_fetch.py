"""dlcourse fetch"""

from __future__ import annotations

import pytest

STUB = "exercises/basics/numbers.py"


def test_brings_stubs_readme_and_data(workspace, course):
    """fetch brings the week's stubs, its README and its data, and says what to do next."""
    for name in ("basics/numbers.py", "basics/words.py", "basics/README.md"):
        assert (workspace / name).read_bytes() == (course / "exercises" / name).read_bytes()
    assert (workspace / "data/words.txt").read_text() == "hello\n"
    assert not list(workspace.rglob("*solution*"))


def test_says_what_to_do_next(dlcourse, tmp_path):
    """fetch without --into fills the current folder, and ends with where to read and what to run."""
    ended = dlcourse("fetch", "basics")
    assert ended.code == 0
    assert (tmp_path / "basics/numbers.py").exists()
    assert "new: 2 topics, README.md, 1 data file\n" in ended.out
    assert ended.out.rstrip().endswith("dlcourse check basics")


def test_a_second_fetch_changes_nothing(student, workspace):
    """fetch again says that nothing is new, and leaves every file as it was."""
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    ended = student("fetch", "basics")
    assert (ended.code, "Nothing is new" in ended.out) == (0, True)
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before


def test_keeps_an_edited_file(student, write):
    """fetch never overwrites a file that the student has edited, and says so."""
    path = write("my work")
    ended = student("fetch", "basics")
    assert path.read_text() == "my work"
    assert "kept (you have edited it): basics/numbers.py" in ended.out
    assert "new version" not in ended.out


def test_updates_an_untouched_file(student, workspace, course, edit):
    """fetch brings a new version of a stub that the student has not touched."""
    edit(STUB, "Doubling", "Twice:")
    ended = student("fetch", "basics", course=course)
    assert "updated: basics/numbers.py" in ended.out
    assert "Twice:" in (workspace / "basics/numbers.py").read_text()


def test_puts_a_new_version_beside_an_edited_file(student, workspace, write, course, edit):
    """If both the student and the course have changed a file, the student's is kept and the course's is written beside it."""
    path = write("my work")
    edit(STUB, "Doubling", "Twice:")
    ended = student("fetch", "basics", course=course)
    assert path.read_text() == "my work"
    beside = workspace / "basics/numbers.new.py"
    assert "new version beside yours: basics/numbers.new.py" in ended.out
    assert "Twice:" in beside.read_text()


def test_brings_back_a_deleted_file(student, write):
    """fetch brings back a stub that the student has deleted, and only that."""
    mine = write("my work", "words")
    write(None)
    ended = student("fetch", "basics")
    assert "new: basics/numbers.py" in ended.out
    assert mine.read_text() == "my work"


def test_keeps_a_file_that_it_did_not_bring(dlcourse, tmp_path):
    """A file that existed before the first fetch is the student's own."""
    mine = tmp_path / "work/basics/numbers.py"
    mine.parent.mkdir(parents=True)
    mine.write_text("from last year")
    ended = dlcourse("fetch", "basics", "--into", "work")
    assert ended.code == 0
    assert mine.read_text() == "from last year"
    assert "new version beside yours: basics/numbers.new.py" in ended.out


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_keeps_a_folder_or_link_with_a_stubs_name(student, write, tmp_path, kind):
    """A folder or a dangling link with a stub's name is not changed."""
    path = write(None)
    path.mkdir() if kind == "folder" else path.symlink_to(tmp_path / "nowhere")
    ended = student("fetch", "basics")
    assert ended.code == 0
    assert path.is_dir() if kind == "folder" else path.is_symlink()
    assert "kept (you have edited it): basics/numbers.py" in ended.out


def test_finds_the_workspace_from_below(student, workspace, write):
    """fetch from inside the week's folder uses the same workspace and makes none inside it."""
    write(None)
    assert student("fetch", "basics", cwd=workspace / "basics").code == 0
    assert (workspace / "basics/numbers.py").exists()
    assert not (workspace / "basics/basics").exists()


@pytest.mark.parametrize(
    ("into", "words"),
    [("a_file", "a_file is a file. Name a folder"), ("a_file/below", "Cannot write")],
)
def test_a_folder_that_cannot_be_written(dlcourse, tmp_path, into, words):
    """A target that is a file, or is below one, is refused with the next step."""
    (tmp_path / "a_file").write_text("mine")
    ended = dlcourse("fetch", "basics", "--into", into)
    assert ended.code == 2
    assert words in ended.err
    assert (tmp_path / "a_file").read_text() == "mine"


def test_not_into_the_course_itself(dlcourse, course):
    """fetch refuses a folder inside the course, because the course's own stubs are there."""
    ended = dlcourse("fetch", "basics", "--into", course / "exercises", course=course)
    assert ended.code == 2
    assert "inside the course itself" in ended.err
    assert "--into" in ended.err


def test_not_into_another_courses_folder(dlcourse, workspace, course, edit):
    """fetch refuses the workspace of another course, and names it."""
    edit("course.toml", 'name = "tiny"', 'name = "other"')
    ended = dlcourse("fetch", "basics", "--into", workspace, course=course)
    assert ended.code == 2
    assert "holds the course 'tiny'" in ended.err


def test_a_course_that_lacks_a_stub_is_broken(dlcourse, course):
    """A stub that is missing from the installation is the installation's fault: exit code 3, and what to do."""
    (course / STUB).unlink()
    ended = dlcourse("fetch", "basics", course=course)
    assert ended.code == 3
    assert "numbers.py" in ended.err
    assert "Install it again" in ended.err
