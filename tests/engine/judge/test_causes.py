"""Causes: each common error, raised for real on the installed torch, gets its one line; hostile texts get nothing."""

from __future__ import annotations

import dataclasses
import linecache
import re
import subprocess
import sys
import textwrap
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse.graders.engine.evidence.evidence import Failure, read_failure
from dlcourse.graders.engine.evidence.wire import pack, unpack
from dlcourse.graders.engine.judge import python_errors, torch_errors
from dlcourse.graders.engine.judge.causes import PATTERNS, cause_of, rows_by_error
from dlcourse.graders.engine.judge.rows import Row
from dlcourse.graders.engine.worker.explaining import explain

FILE = "exercise.py"
SETUP = """
import copy, math
import numpy as np, pandas as pd, torch
from torch import nn
from torch.utils.data import DataLoader
import torch.nn.functional as F
"""
ROWS: tuple[Row, ...] = (*torch_errors.ROWS, *python_errors.ROWS)


def provoke(code: str) -> Failure:
    """Return the exception that this code raises, as a worker sends it and the judge reads it."""
    source = textwrap.dedent(code)
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
    space: dict[str, Any] = {}
    exec(SETUP, space)
    try:
        exec(compile(source, FILE, "exec", dont_inherit=True), space)
    except Exception as error:
        failure = read_failure(unpack(pack(explain(error, FILE))))
        assert failure is not None
        return failure
    raise AssertionError(f"nothing was raised by {code}")


