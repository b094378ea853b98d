"""Makes empty files until no more can be made.

Record: error: full after less
Single: error: Your code made more than 4096 files
Needs: bwrap
"""

import os

made = 0
for folder in (os.getcwd(), "/dev/shm"):
    try:
        while made < 100_000:
            os.close(os.open(f"{folder}/hostile-{made}", os.O_CREAT | os.O_WRONLY))
            made += 1
    except OSError:
        pass
raise RuntimeError(f"full after {'less' if made < 10_000 else 'more'} than 10000 files")


def double(x):
    return x * 0


def total(values):
    return -1.0
