"""Returns containers that never end, contain themselves, or lie about their length."""


class Endless(list):
    def __iter__(self):
        while True:
            yield 0.0

    def __len__(self):
        return 3


KNOT = [0.0]
KNOT.append(KNOT)


def double(x):
    return Endless([0.0])


def total(values):
    return KNOT
