"""Magic methods: what Python calls for `a + b`, `a < b`, `print(a)` and `{a: 1}`.

a + b       a.__add__(b)            a < b       a.__lt__(b)             str(a)      a.__str__()
-a          a.__neg__()             a == b      a.__eq__(b)             hash(a)     a.__hash__()
"""


class Scalar:
    """A number in a box, that calculates and compares as the number does.

    x: an int or a float, which is kept as it is. A Scalar never changes: all operations return new objects.
    For + - * / // % ** and & | ^ the other operand is a Scalar, and so is the result. It holds what Python gives for the two
        numbers: Scalar(7) // Scalar(2) holds the int 3. & | ^ are used with ints only.
    For == < <= > >= the other operand is a Scalar, and the result is True or False. Python makes != from ==.
    If the other operand is of another type, such as a string, a list or None, return NotImplemented (a value, not an error).
        Then Python asks the other operand; if it cannot answer either, a == b is False and all the others end in a TypeError.
        With a plain number you may do what you like.

    >>> (Scalar(3) + Scalar(4)).x, Scalar(3) < Scalar(4), Scalar(3) == "x"
    (7, True, False)
    >>> print(Scalar(2.5), [Scalar(2.5)])
    2.5 [Scalar(2.5)]
    """

    def __init__(self, x):
        self.x = x

    def __add__(self, other):
        """Return self + other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__add__")

    def __sub__(self, other):
        """Return self - other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__sub__")

    def __mul__(self, other):
        """Return self * other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__mul__")

    def __truediv__(self, other):
        """Return self / other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__truediv__")

    def __floordiv__(self, other):
        """Return self // other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__floordiv__")

    def __mod__(self, other):
        """Return self % other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__mod__")

    def __pow__(self, other):
        """Return self ** other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__pow__")

    def __and__(self, other):
        """Return self & other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__and__")

    def __or__(self, other):
        """Return self | other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__or__")

    def __xor__(self, other):
        """Return self ^ other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__xor__")

    def __neg__(self):
        """Return -self."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__neg__")

    def __eq__(self, other):
        """Return whether both hold equal numbers; 2 and 2.0 are equal."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__eq__")

    def __lt__(self, other):
        """Return whether self < other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__lt__")

    def __le__(self, other):
        """Return whether self <= other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__le__")

    def __gt__(self, other):
        """Return whether self > other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__gt__")

    def __ge__(self, other):
        """Return whether self >= other."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__ge__")

    def __hash__(self):
        """Return an int for sets and dicts. It is the same for all objects that are equal."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__hash__")

    def __str__(self):
        """Return the text for people: the number alone."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__str__")

    def __repr__(self):
        """Return the text for programmers: Python code that makes an equal object, such as Scalar(2.5)."""
        # TODO: your code here
        raise NotImplementedError("Scalar.__repr__")
