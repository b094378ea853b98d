"""dlcourse check: what a student sees of right, wrong and unfinished work."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest

EXTRA = '[[week.topic]]\nname = "extra"\ntitle = "Extra"\npoints = 4\n'


def test_a_right_solution_passes(student, write, solutions):
    """A right solution of every topic ends with exit code 0, all visible points, and a kind word."""
    write(solutions["numbers"])
    write(solutions["words"], "words")
    ended = student("check", "basics")
    assert (ended.code, ended.err) == (0, "")
    assert "9 of 9 visible points; 1 more is graded with hidden checks." in ended.out
    assert "Well done" in ended.out


def test_a_measured_value_is_shown(dlcourse, course, edit, solutions, tmp_path):
    """A check that passes says the value that it has compared with a threshold, if its topic is checked alone."""
    edit("graders/basics/numbers/test_visible.py", "import assert_matches", "import assert_at_least, assert_matches")
    edit(
        "graders/basics/numbers/test_visible.py",
        "    assert_matches(total_values)",
        '    assert_matches(total_values)\n    assert_at_least(total_values["sum"], 10, "the sum")',
    )
    path = tmp_path / "work" / "numbers.py"
    path.parent.mkdir()
    path.write_text(solutions["numbers"])
    ended = dlcourse("check", path, course=course, cwd=path.parent)
    assert ended.code == 0, ended
    row, below = ended.out[ended.out.index("total adds up") :].splitlines()[:2]
    assert row.endswith("2/2")
    assert re.fullmatch(r" +the sum: \d+ \(at least 10\)", below)
    path.write_text(solutions["numbers"].replace("sum(values)", "0.0 * sum(values)"))
    ended = dlcourse("check", path, course=course, cwd=path.parent)
    assert "at least" not in ended.out


@pytest.mark.parametrize(
    ("target", "folder"),
    [
        ("numbers", "."),
        ("basics/numbers", "."),
        ("basics/numbers.py", "."),
        ("basics/numbers.py", "basics"),
        ("numbers.py", "basics"),
        ("numbers.py", "."),
        ("numbers.py", "data"),
        ("basics/numbers.py", "data"),
        ("../basics/numbers.py", "data"),
    ],
)
def test_a_topic_has_many_names(student, workspace, target, folder):
    """One topic is checked, by its name, by week/topic, or by its file as seen from any folder of the workspace."""
    ended = student("check", target, cwd=workspace / folder)
    assert ended.code == 1
    assert "numbers" in ended.out
    assert "words" not in ended.out


@pytest.mark.parametrize(
    ("targets", "shown"),
    [
        (["words", "numbers"], ["numbers", "words"]),
        (["basics/words.py", "words"], ["words"]),
        (["words.py", "basics"], ["numbers", "words"]),
    ],
)
def test_several_topics(student, check_json, targets, shown):
    """Several topics are checked in the course's order, each once."""
    ended = student("check", *targets)
    assert (ended.code, ended.err) == (1, "")
    assert [line.split()[1] for line in ended.out.splitlines() if line.startswith("○")] == shown


def test_several_topics_that_do_not_go_together(student, course, edit, write, solutions, tmp_path):
    """Topics of two weeks, and a file outside of the workspace, are refused with the reason."""
    edit("course.toml", "[[week]]", '[[week]]\nname = "later"\ntitle = "Later"\npoints = 4\n' + EXTRA + "\n[[week]]")
    ended = student("check", "numbers", "extra", course=course)
    assert (ended.code, ended.out) == (2, "")
    assert "These are of basics and later: name topics of one week at a time." in ended.err
    (tmp_path / "words.py").write_text(solutions["words"])
    ended = student("check", "numbers", tmp_path / "words.py")
    assert (ended.code, ended.out) == (2, "")
    assert f"{tmp_path / 'words.py'} is outside of this workspace: name it alone." in ended.err


def test_what_is_next_after_green(student, write, solutions, course, edit):
    """After a topic that passes comes the next one that does not; at the end of the course, the first that was left out."""
    write(solutions["numbers"])
    assert "Well done!\nNext: basics/words.py, then: dlcourse check words\n" in student("check", "numbers").out
    write(solutions["words"], "words")
    student("reset", "numbers")
    assert "Well done!\nNext: basics/numbers.py, then: dlcourse check numbers\n" in student("check", "words").out
    write(solutions["numbers"])
    student("check", "numbers")
    assert student("check", "words").out.endswith("visible points.\nAll visible checks pass. Well done!\n")
    edit("course.toml", "[[week]]", '[[week]]\nname = "later"\ntitle = "Later"\npoints = 4\n' + EXTRA + "\n[[week]]")
    assert "Well done!\nNext: dlcourse fetch later\n" in student("check", "words", course=course).out


