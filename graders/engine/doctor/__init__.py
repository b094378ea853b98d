"""What is missing on a machine for checking and grading, and how to fix it: one `Finding` each for Python, torch, the keys, …

To import these modules, the standard library is enough: they must be able to say that something else is missing.
"""
