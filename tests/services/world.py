"""Services of Sukamaju and around it."""

from datetime import time, timedelta

from django.utils import timezone

from berdaya.consents.actions import Answer, record_answer
from berdaya.keys import new_key
from berdaya.people.models import Person
from berdaya.services import actions
from berdaya.services.actions.answering import NewStep
from berdaya.services.actions.drafting import NewReferral
from berdaya.services.facts import ProviderFacts, ServiceFacts

VILLAGE, NEIGHBOUR, DISTRICT = "32.04.32.2998", "32.04.32.2999", "32.04.32"
REGENCY, ELSEWHERE = "32.04", "33.01.01.2998"
TODAY = timezone.localdate()
ALL_DAY = {day: ((time(0), time(23, 59)),) for day in range(7)}


def a_provider(by, name="Posyandu Melati", *, area=VILLAGE, key=None, **more):
    facts = ProviderFacts(name, more.pop("kind", "health-post"), **more)
    return actions.add_provider(key=key or new_key(), area=area, facts=facts, by=by)


def told(name="Kelas lansia", **more):
    first = {
        "functions": ["preventive"],
        "fields": ["elderly"],
        "eligible": "siapa saja berumur 60 tahun lebih",
        "cost": "free",
    }
    return ServiceFacts(name, **(first | more))


def a_service(by, name="Kelas lansia", *, provider=None, reach=VILLAGE, key=None, **more):
    provider = provider or a_provider(by, **{k: more.pop(k) for k in ("area",) if k in more})
    return actions.add_service(
        key=key or new_key(), provider=provider, reach=reach, facts=told(name, **more), by=by
    )


def a_directory(cast):
    """Something on each page, by the names of what stands there."""
    provider = a_provider(cast.dedi, phone="+62811000111", whatsapp="+62811000111")
    service = a_service(cast.dedi, provider=provider, hours=ALL_DAY)
    actions.add_reach(service=service, area=NEIGHBOUR, by=cast.dedi)
    return {"provider": provider, "service": service}


def service_pages(life):
    """How each page is reached: name of the address to its arguments."""
    of_service = ("service_detail", "service_edit", "service_check", "service_end", "reach_new")
    of_provider = ("provider_detail", "provider_edit", "provider_end", "service_new")
    service, provider = life["service"], life["provider"]
    return (
        {"service_search": [()], "provider_new": [()]}
        | {name: [(service.pk,)] for name in of_service}
        | {name: [(provider.pk,)] for name in of_provider}
        | {"reach_end": [(service.pk, service.reaches.first().pk)]}
    )


def new_referral(service, family, *, tells=("name", "need"), key=None, **more):
    """What a family of Sukamaju agreed to."""
    first = {
        "need": "alat bantu dengar untuk Nenek",
        "agreed_by": "Rina",
        "agreed_how": "spoken",
        "agreed_on": TODAY,
        "due_on": TODAY + timedelta(days=14),
    }
    return NewReferral(
        key=key or new_key(),
        service=service,
        family=family,
        tells=frozenset(tells),
        **(first | more),
    )


def referred(service, family, *, by, **more):
    return actions.draft_referral(referral=new_referral(service, family, **more), by=by)


def goes_on(referral, kind, *, by, on=TODAY, key=None, **more):
    if kind == "sent":
        more = {"channel": "whatsapp"} | more
    if kind == "refused":
        more = {"reason": "full"} | more
    step = NewStep(key or new_key(), kind, on, **more)
    return actions.record_step(referral=referral, step=step, by=by)


def agrees_to_casework(subject, *, by, act="given"):
    """The consent without which nothing is written for a case."""
    person = subject if isinstance(subject, Person) else subject.roster()[0].person
    answer = Answer(
        key=new_key(),
        subject=subject,
        purpose="casework",
        act=act,
        text_version="1",
        relation="self" if isinstance(subject, Person) else "parent",
        how="spoken",
        said_on=TODAY,
        answered_by=person,
    )
    return record_answer(answer=answer, by=by)


def referral_pages(referral):
    own = ("referral_detail", "referral_letter")
    return (
        {"referral_list": [()], "referral_step": [(referral.pk, "kirim")]}
        | {name: [(referral.pk,)] for name in own}
        | {"referral_new": [(referral.service_id,)], "coverage_board": [()]}
        | {"coverage_area": [(VILLAGE,)], "coverage_export": [(VILLAGE, "csv")]}
    )
