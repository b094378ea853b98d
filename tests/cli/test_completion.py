"""dlcourse completion: what a shell's user gets when they press Tab."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dlcourse.cli.group import COMMANDS, COMPLETE

HEAVY = {"torch", "numpy", "pandas", "pytest", "nbgrader", "rich"}

Tab = Callable[..., list[str]]


@pytest.fixture
def program(tmp_path) -> Path:
    """A folder for PATH, with the command `dlcourse` in it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    file = folder / "dlcourse"
    file.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -P -m dlcourse.cli.main "$@"\n')
    file.chmod(0o755)
    return folder


@pytest.fixture
def tab(student, program, workspace, tiny) -> Tab:
    """Press Tab in bash after these words, and return what it is offered; nothing may be said on standard error."""
    bash = shutil.which("bash")
    if bash is None or sys.platform == "win32":
        pytest.skip("needs bash")
    script = student("completion", "bash", course=None).out

    def tab(*words: str, cwd: Path = workspace, course: Path | None = tiny) -> list[str]:
        line = shlex.join(["dlcourse", *words])
        ask = f"""{script}
compopt() {{ echo "files"; }}
COMP_WORDS=({line}); COMP_CWORD={len(words)}; COMPREPLY=()
_dlcourse_completion dlcourse
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
        env = os.environ | {"PATH": f"{program}{os.pathsep}{os.environ['PATH']}"}
        env |= {"DLCOURSE_COURSE": str(course)} if course else {}
        done = subprocess.run(
            [bash, "--norc", "--noprofile", "-c", ask], cwd=cwd, env=env, capture_output=True, text=True, check=False
        )
        assert done.stderr == ""
        return done.stdout.split()

    return tab


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ([""], list(COMMANDS)),
        (["co"], ["completion"]),
        (["dev", "st"], ["stubs"]),
        (["check", ""], ["basics", "numbers", "words"]),
        (["check", "nu"], ["numbers"]),
        (["check", "basics/"], ["basics/numbers", "basics/words"]),
        (["check", "numbers", "--js"], ["--json"]),
        (["check", "--color", "al"], ["always"]),
        (["watch", "wo"], ["words"]),
        (["hint", "b"], ["basics"]),
        (["score", "num"], ["numbers"]),
        (["reset", ""], ["numbers", "words"]),
        (["restore", "w"], ["words"]),
        (["submit", ""], ["basics"]),
        (["fetch", "b"], ["basics"]),
        (["grade", ""], ["basics"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["check", "./bas"], ["files"]),
    ],
)
def test_what_bash_offers(tab, words, offered):
    """Commands, options, their values, weeks and topics are completed; a file where no name fits."""
    assert tab(*words) == offered


def test_the_course_on_the_line(tab, tiny, tmp_path):
    """--course on the same line is the course whose topics are offered."""
    assert tab("--course", str(tiny), "check", "n", course=None, cwd=tmp_path) == ["numbers"]


@pytest.mark.parametrize(
    "words",
    [
        ["chekc", "x"],
        ["check", "--nonsense", ""],
        ["--course", "/nowhere", "check", ""],
        ["fetch", "zzz"],
        ["reset", ""],
    ],
)
def test_silence(tab, workspace, words):
    """Whatever is wrong with the line, the workspace or the course, nothing is said."""
    (workspace / ".dlcourse/workspace.json").write_text("{")
    tab(*words, course=Path("/nowhere") if words[0] == "reset" else None)


@pytest.mark.parametrize(("words", "imports"), [("dlcourse c", {"msgspec"} | HEAVY), ("dlcourse check n", HEAVY)])
def test_it_is_light(workspace, tiny, words, imports):
    """Completing the name of a command imports none of them; completing a topic reads the manifest, and no large library."""
    line = words.split()
    settings = {COMPLETE: "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(line) - 1)}
    command = [sys.executable, "-P", "-X", "importtime", "-m", "dlcourse.cli.main"]
    env = os.environ | settings | {"DLCOURSE_COURSE": str(tiny)}
    done = subprocess.run(command, cwd=workspace, env=env, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()
    names = {name.partition(".")[0] for name in re.findall(r"^import time:.*\| +(\S+)$", done.stderr, re.MULTILINE)}
    assert "click" in names
    assert not names & imports


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script(dlcourse, shell):
    """Each shell's script names the program and the variable, and is printed for the login shell without asking."""
    ended = dlcourse("completion", shell, course=None)
    assert (ended.code, ended.err) == (0, "")
    assert "dlcourse" in ended.out
    assert f"{COMPLETE}={shell}_complete" in ended.out
    assert dlcourse("completion", course=None, SHELL=f"/usr/bin/{shell}").out == ended.out
    if shutil.which(shell):
        assert subprocess.run([shell, "-n"], input=ended.out, text=True, check=False).returncode == 0


@pytest.mark.parametrize("shell", ["/bin/ksh", None])
def test_no_shell_to_guess(dlcourse, shell):
    """Where $SHELL is none of them, the three are named."""
    ended = dlcourse("completion", course=None, SHELL=shell)
    assert ended.code == 2
    assert "dlcourse completion bash, zsh or fish" in ended.err
