"""Wrong solutions that students hand in; each docstring is the feedback."""

from solution import Scalar

from dlcourse.graders.authoring import mistake


@mistake(
    of="Scalar.__add__",
    caught_by="test_sums",
    raises="AttributeError",
    edit={"Scalar(self.x + other.x) if": "self.x + other.x if"},
)
def number_instead_of_a_scalar():
    """Your sum is a plain number. Return a new Scalar that holds it: Scalar(self.x + other.x)."""


@mistake(of="Scalar.__add__", caught_by="test_operands_stay")
def adds_in_place(self, other):
    """Your + changes its left operand: after c = a + b, a is another number. Return a new Scalar, and leave self.x alone."""
    if not isinstance(other, Scalar):
        return NotImplemented
    self.x += other.x
    return Scalar(self.x)


@mistake(of="Scalar.__sub__", caught_by="test_sums", edit={"self.x - other.x": "other.x - self.x"})
def subtracts_backwards():
    """Your - is the wrong way round. In a - b, self is a and other is b."""


@mistake(of="Scalar.__neg__", caught_by="test_sums", edit={"-self.x": "abs(self.x)"})
def sign_is_removed():
    """Your -a is never below 0. It changes the sign: -Scalar(-3) holds 3, and -Scalar(3) holds -3."""


@mistake(of="Scalar.__neg__", caught_by="test_operands_stay")
def negates_in_place(self):
    """Your -a changes a itself. Return a new Scalar, and leave self.x alone."""
    self.x = -self.x
    return Scalar(self.x)


@mistake(of="Scalar.__pow__", caught_by="test_products", edit={"**": "^"})
def caret_for_power():
    """Your ** uses ^, which compares bits in Python. The power is **."""


@mistake(of="Scalar.__pow__", caught_by="test_products", edit={"self.x**other.x": "other.x**self.x"})
def power_backwards():
    """Base and exponent are swapped. In a ** b, self is the base a, and other the exponent b."""


@mistake(of="Scalar.__pow__", caught_by="test_products", edit={"**": "*"})
def product_for_power():
    """Your ** multiplies its two numbers. It is the power: 2 ** 3 is 8."""


@mistake(of="Scalar.__truediv__", caught_by="test_divisions", edit={"self.x / other.x": "self.x // other.x"})
def rounds_the_quotient():
    """Your / rounds down, which is what // does. 7 / 2 is 3.5."""


@mistake(of="Scalar.__floordiv__", caught_by="test_divisions", edit={"self.x // other.x": "int(self.x / other.x)"})
def cuts_the_quotient():
    """Your // cuts off the digits behind the point, so -7 // 2 becomes -3, and a float becomes an int. Python's // rounds
    down, to -4: use it on the two numbers."""


@mistake(of="Scalar.__floordiv__", caught_by="test_divisions", edit={"self.x // other.x": "self.x / other.x"})
def does_not_round():
    """Your // does not round. 7 // 2 is 3: use // on the two numbers, not /."""


@mistake(
    of="Scalar.__mod__",
    caught_by="test_divisions",
    edit={"self.x % other.x": "self.x - int(self.x / other.x) * other.x"},
)
def remainder_of_c():
    """Your % has the sign of the left number, as in C. In Python it has the sign of the right number: -7 % 2 is 1. Use % on
    the two numbers."""


@mistake(of="Scalar.__and__", caught_by="test_bits", edit={"self.x & other.x": "self.x and other.x"})
def and_for_bits():
    """You use `and`, which gives one of the two numbers. & works bit by bit: 6 & 3 is 2."""


@mistake(of="Scalar.__or__", caught_by="test_bits", edit={"self.x | other.x": "self.x or other.x"})
def or_for_bits():
    """You use `or`, which gives one of the two numbers. | works bit by bit: 6 | 3 is 7."""


@mistake(of="Scalar.__xor__", caught_by="test_bits", edit={"^": "**"})
def power_for_xor():
    """Your ^ is a power. In Python ^ compares bits: 6 ^ 3 is 5."""


@mistake(of="Scalar.__eq__", caught_by="test_equality", edit={"self.x == other.x": "self is other"})
def compares_objects():
    """Your == asks whether both are the same object. Compare the numbers: self.x == other.x."""


@mistake(of="Scalar.__eq__", caught_by="test_equality", edit={"self.x == other.x": "str(self.x) == str(other.x)"})
def compares_texts():
    """You compare the texts of the numbers, so 2 and 2.0 differ. Compare the numbers themselves."""


