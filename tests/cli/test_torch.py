"""The tiny course with tensors instead of arrays: what only PyTorch can do wrong."""

from __future__ import annotations

import json
import shutil

RETURNS = {  # what `double` does: the status of its check, and words of the message
    "right": ("return 2 * x", "passed", ()),
    "attached": ("return 2 * x.clone().requires_grad_()", "passed", ()),
    "not a leaf": ("w = (x * 1).requires_grad_()\nreturn (w + 3 * w).detach() / 2", "passed", ()),
    "dtype": ("return 2 * x.double()", "failed", ("dtype float64 instead of float32",)),
    "half": ("return (2 * x).bfloat16()", "failed", ("dtype bfloat16 instead of float32",)),
    "ndarray": (
        "return (2 * x).numpy()",
        "failed",
        ("an ndarray of shape (2, 3) instead of a tensor of shape (2, 3)",),
    ),
    "NaN": ("return 2 * x / 0 * 0", "failed", ("nan instead of",)),
    "sparse": ("return (2 * x).to_sparse()", "failed", ("layout", "cannot be compared")),
    "million": ("import torch\nreturn torch.zeros(1000, 1000)", "failed", ("shape (1000, 1000) instead of (2, 3)",)),
    "meta": ("return x.to('meta')", "failed", ("cannot be compared",)),
    "in a list": ("return [2 * x]", "failed", ("a list or tuple instead of a tensor",)),
    "two grads": ("y = x.requires_grad_() ** 2\ny.backward()\nreturn y", "error", ("RuntimeError", "backward")),
}


def test_each_tensor_that_comes_back(run, tiny, solutions, tmp_path):
    """A tensor of whatever kind is judged by its values, shape and dtype, or named as what it is; nothing crashes."""
    course = shutil.copytree(tiny, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    manifest = course / "course.toml"
    manifest.write_text(manifest.read_text().replace("points = 10", 'points = 10\narrays = "torch"'))
    for name, (lines, _, _) in RETURNS.items():
        (tmp_path / "class" / name).mkdir(parents=True)
        double = solutions["numbers"].replace("return 2 * x", lines.replace("\n", "\n    "))
        (tmp_path / "class" / name / "numbers.py").write_text(double)
    ended = run(
        "grade", "basics", "class", "--out", "out", "--isolation", "process", "--jobs", "1", cwd=tmp_path, course=course
    )
    assert ended.code == 0, ended
    records = map(json.loads, (tmp_path / "out" / "results.jsonl").read_text().splitlines())
    found = {record["student"]: record["topics"][0]["checks"][0] for record in records}
    assert {name: check["status"] for name, check in found.items()} == {
        n: status for n, (_, status, _) in RETURNS.items()
    }
    unsaid = {
        name: str(check["lines"])
        for name, check in found.items()
        if not all(w in str(check["lines"]) for w in RETURNS[name][2])
    }
    assert unsaid == {}
