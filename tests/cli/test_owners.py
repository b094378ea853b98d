"""A workspace or a course that another user has put above the student's folder: it is ignored, and that is said."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

MALLORY = 1500  # of whom this machine knows nothing
RUNS = """

import contextlib
from pathlib import Path

with contextlib.suppress(OSError):  # the key is made in a sandbox, where this fails
    Path({marker!r}).write_text("was run")
"""

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or os.getuid() != 0, reason="only root can give a file to another user"
)


def give(path: Path, user: int = MALLORY) -> None:
    for each in (path, *path.rglob("*")):
        os.chown(each, user, user, follow_symlinks=False)


@pytest.fixture
def marker(tmp_path) -> Path:
    """The file that the planted course's probes write when they are run."""
    return tmp_path / "marker"


@pytest.fixture
def planted(run, course, tmp_path, marker) -> Path:
    """A folder that all share, in which another user has made a workspace of a course of their own."""
    with (course / "graders/basics/numbers/probes.py").open("a") as file:
        file.write(RUNS.format(marker=str(marker)))
    shared = tmp_path / "shared"
    shared.mkdir()
    assert run("fetch", "basics", "--from", course, cwd=shared, course=None).code == 0
    shutil.copy(course / "solutions/basics/numbers.py", shared / "basics")
    give(shared / ".dlcourse")
    return shared


@pytest.fixture
def mine(planted) -> Path:
    """The student's own folder in it."""
    mine = planted / "mine"
    mine.mkdir()
    return mine


def sentence(shared: Path) -> str:
    return (
        f"The workspace in {shared} is not used, because {shared / '.dlcourse'} belongs to user {MALLORY} and its checks would run "
        "as you: work in a folder of your own, `dlcourse fetch WEEK --into FOLDER` makes one.\n"
    )


def test_without_another_owner_it_is_used(run, planted, mine, marker):
    """These tests would prove nothing if the planted course did not run."""
    give(planted / ".dlcourse", 0)
    assert run("check", "numbers", cwd=mine, course=None).code == 0
    assert marker.exists()


@pytest.mark.parametrize(
    "command", [["check"], ["check", "../basics/numbers.py"], ["status"], ["submit"], ["hint", "numbers"]]
)
def test_another_users_workspace_is_not_used(run, planted, mine, marker, command):
    """Nothing of its course is run, and one sentence says why and what to do."""
    for folder in (mine, planted):
        ended = run(*command, cwd=folder, course=None)
        assert ended.code == 2
        assert ended.err.startswith(sentence(planted))
        assert ended.err.count("is not used") == 1
    assert not marker.exists()


@pytest.mark.parametrize("part", ["workspace.json", "course/0123456789abcdef", "course"])
def test_a_part_is_enough(run, planted, mine, marker, part):
    """A folder that several users may write to can belong to the student, and yet hold what another one has put there."""
    give(planted / ".dlcourse", 0)
    path = planted / ".dlcourse" / part
    if not path.exists():
        path.mkdir(parents=True)
    os.chown(path, MALLORY, MALLORY)
    assert run("check", cwd=mine, course=None).err.startswith(sentence(planted))
    assert not marker.exists()


def test_a_link_is_not_used(run, planted, mine, marker, tmp_path):
    """Its own owner counts, not that of the workspace to which it leads."""
    give(planted / ".dlcourse", 0)
    (planted / ".dlcourse").rename(tmp_path / "elsewhere")
    (planted / ".dlcourse").symlink_to(tmp_path / "elsewhere")
    os.chown(planted / ".dlcourse", MALLORY, MALLORY, follow_symlinks=False)
    assert run("check", cwd=mine, course=None).err.startswith(sentence(planted))
    assert not marker.exists()


def test_fetch_makes_an_own_workspace(run, planted, mine, tiny):
    """It goes into the student's folder, and not into the other user's; after that nothing is said."""
    ended = run("fetch", "basics", "--from", tiny, cwd=mine, course=None)
    assert (ended.code, ended.err) == (0, sentence(planted))
    assert (mine / ".dlcourse/workspace.json").is_file()
    ended = run("status", cwd=mine, course=None)
    assert (ended.code, ended.err) == (0, "")


def test_fetch_writes_nothing_into_another_users_workspace(run, planted, tiny):
    """Asked for that very folder, it says the same and stops."""
    ended = run("fetch", "basics", "--from", tiny, cwd=planted, course=None)
    assert (ended.code, ended.err) == (2, f"Error: {sentence(planted)}")
    ended = run("fetch", "basics", "--from", tiny, "--into", planted, cwd=planted.parent, course=None)
    assert (ended.code, ended.err) == (2, f"Error: {sentence(planted)}")


def test_with_sudo_an_own_workspace_is_used(run, planted, mine):
    """The user who typed `sudo dlcourse …` is the current user too."""
    ended = run("status", cwd=mine, course=None, SUDO_UID=str(MALLORY))
    assert (ended.code, ended.err) == (0, "")


def test_doctor_says_so(run, planted, mine):
    """As a problem of the workspace, with a command."""
    ended = run("doctor", "--json", cwd=mine, course=None)
    found = json.dumps(json.loads(ended.out))
    assert f"{planted / '.dlcourse'} belongs to user {MALLORY}" in found
    assert "is not used" not in ended.err


def test_another_users_course_is_not_used(run, course):
    """`dev` in a folder below somebody else's course.toml works on it only if it is named."""
    give(course)
    below = course / "graders"
    ended = run("dev", "stubs", cwd=below, course=None)
    assert ended.code == 2
    assert ended.err.startswith(
        f"The course in {course} is not used, because its course.toml belongs to user {MALLORY} and its checks would run as you: "
        f"if you trust it, name it, `dlcourse --course {course} dev …`.\n"
    )
    assert run("dev", "stubs", cwd=below, course=course).code == 0