TORCH: dict[str, tuple[str, str]] = {
    # shapes
    "matrices": ("torch.ones(4, 3) @ torch.ones(4, 2)", "4×3 @ 4×2 needs 3 = 4"),
    "vector and matrix": ("torch.ones(4) @ torch.ones(3, 2)", "1×4 @ 3×2 needs 4 = 3"),
    "matrix and vector": ("torch.ones(4, 3) @ torch.ones(4)", "4×3 matrix times a vector needs 3 values"),
    "vectors": ("torch.ones(3) @ torch.ones(4)", "yours have 3 and 4"),
    "batches of matrices": (
        "torch.ones(2, 4, 3) @ torch.ones(2, 4, 5)",
        "on the left have 3 columns, the ones on the right have 4 rows",
    ),
    "batches of other sizes": (
        "torch.bmm(torch.ones(2, 4, 3), torch.ones(5, 3, 4))",
        "2 matrices on the left and 5 on the right",
    ),
    "bmm of matrices": ("torch.bmm(torch.ones(4, 3), torch.ones(3, 2))", "batches of matrices"),
    "mm of a vector": ("torch.mm(torch.ones(4, 3), torch.ones(3))", "mm() multiplies two matrices"),
    "dot of matrices": ("torch.dot(torch.ones(4, 3), torch.ones(4, 3))", "yours have 2 and 2 dimensions"),
    "matmul of a number": ("torch.tensor(2.0) @ torch.ones(2, 2)", "Did you mean *"),
    "a layer": (
        "nn.Linear(3, 2)(torch.ones(4, 5))",
        "needs 5 = 3. Is a transpose missing, or was a layer made for 3 inputs?",
    ),
    "linear": ("F.linear(torch.ones(4, 3), torch.ones(3, 2))", "4×3 @ 2×3 needs 3 = 2"),
    "a bias": (
        "F.linear(torch.ones(4, 3), torch.ones(2, 3), torch.ones(4))",
        "shape (4,) does not fit into shape (4, 2)",
    ),
    "broadcasting": ("torch.ones(4, 3) + torch.ones(4, 2)", "in dimension 1 one tensor has 3 and the other 2"),
    "broadcasting in place": (
        "torch.ones(3).add_(torch.ones(4, 3))",
        "the result has (4, 3), and the tensor that should hold it has (3,)",
    ),
    "broadcasting in numpy": ("np.ones((4, 3)) + np.ones((4, 2))", "shapes (4, 3) and (4, 2) do not match"),
    "expand": ("torch.ones(3).expand(4, 5)", "shape (3,) does not fit into shape (4, 5)"),
    "assignment": ("torch.ones(4, 3)[0] = torch.ones(4)", "shape (4,) does not fit into shape (3,)"),
    "a mask": ("torch.ones(4, 3)[torch.ones(3) > 0]", "mask has shape (3,), and the tensor has (4, 3)"),
    "pairs of indices": ("torch.ones(4, 3)[torch.tensor([0, 1]), torch.tensor([0, 1, 2])]", "yours have (2,) and (3,)"),
    "view": ("torch.ones(3, 4).t().view(12)", "See reshape()"),
    "a size of reshape": ("torch.ones(3, 4).reshape(5, -1)", "12 values cannot be reshaped to (5, -1)"),
    "a size of numpy's": ("np.ones((3, 4)).reshape(5, 2)", "12 values cannot be reshaped to (5, 2)"),
    "two open sizes": ("torch.ones(4).reshape(-1, -1)", "used twice"),
    "a float size": ("torch.ones(4).reshape(4 / 2, 2)", "Did you mean // instead of /"),
    "a dimension": ("torch.ones(3).sum(1)", "there is no dimension 1"),
    "permute": ("torch.ones(4, 3).permute(0, 1, 2)", "each of the tensor's 2 dimensions once, and got 3"),
    "t": ("torch.ones(2, 2, 2).t()", "this tensor has 3 dimensions"),
    "cat": ("torch.cat([torch.ones(2, 3), torch.ones(2, 4)])", "along dimension 0"),
    "cat of other dimensions": ("torch.cat([torch.ones(2, 3), torch.ones(3)])", "yours have 2 and 1"),
    "cat of numbers": ("torch.cat([torch.tensor(1.0)])", "stack() adds one"),
    "cat of nothing": ("torch.cat([])", "the list that you join is empty"),
    "cat of floats": ("torch.cat([1.0, 2.0])", "element 0 of the list is a float"),
    "stack": ("torch.stack([torch.ones(2), torch.ones(3)])", "entry 0 has (2,), entry 1 has (3,)"),
    "stack of nothing": ("torch.stack([])", "the list that you join is empty"),
    # dtypes
    "float and long": ("torch.ones(4, 3) @ torch.ones(3, 2).long()", "yours are float32 and int64"),
    "float and double": ("torch.ones(4, 3) @ torch.ones(3, 2).double()", "yours are float32 and float64"),
    "a long vector": ("torch.ones(4, 3) @ torch.ones(3).long()", "yours are float32 and int64"),
    "dot of long": ("torch.ones(3) @ torch.ones(3).long()", "yours are float32 and int64"),
    "a layer of long": ("nn.Linear(3, 2)(torch.ones(4, 3).long())", "yours are int64 and float32"),
    "a layer of double": ("nn.Linear(3, 2)(torch.ones(4, 3).double())", "yours are float64 and float32"),
    "bmm of long": ("torch.ones(2, 4, 3) @ torch.ones(2, 3, 2).long()", "a tensor is int64, and float32 is needed"),
    "cross entropy of floats": (
        "F.cross_entropy(torch.ones(4, 3), torch.ones(4))",
        "takes class numbers (int64) as targets, and yours are float32",
    ),
    "binary cross entropy of long": (
        "F.binary_cross_entropy(torch.full((4,), 0.5), torch.ones(4).long())",
        "here are int64 and float32",
    ),
    "in place into long": (
        "torch.ones(3).long().add_(torch.ones(3))",
        "the result is float32, and it must go into a tensor of int64",
    ),
    "division in place": ("torch.arange(3).div_(2)", "the result is float32, and it must go into a tensor of int64"),
    "index assignment": (
        "torch.ones(3)[torch.tensor([True, False, True])] = torch.ones(2).double()",
        "float64 values to a float32 tensor",
    ),
    "softmax of long": ("torch.arange(3).softmax(0)", "does not work on int64"),
    "^ for a power": ("(torch.ones(3) - 1) ^ 2", "Did you mean a power? Write **"),
    "and of floats": ("torch.ones(3) & torch.ones(3)", "Compare first"),
    "mean of long": ("torch.arange(3).mean()", "mean() takes floats, and this tensor is int64"),
    "mean of a comparison": ("(torch.ones(3) > 0).mean()", "mean() takes floats, and this tensor is bool"),
    "std of long": ("torch.arange(3).std()", "take floats"),
    "gradients of long": ("torch.tensor([1, 2], requires_grad=True)", "only floats can have gradients"),
    "a parameter of long": ("nn.Parameter(torch.tensor([1]))", "only floats can have gradients"),
    "1 minus a mask": ("1 - (torch.ones(3) > 0)", "~mask"),
    "a dtype in quotes": ("torch.tensor([1], dtype='float32')", "without quotes"),
    # indices and labels
    "one_hot of floats": ("F.one_hot(torch.ones(3))", "class numbers as int64"),
    "one_hot beyond": ("F.one_hot(torch.tensor([0, 3]), 3)", "Classes count from 0"),
    "one_hot below": ("F.one_hot(torch.tensor([0, -1]), 3)", "below 0"),
    "gather beyond": ("torch.ones(3, 2).gather(1, torch.tensor([[2], [0], [0]]))", "dimension 1 has size 2"),
    "gather by floats": ("torch.ones(3, 2).gather(1, torch.ones(3, 1))", "gather() needs whole numbers"),
    "gather by a vector": ("torch.ones(3, 2).gather(1, torch.tensor([1, 0, 0]))", "as many dimensions"),
    "gather of more rows": ("torch.ones(3, 2).gather(1, torch.zeros(4, 1).long())", "the index has shape (4, 1)"),
    "an embedding beyond": ("nn.Embedding(3, 2)(torch.tensor([3]))", "as large as the table or larger"),
    "an embedding of floats": ("nn.Embedding(3, 2)(torch.tensor([1.0]))", "yours are float32"),
    "a target beyond": ("F.cross_entropy(torch.ones(4, 3), torch.full((4,), 3))", "target 3 is not a class here"),
    "an index beyond": ("torch.ones(4, 3)[5]", "dimension 0 has size 4 and counts from 0, so it has no index 5"),
    "an index beyond in numpy": ("np.ones((4, 3))[5]", "dimension 0 has size 4"),
    "an index of floats": ("torch.ones(4, 3)[torch.tensor([1.0])]", "index with a tensor of floats"),
    "a float index": ("torch.ones(4, 3)[4 / 2]", "Did you mean // instead of /"),
    "too many indices": ("torch.ones(4, 3)[0, 0, 0]", "than there are dimensions (2)"),
    "an index of a number": ("torch.tensor(1.0)[0]", "a tensor with a single number and no dimensions"),
    "going through a number": ("list(torch.tensor(1.0))", "a tensor with a single number and no dimensions"),
    # autograd
    "in place on a leaf": ("w = torch.ones(3, requires_grad=True)\nw -= 0.1", "Should this step be recorded?"),
    "in place on a view of a leaf": (
        "w = torch.ones(3, requires_grad=True)\nw[0] = 1",
        "Should this step be recorded?",
    ),
    "in place on what backward needs": (
        "w = torch.ones(3, requires_grad=True)\ny = w.exp()\ny += 1\ny.sum().backward()",
        "needs the old values of a tensor of shape (3,)",
    ),
    "backward twice": (
        "w = torch.ones(3, requires_grad=True)\ns = (w * w).sum()\ns.backward()\ns.backward()",
        "went through this graph before",
    ),
    "backward without a graph": ("torch.ones(3).sum().backward()", "not connected to a tensor that requires grad"),
    "backward of many": ("(torch.ones(3, requires_grad=True) * 2).backward()", "starts from a single number"),
    "grad of a stranger": (
        "torch.autograd.grad(torch.ones(3, requires_grad=True).sum(), torch.ones(3, requires_grad=True))",
        "does not depend",
    ),
    "numpy with a graph": ("torch.ones(3, requires_grad=True).numpy()", ".detach()"),
    "array with a graph": ("np.asarray(torch.ones(3, requires_grad=True))", ".detach()"),
    "deepcopy with a graph": ("copy.deepcopy(torch.ones(1, requires_grad=True) * 2)", ".detach().clone()"),
    "requires_grad of a result": (
        "(torch.ones(1, requires_grad=True) * 2).requires_grad = False",
        "requires_grad follows",
    ),
    "a gradient of another shape": (
        "torch.ones(3, requires_grad=True).grad = torch.ones(4)",
        "the gradient has shape (4,) and the tensor (3,)",
    ),
    "no gradient yet": ("w = torch.ones(3, requires_grad=True)\nw.grad.zero_()", "a .grad is None"),
    "no gradient to step with": ("w = torch.ones(3, requires_grad=True)\nw - 0.1 * w.grad", "a .grad is None"),
    "a gradient that was cleared": (
        "w = torch.ones(3, requires_grad=True)\nw.sum().backward()\nw.grad = None\nw.grad.clone()",
        "was .grad cleared after that",
    ),
    # single numbers and truth
    "item of many": ("torch.ones(3).item()", "a tensor with a single number, and this has 3"),
    "item of none": ("torch.ones(0).item()", "this tensor is empty"),
    "math.exp of many": ("math.exp(-torch.ones(3))", "does a function of math get the whole tensor here?"),
    "math.sqrt of many": ("1 / math.sqrt(torch.ones(3))", "It takes one number. The function of torch with that name takes a tensor"),
    "many times math's pi": ("float(torch.ones(3)) * math.pi", "one number is needed here"),
    "float of many": ("float(torch.ones(3))", "one number is needed here"),
    "a tensor of tensors": ("torch.tensor([torch.ones(3), torch.ones(3)])", "use stack()"),
    "range of a tensor": ("range(torch.tensor(1.5))", "a whole number is needed here"),
    "truth of many": ("x = torch.ones(3)\nif x > 0: pass", "Use torch.where() or a mask, or .any() or .all()"),
    "a comparison of many in an expression": ("x = torch.ones(3)\ny = x if x >= 0 else -x", "Use torch.where() or a mask"),
    "a comparison of many in a while": ("x = torch.ones(3)\nwhile x > 0: pass", "if and while need one truth value"),
    "and of masks": ("x = torch.ones(3)\ny = x > 0 and x < 2", "write & and |: (x > 0) & (x < 1)"),
    "a chain of comparisons": ("x = torch.ones(3)\n0 < x < 2", "(a < x) & (x < b)"),
    "max of Python": ("max(0, torch.ones(3))", "Python's max() and min() need one truth value"),
    "in a list of tensors": (
        "ps = [torch.ones(3)]\np = torch.ones(3)\nif p in ps: pass",
        "in compares with ==, which gives many truth values",
    ),
    "a loss that is not made yet": ("nn.MSELoss(torch.ones(3), torch.ones(3))", "nn.…Loss(…) makes the loss function"),
    "a loss that is a class": ("loss = nn.MSELoss\nloss(torch.ones(3), torch.ones(3))", "first make it, loss = nn.MSELoss()"),
    "a list times a tensor": ("torch.ones(3) * [1, 2, 3]", "one side of * a list?"),
    "text made a tensor": ("torch.tensor('a')", "a tensor is made of numbers, and this is text"),
    "two values made a tensor": ("torch.tensor(1.0, 2.0)", "one value or one list"),
    "a tensor added to a list": ("losses = []\nlosses += torch.tensor(1.0)", "use append()"),
    "where without a mask": ("torch.where(torch.ones(3), 1, 0)", "where() takes a mask first, and this tensor is float32"),
    "classes for scores": (
        "F.cross_entropy(torch.ones(4, 3).argmax(1), torch.ones(4).long())",
        "takes one class number for each example, or probabilities",
    ),
    "an attribute that torch does not know": (
        "w = torch.ones(3)\nw.require_grad = True\nw.sum().backward()",
        "Your code sets .require_grad, which torch does not know: write .requires_grad",
    ),
    "a method that is set": (
        "w = torch.ones(3)\nw.requires_grad_ = True\nw.sum().backward()",
        "sets .requires_grad_, which torch does not know: write .requires_grad",
    ),
    "one's own attribute beside a graph": (
        "class A:\n    def __init__(self): self.require_grad = True\nA()\ntorch.ones(3).sum().backward()",
        "not connected to a tensor that requires grad",
    ),
    "requires_grad as a function": ("torch.ones(3).requires_grad(True)", "Write x.requires_grad = True"),
    "training as a function": ("nn.Linear(1, 1).training()", "model.train() and model.eval() change the mode"),
    "a seed as a generator's argument": ("torch.Generator(42)", "torch.Generator() takes no seed"),
    "a tensor in a model": ("nn.Sequential(nn.Linear(1, 1), torch.ones(1))", "this is a tensor. Give the tensor to the model"),
    "a function in a model": ("nn.Sequential(nn.Linear(1, 1), F.relu)", "this is a function. Is there a layer for it"),
    "torch.relu in a model": ("nn.Sequential(nn.Linear(1, 1), torch.relu)", "this is a function. Is there a layer for it"),
    "a class in a model": ("nn.Sequential(nn.Linear(1, 1), nn.ReLU)", "Are its ( ) missing?"),
    "a misspelled method of a layer": ("nn.ReLU().foward(torch.ones(1))", "Did you mean forward?"),
    "an own layer without an attribute": (
        "class Dropout:\n    def __call__(self, x): return x * self.p\nDropout()(1)",
        "your Dropout has no p. Is it misspelled, or is self.p = … missing",
    ),
    "an attribute of a layer of one's own": (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(1, 1)\n"
        "    def size(self): return self.fc.shape\nNet().size()",
        "a Linear has no shape. Do you mean its .weight",
    ),
    "a parameter called": ("nn.Linear(1, 1).weight(torch.ones(1))", "a parameter is a tensor, and ( ) calls it"),
    "gradients that are misspelled": (
        "w = torch.ones(3)\nw.grads = None\nw.sum().backward()",
        "not connected to a tensor that requires grad",
    ),
    "a layer for an output": ("torch.ones(2) + nn.ReLU(torch.ones(2))", "this is a layer, not its output"),
    "a layer for an input": ("nn.Linear(1, 1)(nn.ReLU())", "this is a layer, not its output"),
    "a layer beyond": ("model = nn.Sequential(nn.Linear(1, 1))\nmodel[1]", "there is no layer 1"),
    "a weight of a model": ("nn.Sequential(nn.Linear(1, 1)).weight", "Its layers are model[0], model[1]"),
    "a shape of a layer": ("nn.Linear(1, 1).shape", "Do you mean its .weight, or the output"),
    "a bias that is none": ("nn.init.zeros_(nn.Linear(1, 1, bias=False).bias)", "bias=False has no bias"),
    "a vector's fan": ("nn.init.xavier_uniform_(torch.ones(3))", "this initialization needs a weight matrix"),
    "a dropout above 1": ("nn.Dropout(2)", "a probability from 0 to 1, and this is 2"),
    "parts that do not add up": (
        "torch.utils.data.random_split([1, 2, 3], [1, 1])",
        "the sizes of the parts must add up to the number of examples",
    ),
    "truth of what may be None": ("b = torch.ones(3)\nif b: pass", "or “is not None”?"),
    "truth of many in numpy": ("bool(np.ones(3) > 0)", "if, while, and, or, not need one truth value"),
    "rows of other lengths": ("torch.tensor([[1, 2], [3]])", "different lengths, 2 and 1"),
    "text in a tensor": ("torch.tensor(['a'])", "text among the numbers"),
    "None in a tensor": ("torch.tensor([1.0, None])", "a tensor is made of numbers"),
    "objects in a tensor": ("torch.tensor(np.array(['a', None]))", "the array holds object_ values"),
    "a table in a tensor": ("torch.tensor(pd.DataFrame({'a': [1], 'b': [2]}))", "cannot read a pandas table"),
    "a column that is no row": ("pd.DataFrame({'a': [1]}).drop('a')", "drop() looks for it among the rows"),
    "columns that are none": ("pd.DataFrame({'a': [1]}).drop(columns=['b', 'c'])", "there is no such column"),
    "a column that is none": ("pd.DataFrame({'a': [1]}).drop('b', axis=1)", "there is no such column"),
    "from_numpy of a list": ("torch.from_numpy([1])", "got a list"),
    # training
    "targets as a column": (
        "F.cross_entropy(torch.ones(4, 3), torch.ones(4, 1).long())",
        "one class number for each example",
    ),
    "targets of another number": (
        "F.cross_entropy(torch.ones(4, 3), torch.ones(5).long())",
        "4 predictions and 5 targets",
    ),
    "targets of another shape": (
        "F.binary_cross_entropy_with_logits(torch.ones(4), torch.ones(4, 1))",
        "targets have shape (4, 1), and the predictions have (4,)",
    ),
    "no probabilities": ("F.binary_cross_entropy(torch.full((4,), 1.5), torch.ones(4))", "Is a sigmoid missing"),
    "no parameters": ("torch.optim.SGD([], lr=0.1)", "there are no parameters"),
    "one parameter": (
        "torch.optim.SGD(torch.ones(1, requires_grad=True), lr=0.1)",
        "a list of tensors, not a single one",
    ),
    "a computed parameter": (
        "torch.optim.SGD([torch.ones(1, requires_grad=True) * 2], lr=0.1)",
        "not a parameter itself",
    ),
    "a model for parameters": ("torch.optim.SGD(nn.Linear(1, 1), lr=0.1)", "Is .parameters() missing?"),
    "models for parameters": ("torch.optim.SGD([nn.Linear(1, 1)], lr=0.1)", "takes tensors, and got a Linear"),
    "missing weights": (
        "nn.Linear(2, 2).load_state_dict({'weight': torch.ones(2, 2)})",
        "has “bias”, and what you load does not. To load only some entries, write strict=False",
    ),
    "unexpected weights": (
        "nn.Linear(1, 1).load_state_dict({'weight': torch.ones(1, 1), 'bias': torch.ones(1), 'x': torch.ones(1)})",
        "the saved weights have “x”, and this Linear does not",
    ),
    "weights of other names": (
        "nn.Linear(2, 2).load_state_dict(nn.Sequential(nn.Linear(2, 2)).state_dict())",
        "has “weight”, the saved weights have “0.weight”",
    ),
    "weights of other sizes": (
        "nn.Linear(2, 2).load_state_dict(nn.Linear(3, 2).state_dict())",
        "“weight” was saved with shape (2, 3), and here it has (2, 2)",
    ),
    "a model for weights": ("nn.Linear(2, 2).load_state_dict(nn.Linear(2, 2))", "Is .state_dict() missing?"),
    "a layer before super": (
        "class Net(nn.Module):\n    def __init__(self): self.layer = nn.Linear(1, 1)\nNet()",
        "super().__init__()",
    ),
    "a parameter before super": (
        "class Net(nn.Module):\n    def __init__(self): self.w = nn.Parameter(torch.ones(1))\nNet()",
        "super().__init__()",
    ),
    "a call without super": (
        "class Net(nn.Module):\n    def __init__(self): self.n = 1\n    def forward(self, x): return x\nNet()(1)",
        "super().__init__()",
    ),
    "no forward": ("class Net(nn.Module):\n    def foward(self, x): return x\nNet()(1)", "Net has no method forward"),
    "a list of layers": ("nn.ModuleList([nn.Linear(1, 1)])(torch.ones(1))", "only holds layers"),
    "a list in Sequential": ("nn.Sequential([nn.Linear(1, 1)])", "one by one"),
    "a loss that was not called": (
        "nn.CrossEntropyLoss(torch.ones(1), torch.ones(1)).backward()",
        "CrossEntropyLoss(…) makes the loss function",
    ),
    "channels": (
        "nn.Conv2d(3, 8, 3)(torch.ones(1, 1, 8, 8))",
        "takes 3 channels, and the input of shape (1, 1, 8, 8) has 1",
    ),
    "one example in a batch": ("nn.BatchNorm1d(3)(torch.ones(1, 3))", "model.eval()"),
    "features of a norm": ("nn.BatchNorm1d(3)(torch.ones(4, 5))", "made for 3 features, and the input has 5"),
    "a GPU": ("torch.ones(1).cuda()", "runs on the CPU"),
    "X and y for a loader": ("DataLoader(torch.ones(6, 2), torch.ones(6), 2, True)", "DataLoader takes one dataset"),
    "X and y, and the batch size by name": ("DataLoader(torch.ones(6, 2), torch.ones(6), batch_size=2)", "takes one dataset"),
    "X and y alone": ("DataLoader(torch.ones(6, 2), torch.ones(6), shuffle=True)", "takes one dataset"),
    "a sampler and an order": (
        "DataLoader([1, 2], sampler=torch.utils.data.SequentialSampler([1, 2]), shuffle=True)",
        "a sampler decides the order",
    ),
    "a seed for a generator": ("torch.randperm(5, generator=3)", "takes a torch.Generator, and got an int"),
    "a seed for a loader's generator": (
        "list(DataLoader([1, 2], shuffle=True, generator=3))",
        "takes a torch.Generator, and got an int",
    ),
    "a seed for an init's generator": ("nn.init.normal_(torch.ones(3), generator=3)", "got an int"),
    "no seed": ("torch.manual_seed(None)", "a seed is a whole number, and this is None"),
    "no seed for a generator": ("torch.Generator().manual_seed(None)", "a seed is a whole number, and this is None"),
    "a float for a seed": ("torch.Generator().manual_seed(1.5)", "a seed is a whole number, and this is a float"),
    "no_grad without ( )": ("with torch.no_grad: pass", "after with there is a class"),
    "a tensor for a layer that is made": ("nn.Sigmoid(torch.ones(3))", "nn.Sigmoid() makes a layer"),
    "rows of a dataset": (
        "torch.utils.data.TensorDataset(torch.ones(3), torch.ones(2))",
        "the same number of rows in each tensor",
    ),
    "memory": ("torch.ones(10**13)", "a tensor of 40000000000000 bytes"),
    # the wrong kind
    "an array for a tensor": ("F.relu(np.ones(3))", "relu() takes a tensor as input, and got a numpy.ndarray"),
    "an array for a layer's input": ("nn.Linear(3, 1)(np.ones(3))", "takes a tensor as input, and got a numpy.ndarray"),
    "a float for a tensor": ("torch.exp(1.0)", "exp() takes a tensor as input, and got a float"),
    "an array times a tensor": ("np.ones((3, 3)) @ torch.ones(3, 3, requires_grad=True)", "do not mix"),
    "a tensor for a size": (
        "torch.zeros(torch.tensor([1, 2]))",
        "sizes and dimensions are whole numbers, and this is a Tensor",
    ),
    "a float for a size": ("nn.Linear(4 / 2, 1)", "sizes and dimensions are whole numbers, and this is a float"),
    "an index of a list": ("[1, 2][torch.tensor([1, 1])]", "a whole number is needed here"),
    "max with a dimension": ("torch.ones(4, 3).max(1).shape", "two tensors, .values and .indices"),
    "max with a dimension in a sum": ("torch.max(torch.ones(3), 0) - 1", "two tensors, .values and .indices"),
    "max with a dimension plus one": ("torch.ones(3).max(0) + 1", "two tensors, .values and .indices"),
    "max with a dimension in exp": ("torch.exp(torch.ones(2, 3).max(1))", "two tensors, .values and .indices"),
    "a shape as a number": ("torch.zeros(torch.ones(3).shape + 1)", "Take one size of it, as in x.shape[0]"),
    "a range of a shape": ("range(torch.ones(3).shape)", "Take one size of it, as in x.shape[0]"),
    "a dtype without its name": ("torch.zeros(3, 'float32')", "this is a text. Is a name missing before it"),
    "a tuple of floats for a size": ("torch.zeros((2.0, 3))", "sizes and dimensions are whole numbers, and this is a float"),
    "item of a number": ("torch.ones(3).sum().item().item()", "this is a plain number already, so it needs no .item()"),
    "transpose without dimensions": ("torch.ones(2, 3).transpose()", "transpose() needs dim0 and dim1"),
    "randint without a shape": ("torch.randint(0, 3, 5)", "a shape, which is a tuple"),
    "zero_grad without ( )": ("nn.Linear(1, 1).zero_grad.step()", "a function has no step. Are its ( ) missing?"),
    "backward without ( )": ("torch.ones(1, requires_grad=True).backward.item()", "Are its ( ) missing?"),
    "parameters with an index": ("nn.Linear(1, 1).parameters()[0]", "make a list of it: list(…)"),
    "the number of parameters": ("len(nn.Linear(1, 1).parameters())", "make a list of it: list(…)"),
    "an attribute of parameters": ("nn.Linear(1, 1).parameters().numel()", "gives its items one by one"),
    "pairs of parameters": (
        "model = nn.Linear(1, 1)\nfor name, p in model.parameters(): pass",
        "named_parameters() gives pairs",
    ),
    "named parameters alone": (
        "for p in nn.Linear(1, 1).named_parameters(): p.requires_grad",
        "several values here, as from named_parameters()",
    ),
    "next of a loader": ("next(DataLoader([1]))", "Write next(iter(…))"),
    "an index of a loader": ("DataLoader([1])[0]", "take one batch with next(iter(…))"),
    "the name of an optimizer in small letters": ("torch.optim.sgd([torch.ones(1)])", "Did you mean SGD?"),
    "a module called": ("import torch.optim.adam as adam\nadam([torch.ones(1)])", "this is a module"),
    "a model without nn.Module": (
        "class Net:\n    def forward(self, x): return x\nNet()(1)",
        "as in class Net(nn.Module)",
    ),
    "parameters without nn.Module": (
        "class Net:\n    def forward(self, x): return x\nNet().parameters()",
        "as in class Net(nn.Module)",
    ),
    "super without ( )": (
        "class Net(nn.Module):\n    def __init__(self): super.__init__()\nNet()",
        "super is a function, and its ( ) are missing",
    ),
    "self in super": (
        "class Net(nn.Module):\n    def __init__(self): super(self).__init__()\nNet()",
        "write super().__init__(), with nothing in super()",
    ),
    "shape as a function": ("torch.ones(3).shape(0)", ".shape is not a function"),
    "size as a list": ("torch.ones(3).size[0]", "with ( ), not with [ ]"),
    "a tensor as a function": ("torch.ones(3)(2)", "( ) after a tensor calls it"),
    "T as a method": ("torch.ones(3, 2).T()", "this is an attribute, not a method: write it without ( )"),
    "grad as a method": (
        "w = torch.ones(3, requires_grad=True)\nw.sum().backward()\nw.grad()",
        "this is an attribute, not a method: write it without ( )",
    ),
    "dtype as a method": ("torch.ones(3).dtype()", "write .dtype without ( )"),
    "a dtype as a function": ("torch.float32(1.5)", "a dtype is not a function"),
    "parameters without ( )": ("for p in nn.Linear(1, 1).parameters: pass", "its ( ) are missing"),
    "parameters without ( ) for an optimizer": ("torch.optim.SGD(nn.Linear(1, 1).parameters, lr=1)", "its ( ) are missing"),
    "mean without ( )": ("x = torch.ones(3)\nx - x.mean", "its ( ) are missing"),
    "mean without ( ) on the left": ("torch.ones(3).mean - 1", "its ( ) are missing"),
    "mean without ( ) for a tensor": ("F.relu(torch.ones(3).mean)", "its ( ) are missing"),
    "sum without ( ) before item": ("torch.ones(3).sum.item()", "its ( ) are missing"),
    "sum without ( ) compared": ("torch.ones(3).sum > 2", "its ( ) are missing"),
    "mean without ( ) as a number": ("float(torch.ones(3).mean)", "its ( ) are missing"),
    "an array's missing method": ("np.ones(3).unsqueeze(0)", "this is a NumPy array, and it has no unsqueeze"),
    "NumPy's dtypes": ("torch.ones(3).astype('f4')", "astype() belongs to NumPy"),
    "NumPy's copies": ("torch.ones(3).copy()", "copy() belongs to NumPy"),
    "a tensor's missing method": ("torch.ones(3).fit()", "a tensor has no fit"),
    "a number's missing method": ("torch.ones(3).sum().item().backward()", "did an .item() or float() come too early?"),
    "softmax without dim": ("torch.softmax(torch.ones(3))", "needs a dimension"),
    "an unknown argument": ("torch.ones(4, 3).sum(axes=0)", "does not take these arguments together"),
}  # fmt: skip
PYTHON: dict[str, tuple[str, str]] = {
    "None has no": ("def f(): pass\nf().shape", "something here is None"),
    "None indexed": ("x = None\nx[0]", "something here is None"),
    "None called": ("x = None\nx()", "something here is None"),
    "None unpacked": ("a, b = None", "something here is None"),
    "None added": ("torch.ones(1) + None", "something here is None"),
    "None compared": ("1 < None", "something here is None"),
    "None looped over": ("for _ in None: pass", "something here is None"),
    "a name of the object": (
        "class A:\n    def __init__(self): self.params = []\n    def step(self):\n        for p in params: pass\nA().step()",
        "params belongs to the object. Inside a method, write self.params",
    ),
    "a name of __init__": (
        "class A:\n    def __init__(self, params): params = [params]\n    def step(self): return params\nA(1).step()",
        "params is known only inside __init__. Write self.params = … there, and self.params here.",
    ),
    "a name without an __init__": ("class A:\n    def step(self): return params\nA().step()", "nothing is called params here"),
    "a name of the object in a comprehension": (
        "class A:\n    def __init__(self): self.lr = 1\n    def step(self): return [lr * x for x in [1]]\nA().step()",
        "write self.lr",
    ),
    "a method of the object": (
        "class A:\n    def zero(self): pass\n    def step(self): zero()\nA().step()",
        "write self.zero",
    ),
    "a layer of the object": (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(1, 1)\n"
        "    def forward(self, x): return fc(x)\nNet()(torch.ones(1))",
        "write self.fc",
    ),
    "an attribute without self": (
        "class A:\n    def __init__(self, lr): lr = lr\n    def step(self): return self.lr\nA(1).step()",
        "your A has no lr. Is it misspelled, or is self.lr = … missing in __init__?",
    ),
    "no self at all": ("class A:\n    def f(): self.x = 1\nA.f()", "there is no self here"),
    "a def without self": ("class A:\n    def f(): pass\nA().f()", "the def of f has no self"),
    "an __init__ without self": (
        "class A:\n    def __init__(params): pass\nA([])",
        "A(…) gets more values than its __init__ takes. Is self missing in its def",
    ),
    "an __init__ without self, by name": (
        "class A:\n    def __init__(params, lr): pass\nA([], lr=1)",
        "gets lr twice: by position and by name. Is self missing in its def?",
    ),
    "an __init__ without a value": ("class A:\n    def __init__(self, n): pass\nA()", "A() is called without n"),
    "an __init__ with an unknown name": (
        "torch.optim.Adam([torch.ones(1)], momentum=0.9)",
        "Adam() has no argument called momentum",
    ),
    "nn not imported": ("del nn\nnn.Linear(1, 1)", "nn is not imported. Write `from torch import nn` at the top of the file."),
    "F not imported": ("del F\nF.relu(1)", "Write `import torch.nn.functional as F` at the top"),
    "torch not imported": ("del torch\ntorch.ones(1)", "Write `import torch` at the top"),
    "nn as a module": ("import nn", "nn is not a module of its own. Write `from torch import nn`."),
    "F as a module": ("import F", "Write `import torch.nn.functional as F`."),
    "a package that is missing": (
        "raise ModuleNotFoundError(\"No module named 'pandas'\", name='pandas')",
        "this package is missing on this computer",
    ),
    "PyTorch's name": ("import pytorch", "PyTorch's module is called torch"),
    "a misspelled module": ("import troch", "there is no module troch. Did you mean torch?"),
    "a misspelled part of a module": ("import torch.nn.funcional as F", "Did you mean torch.nn.functional?"),
    "a function as a module": ("import torch.nn.functional.relu", "write `from torch.nn.functional import …`"),
    "a name of another module": ("from torch import Linear", "and torch.nn has. Write `from torch.nn import Linear`"),
    "a misspelled import": ("from torch.nn import function as F", "Did you mean torch.nn.functional?"),
    "another file": (
        "__name__ = 'submission'\n__package__ = ''\nfrom .mse import mse",
        "each file is checked alone, so it cannot import your other files",
    ),
    "true": ("x = true", "Python has no true: it is written True"),
    "false": ("x = false", "Python has no false: it is written False"),
    "null": ("x = null", "Python has no null: it is written None"),
    "a name of other letters": ("X = 1\nprint(x)", "Did you mean X?"),
    "a value from outside a function": (
        "lr = 1\ndef f():\n    lr -= 1\nf()",
        "lr has no value in this function yet, and this line needs one. Give it a first value above, or in a method: did you "
        "mean self.lr?",
    ),
    "a number added to a list": ("losses = []\nlosses += 0.5", "To add one value, use append()"),
    "append to a number": ("losses = 0\nlosses.append(1)", "append() belongs to lists"),
    "append to a tuple": ("x = (1, 2)\nx.append(3)", "a tuple cannot grow"),
    "an attribute of a dictionary": ("x = {'loss': 1}\nx.loss", "read by their keys: ['loss']"),
    "several values for one": ("def f(): return 1, 2\nf() + 1", "this is a tuple: several values in one"),
    "a calculation with a list": ("[1, 2] / 2", "/ does not calculate with its items"),
    "a misspelt name": ("values = [1]\nprint(vaules)", "nothing is called vaules here. Did you mean values?"),
    "a misspelt attribute": ("torch.ones(3).resahpe(3)", "there is no resahpe here. Did you mean reshape?"),
    "a misspelt layer": ("nn.Linear(1, 1).wieght", "there is no wieght here. Did you mean weight?"),
    "a misspelt function": ("torch.zeroes(3)", "there is no zeroes here. Did you mean zeros?"),
    "a dtype's name": ("torch.tensor([1], dtype=float32)", "nothing is called float32 here. Did you mean torch.float32?"),
    "a tensor's name": ("Tensor([1])", "Did you mean torch.Tensor?"),
    "a layer's name": ("Linear(1, 1)", "Did you mean nn.Linear?"),
    "a name of one's own before torch's": ("means = 1\nprint(mean)", "Did you mean means?"),
    "a name": ("print(qwertz)", "nothing is called qwertz here. Is it misspelled"),
    "a local name": ("def f(x):\n    if x: y = 1\n    return y\nf(0)", "y is used before it gets a value"),
    "an attribute": ("class Net:\n    def f(self): return self.w\nNet().f()", "your Net has no w"),
    "a module's name": ("torch.qwertz(1)", "torch has nothing called qwertz"),
    "a key": ("{'a': 1}['petal length (cm)']", "no key “petal length (cm)”"),
    "a number as a key": ("{'1': 1}[1]", "no key 1"),
    "a list's end": ("[1, 2][2]", "the list has fewer items"),
    "a shape's end": ("x = torch.ones(2)\nx.shape[1]", "the shape has fewer dimensions"),
    "zero": ("1 / 0", "divided by 0"),
    "zero as a float": ("1.0 / 0.0", "divided by 0"),
    "zero as a modulus": ("1 % 0", "divided by 0"),
    "a missing argument": ("def f(a, b): pass\nf(1)", "f() is called without b"),
    "missing arguments": ("def f(a, b, c): pass\nf(1)", "needs 2 more arguments"),
    "too many arguments": ("def f(a): pass\nf(1, 2)", "more values than it takes"),
    "a missing self": ("class A:\n    def f(x): pass\nA().f(1)", "Is self missing"),
    "a forward with too much": (
        "nn.Linear(1, 1)(torch.ones(1), torch.ones(1))",
        "a Linear takes one value, its input",
    ),
    "an unknown name in a call": ("def f(a): pass\nf(b=1)", "no argument called b"),
    "an argument twice": ("def f(a): pass\nf(1, a=1)", "twice"),
    "text and number": ("'a' + 1", "+ joins a str with another str, and this is an int"),
    "number and text": ("1 + 'a'", "+ does not work between an int and a str"),
    "^ for a power of numbers": ("2.0 ^ 2", "Did you mean a power? Write **"),
    "^= for a power": ("x = 1.5\nx ^= 2", "Did you mean a power? Write **"),
    "a text raised": ("raise 'no'", "raise needs an exception"),
    "a list times a float": ("[1] * 2.0", "this is a list"),
    "a loop over an int": ("for i in 3: pass", "Is range() missing?"),
    "range of a float": ("range(4 / 2)", "Did you mean // instead of /?"),
    "a list by a float": ("[1, 2][1.0]", "a list is indexed by whole numbers, and this is a float"),
    "a number as a function": ("x = 2\nx(1)", "you call an int as if it were a function"),
    "a number with an index": ("x = 2\nx[0]", "[ ] does not work on an int"),
    "a tuple changed": ("x = (1, 2)\nx[0] = 3", "the items of a tuple cannot be changed"),
    "a list as a key": ("{[1]: 2}", "a list cannot be a key"),
    "too many values": ("a, b = 1, 2, 3", "more than 2 values"),
    "too few values": ("a, b, c = 1, 2", "3 names need 3 values, and the right side has only 2"),
    "no number": ("float('abc')", "this text is not a number"),
    "no whole number": ("int('1.5')", "this text is not a number"),
    "max of nothing": ("max([])", "the list is empty"),
    "a logarithm": ("math.log(0)", "logarithm of 0"),
    "a file": ("open('/no/such/file')", "no such file"),
    "an import": ("from torch import rellu", "torch has nothing called rellu"),
    # what cannot be read
    "a merge": ("def f():\n<<<<<<< HEAD\n    return 1\n", "git left two versions here"),
    "the middle of a merge": ("x = 1\n=======\nx = 2\n", "git left two versions here"),
    "the end of a merge": ("x = 2\n>>>>>>> 3f2a1b\n", "git left two versions here"),
    "a colon": ("def f(x)\n    return x", "a : is missing"),
    "a bracket": ("x = torch.ones(3\ny = 1", "this ( is never closed"),
    "a bracket too many": ("x = torch.ones(3))", "this ) closes nothing"),
    "another bracket": ("x = torch.ones(3]", "( was opened, but ] closes it"),
    "= for ==": ("if x = 1:\n    pass", "== compares"),
    "a value on the left": ("f(x) = 1", "== compares"),
    "tabs and spaces": ("if True:\n        x = 1\n\ty = 1", "convert all tabs to spaces"),
    "too far in": ("x = 1\n    y = 1", "indented more than the line above"),
    "not far enough in": ("if True:\n        x = 1\n    y = 1", "matches no line above"),
    "an empty block": ("def f():\nx = 1", "is empty"),
    "an open text": ("x = 'abc", "no closing quote"),
    "an open long text": ("x = '''abc", "never ends"),
    "a comma": ("f(1 2)", "a comma, an operator or a bracket is missing"),
    "else if": ("if x:\n    pass\nelse if y:\n    pass", "elif"),
    "++": ("x++", "no ++"),
    "&&": ("x = a && b", "and, not &&"),
    "print without brackets": ("print 1", "print(…)"),
    "a return outside": ("return 1", "is not inside a function"),
    "a curly quote": ("x = “a”", "looks like one that Python knows"),
    "a name that starts with a digit": ("x = 2x", "cannot start with a digit"),
    "anything else": ("x = = 1", "Python stops at the mark"),
}  # fmt: skip
OLD_PYTHON = {
    "the same quotes in an f-string": ('d = {"a": 1}\nx = f"{d["a"]}"', "use the other quotes there"),
    "a type statement": ("type Vector = list", "need Python 3.12"),
    "a generic function": ("def f[T](x): pass", "needs Python 3.12"),
}


