"""Proving a course: what `dlcourse dev check` promises of every topic."""
