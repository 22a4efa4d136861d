"""The `berdaya` command: reads files, calls verbs, reports. It decides nothing itself."""

from berdaya.cli.main import app


def main() -> None:
    app()
