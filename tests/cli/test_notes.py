"""dlcourse notes: what an author writes beside a solution, and a right solution opens."""

from __future__ import annotations

import shutil
import sys
import zipfile

import pytest

NOTE = """\
Doubling works on the **whole array** at once, so there is no loop.

```python
def double(x):
    return x + x
```
"""
VARIANT = """\
def double(x):
    return x + x


def total(values):
    if len(values) == 0:
        raise ValueError
    result = 0.0
    for value in reversed(values):
        result += value
    return result
"""
ENDED = "2 topics, 7 checks: 7 mistakes caught and recognised, 2 variants with full marks.\n"
WITHOUT_ERROR = "def double(x):\n    return 2 * x\n\n\ndef total(values):\n    return float(sum(values))\n"


@pytest.fixture
def note(course, edit):
    """Write the note of a topic; the topic `numbers` gets enough numbers for it."""
    edit("graders/basics/numbers/probes.py", "size=(2, 3)", "size=(4, 3)")
    (course / "solutions/basics/notes").mkdir()

    def write(text=NOTE, topic="numbers"):
        path = course / f"solutions/basics/notes/{topic}.md"
        path.write_text(text)
        return path

    write()
    return write


@pytest.fixture
def packed(note, dlcourse, course, tmp_path):
    """The packed course, and a function that runs a command in a folder into which a student fetched it."""
    assert dlcourse("dev", "pack", "--out", "tiny.zip", course=course).code == 0
    assert dlcourse("fetch", "basics", "--from", tmp_path / "tiny.zip", "--into", "mine", course=None).code == 0

    def run(*arguments, numbers=None):
        if numbers is not None:
            (tmp_path / "mine/basics/numbers.py").write_text(numbers)
        return dlcourse(*arguments, cwd=tmp_path / "mine", course=None)

    return run


def test_a_right_file_opens_it(packed, solutions):
    """The note opens for the reference and for a right solution that looks unlike it."""
    for right in (solutions["numbers"], VARIANT):
        ended = packed("notes", "numbers", numbers=right)
        assert (ended.code, ended.out) == (0, NOTE), ended


def test_before_it_is_solved(packed):
    """Before the visible checks pass, it says how many do not, and what to do."""
    ended = packed("notes", "numbers")
    assert ended.code == 1
    assert ended.out == (
        "The notes on numbers open when it is solved. 3 of 3 visible checks do not pass yet: dlcourse check numbers\n"
    )
    ended = packed("notes", "numbers", numbers=VARIANT.replace("x + x", "x * x"))
    assert "2 of 3 visible checks do not pass yet: dlcourse check numbers" in ended.out


def test_green_but_wrong(packed):
    """A file that only a hidden check would catch does not open it, and the message says so."""
    ended = packed("notes", "numbers", numbers=WITHOUT_ERROR)
    assert ended.code == 1
    assert "The visible checks of numbers pass, but the notes do not open" in ended.out
    assert "A hidden check may fail, too." in ended.out
    assert "whole array" not in ended.out


def test_after_green(packed, solutions):
    """`check` names the note after green, and only then, and only where there is one."""
    packed("check", "numbers", numbers=solutions["numbers"])
    assert packed("check", "numbers").out.splitlines()[-2].endswith("dlcourse notes numbers")
    assert "notes" not in packed("check", "numbers", numbers=WITHOUT_ERROR.replace("2 *", "3 *")).out
    assert "notes" not in packed("check", "words").out


