"""Hostile files and names through the whole command: what is no file is not opened, and reports stay plain text."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

TINY = Path(__file__).parents[2] / "courses" / "tiny"
RIGHT = (TINY / "solutions/basics/numbers.py").read_text()
SECRET = "canary-7f3a"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these names and files are POSIX's")

# Every student hands in a right solution under a name that somebody might act on.
NAMES = {
    "an escape sequence": "a\x1b[2J\x1b]0;owned\x07",
    "a newline": "b\nz_right 10",
    "a formula": "=cmd|' calc'!A0",
    "another formula": "@SUM(1+1)",
    "a minus": "-2+3",
    "a plus": "+1",
    "an option": "--force",
    "a script": "<img src=x onerror=alert(1)>",
    "a quote and commas": 'c","10","10',
    "a right-to-left mark": "d\u202egnp.exe",
    "invisible characters": "e\u200b\u2066\ufeff",
    "a percent sign": "%s%n{0}{{7*7}}$(id)`id`",
    "a reserved name": "CON",
    "a long name": "f" * 200,
    "accents": "José Ñandú",
    "a home": "~root",
    "a rich markup": "[red]g[bold][link=x]",
    "no UTF-8": os.fsdecode(b"h\xff\xfe"),
}
EVIL = "\x1b\x07\u202e\u200b\u2066\ufeff"


@pytest.fixture(scope="module")
def graded(run: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A class of odd names and odd files, graded once."""
    root = tmp_path_factory.mktemp("odd")
    secret = root / "secret.py"
    secret.write_text(RIGHT + f"# {SECRET}\nraise SystemExit('{SECRET}')\n")
    submissions = root / "submissions"
    for name in ["z_right", *NAMES.values()]:
        (submissions / name).mkdir(parents=True)
        (submissions / name / "numbers.py").write_text(RIGHT)

    def odd(name: str) -> Path:
        (submissions / name).mkdir()
        return submissions / name / "numbers.py"

    odd("x_link").symlink_to(secret)
    odd("x_link_to_solution").symlink_to(TINY / "solutions/basics/numbers.py")
    odd("x_link_to_itself").symlink_to("numbers.py")
    odd("x_link_to_disk").symlink_to("/dev/zero")
    odd("x_folder").mkdir()
    os.mkfifo(odd("x_pipe"))
    with odd("x_giant").open("wb") as file:
        file.truncate(1 << 40)
    with socket.socket(socket.AF_UNIX) as line, contextlib.chdir(odd("x_socket").parent):  # its path has to be short
        line.bind("numbers.py")
    odd("x_nulls").write_bytes(b"\0" * 1000)
    odd("x_bytes").write_bytes(bytes(range(256)) * 10)
    odd("x_encoding").write_bytes(b"# -*- coding: rot13 -*-\n" + RIGHT.encode())
    (submissions / "x_link_folder").symlink_to(submissions / "z_right")
    return root, run("grade", "basics", submissions, "--out", root / "results", "--isolation", "process", cwd=root)


def records(root: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (root / "results/results.jsonl").read_text("utf-8").splitlines()]


def test_every_name_gets_its_points(graded: tuple[Path, Any]) -> None:
    """A name costs nobody a point, and no two become one."""
    root, ended = graded
    assert ended.code == 0, ended.err
    right = [record for record in records(root) if record["points"] == 6]
    assert len(right) == len(NAMES) + 1


def test_what_is_no_file_is_not_opened(graded: tuple[Path, Any]) -> None:
    """Links, pipes, folders, sockets, giants and bytes earn nothing, and each record says what is wrong."""
    root, _ = graded
    odd = {record["student"]: record for record in records(root) if record["student"].startswith("x_")}
    assert len(odd) >= 11
    for student, record in odd.items():
        assert record["points"] == 0, student
        messages = [str(check["lines"]) for check in record["topics"][0]["checks"]]
        assert all(messages), student
    said = {student: str(record["topics"][0]["checks"][0]["lines"]) for student, record in odd.items()}
    for student, word in (("link", "link"), ("link_to_solution", "link"), ("giant", "at most"), ("pipe", "regular")):
        assert word in said[f"x_{student}"]


def test_nothing_in_a_report_is_acted_on(graded: tuple[Path, Any]) -> None:
    """No control character in terminal, records or CSV; no cell that a spreadsheet would compute; no line too many."""
    root, ended = graded
    table = (root / "results/grades.csv").read_bytes().decode("utf-8")
    for text in (ended.out, ended.err, table, (root / "results/results.jsonl").read_text("utf-8")):
        assert not set(text) & set(EVIL)
        assert SECRET not in text
    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(rows) == len(records(root))
    assert not [row for row in rows if row["student"][:1] in tuple("=+-@\t\r")]
    assert {row["student"] for row in rows if row["points"] == "10.0"} == set()


def test_nothing_is_written_beside_the_results(graded: tuple[Path, Any]) -> None:
    """Whatever a student is called, every file lies in the results folder, and the submissions are as they were."""
    root, _ = graded
    assert sorted(path.name for path in root.iterdir()) == ["results", "secret.py", "submissions"]
    made = {"evidence", "records", "keys", "run.json", "results.jsonl", "grades.csv", "notes.txt"}
    assert {path.name for path in (root / "results").iterdir()} <= made
    assert (root / "submissions/x_link/numbers.py").readlink() == root / "secret.py"
