"""A case that went all the way, with something in each part of its file, and its prints."""

import re
from io import BytesIO

from django.utils import timezone
from pypdf import PdfReader

from berdaya.casefile.actions import Order, print_case
from berdaya.casefile.models import CasePrint
from berdaya.casefile.paper import case_pdf
from berdaya.caseplans.actions import refer
from berdaya.casework.actions.stages import enter_stage
from berdaya.casework.models import Case
from berdaya.contacts.models import Note
from berdaya.keys import new_key
from berdaya.rules.casework.casefile import definition
from tests.caseplans.world import a_task, a_try, a_whole_plan, agreed
from tests.casework.world import TODAY, a_case, a_contract, again
from tests.contacts.world import SECRET_NOTE, a_contact, a_note, a_step, looked_back
from tests.outcomes.world import (
    a_lesson,
    a_summary,
    after_care,
    checked,
    client_said,
    dated,
    given,
    looked_in,
    rated,
)
from tests.psychosocial.world import assessed
from tests.services.world import a_service, agrees_to_casework, goes_on, new_referral

PARTS = tuple(definition().parts)


def a_whole_case(cast, *, worker, supervisor, **more):
    """A case in its last stage that has something in every part."""
    case = a_case(cast, worker=worker, supervisor=supervisor, **more)
    a_contract(case)
    step(case, 2)
    assessed(cast, case, by=worker)
    step(case, 3)
    plan = a_whole_plan(again(case), by=worker)
    agreed(plan, by=worker)
    task = a_task(case, by=worker)
    for number, outcome in enumerate(("not-yet", "with-help", "alone")):
        a_try(task, outcome, by=worker, ago=3 - number)
    referred_for(cast, case, plan, by=worker)
    step(case, 4)
    looked_back(a_contact(again(case)))
    a_step(again(case))
    a_note(case)
    a_note(case, text=SECRET_NOTE, is_private=True)
    step(case, 5)
    rated(again(plan), by=worker)
    client_said(again(case), by=worker)
    a_lesson(again(case), by=worker)
    checked(again(case), by=worker)
    step(case, 6)
    after_care(again(case), by=worker)
    given(a_summary(again(case), by=worker), by=worker)
    looked_in(dated(again(case), by=worker)[0], by=worker)
    return named(case)


def step(case, to):
    ending = "goal-reached" if to == 6 else ""
    enter_stage(case=again(case), to=to, on=TODAY, by=case.worker, ending=ending)


def referred_for(cast, case, plan, *, by):
    agrees_to_casework(case.person, by=by)
    service = a_service(cast.dedi)
    need = "Periksa kesehatan jiwa"
    new = new_referral(service, None, person=case.person, need=need, agreed_by=case.called)
    made = refer(plan=plan, referral=new, by=by)
    goes_on(made.referral, "sent", by=by)
    goes_on(made.referral, "accepted", by=by)


def named(case):
    return Case.objects.across_areas(why="test").named().get(pk=case.pk)


def order(**more):
    version = more.get("version", "full")
    first = {
        "parts": [it.code for it in definition().parts_of(version)],
        "version": version,
        "reason": {"full": "own-records", "client": "client", "masked": "teaching"}[version],
        "for_whom": "Arsip kantor",
    }
    return Order(**first | more)


def printed(case, *, by, key=None, **more):
    return print_case(key=key or new_key(), case=case, order=order(**more), by=by)


def pdf_of(made, *, reader=None):
    """The file, as bytes."""
    case = named(made.case)
    return case_pdf(made, case, reader=reader or made.by, now=timezone.now())


def pages_of_pdf(content):
    """The words of each page, in single spaces, without soft hyphens."""
    found = []
    for page in PdfReader(BytesIO(content)).pages:
        text = page.extract_text().replace("\u00ad\n", "").replace("\u00ad", "")
        found.append(re.sub(r"\s+", " ", text))
    return found


def text_of(made, **more):
    return " ".join(pages_of_pdf(pdf_of(made, **more)))


def prints():
    return CasePrint.objects.across_areas(why="test")


def notes():
    return Note.objects.across_areas(why="test")


def file_life(case, *, by):
    """A print of a case, by its maker."""
    return {"print": printed(case, by=by)}


def file_pages(life, case):
    """How each page is reached: name of the address to its arguments."""
    made = (life["print"].pk,)
    return {"case_file": [(case.pk,)], "case_print": [made], "case_print_file": [made]}
