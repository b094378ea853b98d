"""A program that prints a report."""

import sys


def main(arguments=None):
    """Print the sum of the numbers in `arguments`, a list of texts, as "sum: 3". None means those of the command line.

    Returns 0; with a text that is no whole number it prints "no number: TEXT" and returns 2.

    >>> main(["1", "2"])
    sum: 3
    0
    """
    # TODO: your code here
    raise NotImplementedError("main")


if __name__ == "__main__":
    sys.exit(main())