@mistake(
    of="Scalar.__eq__",
    caught_by="test_other_types",
    raises="AttributeError",
    edit={" if isinstance(other, Scalar) else NotImplemented": ""},
)
def equality_raises():
    """Scalar(1) == "x" ends in an AttributeError, because a string has no .x. Return NotImplemented for other types; Python
    makes False of it."""


@mistake(of="Scalar.__lt__", caught_by="test_order", edit={"self.x < other.x": "self.x <= other.x"})
def less_says_yes_to_equal():
    """Your < is True for equal numbers, as <= would be."""


@mistake(of="Scalar.__gt__", caught_by="test_order", edit={"self.x > other.x": "self.x >= other.x"})
def greater_says_yes_to_equal():
    """Your > is True for equal numbers, as >= would be."""


@mistake(of="Scalar.__ge__", caught_by="test_order", edit={"self.x >= other.x": "self.x > other.x"})
def greater_or_equal_says_no_to_equal():
    """Your >= is False for equal numbers, as > would be."""


@mistake(of="Scalar.__le__", caught_by="test_order", edit={"self.x <= other.x": "self.x < other.x"})
def less_or_equal_says_no_to_equal():
    """Your <= is False for equal numbers, as < would be."""


@mistake(of="Scalar.__lt__", caught_by="test_order", edit={"self.x < other.x": "other.x < self.x"})
def less_backwards():
    """Your < is the wrong way round. In a < b, self is a and other is b."""


@mistake(of="Scalar.__str__", caught_by="test_texts", raises="TypeError", edit={"return str(self.x)": "print(self.x)"})
def prints_the_text():
    """Your __str__ prints the text and returns None. Return the text; print calls __str__, and not the other way round."""


@mistake(of="Scalar.__str__", caught_by="test_texts", edit={"str(self.x)": 'f"Scalar({self.x})"'})
def code_for_people():
    """Your str(a) is Python code. That is what repr is for; people want to read the number alone."""


@mistake(of="Scalar.__repr__", caught_by="test_texts", edit={'f"Scalar({self.x!r})"': "str(self.x)"})
def number_for_programmers():
    """Your repr(a) is the number alone, so nobody sees that it is a Scalar. Return the code that makes it: Scalar(2.5)."""


@mistake(of="Scalar.__repr__", caught_by="test_texts", edit={"Scalar({self.x!r})": "Scalar(x={self.x!r})"})
def repr_with_a_name():
    """Your repr(a) has x= in it. The example in the docstring of the class has the number alone in the brackets."""


@mistake(of="Scalar.__repr__", caught_by="test_texts", edit={"Scalar({self.x!r})": "<Scalar {self.x!r}>"})
def repr_that_is_no_code():
    """Your repr(a) is no Python code. Write the name of the class, and the number in round brackets."""


@mistake(of="Scalar.__hash__", caught_by="test_hash", edit={"hash(self.x)": "id(self)"})
def hash_of_the_object():
    """Your hash differs from object to object, so a set holds equal Scalars twice. Equal objects must have the same hash: hash
    the number."""


@mistake(of="Scalar.__hash__", caught_by="test_hash", edit={"hash(self.x)": "hash(str(self.x))"})
def hash_of_the_text():
    """You hash the text of the number, so the equal Scalar(2) and Scalar(2.0) have two hashes. Hash the number itself."""


@mistake(of="Scalar", caught_by="test_other_types")
class WithoutTypes(Scalar):
    """With another type, your operators end in an AttributeError, because a string has no .x. Test isinstance(other, Scalar)
    first, and return NotImplemented if it is False."""

    def __add__(self, other):
        return Scalar(self.x + other.x)

    def __mul__(self, other):
        return Scalar(self.x * other.x)

    def __lt__(self, other):
        return self.x < other.x


@mistake(of="Scalar.__add__", caught_by="test_other_operand_is_asked", raises="TypeError")
def raises_by_itself(self, other):
    """You raise a TypeError yourself, so an object of another type that could add a Scalar is never asked. Return
    NotImplemented; if nobody can answer, Python raises the TypeError."""
    if not isinstance(other, Scalar):
        raise TypeError("a Scalar is needed")
    return Scalar(self.x + other.x)


@mistake(of="Scalar.__add__", caught_by="test_other_types", edit={"else NotImplemented": "else None"})
def none_for_other_types():
    """For another type your + gives None, and the error appears much later. Return NotImplemented, and Python raises a
    TypeError."""


@mistake(of="Scalar.__lt__", caught_by="test_other_types", edit={"else NotImplemented": "else False"})
def smaller_than_nothing():
    """Your < is False for every other type, as if the question had an answer. Return NotImplemented, and Python raises a
    TypeError."""
