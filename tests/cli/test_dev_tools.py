"""dlcourse dev mutate, show and try: what an author asks while writing a topic."""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as ET

MISTAKES = "solutions/basics/mistakes/numbers.py"


def test_mutants_that_survive_are_violations(dlcourse, course, edit):
    """Each is named with its line and the record to write; a record with a reason is enough, until the line changes."""
    edit("solutions/basics/numbers.py", "return 2 * x", "y = 2 * x\n    return y + 0")
    assert dlcourse("dev", "stubs", course=course).code == 0
    ended = dlcourse("dev", "mutate", "numbers", course=course)
    assert ended.code == 1
    change = "return y + 0 -> return y - 0"
    assert (
        f"solutions/basics/numbers.py:8: the mutant `{change}` survives: write a check that it fails, or" in ended.out
    )
    assert f'{MISTAKES} `survives({change!r}, because="…")`' in ended.out
    assert re.search(
        r"^basics/numbers: \d+ mutants, \d+ caught, \d+ of these recognised; 1 survive, 0 for a reason\.$",
        ended.out,
        re.M,
    )
    assert (
        "Caught, but not recognised:\n  solutions/basics/numbers.py:7: y = 2 * x -> y = 2 / x  (test_double"
        in ended.out
    )
    edit(
        MISTAKES,
        "import mistake\n",
        f"import mistake, survives\n\nsurvives({change!r}, because='adding 0 changes nothing')\n",
    )
    assert dlcourse("dev", "mutate", "numbers", course=course).code == 0
    edit("solutions/basics/numbers.py", "y + 0", "y")
    ended = dlcourse("dev", "mutate", "numbers", course=course)
    assert (ended.code, ended.out.splitlines()[-2:]) == (
        1,
        [f"{MISTAKES}:3: `survives({change!r}, …)`: no such mutant survives, so delete this line.", "1 violation."],
    )


def test_mutants_that_are_recognised(dlcourse, course, edit):
    """-v shows as which mistake, so that the author can see whether its sentence is true."""
    edit("solutions/basics/numbers.py", "    if not values:\n", "    if len(values) < 1:\n")
    assert dlcourse("dev", "stubs", course=course).code == 0
    ended = dlcourse("dev", "mutate", "numbers", "-v", course=course)
    assert "Recognised:\n  solutions/basics/numbers.py:14: if len(values) < 1 -> " in ended.out, ended
    assert "(perhaps total_of_nothing_is_zero)" in ended.out


def test_a_mutant_that_is_told_a_sentence_by_chance(dlcourse, course, edit):
    """It leaves a mistake's evidence with the inputs of `dev check` only, so the sentence is not true: that is a violation."""
    edit("solutions/basics/numbers.py", "float(sum(values))", "float(sum(values) + len(values) - len(values))")
    assert dlcourse("dev", "stubs", course=course).code == 0
    first = re.search(r"values = \[(\d+),", dlcourse("dev", "try", "numbers", "total_is_the_mean", course=course).out)[
        1
    ]
    path = course / MISTAKES
    by_chance = (
        '@mistake(of="total", caught_by="test_total")\ndef total_by_chance(values):\n    """You count the values."""\n'
        "    if not values:\n        raise ValueError\n"
        f"    return float(sum(values) - (2 * len(values) if values[0] == {first} else 0.5))\n"
    )
    path.write_text(f"{path.read_text()}\n\n{by_chance}")
    ended = dlcourse("dev", "mutate", "numbers", course=course)
    says = "is told the sentence of total_by_chance, although it leaves other evidence with other inputs"
    assert (ended.code, says in ended.out) == (1, True), ended


