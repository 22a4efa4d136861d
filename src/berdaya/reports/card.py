"""K/0/UPPKA, the yearly card of a group."""

from collections import Counter
from datetime import date

from django.utils import timezone, translation

from berdaya.capital.evidence import granted_until
from berdaya.capital.sources import sources
from berdaya.enterprises.evidence import businesses_on
from berdaya.enterprises.models import Enterprise
from berdaya.groups.models import Group, Member, Paper, Term
from berdaya.groups.shares import stages_on
from berdaya.reports.filled import LANGUAGE, Filled, Row, slug
from berdaya.reports.people import (
    MASKED,
    Known,
    Show,
    chair_of,
    known_of,
    mentors_of,
    places_of,
    terms_on,
)
from berdaya.rules.indonesia import rupiah
from berdaya.rules.official_forms.definition import form
from berdaya.ui import stages

ID = "group-card"
NO_FUNDS = "Belum ada yang tercatat"


def card_of(group: Group, year: int, show: Show = MASKED) -> Filled:
    """The card that is handed in in a year: as of the day it is due, or of today before that.

    Seventeen queries.
    """
    definition = form(ID)
    day = min(definition.due_on(date(year, 1, 1)), timezone.localdate())
    terms = terms_on(group, day)
    members = list(
        group.members.on(day).select_related("person").order_by("person__name", "pk")
    )
    known = known_of(members, [it.member.person for it in terms], day, show)
    reached = stages_on([it.person_id for it in members], day)
    pembina, others = mentors_of(group, day)
    with translation.override(LANGUAGE):
        head: Row = {
            **places_of(group.area_id),
            "number": group.number,
            "name": group.name,
            "address": group.address,
            "founded": group.founded_on,
            "pembina": pembina,
            "companions": others,
            **_decree(group, day),
            "funds": _funds(group, day),
            "members": len(members),
            "stages": _counted(Counter(reached.get(it.person_id, "") for it in members)),
        }
        return Filled(
            form=definition,
            about=f"{group.name} · {year}",
            name=f"k0-{slug(group.name)}-{year}",
            rows={
                "group": [head],
                "officers": [_officer(n, it, known) for n, it in enumerate(terms, start=1)],
                "businesses": [
                    _business(n, it) for n, it in enumerate(businesses_on(group, day), start=1)
                ],
                "members": [
                    _member(n, it, known, reached.get(it.person_id, ""))
                    for n, it in enumerate(members, start=1)
                ],
            },
            signed_by=(chair_of(terms), pembina),
            as_of=day,
        )


def _decree(group: Group, day: date) -> Row:
    """The founding decree that held on a day."""
    rows = group.papers.filter(kind=Paper.Kind.DECREE, issued_on__lte=day)
    held = [it for it in rows.order_by("-issued_on", "pk") if _holds(it, day)]
    if not held:
        return {"decree": "Belum ada", "decree_on": None, "decree_by": None}
    decree = held[0]
    return {
        "decree": decree.number,
        "decree_on": decree.issued_on,
        "decree_by": decree.issued_by,
    }


def _holds(paper: Paper, day: date) -> bool:
    return paper.withdrawn_on is None or paper.withdrawn_on > day


def _funds(group: Group, day: date) -> str:
    """Who gave what until that day, as the applications of the group have it."""
    given = [
        f"{sources()[it.source].called} {rupiah(it.amount)} ({it.since.year})"
        for it in granted_until(group, day)
    ]
    return "; ".join(given) or NO_FUNDS


def _business(number: int, enterprise: Enterprise) -> Row:
    owner, line = enterprise.owner, enterprise.line_of_business
    return {
        "nr": number,
        "name": enterprise.name,
        "kind": enterprise.kind_name,
        "kbli": f"{enterprise.kbli} {line.title}" if line else enterprise.kbli,
        "products": ", ".join(it.name for it in enterprise.products.all()),
        "owner": owner.person.name if owner else "Bersama",
        "since": enterprise.begun_on,
    }


def _counted(found: Counter[str]) -> str:
    order = (*stages.LADDER, stages.INCOMPLETE, "")
    return ", ".join(f"{_stage(it)} {found[it]}" for it in order if found[it])


def _stage(level: str) -> str:
    return stages.short(level) if level else "belum didata"


def _officer(number: int, term: Term, known: Known) -> Row:
    return {
        "nr": number,
        **known.cells(term.member.person),
        "office": str(term.get_office_display()),
        "since": term.since,
    }


def _member(number: int, member: Member, known: Known, stage: str) -> Row:
    return {
        "nr": number,
        **known.cells_of(member),
        "since": member.since,
        "stage": _stage(stage),
    }
