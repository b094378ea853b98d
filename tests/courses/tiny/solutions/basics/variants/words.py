from dlcourse.graders.authoring import variant


@variant(of="shout")
def shout_by_join(text):
    """Joins the letters."""
    return "".join([*(letter.upper() for letter in text), "!"])
