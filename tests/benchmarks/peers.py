"""The six tasks for others: an nbgrader assignment that runs in real kernels, and plain tests for `python -m pytest`."""

from __future__ import annotations

import os
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import classes
import nbformat
from measure import Timed, run, steady
from nbformat.v4 import new_code_cell, new_notebook

TESTS = {
    "relu": """
x = torch.randn(3, 4, generator=torch.Generator().manual_seed(1))
torch.testing.assert_close(relu(x), x.clamp(min=0))
""",
    "count_parameters": """
model = torch.nn.Sequential(torch.nn.Linear(5, 3), torch.nn.Linear(3, 2))
model[0].requires_grad_(False)
assert count_parameters(model) == 8
""",
    "freeze": """
model = torch.nn.Sequential(torch.nn.Linear(5, 3), torch.nn.Linear(3, 5))
freeze(model, "0.")
assert [p.requires_grad for p in model.parameters()] == [False, False, True, True]
""",
    "softmax": """
x = 3 * torch.randn(3, 4, generator=torch.Generator().manual_seed(2))
torch.testing.assert_close(softmax(x), torch.softmax(x, -1))
torch.testing.assert_close(softmax(x + 1000), torch.softmax(x + 1000, -1))
""",
    "cross_entropy": """
logits, targets = torch.randn(5, 3, generator=torch.Generator().manual_seed(3)), torch.tensor([0, 2, 1, 1, 0])
torch.testing.assert_close(cross_entropy(logits, targets), torch.nn.functional.cross_entropy(logits, targets))
""",
    "train": """
X = torch.linspace(-1, 1, 60).reshape(20, 3)
y = X @ torch.tensor([[1.0], [-2.0], [0.5]]) + 0.3
torch.manual_seed(4)
model = torch.nn.Linear(3, 1)
w, b = model.weight.detach().clone().T, model.bias.detach().clone()
losses = []
for _ in range(100):
    error = X @ w + b - y
    losses.append(float((error ** 2).mean()))
    w -= 0.05 * 2 * X.T @ error / 20
    b -= 0.05 * 2 * error.mean(0)
torch.testing.assert_close(torch.tensor(train(model, X, y, 0.05)), torch.tensor(losses), rtol=1e-3, atol=1e-5)
torch.testing.assert_close(model.weight.detach(), w.T, rtol=1e-3, atol=1e-5)
""",
}


class Nbgrader:
    """The assignment in a course folder of nbgrader, with `count` submissions."""

    def __init__(self, root: Path, count: int) -> None:
        self.root = root
        self.students = [classes.student(number) for number in range(count)]
        self.known = {classes.student(number): classes.six(number)[1] for number in range(count)}
        source = root / "source" / "small" / "tasks.ipynb"
        source.parent.mkdir(parents=True)
        nbformat.write(_notebook(classes.six(7)[0]), source)
        (root / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.root = {str(root)!r}\n")
        self._run("generate_assignment", "small", "--force")
        for number, name in enumerate(self.students):
            path = root / "submitted" / name / "small" / "tasks.ipynb"
            path.parent.mkdir(parents=True)
            nbformat.write(_notebook(classes.six(number)[0]), path)

    def grade(self) -> Timed:
        """Run `nbgrader autograde` on all. The time of a submission is that from one finished notebook to the next."""
        total = self._run("autograde", "small", "--force")
        each = steady(self.root / "autograded" / name / "small" / "tasks.ipynb" for name in self.students)
        return Timed(total, each)

    def scores(self) -> dict[str, float]:
        from nbgrader.api import Gradebook  # 3 s

        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as book:
            return {name: book.find_submission("small", name).score for name in self.students}

    def _run(self, *words: str) -> float:
        program = Path(sys.executable).with_name("nbgrader")
        path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"  # it starts alembic and jupyter
        return run([program, *words], self.root, env={"PATH": path, "PYTHONSAFEPATH": ""})


def _notebook(solved: classes.Solved) -> Any:
    cells = [new_code_cell("import torch", metadata=_about("imports", solution=True))]
    for name, source in solved.items():
        cells.append(new_code_cell(source, metadata=_about(name, solution=True)))
        cells.append(new_code_cell(TESTS[name].strip(), metadata=_about(f"test_{name}", solution=False)))
    return new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})


def _about(name: str, *, solution: bool) -> dict[str, Any]:
    about: dict[str, Any] = {"grade_id": name, "schema_version": 3, "task": False, "solution": solution}
    about |= {"locked": not solution, "grade": not solution}
    return {"nbgrader": about if solution else about | {"points": classes.POINTS}}


class PlainPytest:
    """`python -m pytest` once per submission, on plain tests that import the student's file."""

    def __init__(self, root: Path, count: int) -> None:
        self.known = classes.write_six(root, count)
        self.root = root
        tests = [f"def test_{name}():\n" + "\n".join(f"    {line}" for line in code.strip().splitlines())
                 for name, code in TESTS.items()]  # fmt: skip
        for name in self.known:
            text = f"import torch\nfrom tasks import {', '.join(classes.TASKS)}\n\n" + "\n\n".join(tests) + "\n"
            (root / name / "test_tasks.py").write_text(text, encoding="utf-8")

    def grade(self) -> Timed:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junitxml=result.xml"]
        times = [
            run(command, self.root / name, env={"PYTHONSAFEPATH": "", "OMP_NUM_THREADS": "1"}, allowed=(0, 1))
            for name in self.known
        ]
        return Timed(sum(times), sum(times) / len(times))

    def scores(self) -> dict[str, float]:
        return {name: classes.POINTS * _passes(self.root / name / "result.xml") for name in self.known}


def _passes(report: Path) -> int:
    cases = ET.parse(report).iter("testcase")
    return sum(len(case) == 0 for case in cases)
