"""A topic's picture: what a submission has returned, drawn by the author's picture.py. Trusted side, from evidence only.

Only this module imports matplotlib, and only to draw.
"""

from __future__ import annotations

import contextlib
import io
import sys
import traceback
import types
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from dlcourse.graders.assertions import Run
from dlcourse.graders.engine.collect.key import Key
from dlcourse.graders.engine.course.course import Topic, file_of_course
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import TopicEvidence
from dlcourse.graders.engine.text import one_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SIZE: Final = (7.2, 3.6)  # inches; the author may change it
STYLE: Final[Any] = {
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 11,
    "figure.dpi": 150,
    "figure.facecolor": "white",
    "font.size": 10,
    "grid.color": "#E6E6E6",
    "lines.linewidth": 2,
    "svg.hashsalt": "dlcourse",
    "text.parse_math": False,  # a $ in a student's text is a $
    "xtick.major.size": 0,
    "ytick.major.size": 0,
}


class CannotDraw(Exception):
    """picture.py raised an exception. line: its line that did, or 0."""

    def __init__(self, says: str, line: int) -> None:
        super().__init__(says)
        self.line = line


class Picture:
    """A topic's picture.py. Raises BrokenGrader if it cannot be loaded."""

    def __init__(self, topic: Topic) -> None:
        self.topic = topic
        self._file = str(topic.picture_file)
        module = types.ModuleType(f"picture of {topic.id}")
        module.__file__ = self._file
        with _in_style():
            try:
                exec(compile(file_of_course(topic.picture_file), self._file, "exec"), module.__dict__)
            except Exception as error:
                raise BrokenGrader(_words(error), file=topic.picture_file, line=self._line(error)) from error
        self._draw = module.__dict__["picture"]

    def draw(self, key: Key, evidence: TopicEvidence, *, form: str = "png") -> bytes:
        """Return a picture of evidence as a file, "png" or "svg". Raises CannotDraw.

        The evidence of each probe that the picture names is "ok", and has the names of the key's.
        """
        with _in_style():
            from matplotlib.figure import Figure  # noqa: PLC0415

            figure = Figure(figsize=SIZE, layout="constrained")
            runs = [
                Run(self.topic.probes[name], evidence[name], key.expected[name], key.inputs[name])
                for name in self.topic.picture_probes
            ]
            try:
                self._draw(figure, *runs)
                return _as_file(figure, form)
            except Exception as error:
                raise CannotDraw(_words(error), self._line(error)) from error

    def _line(self, error: BaseException) -> int:
        lines = [n for frame, n in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == self._file]
        return lines[-1] if lines else 0


def missing(topic: Topic, key: Key, evidence: TopicEvidence) -> str | None:
    """Return the first of the picture's probes that left no values to draw; None if all did."""
    for name in topic.picture_probes:
        got = evidence[name]
        if got.outcome != "ok" or got.values.keys() != key.expected[name].values.keys():
            return name
    return None


@contextlib.contextmanager
def _in_style() -> Iterator[None]:
    """Draw without a display, in our style, and leave the user's settings out."""
    import matplotlib as mpl  # noqa: PLC0415  takes a while, and only pictures need it

    if "matplotlib.pyplot" not in sys.modules:
        mpl.use("agg")
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        yield


def _as_file(figure: Figure, form: str) -> bytes:
    file = io.BytesIO()
    metadata = {"Date": None} if form == "svg" else {"Software": None}  # the same bytes each time
    figure.savefig(file, format=form, metadata=metadata)
    return file.getvalue()


def _words(error: Exception) -> str:
    return one_line(f"{type(error).__name__}: {error}", 200)
