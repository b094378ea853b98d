"""What a machine lacks for checking and grading, and what mends it: one `Finding` each for Python, torch, the keys, …

Nothing here needs more than the standard library to be imported: it must be able to say that something else is missing.
"""
