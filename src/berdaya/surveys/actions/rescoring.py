"""A year of results judged again by the present version of an instrument.

The assessments and their outcomes stand as they are; what the other version makes of the same
answers is written beside them, batch by batch, each batch with the progress in one transaction.
"""

from datetime import date
from uuid import UUID

import polars as pl
from django.db import transaction
from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import NATION, User
from berdaya.refusal import Refusal
from berdaya.rules.instruments.definition import (
    Instrument,
    Output,
    UnknownInstrument,
    load,
)
from berdaya.rules.instruments.rejudging import asks_the_same, refitted
from berdaya.rules.instruments.scoring import column_type, score
from berdaya.surveys.actions.bulk import insert, written
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
    keys, frame = _read(run, old, new, limit)
    if keys:
        insert(RescoredOutcome, _rows(run, new, keys, frame))
    is_over = len(keys) < limit
    run.cursor = None if is_over else keys[-1]
    run.done += len(keys)
    run.finished_at = timezone.now() if is_over else None
    run.save(update_fields=["cursor", "done", "finished_at"])
    if is_over:
        trace(by, "surveys.rescore_some", run, done=run.done)
    return run


def waiting(run: Rescoring) -> Assessments:
    """The results of the run that are not judged yet, from its cursor on."""
    judged = RescoredOutcome.objects.filter(assessment=OuterRef("pk"), rescoring=run)
    rows = Assessment.objects.across_areas(why="a nation is judged again").filter(
        ~Exists(judged),
        instrument=run.instrument,
        version=run.from_version,
        # a range, not a part of the date, so that no function stands between it and the column
        conducted_on__range=(date(run.year, 1, 1), date(run.year, 12, 31)),
    )
    if run.cursor:
        rows = rows.filter(pk__gt=run.cursor)
    return rows.order_by("pk")


def _read(
    run: Rescoring, old: Instrument, new: Instrument, limit: int
) -> tuple[list[UUID], pl.DataFrame]:
    """The next keys, and the scored answers as the new version takes them."""
    types = {item.code: column_type(item) for item in new.items if item.scored}
    if asks_the_same(old, new):
        # the database's own text, decoded column by column: no value passes through Python
        found = list(waiting(run).values_list("pk", Cast("answers", TextField()))[:limit])
        texts = pl.Series("answers", [text for _key, text in found], dtype=pl.String)
        frame = texts.str.json_decode(pl.Struct(types)).struct.unnest()
        return [key for key, _text in found], frame
    columns = ("pk", "answers", "roster", "conducted_on")
    rows = list(waiting(run).values_list(*columns)[:limit])
    taken = [
        refitted(old, new, answers, roster_from(roster), on)
        for _key, answers, roster, on in rows
    ]
    by_item = {code: [one[code] for one in taken] for code in types}
    return [row[0] for row in rows], pl.DataFrame(by_item, schema=types)


def _rows(
    run: Rescoring, new: Instrument, keys: list[UUID], frame: pl.DataFrame
) -> pl.DataFrame:
    """One row for each assessment and output, as the table keeps them."""
    scored = score(new, frame).collect().with_columns(pl.Series("key", map(written, keys)))
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
