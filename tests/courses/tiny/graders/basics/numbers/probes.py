from dlcourse.graders.authoring import error_of, probe


def numbers(rng):
    return {"x": rng.uniform(2.5, 9, size=(2, 3)), "values": rng.integers(100, 1000, size=5).tolist()}


@probe(inputs=numbers)
def double_values(student, x):
    return {"y": student.double(x), "x": x}


@probe(inputs=numbers)
def total_values(student, values):
    return {"sum": student.total(values)}


@probe()
def total_of_nothing(student):
    return {"error": error_of(student.total, [])}
