"""The entry point. It imports what it needs only inside of `main`, so that Ctrl-C is heard from the first moment on."""

import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command and exit with its code."""
    try:
        from dlcourse.cli.group import run  # noqa: PLC0415

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Your files are as they were.\n")
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
