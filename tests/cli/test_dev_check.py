"""dlcourse dev check: each promise, broken; exit code 1 and a line for each that says where and what.

Faults that do not hide each other are broken together, since proving a course costs a second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Fault:
    """Replace a text of a file (None: the file goes), and expect a line of output with all these words."""

    file: str
    old: str | None
    new: str
    words: tuple[str, ...]


def fault(file: str, old: str | None, new: str, *words: str) -> Fault:
    return Fault(file, old, new, words)


SOLUTION = "solutions/basics/numbers.py"
STUB = "exercises/basics/numbers.py"
MISTAKES = "solutions/basics/mistakes/numbers.py"
VARIANTS = "solutions/basics/variants/numbers.py"
PROBES = "graders/basics/numbers/probes.py"
VISIBLE = "graders/basics/numbers/test_visible.py"
HIDDEN = "graders/basics/numbers/test_hidden.py"
WORDS = "graders/basics/words"

FAULTS = {
    "what authors forget": [
        fault("course.toml", "points = 6", "points = 7", "basics/numbers: its checks add up to 6 points", "says 7"),
        fault("course.toml", "points = 10", "points = 12", "basics: its topics add up to 11 points", "says 12"),
        fault(VISIBLE, 'hints=["Multiply x by 2."]', 'hints=[""]', "basics/numbers: test_double has no hint"),
        fault(SOLUTION, '"""Return twice every element of a float array, as a new array."""', "", "double has no docstring"),
        fault(MISTAKES, '"""You square x: multiply it by 2."""', "", "mistake double_squares has no docstring", "feedback"),
        fault(VARIANTS, '"""Adds x to itself."""', "", "variant double_by_adding has no docstring"),
        fault(STUB, "Doubling", "Halving", f"{STUB} is out of step with its solution", "dlcourse dev stubs"),
        fault(
            "exercises/basics/README.md",
            "## Greeting · `words.py`",
            "## Greetings",
            "basics/words: exercises/basics/README.md has no section “## Greeting · `words.py`”",
        ),
        fault("datasets/words.txt", None, "", "basics: datasets/words.txt is missing"),
    ],
    "names that fit nothing": [
        fault(VISIBLE, 'needs=["test_double"]', 'needs=["test_dubble"]', "needs test_dubble, which is no earlier check"),
        fault(HIDDEN, "(total_of_nothing)", "(total_values)", "no check asks for the probe total_of_nothing"),
        fault(PROBES, "error_of(student.total, [])", "None", "probe total_of_nothing calls nothing of the student's"),
        fault(PROBES, "student.total(values)", "student.sum(values)", "probe total_values calls 'sum'", "does not have"),
        fault(MISTAKES, 'caught_by="test_total")', 'caught_by="test_sum")', "caught by 'test_sum', which is no check"),
        fault(VARIANTS, 'of="double"', 'of="dubble"', "double_by_adding is of 'dubble', which the solution does not"),
        fault("solutions/basics/mistakes/words.py", 'of="shout"', 'of="whisper"', "shout_without_mark is of 'whisper'"),
    ],
    "files that are no Python": [
        fault(SOLUTION, "return 2 * x", "return (2 * x", SOLUTION, "not valid Python", "never closed"),
        fault(f"{WORDS}/test_visible.py", "(shouting):", "(shouting:", f"{WORDS}/test_visible.py", "not valid Python"),
    ],
    "marks that say nothing": [
        fault(VISIBLE, "points=1", "points=0", f"{VISIBLE}:12", "test_double_leaves_its_input", "a number above 0"),
        fault(f"{WORDS}/test_visible.py", "(shouting)", "(shout)", "test_shout asks for the probe 'shout'", "'shouting'?"),
    ],
    "no regions, a name twice": [
        fault("solutions/basics/words.py", "### ", "# ", "solutions/basics/words.py marks no solution", "### BEGIN"),
        fault(HIDDEN, "test_total_of_nothing", "test_total", "test_total is both visible and hidden"),
    ],
    "missing files": [
        fault(STUB, None, "", f"{STUB} is missing", "dlcourse dev stubs"),
        fault(SOLUTION, None, "", f"{SOLUTION} is missing", "write it"),
        fault(PROBES, None, "", f"{PROBES} is missing", "write it"),
        fault("solutions/basics/mistakes/words.py", None, "", "there are no mistakes", "nothing shows that a check can fail"),
    ],
    "a reference that crashes, inputs that cannot be drawn": [
        fault(SOLUTION, '"""Doubling and adding."""', '"""Doubling."""\n1 / 0', "basics/numbers: the reference", "ZeroDiv"),
        fault(STUB, '"""Doubling and adding."""', '"""Doubling."""\n1 / 0', "basics/numbers: the reference", "ZeroDivision"),
        fault(f"{WORDS}/probes.py", "rng.choice", "rnd.choice", "basics/words: The inputs of the probes cannot be drawn"),
    ],
    "a check that cannot be imported, a stub that does something": [
        fault(VISIBLE, "from dlcourse.graders.assert", "import nope\nfrom dlcourse.graders.assert", "basics/numbers", "collected"),
        fault(
            "solutions/basics/words.py",
            '    ### BEGIN SOLUTION\n    return text.upper() + "!"\n    ### END SOLUTION',
            '    return text.upper() + "!"',
            "basics/words: the untouched stub must leave every check not_started, but test_shout is passed",
        ),
        fault(
            "exercises/basics/words.py",
            '    # TODO: your code here\n    raise NotImplementedError("shout")',
            '    return text.upper() + "!"',
            "untouched stub",
        ),
    ],
    "mistakes and variants that do not fit": [
        fault(MISTAKES, "x * x", "2 * x", "mistake double_squares is not caught by test_double (passed)", "by: no check"),
        fault(
            MISTAKES,
            'caught_by="test_double_leaves_its_input"',
            'caught_by="test_total"',
            "mistake double_in_place is not caught by test_total (passed); caught by: test_double_leaves_its_input",
        ),
        fault(
            MISTAKES,
            "return sum(values) / len(values)",
            "return float(__import__('time').time_ns() % 99_991)",
            "mistake total_is_the_mean is not recognised at test_total",
        ),
        fault(VARIANTS, "x + x", "3 * x", "variant double_by_adding must get full marks, but test_double is failed"),
        fault(
            "solutions/basics/mistakes/words.py",
            '@mistake(of="Greeter.greet"',
            '@mistake(of="shout", caught_by="test_shout")\ndef shout_in_letters(text):\n    """You join letters only."""\n'
            '    return "".join(text.upper())\n\n\n@mistake(of="Greeter.greet"',
            "taken for shout_",
            "only it leaves this evidence",
        ),
        fault(
            f"{WORDS}/probes.py",
            '{"text": greeter.greet()',
            '{"now": __import__("time").time_ns(), "text": greeter.greet()',
            "basics/words: the probe greeting leaves other evidence each time",
        ),
    ],
    "checks that judge wrongly": [
        fault(VISIBLE, "assert_matches(total_values)", "total_values['n']", "test_total breaks on the reference: KeyError: 'n'"),
        fault(VISIBLE, 'assert_matches(double_values, "y")', "pass", "mistake double_squares is not caught by test_double"),
        fault(f"{WORDS}/test_visible.py", '["count"] == 1', '["count"] == 2', "test_greeter_counts breaks on the reference"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_named(dlcourse, course, edit, name):
    """Each fault is told in a line that names the topic or file, and what is wrong there; exit code 1."""
    for one in FAULTS[name]:
        (course / one.file).unlink() if one.old is None else edit(one.file, one.old, one.new)
    ended = dlcourse("dev", "check", course=course)
    assert ended.code == 1, ended
    assert "Traceback" not in ended.err
    lines = ended.out.splitlines()
    assert lines[-1].endswith((" violation.", " violations."))
    unsaid = [one.words for one in FAULTS[name] if not any(all(w in line for w in one.words) for line in lines)]
    assert not unsaid, ended.out


def test_a_sound_course(dlcourse, course):
    """The tiny course holds all promises: exit code 0, with what was proved."""
    ended = dlcourse("dev", "check", course=course)
    assert ended.code == 0
    assert "2 topics, 7 checks: 6 mistakes caught and recognised, 2 variants with full marks." in ended.out


def test_other_seeds(dlcourse, course, edit):
    """With --seeds, the reference and the variants must pass on other inputs too: the line says on which."""
    ended = dlcourse("dev", "check", "words", "--seeds", "3", course=course)
    assert (ended.code, "and with 3 other seeds." in ended.out) == (0, True)
    edit(VISIBLE, "    assert_matches(total_values)", "    assert total_values['sum'] % 5, 'five'")
    ended = dlcourse("dev", "check", "numbers", "--seeds", "20", course=course)
    assert ended.code == 1
    assert re.search(
        r"test_total breaks on the (reference|variant \w+)( with seed \d+ on [12] threads?)?: .*five", ended.out
    )


def test_files_that_belong_to_nothing(dlcourse, course):
    """Every file and folder that no topic owns is named."""
    strays = ["exercises/basics/old.py", "graders/basics/numbers/notes.txt", "graders/basics/old/probes.py"]
    for stray in strays:
        (course / stray).parent.mkdir(exist_ok=True)
        (course / stray).write_text("")
    (course / "solutions/later").mkdir()
    ended = dlcourse("dev", "check", course=course)
    assert ended.code == 1
    for stray in [*strays, "solutions/later"]:
        assert f"{stray} " in ended.out
    assert "4 violations." in ended.out


def test_one_topic_alone(dlcourse, course, edit):
    """With a target, only that topic is proved: what is wrong with another is not looked at."""
    edit(VISIBLE, 'hints=["Multiply x by 2."]', 'hints=[""]')
    ended = dlcourse("dev", "check", "words", course=course)
    assert (ended.code, "1 topic, 3 checks: 2 mistakes" in ended.out) == (0, True)
