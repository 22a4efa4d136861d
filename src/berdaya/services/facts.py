"""What is told of a provider and of a service, as the verbs take it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from berdaya.services.hours import Week, week_of
from berdaya.services.models import Service
from berdaya.services.vocabulary import FIELDS, FUNCTIONS, in_order

PLAIN = ("name", "eligible", "takes", "cost", "price", "papers", "about")


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    name: str
    kind: str
    address: str = ""
    phone: str = ""
    whatsapp: str = ""


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """A service stands in every cell of its functions and fields."""

    name: str
    functions: Sequence[str]
    fields: Sequence[str]
    eligible: str
    cost: str
    takes: str = Service.Takes.PEOPLE
    price: str = ""
    papers: str = ""
    about: str = ""
    hours: Week = field(default_factory=dict)


def facts_of(service: Service) -> ServiceFacts:
    """What is told of a service now. Two queries, where they were not fetched along."""
    cells = list(service.cells.all())
    return ServiceFacts(
        functions=in_order((it.function for it in cells), FUNCTIONS),
        fields=in_order((it.field for it in cells), FIELDS),
        hours=week_of(service.hours.all()),
        **{name: getattr(service, name) for name in PLAIN},
    )
