"""Greeting."""


def shout(text):
    """Return the text in capitals with one exclamation mark."""
    # TODO: your code here
    raise NotImplementedError("shout")


class Greeter:
    """Greets by name, and counts how often."""

    def __init__(self, name):
        # TODO: your code here
        raise NotImplementedError("Greeter.__init__")

    def greet(self):
        """Return "hello NAME"; afterwards, count is one more."""
        # TODO: your code here
        raise NotImplementedError("Greeter.greet")
