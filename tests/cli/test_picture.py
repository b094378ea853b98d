"""dlcourse picture: draws what a student's code returns, and says in a sentence why there is nothing to draw."""

from __future__ import annotations

import functools
import shutil
from pathlib import Path

import pytest

COURSE = Path(__file__).parents[1] / "courses" / "light"
SOLUTION = (COURSE / "solutions" / "arrays" / "steps.py").read_text()
PICTURE = "graders/arrays/steps/picture.py"
FORMULA = "return np.asarray(x) - lr * np.asarray(x)"


@pytest.fixture
def picture(dlcourse, tmp_path):
    """Run `dlcourse picture` on the solution with its formula replaced."""
    run = functools.partial(dlcourse, course=COURSE, DISPLAY=None, WAYLAND_DISPLAY=None)
    assert run("fetch", "arrays").code == 0

    def picture(*arguments: str, formula: str = FORMULA, topic: str = "steps"):
        (tmp_path / "arrays" / "steps.py").write_text(SOLUTION.replace(FORMULA, formula))
        return run("picture", topic, *arguments)

    return picture


def test_a_picture_is_written_beside_the_lesson(picture, tmp_path):
    """Its path is printed, and nothing else; the same file again gives the same picture."""
    ended = picture()
    assert (ended.code, ended.out, ended.err) == (0, "arrays/pictures/steps.png\n", "")
    first = (tmp_path / "arrays" / "pictures" / "steps.png").read_bytes()
    assert first.startswith(b"\x89PNG")
    assert picture().code == 0
    assert (tmp_path / "arrays" / "pictures" / "steps.png").read_bytes() == first


def test_a_picture_as_svg(picture, tmp_path):
    assert picture("--svg").out == "arrays/pictures/steps.svg\n"
    assert "</svg>" in (tmp_path / "arrays" / "pictures" / "steps.svg").read_text()


@pytest.mark.parametrize(
    "formula",
    ["return x + lr", "return None", "return 'steep'", "return x * float('inf')", "return x[None]", "return [x, [x]]"],
)
def test_what_is_wrong_is_drawn_too(picture, formula):
    """A picture is drawn of whatever came back."""
    assert (picture(formula=formula).code, picture(formula=formula).err) == (0, "")


def test_nothing_to_draw(picture, dlcourse, tmp_path):
    """An untouched stub, an exercise that is not started, an error, a topic without a picture, a week: a sentence each."""
    error = picture(formula="return x - lr * slope")
    assert error.code == 2
    assert "descend(x, lr) returns, and that ended with an error (NameError: name 'slope' is not defined)" in error.err
    assert "dlcourse check steps" in error.err
    assert "that is not started" in picture(formula='raise NotImplementedError("descend")').err
    assert "report has no picture. Topics with a picture: steps." in picture(topic="report").err
    assert "Draw one topic. Topics with a picture: steps." in picture(topic="plain").err
    stub = (COURSE / "exercises" / "arrays" / "steps.py").read_text()
    (tmp_path / "arrays" / "steps.py").write_text(stub)
    untouched = dlcourse("picture", "steps", course=COURSE)
    assert "steps.py is not started, so there is nothing to draw yet" in untouched.err
    assert dlcourse("picture", course=COURSE).out == "Topics with a picture: steps.\n"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "beside(axes, one",
            "axes.plot(1 + one",
            "picture.py:7: picture raises TypeError",
        ),
        (
            "figure, one_step",
            "figure, two_steps",
            "picture.py:4: picture asks for 'two_steps', which is no probe of a visible check",
        ),
        ("def picture", "def draw", "picture.py: write `def picture(figure, …)`"),
        ("from dlcourse.graders.pictures", "from dlcourse.graders.nowhere", "picture.py:1: ModuleNotFoundError"),
    ],
)
def test_dev_check_draws(dlcourse, tmp_path, old, new, says):
    """A picture that cannot be drawn for the reference, a mistake or a variant is a violation, with its line."""
    course = shutil.copytree(COURSE, tmp_path / "course")
    file = course / PICTURE
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    ended = dlcourse("dev", "check", "steps", course=course)
    assert ended.code == 1
    assert says in ended.out + ended.err


def test_a_students_package_has_the_picture(dlcourse, tmp_path):
    """What students fetch from a zip draws too."""
    assert dlcourse("dev", "pack", "--out", "light.zip", course=COURSE).code == 0
    own = functools.partial(dlcourse, course=None)
    (tmp_path / "mine").mkdir()
    assert own("fetch", "arrays", "--from", tmp_path / "light.zip", cwd=tmp_path / "mine").code == 0
    (tmp_path / "mine" / "arrays" / "steps.py").write_text(SOLUTION)
    ended = own("picture", "steps", cwd=tmp_path / "mine")
    assert (ended.code, ended.out) == (0, "arrays/pictures/steps.png\n"), ended
