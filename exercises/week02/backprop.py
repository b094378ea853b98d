"""Backpropagation: one walk back through the graph gives the derivative of the result by every number in it.

forward, from the numbers to the result         data        each node is computed from its parents
backward, from the result to the numbers        grad        each node passes its gradient back to its parents
"""


class Value:
    """A node of a graph: a number that knows which nodes it was computed from.

    data: a float. grad: the derivative of the result by this node, 0.0 before `backward`. parents: the nodes that it was
    computed from, such as (a, b). op: "+", "*", or "" for a number that was not computed.
    This small class has only + and *, for two Values. You may change it, or paste yours from `value_node.py`, as long as data,
    grad, parents, + and * mean the same.

    >>> a, b = Value(2.0), Value(-3.0)
    >>> product = a * b
    >>> product.data, product.op, product.parents == (a, b)
    (-6.0, '*', True)
    """

    def __init__(self, data, parents=(), op=""):
        self.data = data
        self.grad = 0.0
        self.parents = parents
        self.op = op

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), "+")

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), "*")

    def backward(self):
        """Compute the derivative of this node, the result, by every node that it was computed from, and by itself.

        Before the call, all gradients in the graph are 0.0. After it, node.grad is the derivative of self.data by node.data,
        for self (1.0), for all nodes between, and for the numbers at the beginning. A node that is used several times, also
        as a + a or a * a, gets the sum of what all its uses pass back. Only gradients change. Returns None.

        A graph can be deep: 2,000 operations one after the other. Python allows about 1,000 calls of functions inside each
        other, so a function that calls itself for each parent does not get that far. Visit each node once, after all nodes that
        were computed from it.

        >>> a, b, c, f = Value(2.0), Value(-3.0), Value(10.0), Value(-2.0)
        >>> result = (a * b + c) * f
        >>> result.backward()
        >>> result.data, [node.grad for node in (a, b, c, f)]
        (-8.0, [6.0, -4.0, -2.0, 4.0])
        """
        # TODO: your code here
        raise NotImplementedError("Value.backward")


def zero_grad(root: Value) -> None:
    """Set the gradients to 0.0 of the node root and of every node that it was computed from, directly or not.

    The graph is as deep as above. Nothing else changes, and no other node. Returns None.

    >>> a, b = Value(2.0), Value(-3.0)
    >>> result = a * b + a
    >>> for node in (a, b, result):
    ...     node.grad = 7.0
    >>> zero_grad(result)
    >>> [node.grad for node in (a, b, result)]
    [0.0, 0.0, 0.0]
    """
    # TODO: your code here
    raise NotImplementedError("zero_grad")
