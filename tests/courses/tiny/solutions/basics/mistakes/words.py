from dlcourse.graders.authoring import mistake


@mistake(of="shout", caught_by="test_shout")
def shout_without_mark(text):
    """You forget the exclamation mark."""
    return text.upper()


@mistake(of="Greeter.greet", caught_by="test_greeter_counts")
def greet_does_not_count(self):
    """You never add to count."""
    return f"hello {self.name}"


@mistake(of="Greeter.greet", caught_by="test_greeter_greets")
def greet_without_name(self):
    """You greet nobody: put self.name behind hello."""
    self.count += 1
    return "hello"