@pytest.mark.filterwarnings("ignore")  # Python warns of some of them while it compiles
@pytest.mark.parametrize("name", TORCH | PYTHON)
def test_a_common_error_is_said_in_words(name: str) -> None:
    """The installed torch, NumPy and Python raise the error, and we know its cause, with its own numbers."""
    code, words = (TORCH | PYTHON)[name]
    failure = provoke(code)
    assert words in cause_of(failure), f"{failure.type}: {failure.text}"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="Python 3.12 can read them")
@pytest.mark.parametrize("name", OLD_PYTHON)
def test_what_only_a_newer_python_reads_is_said(name: str) -> None:
    """On Python 3.11, code that was copied from a page on 3.12 is recognised as that."""
    code, words = OLD_PYTHON[name]
    assert words in cause_of(provoke(code))


@pytest.mark.filterwarnings("ignore")
def test_a_sentence_is_one_short_line() -> None:
    """With its numbers, a sentence is one short line, and nothing of the template is left."""
    said = {name: cause_of(provoke(code)) for name, (code, _) in (TORCH | PYTHON).items()}
    assert {name: text for name, text in said.items() if len(text) > 140} == {}
    assert {name: text for name, text in said.items() if "\n" in text or re.search(r"[{}]|<\w\d?>", text)} == {}
    assert {name: text for name, text in said.items() if text[-1] not in ".?" and not text.endswith(")")} == {}


