"""What the cells of a row say together, and what rows say of each other."""

from collections.abc import Iterable, Mapping
from datetime import date

from berdaya.rules import indonesia
from berdaya.rules.indonesia import NumberFault
from berdaya.rules.tables.faults import CellFault, severity_of
from berdaya.rules.tables.rows import Row
from berdaya.rules.tables.words import SCHOOLING_ORDER

Places = Mapping[str, tuple[str, str]]  # target to the letter and heading of its column

ONCE = {
    "persons": (("nik", "row.nik_twice"),),
    "families": (("kk_number", "row.kk_twice"), ("nik", "row.nik_twice")),
    "answers": (
        ("family_id", "row.family_twice"),
        ("kk_number", "row.family_twice"),
        ("nik", "row.family_twice"),
    ),
}


def check_row(row: Row, kind: str, today: date, places: Places) -> None:
    """Hold the cells of a row against each other; adds to its faults and settles its values."""
    _check_numbers(row, today, places)
    _settle_schooling(row)
    _split_rt_rw(row)
    if kind == "persons":
        _check_status(row, places)
    if kind == "answers" and not any(
        row.values.get(target) for target in ("family_id", "kk_number", "nik")
    ):
        row.faults.append(CellFault("", "", "", "row.no_family"))


def _check_numbers(row: Row, today: date, places: Places) -> None:
    check_kk_number(row, places)
    values = row.values
    if nik := values.get("nik"):
        born, sex = values.get("birth_date"), values.get("sex")
        found = indonesia.check_nik(
            str(nik),
            born=born if isinstance(born, date) else None,
            sex=str(sex) if sex else None,
            today=today,
        )
        _add(row, "nik", places, found)


def check_kk_number(row: Row, places: Places) -> None:
    """Settle its KK number: one that no card can show joins nobody."""
    if kk := row.values.get("kk_number"):
        _add(row, "kk_number", places, indonesia.check_kk(str(kk)))


def _add(row: Row, target: str, places: Places, found: Iterable[NumberFault]) -> None:
    letter, heading = places[target]
    value = str(row.values[target])
    for fault in found:
        if fault.severity == "error":
            row.values[target] = None
        row.faults.append(
            CellFault(letter, heading, value, fault.code, fault.params, fault.severity)
        )


def _settle_schooling(row: Row) -> None:
    """OpenSID keeps schooling finished and schooling now apart; the higher is what we keep."""
    if "schooling_now" not in row.values:
        return
    now, done = row.values.pop("schooling_now"), row.values.get("schooling")
    said = [level for level in (done, now) if isinstance(level, str) and level]
    row.values["schooling"] = max(said, key=SCHOOLING_ORDER.index, default=None)


def _split_rt_rw(row: Row) -> None:
    both = row.values.pop("rt_rw", None)
    if isinstance(both, tuple):
        row.values["rt"], row.values["rw"] = both


def _check_status(row: Row, places: Places) -> None:
    """Only who is alive and here becomes a member; a blank status says nothing against it."""
    status = row.values.pop("status", None)
    if status in {None, "alive"}:
        return
    letter, heading = places["status"]
    code = f"row.{status}"
    row.faults.append(CellFault(letter, heading, str(status), code, {}, severity_of(code)))


def _has_answers(row: Row) -> bool:
    """Lists of persons may carry the family's answers in the row of its head only."""
    return any(
        value is not None for target, value in row.values.items() if target.startswith("ks")
    )


def refuse_repeats(rows: Iterable[Row], kind: str) -> None:
    """A number that may stand once in a file refuses the later row."""
    first: dict[tuple[str, object], int] = {}
    for row in rows:
        if not row.is_taken or (kind == "answers" and not _has_answers(row)):
            continue
        for target, code in ONCE[kind]:
            value = row.values.get(target)
            if not value:
                continue
            earlier = first.setdefault((target, value), row.number)
            if earlier != row.number:
                row.faults.append(CellFault("", "", str(value), code, {"row": earlier}))
