"""The boundary in a week with tensors: hostile and unusual ones are evidence or an error, never a point."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dlcourse.graders.engine.collect.sandbox import ProcessSandbox
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course.course import Course, Topic

TINY = Path(__file__).parents[2] / "courses" / "tiny"


@pytest.fixture(scope="module")
def tensors(
    tmp_path_factory: pytest.TempPathFactory, subject_of: Callable[[Topic], Subject], open_desk: Callable[..., Any]
) -> Iterator[Any]:
    """A desk for the tiny course's numbers, asked with tensors."""
    root = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("tensors") / "course"))
    manifest = root / "course.toml"
    manifest.write_text(manifest.read_text().replace("points = 10", 'points = 10\narrays = "torch"'))
    subject = subject_of(Course(root).find("numbers")[0])
    with open_desk(subject, ProcessSandbox(forks=True), subject.key.preload) as desk:
        yield desk


TRICKY: dict[str, str] = {
    "equals everything": """
        class Equal(torch.Tensor):
            @classmethod
            def __torch_function__(cls, func, types, args=(), kwargs=None):
                return torch.tensor(True)
        return torch.zeros(2, 3).as_subclass(Equal)
    """,
    "answers every call with itself": """
        class Self(torch.Tensor):
            @classmethod
            def __torch_function__(cls, func, types, args=(), kwargs=None):
                return args[0]
        return torch.zeros(2, 3).as_subclass(Self)
    """,
    "lies about its shape": """
        class Liar(torch.Tensor):
            shape = property(lambda self: x.shape)
            dtype = property(lambda self: x.dtype)
            numel = lambda self: 6
        return torch.zeros(1000).as_subclass(Liar)
    """,
    "patches torch": """
        torch.allclose = torch.equal = torch.isclose = lambda *_, **__: True
        torch.Tensor.numpy = torch.Tensor.detach = torch.Tensor.__eq__ = lambda self, *_: self
        return torch.zeros(2, 3)
    """,
    "patches what describes tensors": """
        torch.Tensor.requires_grad = property(lambda self: 1 / 0)
        return torch.zeros(2, 3)
    """,
    "still attached": "return (x.requires_grad_() * 3)",
    "without storage": "return torch.zeros(2, 3, device='meta')",
    "sparse": "return x.to_sparse()",
    "quantized": "return torch.quantize_per_tensor(x, 0.1, 0, torch.qint8)",
    "nested": "return torch.nested.nested_tensor([x[0], x[1][:1]])",
    "complex": "return x.to(torch.complex64)",
    "bfloat16": "return (2 * x).to(torch.bfloat16)",
    "float8": "return (2 * x).to(torch.float8_e4m3fn)",
    "conjugate": "return torch.conj(x.to(torch.complex64))",
    "negative view": "return torch.view_as_real(x.to(torch.complex64).conj())[..., 1]",
    "expanded to a trillion": "return torch.zeros(()).expand(10**6, 10**6)",
    "too large": "return torch.zeros(10**7)",
    "transposed": "return (2 * x).T",
    "a parameter": "return torch.nn.Parameter(3 * x)",
    "a module": "return torch.nn.Linear(2, 3)",
    "a size": "return x.shape",
    "a dtype": "return x.dtype",
    "NaN": "return x * float('nan')",
    "another dtype": "return (2 * x).double()",
    "an ndarray": "return (2 * x).numpy()",
    "a default of its own": "torch.set_default_dtype(torch.float16); torch.set_grad_enabled(False); return 3 * x",
    "a default device": "torch.set_default_device('meta'); return torch.zeros(2, 3)",
    "a hook for all": "torch.nn.modules.module.register_module_forward_hook(lambda *_: 1 / 0); return 3 * x",
    "a mode that stays": "torch.inference_mode().__enter__(); torch.use_deterministic_algorithms(True); return 3 * x",
    "threads": "torch.set_num_threads(8); return torch.zeros(2, 3) @ torch.zeros(3, 3)",
    "a library's NotImplementedError": "return torch.nn.Module()(x)",
    "autograd that raises": """
        class Bad(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x): return x * 3
            @staticmethod
            def backward(ctx, g): raise BaseException
        y = Bad.apply(x.clone().requires_grad_())
        y.sum().backward()
    """,
}


@pytest.mark.parametrize("name", TRICKY)
def test_a_tricky_tensor_earns_nothing(tensors: Any, name: str) -> None:
    """It fails or is an error; the next submission, in the same warm worker, gets all points."""
    body = TRICKY[name] if "\n" in TRICKY[name] else f"\n        {TRICKY[name]}\n"
    code = (
        "import torch\ndef double(x):"
        + body.replace("\n    ", "\n")
        + "\ndef total(values):\n    return double(torch.ones(2, 3))"
    )
    result, right = tensors.judge(tensors.collect(code), tensors.collect(tensors.right))
    statuses = [check.status for check in result.checks]
    assert statuses[0] in ("failed", "error")
    assert set(statuses) <= {"failed", "error", "blocked"}
    assert (result.points, right.points) == (0, right.max_points)
