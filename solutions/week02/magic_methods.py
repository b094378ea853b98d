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
        ### BEGIN SOLUTION
        return Scalar(self.x + other.x) if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __sub__(self, other):
        """Return self - other."""
        ### BEGIN SOLUTION
        return Scalar(self.x - other.x) if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __mul__(self, other):
        """Return self * other."""
        ### BEGIN SOLUTION
        return Scalar(self.x * other.x) if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __truediv__(self, other):
        """Return self / other."""
        ### BEGIN SOLUTION
        return Scalar(self.x / other.x) if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __floordiv__(self, other):
        """Return self // other."""
        ### BEGIN SOLUTION
        return Scalar(self.x // other.x) if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __mod__(self, other):
        """Return self % other."""
        ### BEGIN SOLUTION
        return Scalar(self.x % other.x) if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __pow__(self, other):
        """Return self ** other."""
        ### BEGIN SOLUTION
        return Scalar(self.x**other.x) if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __and__(self, other):
        """Return self & other."""
        ### BEGIN SOLUTION
        return Scalar(self.x & other.x) if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __or__(self, other):
        """Return self | other."""
        ### BEGIN SOLUTION
        return Scalar(self.x | other.x) if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __xor__(self, other):
        """Return self ^ other."""
        ### BEGIN SOLUTION
        return Scalar(self.x ^ other.x) if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __neg__(self):
        """Return -self."""
        ### BEGIN SOLUTION
        return Scalar(-self.x)
        ### END SOLUTION

    def __eq__(self, other):
        """Return whether both hold equal numbers; 2 and 2.0 are equal."""
        ### BEGIN SOLUTION
        return self.x == other.x if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __lt__(self, other):
        """Return whether self < other."""
        ### BEGIN SOLUTION
        return self.x < other.x if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __le__(self, other):
        """Return whether self <= other."""
        ### BEGIN SOLUTION
        return self.x <= other.x if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __gt__(self, other):
        """Return whether self > other."""
        ### BEGIN SOLUTION
        return self.x > other.x if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __ge__(self, other):
        """Return whether self >= other."""
        ### BEGIN SOLUTION
        return self.x >= other.x if isinstance(other, Scalar) else NotImplemented
        ### END SOLUTION

    def __hash__(self):
        """Return an int for sets and dicts. It is the same for all objects that are equal."""
        ### BEGIN SOLUTION
        return hash(self.x)
        ### END SOLUTION

    def __str__(self):
        """Return the text for people: the number alone."""
        ### BEGIN SOLUTION
        return str(self.x)
        ### END SOLUTION

    def __repr__(self):
        """Return the text for programmers: Python code that makes an equal object, such as Scalar(2.5)."""
        ### BEGIN SOLUTION
        return f"Scalar({self.x!r})"
        ### END SOLUTION
