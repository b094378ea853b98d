"""dlcourse dev check: each promise is broken; exit code 1, and a line for each that says where, what and what to do.

Faults that do not hide each other are made together, because proving a course costs a second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pytest

from dlcourse.graders.engine.files import digest


@dataclass(frozen=True)
class Fault:
    """Replace a text of a file (None: delete the file), and expect a line of output with all these words."""

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
WORDS = "solutions/basics/words.py"
SHOUTED = "solutions/basics/mistakes/words.py"
ASKED = "graders/basics/words/probes.py"
JUDGED = "graders/basics/words/test_visible.py"
LESSON = "exercises/basics/README.md"

FAULTS = {
    "what authors forget": [
        fault("course.toml", "points = 6", "points = 7", "course.toml: basics/numbers: its checks add up to 6", "says 7"),
        fault("course.toml", "points = 10", "points = 12", "course.toml: basics: its topics add up to 11 points", "says 12"),
        fault(VISIBLE, 'hints=["Multiply x by 2."]', 'hints=[""]', f"{VISIBLE}:6: test_double has no hint"),
        fault(SOLUTION, '"""Return twice every element of a float array, as a new array."""', "", "4: double has no docstring"),
        fault(MISTAKES, '"""You square x: multiply it by 2."""', "", f"{MISTAKES}:5: the mistake double_squares has no doc", "feed"),
        fault(VARIANTS, '"""Adds x to itself."""', "", "variant double_by_adding has no docstring"),
        fault(STUB, "Doubling", "Halving", f"{STUB} is out of step with its solution", "dev stubs`"),
        fault(LESSON, "## Greeting · `words.py`", "## Greetings", f"{LESSON} has no section “## Greeting · `words.py`”"),
        fault("datasets/words.txt", None, "", "course.toml: basics: datasets/words.txt is missing"),
        fault(WORDS, '"""Return "hello NAME"; afterwards, count is one more."""', "", f"{WORDS}:20: Greeter.greet has no docstring"),
        fault(JUDGED, '"""A Greeter greets by name."""', "", f"{JUDGED}:12: test_greeter_greets has no docstring", "its title"),
        fault(ASKED, "greeter = student.Greeter(name)", "who = name\n    greeter = student.Greeter(who)", f"{ASKED}:14", "'who'"),
    ],
    "names of nothing": [
        fault(VISIBLE, 'needs=["test_double"]', 'needs=["test_dubble"]', f"{VISIBLE}:12", "no earlier check", "'test_double'?"),
        fault(HIDDEN, "(total_of_nothing)", "(total_values)", f"{PROBES}:19: no check asks for the probe total_of_nothing"),
        fault(PROBES, "error_of(student.total, [])", "None", "probe total_of_nothing calls nothing of the student's"),
        fault(PROBES, "student.total(values)", "student.sum(values)", "probe total_values calls 'sum'", "does not have"),
        fault(MISTAKES, 'caught_by="test_total")', 'caught_by="test_sum")', "names the check 'test_sum', which this topic does not have"),
        fault(VARIANTS, 'of="double"', 'of="dubble"', "double_by_adding replaces 'dubble', which the", "Choose from: double, total"),
        fault(SHOUTED, 'of="shout"', 'of="whisper"', "shout_without_mark replaces 'whisper'"),
        fault(SHOUTED, 'of="Greeter.greet", caught_by="test_greeter_c', 'of="Greeter.greed", caught_by="test_greeter_c',
              f"{SHOUTED}:11", "replaces 'Greeter.greed', but Greeter has no greed", "'greet'?"),
        fault(ASKED, "@probe(inputs=name)\ndef shouting", "@probe(inputs=names)\ndef shouting", f"{ASKED}:9: `inputs=names`", "'name'?"),
    ],
    "marks that are missing": [
        fault(VISIBLE, '@check(points=2, hints=["Add the values up, and return a float."])', "", "test_total is marked as no check"),
        fault(MISTAKES, '@mistake(of="double", caught_by="test_double")', "", "double_squares is marked as no mistake", "@mistake(…)"),
        fault(PROBES, "@probe()", "", f"{PROBES}:19: total_of_nothing is marked as no probe, and nothing in this file uses it"),
        fault("solutions/basics/variants/words.py", None, "", "variants/words.py: there are no variants", "@variant(…)"),
        fault(ASKED, "student.shout(name)", "len(name)", f"{WORDS}:4: no probe calls shout"),
    ],
    "marks that are no calls": [
        fault(PROBES, "@probe()", "@probe", f"{PROBES}:19: total_of_nothing: write `@probe(…)`, with brackets"),
        fault(SHOUTED, "@mistake(", "@authoring.mistake(", f"{SHOUTED}:5", "`@mistake(…)`, after `from dlcourse.graders.author"),
        fault(VISIBLE, 'hints=["Multiply x by 2."]', 'hints="Multiply x by 2."', f"{VISIBLE}:6", "`hints` is a list of strings"),
        fault(JUDGED, 'needs=["test_greeter_greets"]', 'needs="test_greeter_greets"', f"{JUDGED}:18", "write needs=[…]"),
    ],
    "an argument that nothing uses, a week without a lesson": [
        fault(ASKED, "student.shout(name)", 'student.shout("ada")', f"{ASKED}:9: the probe shouting takes 'name'", "run.inputs"),
        fault(LESSON, None, "", f"{LESSON} is missing", "## Doubling and adding · `numbers.py`"),
    ],
    "files that are no Python": [
        fault(SOLUTION, "return 2 * x", "return (2 * x", f"{SOLUTION}:7: this is not valid Python", "never closed"),
        fault(JUDGED, "(shouting):", "(shouting:", f"{JUDGED}:6: this is not valid Python"),
    ],
    "marks that say nothing": [
        fault(VISIBLE, "points=1", "points=0", f"{VISIBLE}:12", "test_double_leaves_its_input", "a number above 0"),
        fault(JUDGED, "(shouting)", "(shout)", "test_shout asks for the probe 'shout'", "'shouting'?"),
    ],
    "a name twice": [
        fault(HIDDEN, "test_total_of_nothing", "test_total", f"{HIDDEN}:5: test_total is both visible and hidden"),
    ],
    "missing files": [
        fault("exercises/basics/words.py", None, "", "exercises/basics/words.py is missing", "dev stubs`"),
        fault(SOLUTION, None, "", f"{SOLUTION} is missing", "write it"),
        fault(PROBES, None, "", f"{PROBES} is missing", "write it"),
        fault(SHOUTED, None, "", f"{SHOUTED}: there are no mistakes", "nothing shows that a check can fail"),
    ],
    "a stub that is missing and cannot be cut": [
        fault("exercises/basics/words.py", None, ""),
        fault(WORDS, '    return text.upper() + "!"\n    ### END SOLUTION', '    return text.upper() + "!"', WORDS, "END SOLUTION"),
    ],
    "a reference that crashes, inputs that cannot be drawn": [
        fault(SOLUTION, '"""Doubling and adding."""', '"""Doubling."""\n1 / 0', f"{SOLUTION}:2: the reference cannot be", "ZeroDiv"),
        fault(STUB, '"""Doubling and adding."""', '"""Doubling."""\n1 / 0'),
        fault(ASKED, "rng.choice", "rnd.choice", f"{ASKED}:5: NameError: name 'rnd' is not defined", "inputs of the probes cannot"),
    ],
    "a reference that raises, a probe that returns nothing": [
        fault(SOLUTION, "return 2 * x", "return 2 * y", f"{SOLUTION}:7: the reference raises NameError", "the probe double_values"),
        fault(ASKED, 'return {"text": student.shout(name)}', "student.shout(name)", f"{ASKED}:9: the probe shouting returns None", "dict"),
    ],
    "a probe that raises, probes that cannot be imported": [
        fault(ASKED, 'return {"text": student.shout(name)}', "text = student.shout(name)\n    return {'text': txt}",
              f"{ASKED}:11: the probe shouting raises NameError: name 'txt' is not defined"),
        fault(PROBES, "def numbers(", "import nope\n\n\ndef numbers(", f"{PROBES}:4: ModuleNotFoundError: No module named 'nope'"),
    ],
    "a check that cannot be imported, a stub that does something": [
        fault(VISIBLE, "from dlcourse.graders.assert", "import nope\nfrom dlcourse.graders.assert", f"{VISIBLE}:1: Module", "'nope'"),
        fault("exercises/basics/words.py", '    # TODO: your code here\n    raise NotImplementedError("shout")', '    return "!"',
              "exercises/basics/words.py is out of step"),
    ],
    "mistakes that are not caught or recognised, and a wrong variant": [
        fault(MISTAKES, "x * x", "2 * x", f"{MISTAKES}:5: the mistake double_squares is not caught by test_double (passed)",
              "caught by: no check. It leaves the reference's evidence on every probe"),
        fault(
            MISTAKES,
            'caught_by="test_double_leaves_its_input"',
            'caught_by="test_total"',
            "mistake double_in_place is not caught by test_total (passed); caught by: test_double_leaves_its_input",
            'Say `caught_by="test_double_leaves_its_input"`',
        ),
        fault(
            MISTAKES,
            "return sum(values) / len(values)",
            "return float(__import__('time').time_ns() % 99_991)",
            f"{MISTAKES}:24: the mistake total_is_the_mean is not recognised at test_total",
        ),
        fault(VARIANTS, "x + x", "3 * x", f"{VARIANTS}:5: the variant double_by_adding must get full marks", "is failed", "6 of 6"),
        fault(
            SHOUTED,
            '@mistake(of="Greeter.greet", caught_by="test_greeter_counts")',
            '@mistake(of="shout", caught_by="test_shout")\ndef shout_in_letters(text):\n    """You join letters only."""\n'
            '    return "".join(text.upper())\n\n\n@mistake(of="Greeter.greet", caught_by="test_greeter_counts")',
            "not recognised at test_shout: shout_",
            'leaves the same evidence. Write a probe that tells the two apart, or say `like="shout_',
        ),
        fault(
            ASKED,
            '{"text": greeter.greet()',
            '{"now": __import__("time").time_ns(), "text": greeter.greet()',
            f"{ASKED}:14: the probe greeting leaves other evidence each time",
        ),
    ],
    "mistakes that end as any typo does": [
        fault(MISTAKES, "x * x", "xx * x", f"{MISTAKES}:7: the mistake double_squares ends as any typo does",
              "NameError: name 'xx' is not"),
        fault(MISTAKES, "def total_is_the_mean(values)", "def total_is_the_mean()", f"{MISTAKES}:24", "does not take the arguments"),
        fault(SHOUTED, "return text.upper()", "while True: pass", f"{SHOUTED}:5: the mistake shout_without_mark times out"),
        fault(SHOUTED, 'return f"hello {self.name}"', "import nope", f"{SHOUTED}:13: the mistake greet_does_not_count ends as any typo",
              "ModuleNotFoundError"),
    ],
    "checks that judge wrongly": [
        fault(VISIBLE, "assert_matches(total_values)", "total_values['n']",
              f"{VISIBLE}:18: test_total breaks on the reference: KeyError: 'n', in line 20", "total_values returns 'sum'"),
        fault(VISIBLE, 'assert_matches(double_values, "y")', "pass", "double_squares is not caught by test_double",
              "It shows on double_values"),
        fault(JUDGED, '["count"] == 1', '["count"] == 2',
              f"{JUDGED}:18: the reference does not pass test_greeter_counts (after one greeting, count is 1)"),
        fault(JUDGED, 'assert_matches(greeting, "text")', "pass", "greet_without_name is not caught by test_greeter_greets"),
    ],
    "a check that cannot fail, inputs without a seed, an example that is not true": [
        fault(HIDDEN, "check\n\n", 'check\n\n\n@check(points=1, hints=["Look."], needs=["test_double"])\n'
              'def test_long(double_values):\n    """Long."""\n\n',
              f"{HIDDEN}:5: no mistake fails test_long"),
        fault("course.toml", "points = 6", "points = 7"),
        fault("course.toml", "points = 10", "points = 11"),
        fault(ASKED, '"".join(rng.choice([*"adeilnors"], size=6))', 'str(__import__("numpy").random.default_rng().random())',
              f"{ASKED}:4: name draws other inputs each time"),
        fault(SOLUTION, "as a new array.", "as a new array.\n\n    >>> double(2)\n    5\n    ",
              f"{SOLUTION}:7: the example `double(2)` gives 4"),
        fault(STUB, "as a new array.", "as a new array.\n\n    >>> double(2)\n    5\n    "),
    ],
    "points for what can be known beforehand": [  # the law of evidence
        fault(ASKED, '"".join(rng.choice([*"adeilnors"], size=6))', 'str(rng.choice(["ada", "alan"]))'),
        fault(JUDGED, "", "", f"{JUDGED}:6: test_shout passes on evidence of other seeds", "`needs`"),
        fault(JUDGED, "", "", f"{JUDGED}:12: test_greeter_greets passes on evidence of other", "(2 points)"),
        fault(HIDDEN, ', needs=["test_total"]', "", f"{HIDDEN}:5: test_total_of_nothing passes on evidence of other seeds"),
        fault(VISIBLE, ', needs=["test_double"]', "", f"{VISIBLE}:12: test_double_leaves_its_input passes on", "handed back"),
    ],
    "points for doing nothing, and for evidence of a wrong form": [
        fault(PROBES, '"x": x}', '"x": x.sum()}'),
        fault(VISIBLE, ', needs=["test_double"]', "", f"{VISIBLE}:12: test_double_leaves_its_input passes if every exercise"),
        fault(VISIBLE, 'assert_matches(double_values, "y")', 'assert (abs(double_values["y"] - double_values.expected["y"]) < 1).all()',
              f"{VISIBLE}:6: test_double passes if 'y' of the probe double_values is an empty array that broadcasts", "shape"),
    ],
    "a probe that compares": [
        fault(PROBES, '"x": x}', '"x": x.shape == x.shape and __import__("numpy").allclose(x, x)}',
              f"{PROBES}:10: allclose() compares beside student code", "let the check compare"),
    ],
    "solutions that are too slow": [
        fault(VARIANTS, "return x + x", "while True: pass", f"{VARIANTS}:5", "test_double times out: raise `seconds` of basics/numbers",
              "(2 now)"),
        fault(WORDS, "self.count = 0", "self.count = 0\n        while name: pass", f"{ASKED}:14: the reference needs more than 2 s",
              "raise `seconds` of basics/words in course.toml (2 now)"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_named(dlcourse, course, edit, name):
    """Each fault has one line, which says where it is and what it is; exit code 1."""
    for one in FAULTS[name]:
        (course / one.file).unlink() if one.old is None else edit(one.file, one.old, one.new)
    ended = dlcourse("dev", "check", course=course)
    assert ended.code == 1, ended
    assert "Traceback" not in ended.err
    *lines, count = ended.out.splitlines()
    assert count == f"{len(lines)} violation{'' if len(lines) == 1 else 's'}."
    missing = [one.words for one in FAULTS[name] if not any(all(w in line for w in one.words) for line in lines)]
    assert not missing, ended.out
    assert len(set(lines)) == len(lines)
    assert str(course) not in ended.out.replace(f"dlcourse --course {course} dev", "dlcourse dev")
    assert "with a student's key" not in ended.out


def test_a_sound_course(dlcourse, course):
    """The tiny course keeps all promises: exit code 0, with what was proved, and with --verbose a table."""
    ended = dlcourse("dev", "check", "--verbose", course=course)
    assert ended.code == 0, ended
    assert "2 topics, 7 checks: 7 mistakes caught and recognised, 2 variants with full marks." in ended.out
    assert "warning" not in ended.err
    rows = dict(re.findall(r"^  (test_\w+) +(\d+) mistakes? +\d\.\d\d of 2 s$", ended.out, re.MULTILINE))
    assert rows == {
        "test_double": "1",
        "test_double_leaves_its_input": "1",
        "test_total": "1",
        "test_total_of_nothing": "1",
        "test_shout": "1",
        "test_greeter_greets": "1",
        "test_greeter_counts": "1",
    }


def test_other_seeds(dlcourse, course, edit):
    """With --seeds, the reference and the variants must pass on other inputs too. One line says with which seeds they fail."""
    ended = dlcourse("dev", "check", "words", "--seeds", "3", course=course)
    assert (ended.code, "and with 3 other seeds." in ended.out) == (0, True)
    edit(VARIANTS, "x + x", "x + x if x[0, 0] < 8 else x * 3")
    ended = dlcourse("dev", "check", "numbers", "--seeds", "20", course=course)
    assert ended.code == 1
    line, count = ended.out.splitlines()
    assert re.match(
        rf"{VARIANTS}:5: [1-5] of \d+ seeds \(\d+(, \d+)*(,( all)? with [12] threads?)?\): the variant double_by_adding must get "
        r"full marks, but test_double is failed \(.*\[0, 0\]: ",
        line,
    ), line
    assert count == "1 violation."


def test_seeds_that_all_fail(dlcourse, course, edit):
    """After five seeds that have failed, no more are tried."""
    edit(PROBES, 'return {"x": rng', 'seen = rng.integers(1 << 40)\n    return {"seen": float(seen), "x": rng')
    ended = dlcourse("dev", "check", "numbers", "-v", course=course)
    assert ended.code == 0, ended
    known = [drawn(seed, "basics/numbers", "numbers") for seed in ("dev check", "public")]
    edit(VISIBLE, "def test_total(total_values):", "def test_total(total_values, double_values):")
    edit(
        VISIBLE,
        "assert_matches(total_values)",
        f"assert double_values.inputs['seen'] in {known}\n    assert_matches(total_values)",
    )
    ended = dlcourse("dev", "check", "numbers", "--seeds", "40", course=course)
    assert ended.code == 1
    assert f"{VISIBLE}:18: 5 of 5 seeds (0, 1, 2, 3, 4): the reference does not pass test_total (" in ended.out
    assert ended.out.endswith("\n1 violation.\n")


def drawn(seed: str, topic: str, draw: str) -> float:
    """Return the first number that an input function's generator gives for a seed."""
    generator = np.random.default_rng(list(bytes.fromhex(digest([seed, topic, draw]))))
    generator.integers(2**31)  # the worker's own
    return float(generator.integers(1 << 40))


