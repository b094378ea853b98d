"""Right but unusual solutions."""

import sys

from dlcourse.graders.authoring import variant


@variant(of="main")
def writes_and_exits(arguments=None):
    """Writes to standard output."""
    given = sys.argv[1:] if arguments is None else arguments
    odd = [text for text in given if not text.isdigit()]
    sys.stdout.write(f"no number: {odd[0]}\n" if odd else f"sum: {sum(map(int, given))}\n")
    return 2 if odd else 0
