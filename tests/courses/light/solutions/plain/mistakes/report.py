"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(of="main", caught_by="test_import_is_silent", edit={'if __name__ == "__main__":\n    sys.exit(main())': "main()"})
def no_guard():
    """Your file runs main when it is imported: call it only below `if __name__ == "__main__":`."""


@mistake(of="main", caught_by="test_odd_argument", edit={"sys.exit(main())": "main()"})
def drops_the_code():
    """Your program does not end with the exit code that main returns: write `sys.exit(main())`."""


@mistake(of="main", caught_by="test_adds")
def prints_the_texts(arguments=None):
    """You put the texts together: make each a number with int first."""
    import sys

    print("sum:", "".join(sys.argv[1:] if arguments is None else arguments))
    return 0


@mistake(of="main", caught_by="test_returns_its_code", edit={"return 0": "return None"})
def returns_none():
    """Your main returns nothing: return 0 when all went well."""
