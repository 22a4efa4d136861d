"""A case of Sukamaju that a social worker works on, and the people around it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from berdaya.access.kinds import PROFILES, SOCIAL_WORKER, SUPERVISOR
from berdaya.access.models import Role, User
from berdaya.areas.models import Area
from berdaya.casework.actions import (
    assign_worker,
    give_access,
    hand_in,
    sign_contract,
    take_on,
    withdraw_contract,
    write_contract,
)
from berdaya.casework.actions.contracts import Signing, Terms
from berdaya.casework.actions.intakes import NewIntake, TakenOn
from berdaya.casework.actions.stages import close_case, enter_stage
from berdaya.casework.models import Case, GlassBreak, Intake
from berdaya.keys import new_key
from berdaya.people.models import Person
from berdaya.ui.photos import small_photo
from tests.groups.world import drawn
from tests.life.world import a_family, someone

REGENCY, VILLAGE = "32.04", "32.04.32.2998"
TODAY = timezone.localdate()
TOLD = "Suaminya pergi sejak Juni, dan ia tidak keluar rumah lagi."
SECRET = "Murniati"  # the client of a_case: no page may tell of her to whom has no right


def a_professional(username, kind, *, area=REGENCY, name=""):
    """A user with a role, as narrow as the role allows."""
    level = min(max(PROFILES[kind].levels), Area.Level.DISTRICT)
    user = User.objects.create_user(username, first_name=name or username.title())
    code = ".".join(area.split(".")[:level])
    Role.objects.create(user=user, kind=kind, area_id=code)
    return user


@pytest.fixture
def worker(cast):
    """Bu Ani, the social worker of the regency: she works on the case."""
    return cast.ani


@pytest.fixture
def supervisor(cast):
    return a_professional("hesti", SUPERVISOR, name="Bu Hesti")


@pytest.fixture
def outsider(cast):
    """A social worker of the same regency, who has no tie to the case."""
    return a_professional("gilang", SOCIAL_WORKER, name="Pak Gilang")


def a_client(by, name=SECRET):
    """A woman of the village with a family of her own."""
    family = a_family(by, someone(name, "head", birth_date=TODAY.replace(year=1985)))
    return Person.objects.across_areas(why="test").get(memberships__family=family)


def an_intake(by, subject, *, key=None, told=TOLD, signs=("no-food-shelter",), **more):
    new = NewIntake(key or new_key(), told, subject=subject, signs=signs, **more)
    return hand_in(intake=new, by=by)


def taken(field="women", functions=("curative",), setting="micro"):
    return TakenOn(field, functions, setting)


def a_case(cast, *, worker, supervisor, subject=None, name=SECRET, **more):
    """A case in stage 1 that Bu Sari handed in, `supervisor` took on and `worker` works on.

    Without a worker it still waits for one.
    """
    subject = subject or a_client(cast.sari, name)
    intake = an_intake(cast.sari, subject)
    case = take_on(intake=intake, taken=taken(**more), by=supervisor)
    return assign_worker(case=case, worker=worker, on=TODAY, by=supervisor) if worker else case


def a_case_in_stage(cast, stage, *, worker, supervisor, **more):
    """A case that went stage by stage to this one; in the last its goal is reached."""
    case = a_case(cast, worker=worker, supervisor=supervisor, **more)
    for to in range(2, stage + 1):
        ending = "goal-reached" if to == 6 else ""
        enter_stage(case=case, to=to, on=TODAY, by=worker, ending=ending)
    return again(case)


def a_closed_case(cast, *, worker, supervisor, **more):
    case = a_case_in_stage(cast, 6, worker=worker, supervisor=supervisor, **more)
    return close_case(case=case, on=TODAY, by=worker)


def let_in(case, user, *, by, scope="read", days=7, key=None):
    until = TODAY + timedelta(days=days)
    reason = "Menggantikan selama cuti"
    return give_access(
        key=key or new_key(),
        case=case,
        user=user,
        scope=scope,
        until=until,
        reason=reason,
        by=by,
    )


def again(row):
    """The row as the database has it now, without what was remembered of it."""
    return type(row)._base_manager.get(pk=row.pk)


def cases():
    return Case.objects.across_areas(why="test")


def intakes():
    return Intake.objects.across_areas(why="test")


def casework_life(cast, *, asking=None):
    """A case with something on each of its pages, by the names of what stands there.

    Where `asking` is a social worker or a supervisor of the regency, the case is theirs.
    """
    own = asking is not None and asking.sees(VILLAGE)
    worker = asking if own and asking.is_any(SOCIAL_WORKER) else cast.ani
    supervisor = (
        asking
        if own and asking.is_any(SUPERVISOR)
        else a_professional("hesti", SUPERVISOR, name="Bu Hesti")
    )
    case = a_case(cast, worker=worker, supervisor=supervisor)
    waiting = a_case(cast, worker=None, supervisor=supervisor, name="Sumiyati")
    closed = a_closed_case(cast, worker=worker, supervisor=supervisor, name="Kartini Dua")
    guest = a_professional("tamu", SOCIAL_WORKER, name="Bu Tamu")
    glass = GlassBreak.objects.create(
        request=new_key(),
        person=case.person,
        case=case,
        by=guest,
        reason="Tetangga menelepon tengah malam",
        until=timezone.now() + timedelta(hours=24),
    )
    signed = a_contract(case)
    draft = write_contract(case=case, terms=terms(), by=worker)
    return {
        "case": case,
        "contract": signed,
        "draft_contract": draft,
        "waiting_case": waiting,
        "closed_case": closed,
        "intake": an_intake(cast.sari, a_client(cast.sari, "Rohayati")),
        "access": let_in(case, guest, by=supervisor),
        "break": glass,
    }


def case_pages(life, group):
    """How each page of casework is reached: name of the address to its arguments."""
    case, intake = (life["case"].pk,), (life["intake"].pk,)
    person, family = life["case"].person, life["case"].person.memberships.get().family_id
    of_case = ("case_detail", "case_people", "case_reads", "case_transfer", "case_hand_over")
    of_contract = (
        "contract_detail",
        "contract_file",
        "contract_signature",
        "contract_withdraw",
    )
    of_intake = ("intake_detail", "intake_triage", "intake_take", "intake_decline")
    return (
        {name: [()] for name in ("case_list", "intake_new", "intake_list", "intake_community")}
        | {name: [case] for name in (*of_case, "access_new", "case_contract", "contract_write")}
        | {name: [intake] for name in of_intake}
        | {name: [(life["contract"].pk,)] for name in of_contract}
        | {
            "contract_sign": [(life["draft_contract"].pk,)],
            "case_assign": [(life["waiting_case"].pk,)],
            "case_reopen": [(life["closed_case"].pk,)],
            "access_end": [(life["access"].pk,)],
            "break_see": [(life["break"].pk,)],
            "intake_person": [(person.pk,)],
            "intake_family": [(family,)],
            "case_break_person": [(person.pk,)],
            "case_break_family": [(family,)],
            "intake_group": [(group.pk,)],
            "case_break_group": [(group.pk,)],
        }
    )


def terms(**more):
    first = {
        "goals": "Keluar rumah lagi\nAnak-anak sekolah tiap hari",
        "client_tasks": "Mengantar anak ke sekolah",
        "worker_tasks": "Datang tiap Selasa",
        "meetings": "Selasa pukul 10 di balai desa",
        "begins_on": TODAY,
        "looked_at_on": TODAY + timedelta(days=30),
        "ends_on": TODAY + timedelta(days=90),
    }
    return Terms(**first | more)


def signing(signer="self", how="paper", **more):
    return Signing(signer, how, small_photo(drawn()).content, more.pop("on", TODAY), **more)


def a_contract(case, *, signed=True, **more):
    """The next contract of a case, signed by the client unless said otherwise."""
    made = write_contract(case=case, terms=terms(), by=case.worker)
    return (
        sign_contract(contract=made, signing=signing(**more), by=case.worker)
        if signed
        else made
    )


def wants_no_more(case, *, on=TODAY):
    """The client, who had signed, says that they want no more."""
    signed = a_contract(case, on=min(on, TODAY))
    withdraw_contract(contract=signed, on=on, because="", by=case.worker)
    return again(case)
