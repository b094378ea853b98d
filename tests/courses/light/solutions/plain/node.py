"""A number that remembers what it was made of."""


class Node:
    """A number, `data`, and the nodes that it was made of, `parents`.

    >>> (Node(2.0) + Node(3.0)).data
    5.0
    """

    def __init__(self, data, parents=()):
        """data: a number. parents: a tuple of nodes."""
        self.data = data
        self.parents = parents

    def __add__(self, other):
        """Return the node of the sum; its parents are this node and the other one.

        >>> len((Node(2.0) + Node(3.0)).parents)
        2
        """
        ### BEGIN SOLUTION
        return Node(self.data + other.data, (self, other))
        ### END SOLUTION