def test_what_shows_with_a_students_key_only(dlcourse, course, edit):
    """If only a hidden check's probe tells two mistakes apart, students are told neither: this is reported, once."""
    edit(
        MISTAKES,
        '@mistake(of="total", caught_by="test_total")',
        '@mistake(of="total", caught_by="test_total")\ndef total_is_the_mean_or_zero(values):\n    """You return the mean, or 0."""\n'
        '    return sum(values) / max(len(values), 1)\n\n\n@mistake(of="total", caught_by="test_total")',
    )
    ended = dlcourse("dev", "check", "numbers", course=course)
    (line,) = ended.out.splitlines()[:-1]
    assert re.match(
        rf"{MISTAKES}:\d+: with a student's key: the mistake total_is_the_mean is not recognised at test_total: "
        "total_is_the_mean_or_zero leaves the same evidence",
        line,
    ), line


def test_a_slow_solution_is_a_warning(dlcourse, course, edit):
    """If a right solution needs more than a tenth of its seconds, there is a warning; it is no violation."""
    edit(VARIANTS, "return x + x", "__import__('time').sleep(0.5)\n    return x + x")
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert ended.code == 0, ended
    assert re.search(
        rf"^warning: {PROBES}:9: the variant double_by_adding needs \d\.\d s for the probe double_values, more than a tenth of "
        r"what it may: raise `seconds` of basics/numbers in course\.toml \(2 now\)",
        ended.err,
        re.MULTILINE,
    ), ended.err