@pytest.mark.parametrize(("target", "folder"), [(None, "."), (None, "data"), ("basics/", "."), (".", "basics")])
def test_a_week_is_the_default(student, workspace, target, folder):
    """Without a target, or with the week's folder as a shell completes it, the whole week is checked."""
    ended = student("check", *[target] if target else [], cwd=workspace / folder)
    assert ended.code == 1
    assert "numbers" in ended.out
    assert "words" in ended.out
    assert "Start with basics/numbers.py, then: dlcourse check numbers" in ended.out


def test_a_file_outside_of_any_workspace(dlcourse, tmp_path, solutions):
    """A topic's file can be checked in any folder; nothing is written beside it."""
    path = tmp_path / "download" / "numbers.py"
    path.parent.mkdir()
    path.write_text(solutions["numbers"])
    assert dlcourse("check", path).code == 0
    assert list(path.parent.iterdir()) == [path]


def test_a_hint_is_offered_only_where_there_is_one(student, write, solutions):
    """For code that does not run, the next step is to make it run, not `dlcourse hint`."""
    for broken in ("def double(x", solutions["numbers"].replace("2 * x", "2 * y")):
        write(broken)
        out = student("check", "numbers").out
        assert "Make your code run first, then: dlcourse check numbers\n" in out
        assert "hint  " not in out
        assert "dlcourse hint" not in out
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    assert "One step at a time: dlcourse hint numbers\n" in student("check", "numbers").out


def test_a_failing_check_says_what_happened(student, write, solutions):
    """A failure shows the call and its arguments, what it returned, what was expected, the first difference, and the hint."""
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    out = student("check", "numbers").out
    for label in (
        "called     double(x)",
        "x = ndarray of 2×3",
        "returned      ",
        "expected\n",
        "read       basics/README.md",
    ):
        assert label in out
    assert "open       basics/numbers.py:4\n" in out
    assert "differs    [0, 0]:" in out
    assert "6 of 6 values differ" in out
    assert "hint       Multiply x by 2." in out
    assert "✔ total adds up  2/2" in out
    assert "Traceback" not in out


def test_what_stands_first(student, write, solutions, check_json):
    """The cause stands right under the title, then what came back, then the call, then the rest; so in the document."""
    write(solutions["numbers"].replace("return 2 * x", "print('hello')\n    return x * x"))
    labels = ["this is", "returned", "expected", "differs", "called", "printed"]
    assert [line["label"] for line in check_json()["topics"][0]["checks"][0]["lines"]] == labels
    out = student("check", "numbers").out
    panel = out[out.index("\n  ✘ double returns", out.index("total adds up")) :]
    places = [
        panel.index(f"\n  {label}")
        for label in ["this is", "returned", "differs", "called", "printed", "hint", "read", "open"]
    ]
    assert places == sorted(places)
    write(solutions["numbers"].replace("return 2 * x", "y = None\n    return y + 1"))
    labels = [line["label"] for line in check_json()["topics"][0]["checks"][0]["lines"]]
    assert labels == ["because", "raised", "line", "called"]


def test_code_above_a_leftover_raise(student, write, check_json, fetched):
    """Code above or below the stub's own raise is begun work: the message names the line to delete."""
    stub = (fetched / "basics/numbers.py").read_text()
    todo, leftover = "    # TODO: your code here\n", '    raise NotImplementedError("double")\n'
    says = "You have written code, but line {} still raises NotImplementedError: delete that line."
    for code, line in [
        (f"    y = 2 * x\n{todo}{leftover}", 8),
        (f"{todo}    y = 2 * x\n{leftover}", 8),
        (f"{todo}{leftover}    return 2 * x\n", 7),
    ]:
        write(stub.replace(todo + leftover, code, 1))
        double, _, total = check_json()["topics"][0]["checks"]
        assert (double["status"], double["source_line"], double["hints"]) == ("error", line, [])
        assert double["lines"] == [
            {"label": "because", "text": says.format(line)},
            {"label": "line", "text": f"{line}: {leftover.strip()}"},
        ]
        assert total["status"] == "not_started"
        out = student("check", "numbers").out
        assert out.count(says.format(line)) == 1
        assert f"open       basics/numbers.py:{line}\n" in out
        assert "Make your code run first, then: dlcourse check numbers\n" in out


