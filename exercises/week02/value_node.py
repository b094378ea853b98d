"""A number that remembers how it was computed: the node of a graph.

    a = Value(2.0)          a leaf: nobody computed it
    b = Value(-3.0)         a leaf
    c = a * b               c.data is -6.0, c.op is "*", and c.parents are a and b

Each operation makes a new node, which knows its parents. So the result of a calculation knows the whole calculation, and
gradients can find their way back through it.
"""


class Value:
    """A node: a number, and the nodes that it was computed from.

    Value(data) is a leaf, and Value(data, parents, op) is a node that was computed. A node has four attributes:
        data: the number, an int or a float.    grad: 0.0 in a new node.
        parents: a tuple, list or set of the nodes that it was computed from; empty in a leaf.
        op: the name of the operation, a text; "" in a leaf.

    You write all methods of this class. `repr(Value(2.0))` is "Value(data=2.0)". a and b are Values, and n is an int or a float:

        a + b    a - b    a * b    a / b    -a
        a + n    a - n    a * n    a / n    a ** n
        n + a    n - a    n * a    n / a

    Each of these returns a new Value, whose data is what the numbers give. a, b and n do not change, also with `a += b`.
    The parents of a + b and of a * b are a and b, and their op is "+" and "*". For the other operators, op is any text that is
    not empty, and other nodes may stand between the result and its operands: a - b may be a + (-b). From parents to parents,
    one comes from the result to each Value that it was computed from. A number n is a leaf of its own among the parents, or none.

    With an operand of another type, such as a text, +, -, *, / and ** return NotImplemented. Then Python asks the other operand
    for its operator, and raises TypeError if it has none. `a ** b` and `n ** a` are not asked for.
    Every node is equal only to itself, whatever its data is, and can be in a set: do not write `__eq__`.

    >>> a, b = Value(2.0), Value(-3.0)
    >>> c = a * b
    >>> c, c.op
    (Value(data=-6.0), '*')
    >>> 1 - a
    Value(data=-1.0)
    """

    # TODO: your code here
    raise NotImplementedError("Value")
