"""The tanh activation: a curve between -1 and 1, its slope, and one more operation for your engine.

sigmoid     σ(x)    = 1 / (1 + e⁻ˣ)                      between 0 and 1
tanh        tanh(x) = (eˣ - e⁻ˣ) / (eˣ + e⁻ˣ)            between -1 and 1
"""

import math


def tanh(x: float) -> float:
    """Return the hyperbolic tangent of x.

    x: any float, also ±1000, for which e²ˣ is too large for a float: your function raises no OverflowError there. You may
        call functions of `math`, also math.tanh; you learn more from the formula.

    >>> round(tanh(1.0), 4)
    0.7616
    """
    # TODO: your code here
    raise NotImplementedError("tanh")


def sigmoid_grad(x: float) -> float:
    """Return the derivative of the sigmoid at x, σ(x) · (1 - σ(x)).

    x: the input of the sigmoid, not its output. Any float, also ±1000: there is no OverflowError.

    >>> sigmoid_grad(0.0)
    0.25
    """
    # TODO: your code here
    raise NotImplementedError("sigmoid_grad")


def tanh_grad(x: float) -> float:
    """Return the derivative of the hyperbolic tangent at x, 1 - tanh(x)².

    x: the input of tanh, not its output. Any float, also ±1000: there is no OverflowError.

    >>> tanh_grad(0.0)
    1.0
    """
    # TODO: your code here
    raise NotImplementedError("tanh_grad")


class Value:
    """A node of a graph, as in `value_node.py`: a number that knows which nodes it was computed from.

    data: a float. grad: the derivative of the result by this node, a float. parents: the nodes that it was computed from,
    a tuple. op: the name of the operation, "" for a number that was not computed.

    >>> Value(0.5).grad
    0.0
    """

    def __init__(self, data, parents=(), op=""):
        self.data = data
        self.grad = 0.0
        self.parents = parents
        self.op = op

    def tanh(self):
        """Return a new Value: its data is the hyperbolic tangent of this node's data, its only parent is this node, its op is
        "tanh", and its grad is 0.0. This node does not change.

        >>> y = Value(0.5).tanh()
        >>> round(y.data, 4), y.op
        (0.4621, 'tanh')
        """
        # TODO: your code here
        raise NotImplementedError("Value.tanh")

    def pass_back(self):
        """Add to the parent's gradient what this node passes back: the derivative of tanh, times this node's gradient.

        It is called on nodes with the op "tanh" only. This node's data is tanh of its parent's data. A node may be used
        several times, and its gradient is the sum of what all of them pass back. So add to parent.grad, and change nothing
        else. Returns None.

        >>> x = Value(0.0)
        >>> y = Value(0.0, (x,), "tanh")
        >>> y.grad = 3.0
        >>> y.pass_back()
        >>> x.grad
        3.0
        """
        # TODO: your code here
        raise NotImplementedError("Value.pass_back")
