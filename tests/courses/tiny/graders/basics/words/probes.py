from dlcourse.graders.authoring import probe


def name(rng):
    return {"name": "".join(rng.choice([*"adeilnors"], size=6))}


@probe(inputs=name)
def shouting(student, name):
    return {"text": student.shout(name)}


@probe(inputs=name)
def greeting(student, name):
    greeter = student.Greeter(name)
    return {"text": greeter.greet(), "count": greeter.count}
