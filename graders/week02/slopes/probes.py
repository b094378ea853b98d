"""Inputs and calls for slope and describe. No rise is a multiple of its run, except where a line is flat."""

from dlcourse.graders.authoring import error_of, probe

RUNS = (3, 4, 6, 7, 8, 9, 11, 12)


def line(rng, up, left_to_right=True):
    """Return two points on a line that is neither flat nor of a slope that is a whole number, or 1 upside down."""
    run, rise = rng.choice(RUNS, 2, replace=False).tolist()
    while rise % run == 0 or run % rise == 0:
        run, rise = rng.choice(RUNS, 2, replace=False).tolist()
    x, y = rng.choice(range(1, 20), 2, replace=False).tolist()
    p, q = [x, y], [x + run, y + rise if up else y - rise]
    return [p, q] if left_to_right else [q, p]


def rising(rng):
    p, q = line(rng, up=True)
    return {"p": p, "q": q}


def falling(rng):
    p, q = line(rng, up=False)
    return {"p": p, "q": q}


def from_the_right(rng):
    return {"lines": [line(rng, up, left_to_right=False) for up in rng.permutation([True, False, True]).tolist()]}


def some_vertical(rng):
    lines = [line(rng, up) for up in (True, False, True)]
    for _ in range(2):
        p, q = line(rng, up=True)
        lines.append([p, [p[0], q[1]]])
    return {"lines": [lines[i] for i in rng.permutation(5)]}


def some_flat(rng):
    lines = [line(rng, up) for up in (True, False)]
    for _ in range(2):
        p, q = line(rng, up=True)
        lines.append([p, [q[0], p[1]]])
    return {"lines": [lines[i] for i in rng.permutation(4)]}


def same_point(rng):
    (p, q), point = line(rng, up=True), rng.integers(1, 20, 2).tolist()
    return {"p": p, "q": q, "point": point}


def slopes(rng):
    """Four slopes up and four down, of which half are steep, and none is 0, 1 or -1."""
    sizes = [round(size, 1) for size in (*rng.uniform(0.1, 0.9, 4), *rng.uniform(1.2, 9, 4))]
    signed = [size * sign for size, sign in zip(sizes, [1, -1] * 4, strict=True)]
    return {"slopes": [signed[i] for i in rng.permutation(8)]}


def with_flat(rng):
    signed = [
        0,
        0.0,
        0,
        *(round(size, 1) * sign for size, sign in zip(rng.uniform(0.1, 3, 6), [1, -1] * 3, strict=True)),
    ]
    return {"slopes": [signed[i] for i in rng.permutation(9)]}


def at_the_limit(rng):
    signed = [1, -1, 1.0, -1.0, 1.01, -1.01, 0.99, -0.99, 1.01, -1.01]
    return {"slopes": [signed[i] for i in rng.permutation(10)]}


@probe(inputs=rising)
def rising_line(student, p, q):
    """A line that goes up."""
    return {"slope": student.slope(tuple(p), tuple(q))}


@probe(inputs=falling)
def falling_line(student, p, q):
    """A line that goes down."""
    return {"slope": student.slope(tuple(p), tuple(q))}


@probe(inputs=some_vertical)
def vertical_lines(student, lines):
    """Five lines, each of two points; two of the lines are vertical: the error, or the slope."""
    found = {}
    for p, q in lines:
        error = error_of(student.slope, tuple(p), tuple(q))
        found[f"slope({tuple(p)}, {tuple(q)})"] = error or student.slope(tuple(p), tuple(q))
    return found


@probe(inputs=same_point)
def twice_the_same_point(student, p, q, point):
    """A line through two points, and then twice the same point."""
    return {"slope": student.slope(tuple(p), tuple(q)), "error": error_of(student.slope, tuple(point), tuple(point))}


@probe(inputs=from_the_right)
def right_point_first(student, lines):
    """Three lines, each of two points, with the right one first."""
    return {f"slope({tuple(p)}, {tuple(q)})": student.slope(tuple(p), tuple(q)) for p, q in lines}


@probe(inputs=some_flat)
def flat_lines(student, lines):
    """Four lines, each of two points; two of the lines are flat."""
    return {f"slope({tuple(p)}, {tuple(q)})": student.slope(tuple(p), tuple(q)) for p, q in lines}


@probe(inputs=slopes)
def directions(student, slopes):
    """Eight slopes, none of them 0: the first result of describe for each."""
    return {"directions": [student.describe(m)[0] for m in slopes]}


@probe(inputs=slopes)
def steepnesses(student, slopes):
    """Eight slopes, none of them 1 or -1: the second result of describe for each."""
    return {"steepnesses": [student.describe(m)[1] for m in slopes]}


@probe(inputs=slopes)
def lengths(student, slopes):
    """Eight slopes: the number of results of describe for each."""
    return {"results": [len(student.describe(m)) for m in slopes]}


@probe(inputs=with_flat)
def flat_directions(student, slopes):
    """Nine slopes, three of them 0: the first result of describe for each."""
    return {"directions": [student.describe(m)[0] for m in slopes]}


@probe(inputs=with_flat)
def flat_steepnesses(student, slopes):
    """Nine slopes, three of them 0: the second result of describe for each."""
    return {"steepnesses": [student.describe(m)[1] for m in slopes]}


@probe(inputs=at_the_limit)
def limit(student, slopes):
    """Ten slopes, four of them 1 or -1, the others close to it: the second result of describe for each."""
    return {"steepnesses": [student.describe(m)[1] for m in slopes]}
