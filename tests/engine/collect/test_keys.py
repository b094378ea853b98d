"""Keys: what they hold, what they do not, and when they are made anew."""

from __future__ import annotations

import base64
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dlcourse.graders.engine.collect import keys, mistakes
from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.key import Key, load_key, save_key
from dlcourse.graders.engine.collect.keys import NoEvidence, build_key, find_key
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.collect.subject import Subject, make_job
from dlcourse.graders.engine.course.course import Course, Topic
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import Evidence
from dlcourse.graders.engine.evidence.wire import JOB_LIMITS, Tree, pack, plain, unpack

LABELS = """
from dlcourse.graders.authoring import error_of, probe

def numbers(rng):
    return {"x": rng.uniform(2.5, 9, size=(2, 3)), "values": [1.0, 2.0], "labels": "held out"}

@probe(inputs=numbers)
def double_values(student, x):
    return {"y": student.double(x), "x": x}

@probe(inputs=numbers)
def total_values(student, values):
    return {"sum": student.total(values)}

@probe()
def total_of_nothing(student):
    return {"error": error_of(student.total, [])}
"""


@pytest.fixture
def own_cache(tiny: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that no other test knows, with nothing but the key of the visible checks in it."""
    topic = tiny.find("numbers")[0]
    key = find_key(topic)
    monkeypatch.setenv("DLCOURSE_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "cache" / "keys"
    save_key(folder / f"{keys._cache_digest(topic, keys.PUBLIC_SEED, False)}.key", key, topic, mistakes=False)
    return folder


@pytest.fixture
def course(own_course: Path, own_cache: Path) -> Path:
    """A copy of the tiny course, with a cache of its own."""
    return own_course


def numbers_of(course: Path) -> Topic:
    return Course(course).find("numbers")[0]


def made(course: Path, **options: Any) -> tuple[Key, int]:
    """Return the key, and how often it had to be made."""
    news: list[str] = []
    return find_key(numbers_of(course), say=news.append, **options), len(news)


def shown(key: Key) -> Tree:
    return plain({name: evidence.to_tree() for name, evidence in key.expected.items()})


def as_bytes(path: Path, key: Key, topic: Topic) -> bytes:
    save_key(path, key, topic)
    return path.read_bytes()


def test_a_key_is_made_once(course: Path, own_cache: Path) -> None:
    """The second time it comes from the cache, and is the same."""
    shutil.rmtree(own_cache)
    topic = numbers_of(course)
    (first, fresh), (second, again) = made(course), made(course)
    assert (fresh, again) == (1, 0)
    assert as_bytes(course / "a.key", first, topic) == as_bytes(course / "b.key", second, topic)


def test_a_key_is_the_same_wherever_it_is_made(course: Path) -> None:
    """Nothing in it depends on the time or the run: a package can be built again, byte for byte."""
    topic = numbers_of(course)
    with Collectors(reference_sandbox) as collectors:
        one, other = (build_key(topic, collectors, seed="public", hidden=True) for _ in range(2))
    assert as_bytes(course / "a.key", one, topic) == as_bytes(course / "b.key", other, topic)


@pytest.mark.parametrize(
    ("file", "rebuilt"),
    [
        ("graders/basics/numbers/probes.py", 1),
        ("graders/basics/numbers/test_visible.py", 1),
        ("graders/basics/numbers/test_hidden.py", 1),
        ("solutions/basics/numbers.py", 1),
        ("solutions/basics/mistakes/numbers.py", 0),
        ("datasets/words.txt", 1),
        ("datasets/flowers/iris.csv", 1),
        ("solutions/basics/words.py", 0),
        ("solutions/basics/variants/numbers.py", 0),
        ("exercises/basics/numbers.py", 0),
        ("README.md", 0),
    ],
)
def test_a_key_is_made_anew_when_what_it_depends_on_changes(course: Path, file: str, rebuilt: int) -> None:
    """A change of the topic's files or of the data makes a new key; a change elsewhere does not."""
    path = course / file
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + "\n# changed\n")
    assert made(course)[1] == rebuilt


MISTAKES = "solutions/basics/mistakes/numbers.py"


