"""Answers for researchers: no names, no numbers, no village, no day; only of who agreed."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import MD5, Cast, ExtractYear, Left

from berdaya.access.models import User
from berdaya.consents.questions import only_allowed
from berdaya.rules.instruments.definition import Instrument
from berdaya.rules.instruments.shelf import OWN
from berdaya.surveys.models import Assessment

CELL = "research.export"
PURPOSE = "research"
REGENCY = len("32.04")
FEWEST = 25  # families; a regency with fewer stays unnamed
AT_ONCE = 2000
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def files_for(user: User, today: date) -> dict[str, list[int]]:
    """The instruments, and of each the years, that a file can be made of. One query."""
    rows = _rows(user, today).annotate(year=ExtractYear("conducted_on"))
    found: dict[str, list[int]] = {}
    for instrument, year in (
        rows.order_by("instrument", "-year").values_list("instrument", "year").distinct()
    ):
        found.setdefault(instrument, []).append(year)
    return found


def head_of(definition: Instrument) -> list[str]:
    items = [item.code for item in definition.items]
    outputs = [one.name for one in definition.outputs]
    return ["family", "regency", "month", "version", *items, *outputs]


def rows_of(
    user: User, definition: Instrument, year: int, today: date
) -> Iterator[list[object]]:
    """One line for each survey that stands, in an order that tells nothing. Few queries."""
    rows = _rows(user, today).filter(instrument=definition.id, conducted_on__year=year)
    named = _regencies_with_enough(rows)
    items = [item.code for item in definition.items]
    outputs = [one.name for one in definition.outputs]
    # keys made one after the other would tell who was visited after whom
    mixed = rows.prefetch_related("outcomes").order_by(MD5(Cast("pk", CharField())), "pk")
    for row in mixed.iterator(chunk_size=AT_ONCE):
        regency = row.area_id[:REGENCY]
        found = {outcome.output: outcome for outcome in row.outcomes.all()}
        yield [
            pseudonym(user, row.family_id),
            regency if regency in named else "",
            row.conducted_on.strftime("%Y-%m"),
            row.version,
            *(_told(row.answers.get(item)) for item in items),
            *(
                (found[name].level or found[name].score) if name in found else ""
                for name in outputs
            ),
        ]


def pseudonym(user: User, key: UUID) -> str:
    """The same for one researcher in every file; two researchers cannot put theirs together."""
    said = f"research:{user.pk}:{key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()[:20]


def _rows(user: User, today: date) -> "QuerySet[Assessment]":
    """Surveys of whole families; what single persons said of themselves stays here."""
    seen = Assessment.objects.visible_to(user, CELL).standing().filter(person=None)
    seen = seen.exclude(instrument__startswith=OWN)  # asked in cases, of few
    return only_allowed(seen, PURPOSE, today)


def _regencies_with_enough(rows: "QuerySet[Assessment]") -> set[str]:
    counted = rows.annotate(regency=Left("area_id", REGENCY)).values("regency")
    counted = counted.annotate(families=Count("family", distinct=True)).order_by("regency")
    return {row["regency"] for row in counted if row["families"] >= FEWEST}


def _told(value: object) -> object:
    """Marks, numbers and choices as they are; of a day the month."""
    if isinstance(value, str) and DAY.fullmatch(value):
        return value[:7]
    return "" if value is None else value
