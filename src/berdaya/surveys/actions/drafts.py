"""Answers on the way: kept after every page, so that nothing is lost by a flat battery."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.consents.questions import may_process
from berdaya.people.models import Family, Person
from berdaya.refusal import Refusal
from berdaya.rules.instruments.definition import load
from berdaya.surveys.answers import PURPOSE, Answer, not_wanted
from berdaya.surveys.models import Assessment, Draft
from berdaya.surveys.own import allow_asking
from berdaya.surveys.provenance import page_of, saved


class NotYourDraft(Refusal):
    code = "draft-of-someone-else"
    message = _("Only who began a survey can go on with it.")


@transaction.atomic
def keep_draft(
    *,
    family: Family,
    instrument: str,
    answers: Mapping[str, Answer],
    conducted_on: date,
    by: User,
    person: Person | None = None,
    replaces: Assessment | None = None,
    confirmed: Mapping[str, date] = MappingProxyType({}),
) -> Draft:
    """Keep `answers` beside those kept before; a subject has one draft per surveyor.

    Of `confirmed` answers it is kept since when they are known; any other answer to the same
    item takes that away.

    Raises:
        NotAllowed, NotOfferedHere; FamilyDoesNotWant, PersonDoesNotWant: it was withdrawn.
    """
    allow(by, "surveys.keep_draft", area=family.area_id)
    definition = load(instrument)
    allow_asking(by, definition, area=family.area_id)
    subject = person or family
    wanted = may_process([subject.pk], PURPOSE, timezone.localdate())
    draft, is_new = Draft.objects.select_for_update().get_or_create(
        **({"person": person} if person else {"family": family, "person": None}),
        instrument=instrument,
        by=by,
        defaults={
            "family": family,
            "version": definition.version,
            "conducted_on": conducted_on,
            "replaces": replaces,
        },
    )
    if not (draft.replaces_id or wanted):
        raise not_wanted(subject)
    known = {item.code for item in definition.items}
    draft.answers = {
        code: answer for code, answer in {**draft.answers, **answers}.items() if code in known
    }
    draft.confirmed = _confirmed(draft, answers, confirmed)
    draft.saves = saved(draft.saves, page_of(definition, answers), timezone.now())
    draft.family, draft.version, draft.conducted_on = family, definition.version, conducted_on
    changed = ("answers", "confirmed", "saves", "conducted_on", "changed_at")
    draft.save(update_fields=["family", "version", *changed])
    if is_new:
        # every later page of the same draft is the same deed
        trace(by, "surveys.keep_draft", draft)
    return draft


def _confirmed(
    draft: Draft, answers: Mapping[str, Answer], confirmed: Mapping[str, date]
) -> dict[str, str]:
    days = {code: day.isoformat() for code, day in confirmed.items() if code in answers}
    others = {code: day for code, day in draft.confirmed.items() if code not in answers}
    return {**others, **days}


@transaction.atomic
def discard_draft(*, draft: Draft, by: User) -> None:
    """Throw a draft away.

    Raises:
        NotAllowed; NotYourDraft.
    """
    allow(by, "surveys.discard_draft", area=draft.family.area_id)
    if draft.by_id != by.pk:
        raise NotYourDraft
    trace(by, "surveys.discard_draft", draft)
    draft.delete()
