"""Slopes: how steep is a line, and does it go up or down?

    slope = rise / run = (change of y) / (change of x)

slope above 0: up      slope 0: flat      slope below 0: down       (you look from left to right)
A line of 45 degrees has the slope 1 or -1. A steep line has more than that.
"""


def slope(p: tuple[float, float], q: tuple[float, float]) -> float:
    """Return the slope of the line through two points.

    p, q: points (x, y), each a tuple of two ints or floats. Either of them may be the left one: slope(p, q) is slope(q, p).
    Returns the slope, a float that is not rounded. A flat line has the slope 0.0.
    Raises ValueError if both points have the same x. Then the line is vertical, or p and q are the same point.

    >>> slope((1, 2), (13, 8))
    0.5
    """
    ### BEGIN SOLUTION
    rise, run = q[1] - p[1], q[0] - p[0]
    if run == 0:
        raise ValueError(f"{p} and {q} have the same x: a vertical line has no slope")
    return rise / run
    ### END SOLUTION


def describe(m: float) -> tuple[str, str]:
    """Return the direction and the steepness of a line in words.

    m: the slope of the line, an int or a float.
    Returns a tuple (direction, steepness). direction is "up" if m is above 0, "down" if m is below 0, and "flat" if m is 0.
        steepness is "steep" if the size of m without its sign is more than 1, and "gentle" otherwise, also at exactly 1 or -1.

    >>> describe(-6)
    ('down', 'steep')
    """
    ### BEGIN SOLUTION
    direction = "up" if m > 0 else "down" if m < 0 else "flat"
    steepness = "steep" if abs(m) > 1 else "gentle"
    return direction, steepness
    ### END SOLUTION