def test_what_was_meant_is_no_part_of_a_mistake() -> None:
    """A misspelled name is the same mistake, whatever other names it resembles."""
    near, far = provoke("values = 1\nvaules"), provoke("qwertz")
    assert "Did you mean: 'values'" in near.text
    assert near.kind() == far.kind()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "odd",
        "mat1 and mat2",
        "the price must be above 0",
        "'a' is no column of the table",
        "matrices must have equal shapes",
    ],
)
def test_a_students_own_error_has_no_cause(text: str) -> None:
    """What a student raises in words of their own needs no explanation."""
    kinds = ("RuntimeError", "ValueError", "TypeError", "IndexError", "AssertionError", "Odd")
    assert [cause_of(Failure(type=kind, text=text, code=f"raise {kind}")) for kind in kinds] == [""] * len(kinds)


def test_every_row_can_be_reached() -> None:
    """No text of a row is hidden by an earlier row for the same type of exception."""
    filled = {"s": "2, 3", "d": "Float", "w": "spam", "c": "Spam", "o": "+", "t": "spam"}
    hidden = []
    for row in ROWS:
        for text in row.all_texts:
            sample = re.sub(r"<n(\d)>", r"1\1", text)  # each number is different
            sample = re.sub(r"<([sdwcot])\d?>", lambda match: filled[match[1]], sample)
            for error in row.all_errors:
                kind = error.__name__
                failure = Failure(type=kind, text=sample, code=re.sub(r"{\w+}|<[wt]\d?>", "spam", row.all_code[0]))
                assert row in rows_by_error()[kind]
                first = cause_of(failure)
                head = re.split(r"[{]", row.cause)[0]
                if not first.startswith(head[:15]) and text != "":
                    hidden.append((kind, text, first))
    assert hidden == []


