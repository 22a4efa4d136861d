"""The work of `berdaya instruments rescore`: batch after batch, with a bar and a table at the end."""

from django.utils import translation
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from berdaya.access.models import User
from berdaya.access.operator import operator
from berdaya.refusal import Refusal
from berdaya.surveys.actions import begin_rescoring, rescore_some
from berdaya.surveys.actions.rescoring import results_of
from berdaya.surveys.models import Rescoring
from berdaya.surveys.rescored import moves

ALL_GOOD, NOTHING_DONE = 0, 2


def rescore_year(instrument: str, from_version: str, year: int, by: str) -> int:
    """Carry a rescoring to its end; the exit status of the command."""
    say = Console(stderr=True)
    user = User.objects.filter(username=by).first() if by else operator()
    if not user:
        say.print(f"tidak ada pengguna {by} / there is no user {by}")
        return NOTHING_DONE
    with translation.override("id"):
        try:
            run = begin_rescoring(
                instrument=instrument, from_version=from_version, year=year, by=user
            )
            run = _to_the_end(run, user, say)
        except Refusal as refusal:
            say.print(str(refusal))
            return NOTHING_DONE
        _tell(run, say)
    return ALL_GOOD


def _to_the_end(run: Rescoring, by: User, say: Console) -> Rescoring:
    with Progress(console=say, transient=True) as bar:
        task = bar.add_task(str(run), total=results_of(run).count(), completed=run.done)
        run = rescore_some(run=run, by=by)
        while not run.finished_at:
            bar.update(task, completed=run.done)
            run = rescore_some(run=run, by=by)
    return run


def _tell(run: Rescoring, say: Console) -> None:
    say.print(f"{run}: {run.done:,} hasil / results")
    table = Table()
    for heading in ("dulu / before", "sekarang / now", "hasil / results"):
        table.add_column(heading)
    for move in moves(run):
        table.add_row(move.before.name["id"], move.after.name["id"], f"{move.count:,}")
    say.print(table)
