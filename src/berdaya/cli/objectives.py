"""`berdaya objectives`: count the indicators of groups anew, from the first month on."""

from typing import Annotated

import typer
from django.utils import timezone

from berdaya.objectives.keeping import keep_area


def objectives(
    area: Annotated[str, typer.Option(help="kode wilayah; bila kosong, semuanya / all")] = "",
) -> None:
    """Hitung ulang indikator tujuan kelompok / Count the objectives of groups anew.

    Pekerja melakukannya sendiri setiap hari / The worker does so by itself every day.
    """
    typer.echo(f"kelompok / groups {keep_area(area, timezone.localdate()):,}")