def test_of_what_the_grader_did_only_the_value_is_explained() -> None:
    """If the grader cannot use what came back, advice on the grader's code would send the student to the wrong line."""
    unpacked = Failure(type="ValueError", text="too many values to unpack (expected 2)", place="probe")
    assert cause_of(unpacked).startswith("2 values are needed here, and what your code returned does not give 2.")
    few = Failure(type="ValueError", text="not enough values to unpack (expected 2, got 1)", place="probe")
    assert cause_of(few) == cause_of(unpacked)
    graph = Failure(type="RuntimeError", text="element 0 of tensors does not require grad and does not have a grad_fn")
    assert cause_of(dataclasses.replace(graph, place="probe")) == cause_of(graph) != ""
    seed = provoke("list(DataLoader([1, 2], shuffle=True, generator=3))")
    assert cause_of(dataclasses.replace(seed, place="probe")) == cause_of(seed) != ""
    missing = Failure(type="AttributeError", text="'list' object has no attribute 'parameters'")
    assert cause_of(missing) != ""
    assert cause_of(dataclasses.replace(missing, place="probe")) == ""


def test_a_missing_file_while_the_file_is_imported() -> None:
    """Lines that the student runs alone also run when the check imports the file, in another folder. Other errors are as ever."""
    missing = provoke("open('data/digits.csv.gz')")
    assert "the path that the function gets" in cause_of(missing)
    assert cause_of(dataclasses.replace(missing, place="import")).endswith('below: if __name__ == "__main__":')
    name = provoke("qwertz")
    assert cause_of(dataclasses.replace(name, place="import")) == cause_of(name) != ""