def test_what_was_edited_last_comes_first(student, write, solutions):
    """Of several failures, the one in the function or topic that was edited since the last check is shown in full."""
    double = solutions["numbers"].replace("2 * x", "3 * x")
    both = double.replace("float(sum(values))", "sum(values) + 1.0")
    write(both)
    assert "hint       Multiply x by 2." in student("check", "numbers").out
    write(both.replace("+ 1.0", "+ 2.0"))
    assert "hint       Add the values up" in student("check", "numbers").out
    assert "1. Add the values up" in student("hint", "numbers").out
    assert "hint       Add the values up" in student("check", "numbers").out  # nothing was edited since
    write(both.replace("3 * x", "4 * x").replace("+ 1.0", "+ 2.0") + "\n\n# a comment\n")
    assert "hint       Multiply x by 2." in student("check", "numbers").out
    write(solutions["words"].replace("!", "?", 1), "words")
    student("check", "words")
    out = student("check").out
    assert "Go on with basics/words.py, then: dlcourse check words" in out
    assert "hint       Capitals, then a mark." in out
    write(both)
    assert "Go on with basics/numbers.py, then: dlcourse check numbers" in student("check").out


def test_a_known_mistake_is_named(student, write, solutions, check_json):
    """A recognised mistake is explained in the words of its author."""
    write(solutions["numbers"].replace("2 * x", "x * x"))
    assert "this is    You square x: multiply it by 2." in student("check", "numbers").out
    checks = check_json()["topics"][0]["checks"]
    assert [check["mistake"] for check in checks] == ["double_squares", None, None]


def test_a_mistake_that_changes_its_input(check_json, write, solutions):
    """A call that returns the right values but changes its argument loses only the check that looks at the argument."""
    write(solutions["numbers"].replace("return 2 * x", "x *= 2\n    return x"))
    checks = check_json()["topics"][0]["checks"]
    assert [check["status"] for check in checks] == ["passed", "failed", "passed"]
    assert checks[1]["mistake"] == "double_in_place"


def test_an_unusual_solution_passes(student, write, solutions):
    """A right solution that is written in another way gets full marks."""
    write(solutions["numbers"].replace("2 * x", "x + x").replace("float(sum(values))", "0.0 + sum(values)"))
    assert student("check", "numbers").code == 0


def test_an_untouched_exercise_is_no_failure(student, check_json):
    """An untouched stub is not started: no cross, no traceback, no wall of messages."""
    out = student("check", "numbers").out
    assert "not started" in out
    assert "✘" not in out
    assert "called" not in out
    statuses = {check["status"] for topic in check_json("basics")["topics"] for check in topic["checks"]}
    assert statuses == {"not_started"}


def test_one_exercise_done_and_one_untouched(student, write, solutions):
    """With one exercise right and the other untouched, nothing is marked as wrong."""
    half = solutions["numbers"].split("def total")[0] + 'def total(values):\n    raise NotImplementedError("total")\n'
    write(half)
    ended = student("check", "numbers")
    assert ended.code == 1
    assert "✘" not in ended.out
    assert "3/5" in ended.out
    assert "○ total adds up  0/2  not started" in ended.out


def test_a_check_that_needs_another_waits_for_it(check_json, write, solutions):
    """A check that needs another check is blocked, and says which one must pass first."""
    write(solutions["words"].replace("hello {self.name}", "hi {self.name}"), "words")
    shout, greets, counts = check_json("words")["topics"][0]["checks"]
    assert [check["status"] for check in (shout, greets, counts)] == ["passed", "failed", "blocked"]
    assert counts["lines"] == [{"label": "waits for", "text": "A Greeter greets by name"}]


def test_what_the_code_prints_is_shown_beside_a_failure(student, write, solutions):
    """What the student's code prints while it is checked is shown with the check that fails, and not otherwise."""
    write(solutions["numbers"].replace("return 2 * x", "print('x is', x.shape)\n    return 3 * x"))
    out = student("check", "numbers").out
    assert out.count("printed    x is (2, 3)") == 1


def test_verbose_shows_what_the_code_prints_in_checks_that_pass(student, check_json, write, solutions):
    """-v shows what the code printed below each check that passes; without it nothing changes."""
    write(solutions["numbers"].replace("return 2 * x", "print('x is', x.shape)\n    return 2 * x"))
    write(solutions["words"].replace("return text", "print('in shout')\n    return text"), "words")
    quiet, loud = student("check", "numbers").out, student("check", "numbers", "-v").out
    assert "printed" not in quiet
    title, printed = loud.splitlines()[1:3]
    assert title.startswith("  ✔ ")
    assert printed == "    printed    x is (2, 3)"
    week = student("check", "basics", "-v").out
    assert "printed    x is (2, 3)" in week
    assert "printed    in shout" in week
    assert not any(check["lines"] for check in check_json("numbers", code=0)["topics"][0]["checks"])


