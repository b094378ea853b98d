from dlcourse.graders.authoring import output_of_import, probe, run_program


def numbers(rng):
    return {"first": str(rng.integers(100, 1000)), "second": str(rng.integers(100, 1000))}


@probe(inputs=numbers)
def adding(student, first, second):
    done = run_program(student, first, second, of="main")
    return {"code": done.code, "printed": done.output}


@probe(inputs=numbers)
def odd_argument(student, first):
    done = run_program(student, first, f"no{first}", of="main")
    return {"code": done.code, "printed": done.output}


@probe()
def importing(student):
    return {"printed": output_of_import(student, of="main")}


@probe()
def without_arguments(student):
    """The program is run with an argument, and main with none."""
    return {"code": student.main([])}
