"""Right but unusual solutions."""

import math

from dlcourse.graders.authoring import variant


@variant(of="Value")
class Value:
    """Has slots, builds most operators from a few, and keeps parents in a set."""

    __slots__ = ("data", "grad", "op", "parents")

    def __init__(self, data, parents=(), op=""):
        self.data, self.grad, self.parents, self.op = float(data), 0.0, set(parents), op

    def __repr__(self):
        return "Value(data=" + repr(self.data) + ")"

    def __add__(self, other):
        if isinstance(other, (int, float)):
            other = Value(other)
        return Value(self.data + other.data, {self, other}, "+") if isinstance(other, Value) else NotImplemented

    def __mul__(self, other):
        if isinstance(other, (int, float)):
            other = Value(other)
        return Value(self.data * other.data, {self, other}, "*") if isinstance(other, Value) else NotImplemented

    def __pow__(self, n):
        return Value(self.data**n, [self], "power") if isinstance(n, (int, float)) else NotImplemented

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other if isinstance(other, (Value, int, float)) else NotImplemented

    def __truediv__(self, other):
        return self * other**-1 if isinstance(other, (Value, int, float)) else NotImplemented

    def __rsub__(self, other):
        return -self + other

    def __rtruediv__(self, other):
        return self**-1 * other

    __radd__, __rmul__ = __add__, __mul__


@variant(of="Value")
class Node:
    """Keeps numbers out of the parents, and makes its operators with a function."""

    grad = 0.0

    def __init__(self, data, parents=None, op=""):
        self.data, self.parents, self.op = data, list(parents or []), op

    def __repr__(self):
        return "{}(data={!r})".format("Value", self.data)

    def _operator(op, function):  # noqa: N805
        def forward(self, other):
            if isinstance(other, Node):
                return Node(function(self.data, other.data), [self, other], op)
            return Node(function(self.data, other), [self], op) if type(other) in (int, float) else NotImplemented

        def reflected(self, other):
            return Node(function(other, self.data), [self], op) if type(other) in (int, float) else NotImplemented

        return forward, reflected

    __add__, __radd__ = _operator("+", lambda x, y: x + y)
    __sub__, __rsub__ = _operator("-", lambda x, y: x - y)
    __mul__, __rmul__ = _operator("*", lambda x, y: x * y)
    __truediv__, __rtruediv__ = _operator("/", lambda x, y: x / y)
    __pow__, __rpow__ = _operator("**", lambda x, y: math.pow(x, y))

    def __neg__(self):
        return Node(0 - self.data, [self], "-")
