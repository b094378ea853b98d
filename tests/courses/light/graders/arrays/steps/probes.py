from dlcourse.graders.authoring import probe


def place(rng):
    return {"x": rng.uniform(1, 5, size=4), "lr": round(float(rng.uniform(0.1, 0.4)), 2)}


@probe(inputs=place)
def one_step(student, x, lr):
    return {"x": student.descend(x, lr)}
