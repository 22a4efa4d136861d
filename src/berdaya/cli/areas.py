"""`berdaya areas`: the official areas."""

import typer

from berdaya.areas.official import load_official_tree

app = typer.Typer(no_args_is_help=True, help="Wilayah resmi / The official areas")


@app.callback()
def areas() -> None:
    """Wilayah resmi / The official areas."""


@app.command()
def load() -> None:
    """Muat wilayah menurut keputusan terbaru / Load the areas of the latest decree; safe to repeat."""
    done = load_official_tree()
    typer.echo(
        f"{done.listed} wilayah / areas; ditulis / written {done.written};"
        f" berakhir / ended {done.ended}"
    )