def test_show_lists_each_mistake(dlcourse, course, edit):
    """What it costs, what it fails, and what no check compares."""
    edit(
        "graders/basics/numbers/probes.py",
        '"y": student.double(x), "x": x',
        '"y": student.double(x), "x": x, "shape": list(x.shape)',
    )
    ended = dlcourse("dev", "show", "numbers", course=course)
    assert ended.code == 0, ended
    assert re.search(r"^  1  test_double +2$", ended.out.replace("   1", "  1"), re.M), ended.out
    assert re.search(r"^  double_squares +\d\S*  1", ended.out, re.M)
    assert "Compared by no check: compare it, or leave it out:\n  double_values['shape']" in ended.out


def test_show_names_pairs_that_hide_each_other(dlcourse, course, edit):
    """Two mistakes with one wrong value and two sentences."""
    edit(
        MISTAKES,
        '@mistake(of="total", caught_by="test_total")',
        '@mistake(of="total", caught_by="test_total")\ndef total_is_the_mean_or_zero(values):\n    """You return the mean, or 0."""\n'
        '    return sum(values) / 7.3\n\n\n@mistake(of="total", caught_by="test_total")',
    )
    edit(MISTAKES, "sum(values) / len(values)", "sum(values) / 7.3")
    ended = dlcourse("dev", "show", "numbers", course=course)
    assert re.search(
        r"total_is_the_mean(_or_zero)? and total_is_the_mean(_or_zero)?: total_values\['sum'\]", ended.out
    ), ended.out


def test_try_shows_what_one_solution_leaves(dlcourse, course, edit):
    """Inputs, values beside the expected ones, prints, exceptions, and the student's panel."""
    edit(MISTAKES, "return x * x", 'print("squaring")\n    return x * x')
    ended = dlcourse("dev", "try", "numbers", "double_squares", course=course)
    assert ended.code == 0, ended
    for words in (
        r"^double_values  differs, ",
        r"x \(input\) ",
        r"y \(returned\) ",
        r"y \(expected\) ",
        r"sum \(as expected\)",
        r"printed +squaring$",
    ):
        assert re.search(words, ended.out, re.M), (words, ended.out)
    assert "this is    You square x: multiply it by 2." in ended.out
    ended = dlcourse("dev", "try", "numbers", "--probe", "total_values", "--seed", "3", course=course)
    assert ("total_values  as expected" in ended.out, "double_values" in ended.out) == (True, False)


def test_try_takes_a_file(dlcourse, course, tmp_path):
    """A path instead of a name."""
    file = tmp_path / "mine.py"
    file.write_text("def double(x):\n    return x / 0\n")
    ended = dlcourse("dev", "try", "numbers", file, course=course)
    assert re.search(r"raised +\w+: .* in line \d+: ", ended.out) or "returned" in ended.out, ended.out


def test_try_names_what_there_is(dlcourse, course):
    """A wrong name of a solution or a probe is an error with the nearest one."""
    ended = dlcourse("dev", "try", "numbers", "double_square", course=course)
    assert (ended.code, "Did you mean 'double_squares'?" in ended.err) == (2, True)
    ended = dlcourse("dev", "try", "numbers", "--probe", "total", course=course)
    assert (ended.code, "Did you mean 'total_values' or 'total_of_nothing'?" in ended.err) == (2, True)


def test_breakpoints_work_in_try(dlcourse, course, edit):
    """`dev check` says where they do; there one can look at the values."""
    edit(MISTAKES, "return x * x", "breakpoint()\n    return x * x")
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert re.search(r"BdbQuit: breakpoint\(\) stops only in `dlcourse .*dev try … --pdb`", ended.out), ended
    ended = dlcourse(
        "dev",
        "try",
        "numbers",
        "double_squares",
        "--probe",
        "double_values",
        "--pdb",
        course=course,
        stdin="p x.shape\nc\n",
    )
    assert "(2, 3)" in ended.out
    assert "y = " in ended.out
    edit(MISTAKES, "breakpoint()\n    return x * x", "return x.nothing")
    ended = dlcourse(
        "dev",
        "try",
        "numbers",
        "double_squares",
        "--probe",
        "double_values",
        "--pdb",
        course=course,
        stdin="p x.shape\nq\n",
    )
    assert "AttributeError" in ended.out
    assert "-> return x.nothing" in ended.out


