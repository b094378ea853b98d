from dlcourse.graders.authoring import probe


def run(rng):
    return {"rate": 0.125, "steps": 40}


def rows(rng):
    return {"rows": [[1, 1], [0, 1], [2, 2], [1, 0], [2, 2]], "gaps": [[1.5, 2.0], [None, 3.0], [4.0, None]]}


@probe(inputs=run)
def trained(student, rate, steps):
    return {"losses": student.train(rate, steps)}


@probe(inputs=rows)
def scored(student, rows):
    return {"score": student.score(rows)}


@probe(inputs=rows)
def cleaned(student, gaps):
    return {"rows": student.clean(gaps)}


@probe(inputs=run)
def named(student, steps):
    return {"text": student.name(steps)}
