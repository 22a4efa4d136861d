"""`berdaya administrator`: the first one, who enters all others on the page of users."""

from typing import Annotated

import typer
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from berdaya.access.first import begin
from berdaya.refusal import Refusal


def administrator(
    username: Annotated[str, typer.Argument(help="nama masuk / sign-in name")],
    name: Annotated[
        str, typer.Option(prompt="Nama lengkap / Full name", help="nama lengkap / full name")
    ],
    password: Annotated[
        str,
        typer.Option(prompt="Kata sandi / Password", hide_input=True, confirmation_prompt=True),
    ],
) -> None:
    """Buat pengelola pertama / Enter the first administrator."""
    with translation.override("id"):
        try:
            validate_password(password)
            begin(username=username, name=name, password=password)
        except (ValidationError, Refusal) as error:
            said = error.messages if isinstance(error, ValidationError) else [str(error)]
            typer.echo("\n".join(said), err=True)
            raise typer.Exit(2) from None
    typer.echo(f"Pengelola / Administrator: {username}")
