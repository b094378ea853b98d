"""A number that remembers how it was computed: the node of a graph.

    a = Value(2.0)          a leaf
    b = Value(-3.0)         a leaf
    c = a * b               c.data is -6.0, c.op is "*", and its parents are a and b

Each operation makes a new node, which knows its parents. So the result of a calculation knows the whole calculation, and
the gradients can find their way back through it.
"""


class Value:
    """A node: a number, and where it comes from.

    >>> a, b = Value(2.0), Value(-3.0)
    >>> c = a * b
    >>> c, c.op
    (Value(data=-6.0), '*')
    >>> 1 - a
    Value(data=-1.0)
    """

    ### BEGIN SOLUTION
    pass
    ### END SOLUTION
