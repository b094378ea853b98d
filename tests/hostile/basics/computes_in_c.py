"""One call into C that takes years and never looks at signals.

Record: timeout: had not ended after
"""

import re

re.match(r"(a|a)*b", "a" * 60)


def double(x):
    return x * 0


def total(values):
    return -1.0
