"""Grading a class: every submission through collect and judge, its evidence kept, its results written."""