def test_what_is_packed(packed, note, course, dlcourse, tmp_path):
    """The zip holds the note encrypted; nothing in it shows a line of it, or an answer to its inputs. Packing is repeatable."""
    data = (tmp_path / "tiny.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "tiny.zip") as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
        archive.extractall(tmp_path / "unpacked")
    assert [name for name in contents if "note" in name] == ["keys/basics/numbers.note"]
    assert not [name for name, content in contents.items() if b"whole array" in content or b"x + x" in content]
    for again in (course, tmp_path / "unpacked"):
        assert dlcourse("dev", "pack", "--out", "again.zip", course=again).code == 0
        assert (tmp_path / "again.zip").read_bytes() == data
    changed = NOTE.replace("no loop", "NO LOOP")
    note(changed)
    assert dlcourse("dev", "pack", "--out", "again.zip", course=course).code == 0
    with zipfile.ZipFile(tmp_path / "again.zip") as archive:
        other = archive.read("keys/basics/numbers.note")
    box, other_box = contents["keys/basics/numbers.note"][-len(NOTE) :], other[-len(NOTE) :]
    same = sum(one == two for one, two in zip(box, other_box, strict=True))
    assert same < len(NOTE) / 4, "another text has another key stream: two versions must not show where they differ"


def test_keys_have_it_too(note, dlcourse, course, tmp_path):
    """`dev keys` writes the encrypted note beside the key, as the installed package has it."""
    assert dlcourse("dev", "keys", "--out", tmp_path / "keys", course=course).code == 0
    assert sorted(path.name for path in (tmp_path / "keys/basics").iterdir()) == [
        "numbers.key",
        "numbers.note",
        "words.key",
    ]


def test_in_a_course_with_solutions(note, dlcourse, course, tmp_path, solutions):
    """In a course with solutions it is locked first, once, and opens in the same way."""
    assert dlcourse("fetch", "basics", "--into", "mine", course=course).code == 0
    file = tmp_path / "mine/basics/numbers.py"
    file.write_text(WITHOUT_ERROR)
    ended = dlcourse("notes", "basics/numbers", cwd=tmp_path / "mine", course=course)
    assert (ended.code, "do not open" in ended.out) == (1, True)
    file.write_text(solutions["numbers"])
    assert dlcourse("notes", file, cwd=tmp_path / "mine", course=course).out == NOTE


def test_no_note(packed, note):
    """A topic without a note, and a week, say what is possible."""
    ended = packed("notes", "words")
    assert (ended.code, ended.err) == (2, "Error: There are no notes on words.\n")
    ended = packed("notes", "basics")
    assert (ended.code, "dlcourse notes numbers" in ended.err) == (2, True)


def test_a_damaged_note(packed, solutions, tmp_path):
    """A note that cannot be read is the course's fault, and the message says how to get a new one."""
    (path,) = (tmp_path / "mine").rglob("numbers.note")
    path.write_bytes(path.read_bytes()[:-40])
    ended = packed("notes", "numbers", numbers=solutions["numbers"])
    assert ended.code == 3, ended
    assert "fetch it again: dlcourse fetch basics" in ended.err


# ---- authors


def test_the_proof(note, dlcourse, course):
    """`dev check` proves the note, and names a topic without one, if others of its week have one."""
    ended = dlcourse("dev", "check", "--seeds", "1", course=course)
    assert ended.code == 0, ended
    assert ended.err == (
        "warning: solutions/basics/notes/words.md is missing: other topics of basics have notes for students who solved them.\n"
    )


def test_a_note_that_could_be_guessed(note, dlcourse, course):
    """A topic that returns only texts cannot lock a note: `dev check` says so, and `dev pack` writes nothing."""
    note(topic="words")
    ended = dlcourse("dev", "check", "words", course=course)
    assert ended.code == 1
    assert "solutions/basics/notes/words.md: what a right solution returns could be guessed: it has 0 bits" in ended.out
    assert (
        "Add a probe with drawn inputs that returns numbers, or accept it with the line <!-- guessable -->."
        in ended.out
    )
    ended = dlcourse("dev", "pack", course=course)
    assert (ended.code, "could be guessed" in ended.err) == (3, True)
    assert not list(course.parent.glob("*.zip"))
    note(f"<!-- guessable -->\n{NOTE}", topic="words")
    ended = dlcourse("dev", "check", course=course)
    assert (ended.code, ended.out, ended.err) == (0, ENDED, "")
    note(f"<!-- guessable -->\n{NOTE}")
    assert "<!-- guessable -->: it has" in dlcourse("dev", "check", "numbers", course=course).out


def test_a_mistake_that_opens_it(note, dlcourse, course, edit, tmp_path, solutions):
    """A mistake that only a hidden check catches, and not on the inputs of the note, is a violation, or accepted by its author.
    One that a visible check catches is none: the command asks for green first.
    """
    edit(
        "solutions/basics/mistakes/numbers.py",
        "    return x * x\n",
        "    return x * x if x.max() > 8.5 else 2 * x\n",
    )
    assert dlcourse("dev", "check", "numbers", course=course).code == 0
    visible, hidden = (course / f"graders/basics/numbers/test_{kind}.py" for kind in ("visible", "hidden"))
    head, double, leaves, total = visible.read_text().strip().split("\n\n\n")
    visible.write_text(f"{head}\n\n\n{total}\n")
    hidden.write_text(
        "\n\n\n".join([f"{head}\n", double, leaves, hidden.read_text().strip().split("\n\n\n")[1]]) + "\n"
    )
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert ended.code == 1
    assert "numbers.md: the mistake double_squares leaves what right solutions leave" in ended.out
    assert dlcourse("fetch", "basics", "--into", "mine", course=course).code == 0
    (tmp_path / "mine/basics/numbers.py").write_text(solutions["numbers"])
    ended = dlcourse("notes", "numbers", cwd=tmp_path / "mine", course=course)
    assert (ended.code, ended.err) == (
        2,
        "Error: The notes on numbers are not ready yet: dlcourse dev check numbers says why.\n",
    )
    note(f"<!-- opened by double_squares -->\n{NOTE}")
    assert dlcourse("dev", "check", "numbers", course=course).code == 0
    note(f"<!-- opened by double_squares nobody -->\n{NOTE}")
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert "<!-- opened by nobody -->: there is no such mistake" in ended.out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("\n", "numbers.md is empty: write why the solution works, or delete it."),
        ("Why.\n\n```python\ndef double(x)\n    return x\n```\n", "numbers.md:4: this is not Python (expected ':')"),
    ],
)
def test_what_can_be_read(note, dlcourse, course, text, says):
    """An empty note, and code that is none, are violations."""
    note(text)
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert (ended.code, says in ended.out) == (1, True), ended


