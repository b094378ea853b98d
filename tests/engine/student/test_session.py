"""Sessions: fresh and warm workers, on a system that forks and on one that does not."""

from __future__ import annotations

import queue
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from dlcourse.graders.engine.course.course import Course, Topic
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.results.records import TopicResult
from dlcourse.graders.engine.student.session import Done, Event, Failed, Session, Waiting

LOOP = "def double(x):\n    while True:\n        pass\n"


class Asked:
    """A session for the tiny course's numbers, and its events."""

    def __init__(self, course: Course, folder: Path, *, forks: bool) -> None:
        self.topic: Topic = course.find("numbers")[0]
        self.right = self.topic.solution.read_text()
        self.file = folder / "numbers.py"
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.session = Session([(self.topic, self.file)], None, self.events.put, forks=forks)

    def save(self, text: str) -> None:
        """Save the student's file, and ask for a check of it."""
        beside = self.file.with_suffix(".tmp")
        beside.write_text(text)
        beside.replace(self.file)  # a session reads at any moment, also before it is asked to
        self.session.ask([self.topic])

    def until(self, wanted: Callable[[Event], bool]) -> Event:
        """Return the next event that is wanted."""
        while not wanted(event := self.events.get(timeout=120)):
            if isinstance(event, Failed):
                raise event.error
        return event

    def result(self) -> TopicResult:
        """Return the next result, when the session waits for more."""
        done = self.until(lambda event: isinstance(event, Done))
        self.until(lambda event: event == Waiting(""))
        assert isinstance(done, Done)
        return done.result


@pytest.fixture(
    params=[
        pytest.param(True, marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")),
        False,
    ],
    ids=["forks", "spares"],
)
def asked(own_course: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Asked]:
    """A session on a course whose time limit no test waits for; afterwards none of its processes is left."""
    manifest = own_course / "course.toml"
    manifest.write_text(manifest.read_text().replace("seconds = 2", "seconds = 600"))
    before = psutil.Process().children(recursive=True)
    made = Asked(Course(own_course), tmp_path, forks=request.param)
    with made.session:
        yield made
    left = [process for process in psutil.Process().children(recursive=True) if process not in before]
    assert not psutil.wait_procs(left, timeout=30)[1]


def test_each_check_is_fresh_and_warm(asked: Asked, tmp_path: Path) -> None:
    """Nothing of one check is left in the next, and its process, or the one that it forks from, was started before."""
    told = tmp_path / "told"
    trace = (
        "import builtins, os\n"
        "builtins.seen = getattr(builtins, 'seen', 0) + 1\n"
        f"open({str(told)!r}, 'a').write(f'{{builtins.seen}} {{os.getpid()}} {{os.getppid()}}\\n')\n"
    )
    asked.save(trace + asked.right)
    assert asked.result().points == 5.0
    for wrong in ("3 * x", "4 * x"):
        warm = {process.pid for process in psutil.Process().children(recursive=True)}
        asked.save(trace + asked.right.replace("2 * x", wrong))
        assert asked.result().points == 2.0
        seen, *pids = map(int, told.read_text().splitlines()[-1].split())
        assert seen == 1
        assert warm & set(pids)
    own = [line.split()[1] for line in told.read_text().splitlines()]
    assert len(set(own)) == len(own) == 3


def test_what_has_changed_is_given_up(asked: Asked) -> None:
    """If a file is saved while it is checked, that check is stopped; of several saves the last one counts."""
    asked.save(LOOP)
    asked.until(lambda event: event == Waiting("running numbers"))
    for wrong in ("3 * x", "4 * x"):
        asked.save(asked.right.replace("2 * x", wrong))
    asked.save(asked.right)
    assert asked.result().status == "passed"
    asked.save(asked.right.replace("2 * x", "3 * x"))
    assert asked.result().status == "failed"


def test_whatever_a_check_does_to_its_process(asked: Asked) -> None:
    """A check that ends its process, or leaves a thread behind, gives a result, and does not disturb the next check."""
    asked.save("import os\ndef double(x):\n    os._exit(0)\n")
    assert asked.result().checks[0].status == "error"
    thread = "import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()\n"
    asked.save(thread + asked.right)
    assert asked.result().status == "passed"
    asked.save(asked.right)
    assert asked.result().status == "passed"


def test_leaving_in_the_middle(asked: Asked) -> None:
    """A session that is closed while student code loops ends at once, and leaves no process behind (see the fixture)."""
    asked.save(LOOP)
    asked.until(lambda event: event == Waiting("running numbers"))


def test_an_error_of_the_course_is_told(own_course: Path, tmp_path: Path) -> None:
    """If the grader itself fails, the session reports it and ends."""
    probes = own_course / "graders/basics/numbers/probes.py"
    probes.write_text(probes.read_text().replace("rng.uniform", "rng.nonsense"))
    broken = Asked(Course(own_course), tmp_path, forks=False)
    with broken.session:
        broken.save("x = 1\n")  # a file that is not run needs nothing of the probes
        with pytest.raises(BrokenGrader, match="nonsense"):
            broken.result()
