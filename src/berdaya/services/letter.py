"""What the service is told: a letter to print and a text to send. No more than was agreed to."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from berdaya.rules.indonesia import long_date
from berdaya.rules.instruments.applicability import age
from berdaya.services.models import Provider, Referral
from berdaya.services.shown import week_in_short
from berdaya.ui.paper import typeset

HERE = Path(__file__).parent
# letters and messages go out in Indonesian
A_RESIDENT, A_GROUP = "Seorang warga", "Sebuah kelompok warga"
A_PERSON_COMES, A_GROUP_COMES = "orang berikut", "kelompok berikut"


def told(referral: Referral) -> Iterator[tuple[str, str]]:
    """Name and value of what the client agreed to tell, and nothing else."""
    family, person, group = referral.family, referral.person, referral.group
    nobody = A_GROUP if group else A_RESIDENT
    yield _("Name"), referral.who if referral.tells_name else nobody
    if referral.tells_age and person and person.birth_date:
        on = timezone.localdate(referral.recorded_at)
        years = age(person.birth_date, on)
        yield _("Age"), ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
    home = family or group
    if referral.tells_address and home and home.address:
        yield _("Address"), home.address
    if referral.tells_phone and family and family.phone:
        yield _("Telephone"), family.phone
    if referral.tells_need and referral.need_words:
        yield _("What is asked"), referral.need_words


def message(referral: Referral) -> str:
    """What to send by WhatsApp."""
    with translation.override("id"):
        lines = [
            _("Referral %(number)s to %(service)s")
            % {"number": referral.number, "service": referral.service.name},
            *(f"{name}: {value}" for name, value in told(referral)),
            _("From: %(who)s") % {"who": referral.by},
            _("Please answer before %(day)s.") % {"day": long_date(referral.due_on)},
            _("This is told with the consent of the group. Please pass it on to nobody.")
            if referral.group
            else _("This is told with the consent of the person. Please pass it on to nobody."),
        ]
    return "\n".join(lines)


def whatsapp(referral: Referral) -> str:
    """An address that opens WhatsApp with the message, to the provider where it has a number."""
    number = referral.service.provider.whatsapp.lstrip("+")
    return f"https://wa.me/{number}?text={quote(message(referral))}"


def pdf(referral: Referral, today: date) -> bytes:
    """The letter, with a slip for the answer."""
    service, provider = referral.service, referral.service.provider
    with translation.override("id"):
        facts = list(told(referral))
        hours = [f"{days} {spans or _('closed')}" for days, spans in week_in_short(service)]
        cost = ". ".join(filter(None, (service.get_cost_display(), service.price)))
    return typeset(
        HERE / "letter.typ",
        {
            "number": referral.number,
            "day": long_date(today),
            "due": long_date(referral.due_on),
            "provider": provider.name,
            "address": _place(provider),
            "phone": provider.phone,
            "service": service.name,
            "whom": A_GROUP_COMES if referral.group else A_PERSON_COMES,
            "facts": facts,
            "agreed": f"{referral.agreed_by}, {long_date(referral.agreed_on)}",
            "papers": service.papers,
            "cost": cost,
            "hours": hours,
            "by": str(referral.by),
        },
    )


def _place(provider: Provider) -> str:
    return ", ".join(filter(None, (provider.address, provider.area.label)))
