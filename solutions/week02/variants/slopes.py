"""Right but unusual solutions."""

from fractions import Fraction

from dlcourse.graders.authoring import variant


@variant(of="slope")
def exact_fractions(p, q):
    """Calculates with fractions, and turns the result into a float."""
    (x1, y1), (x2, y2) = p, q
    try:
        return float(Fraction(y1 - y2) / Fraction(x1 - x2))
    except ZeroDivisionError:
        raise ValueError("vertical") from None


@variant(of="slope")
def from_left_to_right(p, q):
    """Sorts the points first, and returns a whole number where the line is flat."""
    left, right = sorted([p, q])
    if left[0] == right[0]:
        raise ValueError("vertical")
    return (right[1] - left[1]) / (right[0] - left[0]) if left[1] != right[1] else 0


@variant(of="describe")
def by_cases(m):
    """Uses match, and returns a list."""
    match m:
        case 0:
            return ["flat", "gentle"]
        case _ if m < 0:
            return ["down", "steep" if m < -1 else "gentle"]
    return ["up", "steep" if m > 1 else "gentle"]


@variant(of="describe")
def from_a_table(m):
    """Uses truth values as positions."""
    return ("flat", "up", "down")[(m > 0) - (m < 0)], ("gentle", "steep")[m * m > 1]