@given(text=st.text(max_size=2000), row=st.sampled_from(ROWS))
def test_no_text_is_too_much(text: str, row: Row) -> None:
    """A text that starts like a known error and goes on in any way gives one clean line, or none."""
    template = row.all_texts[0]
    for error in row.all_errors:
        for start in (template, template.partition("<")[0]):
            said = cause_of(Failure(type=error.__name__, text=start + text, code=text))
            assert "\n" not in said
            assert said.isprintable()
            assert len(said) < 250


def test_no_placeholder_can_take_long() -> None:
    """A placeholder is of bounded length and holds no other repetition, so a hostile text costs little."""
    one = r"(-\?|\[A-Z\])?(\[[^]]+\]|\\d|\.)\{\d,\d{1,3}\}\??"
    assert [pattern for pattern in PATTERNS.values() if not re.fullmatch(one, pattern)] == []
    for row in ROWS:
        assert all(len(re.findall(r"<t\d?>", text)) <= 1 for text in row.all_texts), row


def test_causes_cost_nothing_until_there_is_an_error() -> None:
    """Importing `causes` compiles no pattern and imports no table; a worker imports nothing of the judge."""
    code = """
import sys
import dlcourse.graders.engine.worker.worker
before = set(sys.modules)
from dlcourse.graders.engine.judge import causes
print(sorted(name for name in sys.modules if name.endswith("_errors")))
print("dlcourse.graders.engine.judge" in before, causes._pattern.cache_info().currsize)
"""
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "False 0"]
