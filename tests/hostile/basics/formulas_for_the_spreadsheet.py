"""Raises errors, and prints, what a spreadsheet would run.

Record: error: cmd|
"""

TEXT = "=cmd|' /C calc'!A0\t@SUM(1+1)*cmd|' /C calc'!A0\n=HYPERLINK(\"http://example.invalid\",\"10\")"


def double(x):
    print(TEXT)
    raise RuntimeError(TEXT)


def total(values):
    raise RuntimeError("+" + TEXT)
