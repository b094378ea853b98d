"""Greeting."""


def shout(text):
    """Return the text in capitals with one exclamation mark."""
    ### BEGIN SOLUTION
    return text.upper() + "!"
    ### END SOLUTION


class Greeter:
    """Greets by name, and counts how often."""

    def __init__(self, name):
        ### BEGIN SOLUTION
        self.name = name
        self.count = 0
        ### END SOLUTION

    def greet(self):
        """Return "hello NAME"; afterwards, count is one more."""
        ### BEGIN SOLUTION
        self.count += 1
        return f"hello {self.name}"
        ### END SOLUTION