@pytest.mark.parametrize(
    ("file", "old", "new", "run"),
    [
        (MISTAKES, "You square x: multiply it by 2.", "You square x.", 0),
        (MISTAKES, 'caught_by="test_double")', 'caught_by="test_double", like="double_in_place")', 0),
        (MISTAKES, "return x * x", "return x**2", 1),
        (MISTAKES, "@mistake", "HELPER = 1\n\n\n@mistake", 4),
        ("solutions/basics/numbers.py", "2 * x", "x * 2", 4),
        ("graders/basics/numbers/probes.py", '"x": x}', '"x": x + 0}', 4),
    ],
    ids=["a text", "a mark", "one mistake", "what they share", "the solution", "the probes"],
)
def test_a_mistake_runs_again_when_its_code_changes(
    course: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str, run: int
) -> None:
    """And all do when what they share changes. Nothing runs before a failing check asks."""
    runs: list[str] = []
    real = mistakes._run

    def counted(topic: Topic, key: Key, mistake: Any, *others: Any, **options: Any) -> mistakes.MistakeRun:
        runs.append(mistake.name)
        return real(topic, key, mistake, *others, **options)

    monkeypatch.setattr(mistakes, "_run", counted)
    key = made(course)[0]
    assert runs == []
    assert len(key.mistakes) == len(runs) == 4
    path = course / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    runs.clear()
    assert len(made(course)[0].mistakes) == 4
    assert len(runs) == run


def test_limits_and_seeds_have_keys_of_their_own(course: Path) -> None:
    """Another time limit, seed, or set of checks is another key."""
    assert made(course)[1] == 0
    assert made(course, seed="secret:a")[1] == 1
    assert made(course, hidden=True)[1] == 1
    manifest = course / "course.toml"
    manifest.write_text(manifest.read_text().replace("seconds = 2", "seconds = 3", 1))
    assert made(course)[1] == 1


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut short": lambda data: data[:-1],
    "more behind": lambda data: data + b"\0",
    "garbage": lambda data: b"\xff" * len(data),
    "of another schema": lambda data: pack(unpack(data) | {"schema": "dlcourse/key/v0"}),
    "of another topic": lambda data: pack(unpack(data) | {"topic": "basics/words"}),
    "of other probes": lambda data: pack(unpack(data) | {"probes": ""}),
    "without inputs": lambda data: pack({k: v for k, v in unpack(data).items() if k != "inputs"}),
    "with odd mistakes": lambda data: pack(unpack(data) | {"mistakes": 5}),
    "with odd evidence": lambda data: pack(unpack(data) | {"expected": [{}]}),
    "a list": lambda data: pack([]),
    "nothing": lambda data: pack(None),
}


@pytest.mark.parametrize("damage", ["empty", "cut short", "of other probes", "with odd mistakes"])
def test_a_damaged_cache_is_made_anew(course: Path, own_cache: Path, damage: str) -> None:
    """A cached key that cannot be read, or is another one's, is replaced without a word of failure."""
    key, _ = made(course)
    (file,) = own_cache.iterdir()
    file.write_bytes(DAMAGE[damage](file.read_bytes()))
    again, fresh = made(course)
    assert (fresh, repr(shown(again))) == (1, repr(shown(key)))
    assert made(course)[1] == 0


def test_a_cache_that_cannot_be_written_only_costs_time(course: Path, own_cache: Path) -> None:
    """With a file where the cache's folder should be, or a folder in the key's place, keys are still found."""
    (file,) = own_cache.iterdir()
    file.unlink()
    file.mkdir()
    assert made(course)[1] == 1
    shutil.rmtree(own_cache)
    own_cache.write_text("in the way")
    assert made(course)[1] == 1


def test_the_seed_decides_the_inputs(course: Path) -> None:
    """Another seed draws other inputs, and so other evidence; the same seed draws the same again."""
    topic, seeds = numbers_of(course), ("secret:a", "secret:b")
    with Collectors(reference_sandbox) as collectors:
        made_with = {seed: build_key(topic, collectors, seed=seed, hidden=False) for seed in seeds}
    made_with["public"] = made(course)[0]
    assert len({repr(plain(key.inputs)) for key in made_with.values()}) == 3
    assert len({repr(shown(key)) for key in made_with.values()}) == 3


def test_a_visible_key_knows_nothing_of_hidden_probes(course: Path) -> None:
    """Neither the inputs nor the evidence nor the name of a probe that only hidden checks ask for is in it."""
    visible, hidden = made(course)[0], made(course, hidden=True)[0]
    assert visible.expected.keys() == visible.inputs.keys() == {"double_values", "total_values"}
    assert hidden.expected.keys() == {"double_values", "total_values", "total_of_nothing"}
    data = as_bytes(course / "a.key", visible, numbers_of(course))
    assert b"total_of_nothing" not in data.replace(b"total_of_nothing_is_zero", b"")


