"""A program that prints a report."""

import sys


def main(arguments=None):
    """Print the sum of the numbers in `arguments`, a list of texts, as "sum: 3". None means those of the command line.

    Returns 0; with a text that is no whole number it prints "no number: TEXT" and returns 2.

    >>> main(["1", "2"])
    sum: 3
    0
    """
    ### BEGIN SOLUTION
    total = 0
    for text in sys.argv[1:] if arguments is None else arguments:
        if not text.isdigit():
            print(f"no number: {text}")
            return 2
        total += int(text)
    print(f"sum: {total}")
    return 0
    ### END SOLUTION


if __name__ == "__main__":
    sys.exit(main())
