"""Proving a course: what `dlcourse dev check` promises for every topic."""