def test_nothing_of_a_solution_is_in_a_key(course: Path) -> None:
    """No line of the solution or of a mistake is in a key's bytes, even where a mistake prints and raises."""
    noisy = '''

@mistake(of="double", caught_by="test_double")
def double_raises(x):
    """You raise."""
    print("a line that is printed by a mistake")
    raise ValueError("what a mistake says when it raises")
'''
    mistakes = course / "solutions/basics/mistakes/numbers.py"
    mistakes.write_text(mistakes.read_text() + noisy)
    key = made(course, hidden=True)[0]
    data = as_bytes(course / "a.key", key, numbers_of(course)).decode("utf-8", "replace")
    assert "double_raises" in data
    assert "You raise." in data
    feedback = " ".join(known.feedback for known in key.mistakes)
    public = (course / "exercises/basics/numbers.py").read_text() + (
        course / "graders/basics/numbers/probes.py"
    ).read_text()
    for path in (course / "solutions/basics/numbers.py", mistakes):
        for line in map(str.strip, path.read_text().splitlines()):
            if len(line) > 8 and line not in public and line.strip('"') not in feedback:
                assert line not in data
    for said in ("printed by", "what a mistake says", "there is nothing to add up"):
        assert said not in data


def test_a_probe_gets_what_it_takes_and_no_more(course: Path) -> None:
    """Inputs that only checks may see are in the key, and in no job."""
    (course / "graders/basics/numbers/probes.py").write_text(LABELS)
    topic = numbers_of(course)
    key = made(course)[0]
    probes = topic.probes_of(topic.checks(hidden=False))
    job = make_job(topic, key, probes, b"")
    assert {name: list(inputs) for name, inputs in job.questions.inputs.items()} == {
        "double_values": ["x"],
        "total_values": ["values"],
    }
    packed = job.packed()
    questions = unpack(packed, JOB_LIMITS)["questions"]
    assert "held out" not in str(questions["inputs"])
    assert b"held out" not in packed.replace(base64.b64encode(questions["probes_source"]), b"")
    assert all(inputs["labels"] == "held out" for inputs in key.inputs.values())


def test_a_mistake_like_another_is_told_under_its_name(course: Path) -> None:
    """The other one's sentence is told for both."""
    mistakes = course / "solutions/basics/mistakes/numbers.py"
    twin = '\n\n@mistake(of="double", caught_by="test_double", like="double_squares")\ndef twin(x):\n    return x**2\n'
    mistakes.write_text(mistakes.read_text() + twin)
    assert "twin" not in {known.name for known in made(course)[0].mistakes}


def probes(course: Path, old: str, new: str) -> None:
    path = course / "graders/basics/numbers/probes.py"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"x": rng.uniform', '"z": rng.uniform', "double_values takes x, which numbers does not draw"),
        ("size=(2, 3))", "size=(2, 3)) / 0 if 1 / 0 else 0", "ZeroDivisionError"),
        ("def numbers(rng):", "def digits(rng):", "numbers"),
        ('{"x": rng.uniform(2.5, 9, size=(2, 3))', '{"x": {1, 2}', "draws a value of type set"),
        ('{"x": rng.uniform(2.5, 9, size=(2, 3))', '{"x": rng.uniform(size=10**6)', "draws an array of shape"),
        ('return {"y": student.double(x)', 'return {"y": {1}', "returns a value of type set"),
        ('return {"y": student.double(x)', 'return {"y": x.astype(complex)', "returns an array of shape"),
        ('return {"y": student.double(x)', 'return {"y": student.treble(x)', "no evidence for double_values"),
        ('return {"y": student.double(x)', 'raise KeyError; return {"y": x', "KeyError"),
        ('return {"y": student.double(x), "x": x}', "return [x]", "no evidence for double_values"),
        ('return {"y": student.double(x)', 'import os; os._exit(0); return {"y": x', "ended during this call"),
        ("from dlcourse", "import no_such_module\nfrom dlcourse", "no_such_module"),
        ("from dlcourse", "raise SystemExit\nfrom dlcourse", "cannot be"),
    ],
    ids=range(13),
)
def test_odd_probes_break_the_grader_in_clear_words(course: Path, old: str, new: str, says: str) -> None:
    """An author's slip is said by topic, probe and reason, when the key is made."""
    probes(course, old, new)
    with pytest.raises(BrokenGrader) as caught:
        made(course)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "line", "raised"),
    [
        ("def numbers(rng):", "1 / 0\n\n\ndef numbers(rng):", 4, "ZeroDivisionError: division by zero"),
        (
            'return {"x": rng',
            'float("x")\n    return {"x": rng',
            5,
            "ValueError: could not convert string to float: 'x'",
        ),
        ("def numbers(rng):", "return\n\n\ndef numbers(rng):", 4, "SyntaxError: 'return' outside function"),
        ('{"x": rng.uniform(2.5, 9, size=(2, 3))', '{"x": {1, 2}', 4, ""),
        ('return {"x": rng', 'import os; os._exit(0)\n    return {"x": rng', 4, ""),
        ('return {"y": student.double(x)', 'return {"y": {1}', 9, ""),
    ],
    ids=["import", "draw", "syntax", "odd inputs", "exit", "odd evidence"],
)
def test_an_error_in_probes_has_its_line(course: Path, old: str, new: str, line: int, raised: str) -> None:
    """It carries the file, the line that raised it or where its function begins, and the exception."""
    probes(course, old, new)
    with pytest.raises(BrokenGrader) as caught:
        made(course)
    error = caught.value
    assert (Path(error.file), error.line, error.raised) == (course / "graders/basics/numbers/probes.py", line, raised)


