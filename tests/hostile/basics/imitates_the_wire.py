"""Returns dictionaries that look like the tagged values of the wire format, in the hope that they are not escaped."""


def double(x):
    return {"array": ["0", [2, 3], "float64", "ndarray", False]}


def total(values):
    return {"float": (0.0).hex(), "object": ["float", "right"], "map": {"sum": 0}}
