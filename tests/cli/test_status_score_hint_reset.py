"""dlcourse status, score, hint and reset"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

SCORE = "9 of 9 visible points; 1 more is graded with hidden checks."


@pytest.fixture
def half(write, solutions):
    """Write work in which numbers has a mistake and words is untouched."""
    return write(solutions["numbers"].replace("2 * x", "x * x"))


def test_status_of_a_new_workspace(student):
    """Right after fetch, status shows every topic as not started, and what comes first."""
    ended = student("status")
    assert ended.code == 0
    assert ended.out.count("not started") == 2
    assert "Next: basics/numbers.py, then: dlcourse check numbers" in ended.out


def test_status_follows_the_work(student, write, half, solutions):
    """status shows whether work was never checked, is in progress, has changed since its check, or is done; it runs nothing."""
    assert "numbers  not checked yet" in student("status").out
    student("check", "numbers")
    assert "numbers  2/5" in student("status").out
    write(solutions["numbers"])
    assert "numbers  changed since the last check (2/5 then)" in student("status").out
    student("check", "numbers")
    out = student("status").out
    assert "✔ numbers  5/5" in out
    assert "Next: basics/words.py" in out


def test_status_is_a_map(student, write, half, solutions, terminal):
    """Each week has a bar and its points, each topic a sign, its state and its title; the points of changed files do not count."""
    write(solutions["words"], "words")
    student("check", "basics")
    lines = student("status").out.splitlines()
    assert lines[0] == "A tiny course"
    assert lines[1] == f"basics  First steps  {10 * '━'}{10 * '─'}  1 of 2 topics, 6 of 9 visible points"
    assert lines[2:4] == ["  ✘ numbers  2/5  Doubling and adding", "  ✔ words    4/4  Greeting"]
    write(solutions["words"] + "\n", "words")
    lines = student("status").out.splitlines()
    assert "0 of 2 topics, 2 of 9 visible points" in lines[1]
    assert lines[3] == "  ? words    changed since the last check (4/4 then)  Greeting"
    assert "unknown: words" in student("status", "--plain").out
    t = terminal("status", columns=40)
    assert t.ended() == 0
    assert "? words  changed since the last\n    check (4/4 then)  Greeting" in t.screen()


def test_status_of_a_part(student, half, workspace):
    """With a week, a topic or a file, only that is shown, and what is next in it; a wrong name is an error."""
    student("check", "numbers")
    whole = student("status").out
    for target in ("basics", "basics/"):
        assert student("status", target).out == whole
    for target in ("words", "basics/words", "words.py", "basics/words.py"):
        out = student("status", target).out
        assert "○ words" in out
        assert "numbers" not in out
        assert out.endswith("Next: basics/words.py, then: dlcourse check words\n")
    ended = student("status", "wrods")
    assert (ended.code, ended.out) == (2, "")
    assert "Did you mean 'words'?" in ended.err


def test_status_when_all_is_done(student, write, solutions, workspace):
    """With everything passed, status says so and names no next step; without the week's folder, it says how to get it."""
    write(solutions["numbers"])
    write(solutions["words"], "words")
    student("check", "basics")
    out = student("status").out
    assert "Well done" in out
    assert "Next:" not in out
    shutil.rmtree(workspace / "basics")
    (workspace / "basics").write_text("a file in its place")
    out = student("status").out
    assert "Well done" not in out
    assert "Next: dlcourse fetch basics" in out


def test_status_knows_of_weeks_that_were_not_fetched(student, course, edit):
    """A week that is not here yet is shown with the command that brings it."""
    edit("course.toml", "[[week]]", '[[week]]\nname = "later"\ntitle = "Later"\npoints = 1\n\n[[week]]')
    out = student("status", course=course).out
    assert "later  Later: not fetched (dlcourse fetch later)" in out
    assert "numbers  not started" in out


def test_status_is_not_confused_by_a_damaged_result(student, workspace, half):
    """A stored result that cannot be read is ignored."""
    student("check", "numbers")
    stored = workspace / ".dlcourse/results/basics/numbers.json"
    for harm in (stored.read_bytes()[:40], b'{"of": "\xff"}', b'{"of": ' + 9999 * b"["):
        stored.write_bytes(harm)
        assert "numbers  not checked yet" in student("status").out


@pytest.mark.parametrize("target", [(), ("basics",)])
def test_score_is_plain_about_hidden_checks(student, write, solutions, target):
    """score gives points by topic and in total, and says that hidden checks are not among them."""
    write(solutions["numbers"])
    write(solutions["words"], "words")
    ended = student("score", *target)
    assert ended.code == 0
    assert "numbers  Doubling and adding  5/5" in ended.out
    assert "words  Greeting  4/4" in ended.out
    assert SCORE in ended.out