def test_what_a_new_topic_still_says(dlcourse, course, edit):
    """The placeholders of `dev new` are reported, with their lines, until the author has replaced them."""
    assert dlcourse("dev", "new", "basics/tripling", course=course).code == 0
    edit("course.toml", "points = 10", "points = 12")
    ended = dlcourse("dev", "check", "tripling", course=course)
    assert ended.code == 1
    assert "solutions/basics/tripling.py:1: this still says “what it is about, in one line”: write it." in ended.out
    assert re.search(rf"^{LESSON}:\d+: this still says “What it is, and why”: write it\.$", ended.out, re.MULTILINE)
    assert "2 violations." in ended.out


def test_a_typo_is_no_known_mistake(dlcourse, course, edit, solutions):
    """A student with an undefined name reads its error, even if a mistake of the course ends in the same way."""
    edit(MISTAKES, "x * x", "xx * x")
    assert dlcourse("fetch", "basics", course=course).code == 0
    mine = course.parent / "basics/numbers.py"
    mine.write_text(solutions["numbers"].replace("2 * x", "2 * y"))
    ended = dlcourse("check", "numbers", course=course)
    assert "name 'y' is not defined" in ended.out
    assert "You square x" not in ended.out
    mine.write_text(solutions["numbers"].replace("2 * x", "x.double()"))
    assert "You square x" not in dlcourse("check", "numbers", course=course).out


def test_files_that_belong_to_nothing(dlcourse, course):
    """Every file and folder that belongs to no topic is named."""
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
    """With a target, only that topic and its week are proved: errors in other topics are not reported."""
    edit(VISIBLE, 'hints=["Multiply x by 2."]', 'hints=[""]')
    ended = dlcourse("dev", "check", "words", course=course)
    assert (ended.code, "1 topic, 3 checks: 3 mistakes" in ended.out) == (0, True)
    edit("course.toml", "points = 10", "points = 12")
    ended = dlcourse("dev", "check", "words", course=course)
    assert (ended.code, "basics: its topics add up to 10 points, course.toml says 12" in ended.out) == (1, True)