def test_a_value_that_no_check_compares(note, dlcourse, course, edit, tmp_path):
    """A value that right solutions may choose is no part of the secret, so a solution with full marks opens it."""
    edit(
        "graders/basics/numbers/probes.py",
        '"sum": student.total(values)}',
        '"sum": student.total(values), "first": float(student.double(x)[0, 0]), "doc": len(student.double.__doc__ or "")}',
    )
    edit("graders/basics/numbers/probes.py", "total_values(student, values)", "total_values(student, values, x)")
    edit(
        "graders/basics/numbers/test_visible.py", "assert_matches(total_values)", 'assert_matches(total_values, "sum")'
    )
    assert dlcourse("dev", "pack", "--out", "tiny.zip", course=course).code == 0
    assert dlcourse("fetch", "basics", "--from", tmp_path / "tiny.zip", "--into", "mine", course=None).code == 0
    (tmp_path / "mine/basics/numbers.py").write_text(
        VARIANT.replace("def double(x):\n", 'def double(x):\n    "Mine."\n')
    )
    ended = dlcourse("notes", "numbers", cwd=tmp_path / "mine", course=None)
    assert (ended.code, ended.out) == (0, NOTE), ended


# ---- at a terminal


@pytest.fixture
def unpacked(packed, tmp_path):
    """The packed course as a folder: a terminal's command names its course."""
    with zipfile.ZipFile(tmp_path / "tiny.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_it_wraps_between_words(unpacked, terminal, solutions, tmp_path):
    """A narrow window shows whole words, and the code without its fence."""
    (tmp_path / "mine/basics/numbers.py").write_text(solutions["numbers"])
    t = terminal("notes", "numbers", cwd=tmp_path / "mine", course=unpacked, columns=40)
    screen = t.until("Doubling works on the whole array at", "return x + x")
    assert "\nonce, so there is no loop.\n" in screen
    assert "```" not in screen


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_watch(unpacked, terminal, solutions, tmp_path):
    """After green, `s` shows the note, and again `s` closes it. Before green, it says when the note comes."""
    folder = tmp_path / "mine"
    t = terminal("watch", "numbers", cwd=folder, course=unpacked)
    t.until("checked in", "q quit")
    t.press("s")
    t.until("The notes come when the visible checks of numbers pass.")
    (folder / "basics/numbers.py").write_text(WITHOUT_ERROR)
    t.until("Well done!", "Press s to read what is worth knowing about it now.")
    t.press("s")
    t.until("the notes do not open")
    (folder / "basics/numbers.py").write_text(solutions["numbers"])
    t.until("Well done!", gone="the notes do not open")
    t.press("s")
    t.until("Doubling works on the whole array at once", "return x + x")
    t.press("s")
    t.until("Well done!", gone="Doubling works")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_watch_in_a_course_with_solutions(note, terminal, dlcourse, course, tmp_path, solutions):
    """In a course with solutions, `watch` does not stop to lock the note: it says what does."""
    assert dlcourse("fetch", "basics", "--into", "mine", course=course).code == 0
    shutil.copy(course / "solutions/basics/numbers.py", tmp_path / "mine/basics/numbers.py")
    t = terminal("watch", "numbers", cwd=tmp_path / "mine", course=course, DLCOURSE_CACHE=str(tmp_path / "cache"))
    t.until("Well done!", "checked in")
    t.press("s")
    t.until("dlcourse notes numbers")
