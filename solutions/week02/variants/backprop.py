"""Right but unusual solutions."""

import heapq
import itertools
import sys
from collections import Counter

from dlcourse.graders.authoring import variant

NUMBERS = itertools.count()


@variant(of="Value")
class WithClosures:
    """Each operation leaves a function that knows how to pass the gradient back."""

    def __init__(self, data, parents=(), op=""):
        self.data, self.grad, self.parents, self.op = data, 0.0, set(parents), op
        self.pass_back = lambda: None

    def __add__(self, other):
        out = WithClosures(self.data + other.data, (self, other), "+")

        def pass_back():
            self.grad += out.grad
            other.grad += out.grad

        out.pass_back = pass_back
        return out

    def __mul__(self, other):
        out = WithClosures(self.data * other.data, (self, other), "*")

        def pass_back():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.pass_back = pass_back
        return out

    def backward(self):
        order, seen, stack = [], set(), [self]
        while stack:
            node = stack[-1]
            seen.add(node)
            new = [parent for parent in node.parents if parent not in seen]
            if new:
                stack.append(new[0])
            else:
                order.append(stack.pop())
        self.grad = 1
        for node in order[::-1]:
            node.pass_back()


@variant(of="Value")
class WithTape:
    """Numbers its nodes as they are made: a node is newer than its parents, so the newest one goes first."""

    def __init__(self, data, parents=(), slopes=()):
        self.data, self.grad, self.parents, self.slopes = data, 0.0, list(parents), slopes
        self.number = next(NUMBERS)

    def __add__(self, other):
        return WithTape(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return WithTape(self.data * other.data, (self, other), (other.data, self.data))

    def backward(self):
        self.grad = 1.0
        waiting, seen = [(-self.number, self)], {self}
        while waiting:
            _, node = heapq.heappop(waiting)
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.grad = parent.grad + slope * node.grad
                if parent not in seen:
                    seen.add(parent)
                    heapq.heappush(waiting, (-parent.number, parent))


@variant(of="Value.backward")
def counts_the_uses(self):
    """Kahn's algorithm: a node is ready when all its uses have passed something back."""
    uses, seen, nodes = Counter(), {self}, [self]
    for node in nodes:
        uses.update(node.parents)
        new = set(node.parents) - seen
        seen |= new
        nodes += new
    self.grad, ready = 1.0, [self]
    for node in ready:
        for parent, other in zip(node.parents, reversed(node.parents), strict=True):
            parent.grad += node.grad * (other.data if node.op == "*" else 1)
            uses[parent] -= 1
            if not uses[parent]:
                ready.append(parent)


@variant(of="Value.backward")
def allows_more_calls(self):
    """Calls itself, and allows Python more calls inside each other."""
    sys.setrecursionlimit(20_000)
    order, seen = [], set()

    def visit(node):
        if id(node) not in seen:
            seen.add(id(node))
            for parent in node.parents:
                visit(parent)
            order.insert(0, node)

    visit(self)
    self.grad = 1.0
    for node in order:
        if node.op == "+":
            for parent in node.parents:
                parent.grad += node.grad
        if node.op == "*":
            for i, parent in enumerate(node.parents):
                parent.grad += node.grad * node.parents[1 - i].data


@variant(of="zero_grad")
def level_after_level(root):
    """All nodes of a level, then all their parents."""
    level = [root]
    while level:
        for node in level:
            node.grad = 0
        level = list(dict.fromkeys(parent for node in level for parent in node.parents))
