"""Grading a class: collects and judges every submission, stores its evidence, and writes the results."""
