"""Which contract of a case stands, and whether its client still wants the work: for all rooms."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from berdaya.casework.models import Case, Contract
from berdaya.casework.models.cases import Cases
from berdaya.consents.models import Consent, Consents
from berdaya.consents.questions import state_of
from berdaya.groups.models import Group
from berdaya.people.models import Family, Person
from berdaya.rules.purposes.definition import is_child

PURPOSE = "casework"
OF_CASES = "of cases that were found"
NO_LONGER = (Consent.Act.REFUSED, Consent.Act.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a case stands to its contract on a day."""

    last: Contract | None  # the newest that was signed
    draft: Contract | None
    said_no_on: date | None  # the client withdrew it, here or where consents are noted

    @property
    def stands(self) -> bool:
        """Work may go on: somebody signed, and nobody withdrew since."""
        return self.last is not None and self.said_no_on is None

    @property
    def is_withdrawn(self) -> bool:
        """Work stops until there is a new contract."""
        return self.last is not None and self.said_no_on is not None


def agreement_of(case: Case, on: date) -> Agreement:
    """The newest contract that was signed, and whether the client still holds to it.

    A client may also tell a volunteer that they no longer want to be helped: what is noted as
    their answer to the purpose casework after they signed counts like a withdrawal here. Two
    queries. `case.subject` is wanted: take the case with `named()`.
    """
    rows = list(case.contracts.select_related("signed_with", "by").newest_first())
    last = next((it for it in rows if it.signed_on), None)
    draft = next((it for it in rows if it.signed_on is None), None)
    if last is None:
        return Agreement(None, draft, None)
    return Agreement(last, draft, last.withdrawn_on or _said_elsewhere(case, last, on))


def said_no_on(case: Case) -> date | None:
    """Since when the client of a case wants no more; None where the work may go on."""
    agreement = agreement_of(case, timezone.localdate())
    return agreement.said_no_on if agreement.is_withdrawn else None


def unwanted(cases: Cases, on: date) -> Cases:
    """Those of these cases whose client wants no more, as `agreement_of` says it of one.

    Said a second time, for a list asks it in its one statement; a few answers are looked at
    for each case, found by the index of whose they are.
    """
    signed = Contract.objects.across_areas(why=OF_CASES).signed().filter(case=OuterRef("pk"))
    signed = signed.newest_first()
    said = [_said_of(Person, "person", on), _said_of(Family, "family", on)]
    return cases.alias(
        withdrawn=Subquery(signed.values("withdrawn_on")[:1]),
        signed_last=Subquery(signed.values("signed_at")[:1]),
        said_last=Coalesce(*(Subquery(it.values("recorded_at")[:1]) for it in said)),
        last_act=Coalesce(*(Subquery(it.values("act")[:1]) for it in said)),
    ).filter(
        Q(withdrawn__isnull=False) | Q(last_act__in=NO_LONGER, said_last__gt=F("signed_last"))
    )


def _said_of(model: type[Person] | type[Family], kind: str, on: date) -> Consents:
    """What the client of the outer case said, the latest first, if it is one of this kind.

    One kind alone: PostgreSQL would look through all answers for one or the other.
    """
    records = model.objects.across_areas(why=OF_CASES).records_of(OuterRef(OuterRef(kind)))
    said = Consent.objects.across_areas(why=OF_CASES)
    return said.filter(**{f"{kind}__in": records.values("pk")}, purpose=PURPOSE).said_by(on)


def _said_elsewhere(case: Case, contract: Contract, on: date) -> date | None:
    if not isinstance(case.subject, Person | Family) or contract.signed_at is None:
        return None
    said = state_of(case.subject, PURPOSE, on).last
    is_newer = said is not None and said.recorded_at > contract.signed_at
    return said.said_on if said and is_newer and said.act in NO_LONGER else None


def covers_child(subject: Person | Family | Group | None, on: date) -> bool:
    """Whether the client, or somebody of the family, is under 18: then a guardian signs."""
    if isinstance(subject, Person):
        return is_child(subject.birth_date, on)
    if isinstance(subject, Family):
        born = subject.memberships.present().values_list("person__birth_date", flat=True)
        return any(is_child(one, on) for one in born)
    return False
