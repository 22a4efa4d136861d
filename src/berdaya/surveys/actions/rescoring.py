"""A year of results judged again by the present version of an instrument.

The assessments and their outcomes stand as they are; what the other version makes of the same
answers is written beside them, batch by batch, each batch with the progress in one transaction.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import NATION, User
from berdaya.refusal import Refusal
from berdaya.rows import insert_frame, written
from berdaya.rules.instruments.definition import (
    Instrument,
    Output,
    UnknownInstrument,
    load,
)
from berdaya.rules.instruments.rejudging import asks_the_same, refitted
from berdaya.rules.instruments.scoring import column_type, score
from berdaya.surveys.answers import roster_from
from berdaya.surveys.models import Assessment, Assessments, RescoredOutcome, Rescoring

AT_ONCE = 20_000  # a second or so of work, and of waiting for other writers on SQLite


class NoSuchVersion(Refusal):
    code = "rescoring-no-such-version"
    message = _("There is no version %(version)s of “%(instrument)s” in the catalogue.")


class SameVersion(Refusal):
    code = "rescoring-same-version"
    message = _("Version %(version)s is the present one already. Name an older one.")


@transaction.atomic
def begin_rescoring(*, instrument: str, from_version: str, year: int, by: User) -> Rescoring:
    """Begin to judge a year of results of an older version by the present one.

    What was begun before is returned, to be taken up where it stopped.

    Raises:
        NotAllowed, NoSuchVersion, SameVersion
    """
    allow(by, "surveys.begin_rescoring", area=NATION)
    try:
        new = load(instrument)
        load(instrument, from_version)
    except UnknownInstrument:
        raise NoSuchVersion(instrument=instrument, version=from_version) from None
    if new.version == from_version:
        raise SameVersion(version=from_version)
    run, is_new = Rescoring.objects.get_or_create(
        instrument=instrument,
        from_version=from_version,
        to_version=new.version,
        year=year,
        defaults={"by": by},
    )
    if is_new:
        trace(by, "surveys.begin_rescoring", run, year=year)
    return run


@transaction.atomic
def rescore_some(*, run: Rescoring, by: User, limit: int = AT_ONCE) -> Rescoring:
    """Judge the next results of a run, and return the run as it stands then.

    Two that work on one run take turns. Once it is finished, the next call begins anew from the
    front and finds what came in late, after its place was passed.

    Raises:
        NotAllowed
    """
    allow(by, "surveys.rescore_some", area=NATION)
    run = Rescoring.objects.select_for_update().get(pk=run.pk)
    old, new = load(run.instrument, run.from_version), load(run.instrument, run.to_version)
    rows = _next(run, _columns(old, new), limit)
    keys = [row[0] for row in rows]
    known = _judged(run, keys)
    fresh = [row for row in rows if row[0] not in known]
    if fresh:
        table = _rows(run, new, [row[0] for row in fresh], _fitted(old, new, fresh))
        insert_frame(RescoredOutcome, table)
    is_over = len(keys) < limit
    run.cursor = None if is_over else keys[-1]
    run.done += len(fresh)
    run.finished_at = timezone.now() if is_over else None
    run.save(update_fields=["cursor", "done", "finished_at"])
    if is_over:
        trace(by, "surveys.rescore_some", run, done=run.done)
    return run


def _columns(old: Instrument, new: Instrument) -> Sequence[str | Cast]:
    """What has to be read: the text of the answers alone, where the same is asked."""
    if asks_the_same(old, new):
        return (Cast("answers", TextField()),)
    return ("answers", "roster", "conducted_on")


def results_of(run: Rescoring) -> Assessments:
    """All results that a run is about."""
    return Assessment.objects.across_areas(why="a nation is judged again").filter(
        instrument=run.instrument,
        version=run.from_version,
        # a range, not a part of the date, so that no function stands between it and the column
        conducted_on__range=(date(run.year, 1, 1), date(run.year, 12, 31)),
    )


def _next(run: Rescoring, columns: Sequence[str | Cast], limit: int) -> list[tuple[Any, ...]]:
    rows = results_of(run).order_by("pk")
    if run.cursor:
        rows = rows.filter(pk__gt=run.cursor)
    return list(rows.values_list("pk", *columns)[:limit])


def _judged(run: Rescoring, keys: Sequence[UUID]) -> frozenset[UUID]:
    """Those of a stretch of keys that an earlier round judged.

    By the ends of the stretch, which any planner walks along the index; joined to a table that
    grows while it is read, PostgreSQL compared every row with every other.
    """
    if not keys:
        return frozenset()
    rows = RescoredOutcome.objects.filter(
        rescoring=run, assessment__gte=keys[0], assessment__lte=keys[-1]
    )
    return frozenset(rows.values_list("assessment_id", flat=True).distinct())


def _fitted(old: Instrument, new: Instrument, rows: Sequence[tuple[Any, ...]]) -> pl.DataFrame:
    """The scored answers as the new version takes them."""
    types = {item.code: column_type(item) for item in new.items if item.scored}
    if asks_the_same(old, new):
        # the database's own text, decoded column by column: no value passes through Python
        texts = pl.Series("answers", [text for _key, text in rows], dtype=pl.String)
        return texts.str.json_decode(pl.Struct(types)).struct.unnest()
    taken = [
        refitted(old, new, answers, roster_from(roster), on)
        for _key, answers, roster, on in rows
    ]
    return pl.DataFrame({code: [it[code] for it in taken] for code in types}, schema=types)


def _rows(
    run: Rescoring, new: Instrument, keys: list[UUID], frame: pl.DataFrame
) -> pl.DataFrame:
    """One row for each assessment and output, as the table keeps them."""
    scored = score(new, frame).collect().with_columns(pl.Series("key", written(keys)))
    return pl.concat(_rows_of(run, output, scored) for output in new.outputs)


def _rows_of(run: Rescoring, output: Output, scored: pl.DataFrame) -> pl.DataFrame:
    name = output.name
    amount = f"{name}_score" if output.levels else name
    return scored.select(
        pl.col("key").alias("assessment_id"),
        pl.lit(run.pk).alias("rescoring_id"),
        pl.lit(name).alias("output"),
        pl.col(name).cast(pl.String).alias("level")
        if output.levels
        else pl.lit("").alias("level"),
        (pl.col(amount) if amount in scored.columns else pl.lit(None))
        .cast(pl.Float64)
        .alias("score"),
        pl.col(f"{name}_blocked_by").fill_null("").alias("blocked_by"),
    )
