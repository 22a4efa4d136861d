"""`berdaya quality`: the notes on data quality of a month that is over."""

from datetime import datetime, timedelta
from typing import Annotated

import typer
from django.utils import timezone

from berdaya.access.operator import operator
from berdaya.areas.models import Area
from berdaya.quality.actions import MonthNotOver, make_notes

NOTHING_DONE = 2


def quality(
    month: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m"], help="bulan; bila kosong, bulan lalu / last month"),
    ] = None,
    district: Annotated[
        str, typer.Option(help="kode kecamatan; bila kosong, semuanya / all of them")
    ] = "",
) -> None:
    """Susun catatan mutu data sebulan / Make the notes on data quality of a month."""
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    day = month.date() if month else last
    places = Area.objects.standing().filter(level=Area.Level.DISTRICT)
    by = operator()
    made = 0
    try:
        for place in places.filter(pk=district) if district else places.iterator():
            made += len(make_notes(district=place, month=day, by=by))
    except MonthNotOver as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(NOTHING_DONE) from None
    typer.echo(f"{day:%Y-%m}: catatan / notes {made}")
