"""The entry point. Its imports are inside `main`, so that Ctrl-C is handled from the first moment."""

import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command and exit with its code."""
    try:
        from dlcourse.cli.group import run  # noqa: PLC0415

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Your files were not changed.\n")
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