def test_score_runs_only_what_has_changed(student, write, solutions, tmp_path):
    """score uses the result of the last check if the file has not changed."""
    ran = tmp_path / "ran"
    trace = f"open({str(ran)!r}, 'a').write('x')\n"
    write(trace + solutions["numbers"])
    student("check", "numbers")
    assert "5/5" in student("score").out
    assert ran.read_text() == "x"
    write(trace + solutions["numbers"].replace("2 * x", "3 * x"))
    assert "2/5" in student("score").out
    assert ran.read_text() == "xx"


def test_score_forgets_results_of_other_checks(student, write, solutions, course, edit):
    """A result of checks that have changed since is not reused."""
    write(solutions["numbers"])
    assert "5/5" in student("score", "numbers", course=course).out
    edit("graders/basics/numbers/test_visible.py", 'points=2, hints=["Mul', 'points=4, hints=["Mul')
    assert "7/7" in student("score", "numbers", course=course).out


def test_hint_is_the_next_step(student, half):
    """hint shows the hint of the first check that does not pass, and no other."""
    ended = student("hint", "numbers")
    assert ended.code == 0
    assert "double returns twice every element" in ended.out
    assert "Multiply x by 2." in ended.out
    assert "Make a new array" not in ended.out
    assert "recognises a common mistake" in ended.out


def test_hint_for_an_untouched_exercise(student):
    """hint helps to start, too."""
    assert "Multiply x by 2." in student("hint").out


@pytest.mark.skipif(sys.platform == "win32", reason="ulimit")
def test_hints_that_cannot_be_counted(workspace, course, edit, cache):
    """If the number of shown hints cannot be stored, hint shows all steps."""
    edit("graders/basics/numbers/test_visible.py", '["Multiply x by 2."]', '["A question?", "The idea.", "Multiply."]')
    state = workspace / ".dlcourse/workspace.json"
    known = json.loads(state.read_text()) | {"hints": {f"{number:0100}": 1 for number in range(1000)}}
    state.write_text(json.dumps(known))
    command = [sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", course, "hint", "numbers"]
    full = ["sh", "-c", 'ulimit -f 40; exec "$@"', "sh", *command]  # too little for that
    settings = os.environ | {"DLCOURSE_CACHE": str(cache)}
    ended = subprocess.run(full, cwd=workspace, env=settings, capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert "1. A question?" in ended.stdout
    assert "3. Multiply." in ended.stdout


def test_hint_with_nothing_left(student, write, solutions):
    """hint says so if everything passes."""
    write(solutions["numbers"])
    ended = student("hint", "numbers")
    assert ended.code == 0
    assert "nothing left" in ended.out


def test_reset_keeps_a_backup(student, workspace, fetched, half):
    """reset brings the stub back and says where the student's whole file is."""
    mine = half.read_bytes()
    ended = student("reset", "numbers")
    assert ended.code == 0
    assert half.read_bytes() == (fetched / "basics/numbers.py").read_bytes()
    (backup,) = (workspace / ".dlcourse/backups/basics").iterdir()
    assert backup.read_bytes() == mine
    assert str(backup.relative_to(workspace)) in ended.out
    assert "dlcourse restore numbers" in ended.out


def test_reset_twice_keeps_both(student, workspace, write):
    """Two resets in the same second keep two backups."""
    for text in ("one", "two"):
        write(text)
        assert student("reset", "basics/numbers").code == 0
    backups = (workspace / ".dlcourse/backups/basics").iterdir()
    assert sorted(path.read_text() for path in backups) == ["one", "two"]


def test_reset_of_a_missing_file_brings_the_stub(student, write, workspace):
    """If there is no file, reset writes the stub and makes no backup."""
    path = write(None)
    assert student("reset", "numbers").code == 0
    assert "NotImplementedError" in path.read_text()
    assert not (workspace / ".dlcourse/backups").exists()


def test_reset_of_a_week_is_refused(student, half):
    """reset resets one topic; a week is refused with the names of its topics, and nothing changes."""
    mine = half.read_bytes()
    ended = student("reset", "basics")
    assert ended.code == 2
    assert "numbers, words" in ended.err
    assert half.read_bytes() == mine


def test_a_reset_topic_is_not_started(student, half):
    """After a reset, neither status nor score remembers the old result."""
    student("check", "numbers")
    student("reset", "numbers")
    assert "numbers  not started" in student("status").out
    assert "0/5" in student("score", "numbers").out


def test_results_are_stored_as_plain_data(student, workspace, half):
    """What a check leaves in the workspace is JSON that status reads, and nothing that could be run."""
    student("check", "numbers")
    stored = json.loads((workspace / ".dlcourse/results/basics/numbers.json").read_text())
    assert stored["result"]["points"] == 2.0
