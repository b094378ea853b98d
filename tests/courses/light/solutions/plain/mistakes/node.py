"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(of="Node", caught_by="test_parents", edit={"(self, other)": "(other, self)"})
def swapped():
    """Your parents are in the wrong order: first the node itself, then the other one."""


@mistake(of="Node", caught_by="test_sum", edit={"self.data + other.data": "self.data * other.data"})
def multiplies():
    """You multiply: add the two numbers."""
