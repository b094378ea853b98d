"""A probe may run the student's file as a program: exit code, output, arguments, and a silent import."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

COURSE = Path(__file__).parents[1] / "courses" / "light"
SOLUTION = (COURSE / "solutions" / "plain" / "report.py").read_text()
GUARD = 'if __name__ == "__main__":\n    sys.exit(main())\n'


@pytest.fixture
def check(dlcourse, tmp_path) -> Callable[..., Any]:
    """Check the solution with one text replaced; return the command's end, or with `as_json` its checks by name."""
    run = functools.partial(dlcourse, course=COURSE)
    assert run("fetch", "plain").code == 0

    def check(old: str = "", new: str = "", *, as_json: bool = True) -> Any:
        assert old in SOLUTION
        (tmp_path / "plain" / "report.py").write_text(SOLUTION.replace(old, new) if old else SOLUTION)
        ended = run("check", "report", *["--json"] * as_json)
        if not as_json:
            return ended
        return {one["name"]: one for one in json.loads(ended.out)["topics"][0]["checks"]}

    return check


def statuses(checks: dict[str, Any]) -> list[str]:
    return [one["status"] for one in checks.values()]


def test_a_right_program_passes(check):
    assert statuses(check()) == ["passed"] * 3


def test_a_wrong_exit_code_shows_the_command(check):
    """The message says what was run, as a student would type it, and the known mistake says why."""
    ended = check("sys.exit(main())", "main()", as_json=False)
    assert ended.code == 1
    assert "python report.py {first} no{first}" in ended.out
    assert "write `sys.exit(main())`" in ended.out


@pytest.mark.parametrize("unguarded", [GUARD + "else:\n    main([])\n", GUARD + "else:\n    sys.stdout.write('x')\n"])
def test_an_import_that_prints(check, unguarded):
    """What the import prints is evidence, and nothing else of the topic is lost."""
    assert check(GUARD, unguarded)["test_import_is_silent"]["status"] == "failed"


def test_an_exception_in_the_program_is_shown_with_its_line(check):
    """An exception below the guard is not an exit code: the student sees its line."""
    ended = check("sys.exit(main())", "sys.exit(mian())", as_json=False)
    assert "NameError" in ended.out
    assert "sys.exit(mian())" in ended.out


def test_a_stub_is_not_started(check, dlcourse, tmp_path):
    """The error of an exercise that is not started ends the program as it ends a call."""
    (tmp_path / "plain" / "report.py").write_text(
        (COURSE / "exercises" / "plain" / "report.py").read_text() + "\n# mine\n"
    )
    done = json.loads(dlcourse("check", "report", "--json", course=COURSE).out)
    assert [one["status"] for one in done["topics"][0]["checks"][:1]] == ["not_started"]


@pytest.mark.parametrize(
    ("ending", "test"),
    [
        ("import os; os._exit(0)", "test_adds"),
        ("print('sum' * 5000); sys.exit(main())", "test_adds"),
        ("sys.argv.append('7'); sys.exit(main())", "test_adds"),
        ("sys.exit('no')", "test_adds"),
        ("import os; os.fork() and os.wait(); sys.exit(main())", ""),
        ("sys.modules.pop('__main__'); sys.exit(main())", ""),
        ("import threading; threading.Thread(target=main).start(); sys.exit(main())", "test_adds"),
    ],
)
def test_programs_that_do_odd_things(check, ending, test):
    """Each ends in evidence: a wrong one fails its check, and the command goes on."""
    checks = check("sys.exit(main())", ending)
    assert checks["test_import_is_silent"]["status"] in ("passed", "blocked")
    assert not test or checks[test]["status"] in ("failed", "error")
    assert test or statuses(checks) == ["passed"] * 3


def test_a_program_without_end(check):
    """The limit of a probe holds for the program."""
    ended = check("sys.exit(main())", "while True: pass", as_json=False)
    assert "had not ended after 5 s" in ended.out
    assert "while True: pass" in ended.out


def test_the_course_proves_itself(dlcourse):
    """Its mistakes are caught and its variants pass, also those that replace one function of a program."""
    ended = dlcourse("dev", "check", course=COURSE)
    assert ended.code == 0, ended
