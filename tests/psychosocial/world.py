"""A case whose assessment has been written, with kin and systems around the client."""

from django.utils import timezone

from berdaya.keys import new_key
from berdaya.people.models import Membership
from berdaya.psychosocial import actions
from berdaya.psychosocial.actions.asking import GroupAnswers
from berdaya.psychosocial.actions.assessing import Written
from berdaya.psychosocial.actions.kin import NewKin, Told
from berdaya.psychosocial.actions.systems import ToldSystem
from berdaya.psychosocial.models import (
    ChosenResult,
    Couple,
    Edition,
    Kin,
    KinTie,
    ParentLink,
    System,
)
from berdaya.rules.instruments.definition import load
from berdaya.surveys.actions import NewAssessment, record_assessment

TODAY = timezone.localdate()
OF_GROUPS = "empowerment-levels-group"
PROBLEM = "Dapur dingin sejak Juni dan anak berhenti sekolah."
FACETS = ("form", "traits", "scope", "causes", "effects", "attempts", "functioning")


def written(*, after=0, key=None, methods=("interview",), **words):
    return Written(key or new_key(), {"form": PROBLEM, **words}, methods, "", after)


def whole(after=0):
    """An edition with everything that the second stage asks for."""
    words = {name: f"Isi {name}" for name in FACETS}
    words |= {
        "strengths": "Pandai menjahit",
        "focus": "Penghasilan",
        "why": "Kata klien sendiri",
    }
    return Written(new_key(), words, ("interview", "observation"), "focus", after)


def told(name="Paijo", sex="male", **more):
    return Told(name, sex, **more)


def added(case, relation, beside=None, *, by, name="Paijo", sex="male", key=None, **more):
    known = {it: more.pop(it) for it in ("born", "died", "is_dead", "note") if it in more}
    new = NewKin(key or new_key(), told(name, sex, **known), relation, beside, **more)
    return actions.add_kin(case=case, new=new, by=by)


def around(name="Sekolah", strength="weak", flow="to-client", **more):
    return ToldSystem(name, strength, flow, **more)


def a_result(cast, case, instrument="independence-traits", *, answer=3):
    """A survey of the client by Bu Sari, as she makes them everywhere."""
    family = Membership.objects.present().get(person=case.person).family
    items = load(instrument).items
    answers = {item.code: answer for item in items}
    entry = NewAssessment(new_key(), family, answers, TODAY, case.person)
    return record_assessment(entry=entry, instrument=instrument, door="web", by=cast.sari)


def answers_of_group(*, key=None, instrument=OF_GROUPS, on=TODAY, but=(), **answers):
    """All questions answered with yes but `but`, unless others are named."""
    asked = {item.code: 1 for item in load(instrument).items} | dict.fromkeys(but, 0)
    return GroupAnswers(key or new_key(), instrument, answers or asked, on)


def a_group_result(case, *, by, **more):
    return actions.ask_group(case=case, told=answers_of_group(**more), by=by)


def assessed(cast, case, *, by):
    """Everything of this room once, by the names of what stands there."""
    edition = actions.write_assessment(case=case, written=whole(), by=by)
    client = added(case, "index", by=by, name="Murniati", sex="female", born=1985)
    mother = added(case, "parent", client, by=by, name="Sumirah", sex="female", born=1960)
    partner = added(
        case, "partner", client, by=by, name="Wagiman", couple="married", since=2004
    )
    added(case, "child", client, by=by, name="Dodi", born=2008, other=partner.pk)
    tie = actions.relate_kin(
        case=case, one=client.pk, other=partner.pk, what="tie", kind="conflict", by=by
    )
    system = actions.add_system(case=case, key=new_key(), told=around(), by=by)
    result = a_result(cast, case)
    chosen = actions.choose_result(case=case, assessment=result, by=by)
    return {
        "edition": edition,
        "kin": client,
        "mother": mother,
        "spouse": partner,
        "couple": rows(Couple).get(),
        "tie": tie,
        "system": system,
        "result": result,
        "chosen": chosen,
    }


def assessment_pages(life):
    """How each page of this room is reached: name of the address to its arguments."""
    of_case = (
        "case_assessment",
        "assessment_write",
        "case_genogram",
        "kin_first",
        "kin_relate",
        "case_ecomap",
        "system_new",
    )
    return {name: [(life["case"].pk,)] for name in of_case} | {
        "edition_detail": [(life["edition"].pk,)],
        "kin_edit": [(life["kin"].pk,)],
        "kin_add": [
            (life["kin"].pk, it)
            for it in ("orang-tua", "pasangan", "anak", "saudara", "kembar")
        ],
        "couple_edit": [(life["couple"].pk,)],
        "system_edit": [(life["system"].pk,)],
    }


def group_case_pages(case, *, by):
    """How the pages that are for groups alone are reached, of a group's case."""
    made = a_group_result(case, by=by)
    return {"group_ask": [(case.pk, OF_GROUPS)], "group_result": [(made.pk,)]}


def rows(model):
    return model.objects.across_areas(why="test").filter(off_at=None)


def editions():
    return Edition.objects.across_areas(why="test")


KEPT = (Kin, Couple, ParentLink, KinTie, System, ChosenResult)