@pytest.fixture
def shipped(course: Path) -> Topic:
    """The topic as a student has it: with a key, without solutions."""
    topic = numbers_of(course)
    save_key(topic.shipped_key, find_key(topic), topic)
    shutil.rmtree(course / "solutions")
    return numbers_of(course)


def test_a_shipped_key_is_read(shipped: Topic) -> None:
    """Without solutions the key in the package is used."""
    assert find_key(shipped).expected.keys() == {"double_values", "total_values"}


@pytest.mark.parametrize("options", [{"seed": "secret:a"}, {"hidden": True}], ids=str)
def test_grading_needs_the_solutions(shipped: Topic, options: dict[str, Any]) -> None:
    """Without solutions there is no key for other inputs or hidden checks, and the way out is said."""
    with pytest.raises(BrokenGrader, match="dlcourse-instructor"):
        find_key(shipped, **options)


def test_a_missing_key_is_said_with_its_place(shipped: Topic) -> None:
    """The message names the file and what to do."""
    shipped.shipped_key.unlink()
    with pytest.raises(BrokenGrader, match=r"no key for basics/numbers .*numbers\.key.*Install"):
        find_key(shipped)


def test_a_key_of_another_version_is_said(shipped: Topic) -> None:
    """A key that was made for other probes is not used."""
    shipped.probes_file.write_text(shipped.probes_file.read_text() + "# changed\n")
    with pytest.raises(BrokenGrader, match="another version"):
        find_key(shipped)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_key_is_said(shipped: Topic, damage: str) -> None:
    """Whatever is wrong with a shipped key, it is the installation's fault, and the way out is said."""
    shipped.shipped_key.write_bytes(DAMAGE[damage](shipped.shipped_key.read_bytes()))
    with pytest.raises(BrokenGrader, match="Install the course again"):
        load_key(shipped.shipped_key, shipped)


def test_deep_evidence_makes_a_key_that_can_be_read(course: Path, desk_for: Callable[..., Any]) -> None:
    """As deep as evidence may nest, its key still opens, with its mistakes."""
    probes(course, 'return {"y": student.double(x), "x": x}', 'return {"y": [[[[[[[student.double(x)]]]]]]], "x": x}')
    made(course)
    key, fresh = made(course)
    assert fresh == 0
    assert isinstance(key.expected["double_values"], Evidence)
    topic = numbers_of(course)
    desk = desk_for(Subject(topic, key, topic.checks(hidden=False)))
    assert desk.grade(desk.right).points == 5


def test_no_evidence_can_be_pickled(course: Path) -> None:
    """A process that proves topics can send it to the command."""
    probes(course, 'return {"y": student.double(x)', 'return {"y": student.treble(x)')
    with pytest.raises(NoEvidence) as caught:
        made(course)
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (str(copy), copy.evidence) == (str(caught.value), caught.value.evidence)
