"""Judging: pytest compares evidence with what was expected. No student code is ever imported here, and no torch."""
