"""What was granted, spent line by line, and is still to be accounted for."""

from dataclasses import dataclass

from django.db.models import Sum

from berdaya.capital.models import Application, Line, Use


@dataclass(frozen=True, slots=True)
class Account:
    """One line: what it was to cost, what was spent on it, and the entries."""

    line: Line
    spent: int
    uses: list[Use]


def accounts_of(application: Application) -> list[Account]:
    """Every line with its entries, those taken back among them. Two queries; one before it is paid."""
    entries: dict[object, list[Use]] = {}
    rows = Use.objects.across_areas(why="the application is in sight").light()
    rows = rows.filter(line__application=application).select_related("by")
    is_paid = application.granted is not None
    for use in rows.order_by("on", "recorded_at") if is_paid else ():
        entries.setdefault(use.line_id, []).append(use)
    return [
        Account(
            line,
            sum(it.amount for it in entries.get(line.pk, []) if not it.taken_back_on),
            entries.get(line.pk, []),
        )
        for line in sorted(application.lines.all(), key=lambda it: it.pk)
    ]


def unaccounted(application: Application) -> int:
    """Rupiah that were granted and of which no use was reported."""
    rows = Use.objects.across_areas(why="the application is in sight").standing()
    spent = rows.filter(line__application=application).aggregate(sum=Sum("amount"))["sum"]
    return (application.granted or 0) - (spent or 0)
