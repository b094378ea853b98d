"""dlcourse dev: which course it works on, and that the next steps it prints work where they are read."""

from __future__ import annotations

import functools
import shlex

import pytest

SOLUTION = "solutions/basics/numbers.py"


@pytest.fixture
def author(dlcourse):
    """The command without --course."""
    return functools.partial(dlcourse, course=None)


def steps(text):
    """Return the commands of dlcourse that a text names, as words."""
    lines = [line.strip() for line in text.replace("`", "\n").splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("dlcourse ")]


@pytest.mark.parametrize("folder", [".", "solutions/basics", "graders"])
def test_the_course_that_one_stands_in(author, course, folder):
    """In a course's folder, or deeper in it, all commands are about that course, and the next steps work there."""
    here = course / folder
    made = author("dev", "new", "basics/tripling", cwd=here)
    assert (made.code, f"In {course}:\n" in made.out) == (0, True), made
    assert (course / "solutions/basics/tripling.py").is_file()
    assert ["dev", "check", "basics/tripling"] in steps(made.out)
    for words in steps(made.out):
        ended = author(*words, cwd=here)
        assert (ended.code in (0, 1), "came with dlcourse" in ended.err) == (True, False), ended
    assert author("dev", "stubs", "numbers", cwd=here).out == "The stub is in step with its solution.\n"


def test_a_stub_out_of_step(author, dlcourse, course, edit, tmp_path):
    """The command that --check names cuts it: in the course's folder, and elsewhere with its --course."""
    elsewhere = functools.partial(dlcourse, course="course")
    for command, here, word, other in ((author, course, "sum", "total"), (elsewhere, tmp_path, "total", "sum")):
        edit(SOLUTION, f"Return the {word}", f"Return the {other}")
        ended = command("dev", "stubs", "--check", cwd=here)
        assert (ended.code, f"In {course}:" in ended.out) == (1, True), ended
        (words,) = steps(ended.out)
        ended = author(*words, cwd=here)
        assert (ended.code, "cut: exercises/basics/numbers.py" in ended.out) == (0, True), ended


def test_next_steps_with_a_folder_of_odd_name(author, course, tmp_path):
    """A folder with a blank in its name is quoted in the next steps, so that they work."""
    odd = course.rename(tmp_path / "my course")
    made = author("--course", odd, "dev", "new", "basics/tripling")
    assert made.code == 0
    for words in steps(made.out):
        assert words[:2] == ["--course", str(odd)]
        assert author(*words).code in (0, 1)


def test_the_option_goes_first(author, dlcourse, course, tiny):
    """--course is stronger than the current folder."""
    ended = dlcourse("dev", "new", "basics/numbers", cwd=course, course=tiny)
    assert (ended.code, "has a topic 'numbers' already" in ended.err) == (2, True)
    (course / "course.toml").write_text("no course")
    assert dlcourse("dev", "stubs", "--check", cwd=course, course=tiny).code == 0
    assert author("dev", "stubs", "--check", cwd=course).code == 3


@pytest.mark.parametrize("command", [["new", "week03/mine"], ["stubs"], ["keys"]], ids=lambda words: words[0])
def test_no_course_here(author, command):
    """What would write into the course that came with dlcourse is refused, with the next step."""
    ended = author("dev", *command)
    assert (ended.code, ended.out) == (2, "")
    assert "no course.toml in" in ended.err
    assert "nothing was written" in ended.err
    assert f"dlcourse --course FOLDER dev {command[0]}" in ended.err


def test_reading_without_a_course_here(author):
    """What only reads takes the course that came with dlcourse, and says so."""
    ended = author("dev", "check", "nothing")
    assert ended.code == 2
    assert "No course.toml here or above: this is about the course that came with dlcourse, " in ended.err


def test_a_workspace_is_no_authors_course(author, dlcourse, workspace, course):
    """A course.toml that lies in a student's folder may be a submission's: it is not taken."""
    (workspace / "course.toml").write_text((course / "course.toml").read_text())
    ended = author("dev", "stubs", cwd=workspace / "basics")
    assert (ended.code, "no course.toml in" in ended.err) == (2, True)


def test_course_behind_the_command(author, tiny):
    """Who types --course behind the command reads where it belongs."""
    ended = author("dev", "new", "basics/tripling", "--course", tiny)
    assert ended.code == 2
    assert "--course comes before the command: dlcourse --course FOLDER dev new …" in ended.err
    ended = author("dev", "new", "basics/tripling", "--curse", tiny)
    assert (ended.code, "No such option" in ended.err) == (2, True)


def test_help_needs_no_course(author):
    """Help is there from every folder."""
    for command in ("new", "stubs", "keys"):
        ended = author("dev", command, "--help")
        assert (ended.code, ended.err) == (0, "")
