"""The commands, put together. A command's module is imported when it is called, not before."""

from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup

from berdaya.cli.setup import ready


class Entry(NamedTuple):
    """Where a command stands: a function, or a Typer application with commands below it."""

    module: str
    name: str
    django: bool = True  # whether the module needs Django when it is imported


COMMANDS = {
    "demo": Entry("demo", "demo", django=False),
    "serve": Entry("serve", "serve"),
    "migrate": Entry("serve", "migrate"),
    "worker": Entry("serve", "worker"),
    "doctor": Entry("doctor", "doctor", django=False),
    "keys": Entry("keys", "app"),
    "administrator": Entry("administrator", "administrator"),
    "areas": Entry("areas", "app"),
    "import": Entry("load", "load"),
    "instruments": Entry("instruments", "app", django=False),
    "score": Entry("score", "score", django=False),
    "export": Entry("export", "export"),
    "quality": Entry("quality", "quality"),
    "objectives": Entry("objectives", "objectives"),
}


class OnDemand(TyperGroup):
    """A group that knows its commands by name and loads the one that is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        entry = COMMANDS.get(cmd_name)
        if not entry:
            return None
        if entry.django:
            ready()
        found = getattr(import_module(f"berdaya.cli.{entry.module}"), entry.name)
        if not isinstance(found, typer.Typer):
            alone = typer.Typer(add_completion=False)
            alone.command(cmd_name)(found)
            found = alone
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=OnDemand,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,  # they would show secrets
)


@app.callback()
def berdaya() -> None:
    """Sistem informasi pemberdayaan keluarga / Family empowerment information system.

    Pengaturan dibaca dari variabel lingkungan; `berdaya doctor` memeriksanya.

    Settings are read from environment variables; `berdaya doctor` checks them.
    """