def test_the_same_message_is_not_repeated(student, write, solutions):
    """One reason for several failing checks is printed once."""
    write("import nosuchpackage\n" + solutions["numbers"])
    out = student("check", "numbers").out
    assert out.count("nosuchpackage'") == 1
    assert "more problem" not in out


def test_the_first_problem_is_shown_in_full(student, write, solutions):
    """Of several problems the first is shown in full and the others in a line each; -v shows all in full."""
    write(solutions["numbers"].replace("2 * x", "3 * x").replace("float(sum(values))", "sum(values) + 1.0"))
    write(solutions["words"].replace("!", "?", 1), "words")
    out = student("check", "basics").out
    assert out.count("differs") == 1
    assert "2 more problems, and 1 check that waits; -v shows all in full." in out
    assert "✘ total adds up  0/2" in out
    assert "  ✘ shout returns capitals and an exclamation mark  0/1" in out
    assert "Go on with basics/numbers.py, then: dlcourse check numbers" in out
    out = student("check", "basics", "-v").out
    assert out.count("differs") == 3
    assert "more problem" not in out
    assert "differs    the result: " in out


def test_what_a_hint_costs(student, write, solutions):
    """The panel of a failure shows the first hint; for an exercise that is not started no hint is shown."""
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    assert "hint       Multiply x by 2." in student("check", "numbers").out
    write(solutions["numbers"].split("def total")[0] + 'def total(values):\n    raise NotImplementedError("total")\n')
    assert "Add the values up" not in student("check", "numbers").out


def test_durations(student, write, solutions):
    """--durations shows the time of each topic that ran, and the time before; a topic that is not started does not run."""
    write(solutions["numbers"])
    out = student("check", "basics", "--durations").out
    named = [line.split(" s  ")[1] for line in out.splitlines() if " s  " in line]
    assert named == ["starting", "basics/numbers"]
    write(solutions["words"], "words")
    out = student("check", "basics", "--durations").out
    named = [line.split(" s  ")[1] for line in out.splitlines() if " s  " in line]
    assert sorted(named) == ["basics/numbers", "basics/words", "starting"]


def test_a_terminal_without_unicode(student, write, solutions):
    """If the terminal cannot print a sign, a plain one is printed instead, and nothing crashes."""
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    ended = student("check", "numbers", PYTHONIOENCODING="ascii")
    assert (ended.code, ended.err) == (1, "")
    assert "x double returns twice every element  0/2" in ended.out
    assert "+ total adds up" in ended.out


def test_text_of_student_code_is_no_markup_and_no_escape(student, write, solutions):
    """Control sequences and markup that student code raises or prints are shown, not acted on."""
    write(solutions["numbers"].replace("return 2 * x", r"raise ValueError('\x1b[31m[bold]red[/]\x1b]0;me\x07')"))
    out = student("check", "numbers").out
    assert "\x1b" not in out
    assert r"\x1b[31m[bold]red[/]\x1b]0;me\x07" in out


def test_a_broken_check_is_not_the_students_fault(student, write, solutions, course, edit):
    """A check that crashes on the reference as well is the grader's failure: said so, and exit code 3."""
    edit("graders/basics/numbers/test_visible.py", "assert_matches(total_values)", "assert total_values['nope'] == 1")
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    ended = student("check", "numbers", course=course)
    assert ended.code == 3
    assert "the grader failed here; not your fault" in ended.out
    assert "✘ double returns twice" in ended.out


def test_checking_changes_no_file_of_the_student(student, workspace, write, solutions):
    """A check leaves the student's folders as they are, whatever their code writes, and no __pycache__."""
    write("import pathlib\npathlib.Path('dropped.txt').write_text('x')\n" + solutions["numbers"])

    def files():
        return {path: path.read_bytes() for path in workspace.glob("[!.]*/**/*") if path.is_file()}

    before = files()
    assert student("check", "numbers").code == 0
    assert files() == before


def test_check_needs_no_network(write, solutions, workspace, cache, tiny):
    """A check runs where there is no network at all."""
    alone = [shutil.which("unshare") or "unshare", "-rn"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine cannot take the network away")
    write(solutions["numbers"])
    command = [*alone, sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", tiny, "check", "numbers"]
    ended = subprocess.run(command, cwd=workspace, env=os.environ | {"DLCOURSE_CACHE": str(cache)}, check=False)
    assert ended.returncode == 0
