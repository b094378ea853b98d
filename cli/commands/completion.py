"""dlcourse completion"""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import Final

import click

from dlcourse.cli.completing import COMPLETE
from dlcourse.graders.engine.errors import CourseError

SHELLS: Final = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS), metavar="[bash|zsh|fish]", required=False)
@click.pass_context
def command(ctx: click.Context, shell: str | None) -> None:
    """Print a script with which a shell completes commands, options, weeks and topics. Without a name: for your login shell.

    Add one line to the shell's start file, then open a new terminal:

    \b
    bash  ~/.bashrc  eval "$(dlcourse completion bash)"
    zsh   ~/.zshrc   eval "$(dlcourse completion zsh)"
    fish  ~/.config/fish/config.fish
                     dlcourse completion fish | source

    In ~/.zshrc the line must come after the one with compinit.
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415

    shell = shell or _login_shell()
    made = get_completion_class(shell)
    assert made is not None
    root = ctx.find_root()
    click.echo(made(root.command, {}, "dlcourse", COMPLETE).source())


def _login_shell() -> str:
    name = PurePath(os.environ.get("SHELL", "")).name.removesuffix(".exe")
    if name not in SHELLS:
        known = f"$SHELL is {name}, which is not supported" if name else "$SHELL is not set"
        raise CourseError(f"Which shell? {known}. Say: dlcourse completion {', '.join(SHELLS[:-1])} or {SHELLS[-1]}.")
    return name
