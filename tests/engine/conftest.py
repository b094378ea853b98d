"""What the engine's tests share: the tiny course, random trees, and a desk at which submissions are handed in."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st

from dlcourse.graders.engine.collect.collector import Collector
from dlcourse.graders.engine.collect.keys import find_key
from dlcourse.graders.engine.collect.sandbox import ProcessSandbox, Sandbox
from dlcourse.graders.engine.collect.subject import Subject, make_job
from dlcourse.graders.engine.course.course import Course, Topic
from dlcourse.graders.engine.evidence.evidence import TopicEvidence
from dlcourse.graders.engine.evidence.wire import DTYPES, Array, Opaque, Tree
from dlcourse.graders.engine.judge.judge import open_checks
from dlcourse.graders.engine.results.records import TopicResult

settings.register_profile("engine", derandomize=True, deadline=None, max_examples=150, database=None)
settings.load_profile("engine")

TINY = Path(__file__).parents[1] / "courses" / "tiny"
PATIENCE = 60.0  # seconds for an honest submission on a busy machine; no test waits for it to pass

UNPRINTED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # what `text.clean` writes as an escape
TEXTS = st.text(st.characters(exclude_categories=UNPRINTED) | st.sampled_from("\n\t"), max_size=20)
DTYPE_NAMES = st.sampled_from(sorted({*DTYPES, ">f4", ">f8", ">i2", ">u8"}))
VIEWS: list[Callable[[np.ndarray], np.ndarray]] = [
    lambda a: a,
    lambda a: a.T,
    lambda a: a[::-1] if a.ndim else a,
    lambda a: a[..., ::2] if a.ndim else a,
    np.asfortranarray,
]
ARRAYS = st.builds(
    lambda values, view, kind, grad: Array.of(view(values), kind, grad),
    DTYPE_NAMES.flatmap(
        lambda name: hnp.arrays(name, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
    ),
    st.sampled_from(VIEWS),
    st.sampled_from(["tensor", "ndarray"]),
    st.booleans(),
)
DESCRIBED = st.builds(
    lambda shape, dtype: Array(None, tuple(shape), dtype, "tensor"),
    st.lists(st.integers(0, 2**62), max_size=5),
    st.sampled_from(["bfloat16", "complex64", "float32", "object", ""]),
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | TEXTS
    | ARRAYS
    | DESCRIBED
    | st.builds(Opaque, TEXTS, TEXTS)
)
TREES: st.SearchStrategy[Tree] = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="session")
def trees() -> st.SearchStrategy[Tree]:
    """Random trees of every kind."""
    return TREES


@pytest.fixture(scope="session", autouse=True)
def _keys_in_the_cache(cache: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DLCOURSE_CACHE", str(cache))
        yield


@pytest.fixture(scope="session")
def tiny() -> Course:
    """The tiny course where it stands."""
    return Course(TINY)


@pytest.fixture
def own_course(tmp_path: Path) -> Path:
    """A copy of the tiny course that a test may change."""
    return Path(shutil.copytree(TINY, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__")))


def graded(topic: Topic) -> Subject:
    """Return a topic with all its checks, and a key for them."""
    return Subject(topic, find_key(topic, seed="secret:tests", hidden=True), topic.checks(hidden=True))


@pytest.fixture(scope="session")
def subject_of() -> Callable[[Topic], Subject]:
    return graded


@pytest.fixture(scope="session")
def numbers(tiny: Course) -> Subject:
    return graded(tiny.find("numbers")[0])


@pytest.fixture(scope="session")
def words(tiny: Course) -> Subject:
    return graded(tiny.find("words")[0])


class Desk:
    """Takes submissions for one topic, one after another in the same sandbox, and judges them, as `grade` does."""

    def __init__(self, subject: Subject, sandbox: Sandbox, preload: tuple[str, ...] = ()) -> None:
        self.subject = subject
        self.collector = Collector(sandbox, preload)
        self.right = subject.topic.solution.read_bytes()

    def collect(
        self, source: str | bytes, seconds: float = PATIENCE, *, memory: int = 0, same_student: bool = False
    ) -> TopicEvidence:
        """Return the evidence that a file leaves."""
        if not same_student:
            self.collector.next_submission()
        source = source.encode() if isinstance(source, str) else source
        topic, key = self.subject.topic, self.subject.key
        job = make_job(topic, key, topic.probes_of(self.subject.checks), source)
        return self.collector.collect(dataclasses.replace(job, seconds=seconds, memory=memory))

    def judge(self, *evidence: TopicEvidence) -> list[TopicResult]:
        """Return the result of each submission's evidence."""
        with open_checks([self.subject.topic], hidden=True) as checks:
            return [checks.judge(self.subject, item) for item in evidence]

    def grade(self, source: str | bytes, seconds: float = PATIENCE, **options: int) -> TopicResult:
        """Return the result of one file."""
        return self.judge(self.collect(source, seconds, **options))[0]

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.collector.__exit__()


@pytest.fixture(scope="session")
def open_desk() -> type[Desk]:
    """Open a desk, to be used as a context manager."""
    return Desk


@pytest.fixture
def desk_for() -> Iterator[Callable[..., Desk]]:
    """Open desks, and close them after the test."""
    with contextlib.ExitStack() as opened:
        yield lambda subject, sandbox=None: opened.enter_context(Desk(subject, sandbox or ProcessSandbox(forks=True)))


@pytest.fixture(scope="module", params=[True, False], ids=["forks", "one-process"])
def desk(numbers: Subject, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A desk for the tiny course's numbers, in a worker that forks, and in one that does not."""
    with Desk(numbers, ProcessSandbox(forks=request.param)) as made:
        yield made
