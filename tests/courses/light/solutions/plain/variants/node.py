"""Right but unusual solutions."""

from solution import Node

from dlcourse.graders.authoring import variant


@variant(of="Node.__add__")
def step_by_step(self, other):
    """Sets the attributes one by one."""
    total = Node(0.0)
    total.data = sum([self.data, other.data])
    total.parents = tuple([self, other])
    return total