def test_fill_writes_the_check_that_catches_a_mistake(dlcourse, course, edit):
    """The first check that it fails, in one line or several; the proof then goes on."""
    edit(MISTAKES, '@mistake(of="double", caught_by="test_double")', '@mistake(of="double")')
    edit(MISTAKES, '@mistake(of="total", caught_by="test_total")', '@mistake(\n    of="total",\n)')
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert f"{MISTAKES}:5: the mistake double_squares does not say which check catches it: run `" in ended.out
    ended = dlcourse("dev", "check", "numbers", "--fill", course=course)
    assert ended.code == 0, ended
    assert f'{MISTAKES}:5: double_squares: caught_by="test_double"\n' in ended.out
    text = (course / MISTAKES).read_text()
    assert '@mistake(caught_by="test_double", of="double")\n' in text
    assert '@mistake(caught_by="test_total", \n    of="total",\n)' in text


def test_check_with_mutants(dlcourse, course, edit):
    """`--mutate` holds what `dev mutate` shows."""
    edit("solutions/basics/words.py", "self.count += 1", "self.count += 1 + 0")
    assert dlcourse("dev", "stubs", course=course).code == 0
    assert dlcourse("dev", "check", "words", course=course).code == 0
    ended = dlcourse("dev", "check", "words", "--mutate", course=course)
    assert (ended.code, "`self.count += 1 + 0 -> self.count += 1 - 0` survives" in ended.out) == (1, True), ended


def test_the_proof_for_other_programs(dlcourse, course, edit, tmp_path):
    """JSON, JUnit XML, and annotations with a summary in GitHub Actions; no progress in a pipe."""
    edit("graders/basics/numbers/test_visible.py", 'hints=["Multiply x by 2."]', 'hints=[""]')
    junit, summary = tmp_path / "proof.xml", tmp_path / "summary.md"
    ended = dlcourse("dev", "check", "--json", "--junit", junit, course=course)
    assert (ended.code, ended.err) == (1, "")
    proof = json.loads(ended.out)
    (violation,) = proof["violations"]
    assert violation["file"] == "graders/basics/numbers/test_visible.py"
    assert violation["line"] == 6
    assert violation["says"].startswith("test_double has no hint")
    assert [len(topic["checks"]) for topic in proof["topics"]] == [0, 3]
    cases = {case.get("name"): case.findtext("failure") for case in ET.parse(junit).iter("testcase")}
    assert list(cases) == ["basics/numbers", "basics/words", "course"]
    assert "test_double has no hint" in (cases.pop("basics/numbers") or "")
    assert set(cases.values()) == {None}
    ended = dlcourse(
        "dev",
        "check",
        course=course,
        GITHUB_ACTIONS="true",
        GITHUB_STEP_SUMMARY=str(summary),
        GITHUB_WORKSPACE=str(course),
    )
    assert "::error file=graders/basics/numbers/test_visible.py,line=6::test_double has no hint" in ended.out
    assert "1 violation." in summary.read_text()


def test_only_what_has_changed(dlcourse, course, edit):
    """--since proves the topics with changed or new files. Without git, or with a wrong commit, it says so."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b"]
    ended = dlcourse("dev", "check", "--since", "HEAD", course=course)
    assert (ended.code, "--since: git says: " in ended.err) == (2, True)
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run([*git, *command], cwd=course, check=True)
    edit(MISTAKES, "You square x", "You square it")
    ended = dlcourse("dev", "check", "--since", "HEAD", course=course)
    assert (ended.code, ended.out.startswith("1 topic, 4 checks")) == (0, True), ended
    ended = dlcourse("dev", "check", "--since", "nothing", course=course)
    assert (ended.code, "git says: " in ended.err) == (2, True)
    subprocess.run([*git, "commit", "-qam", "more"], cwd=course, check=True)
    assert dlcourse("dev", "check", "--since", "HEAD", course=course).out.startswith("0 topics")
