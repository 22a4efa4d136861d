"""A call for capital, and the application of the group Melati to it."""

from datetime import timedelta

from berdaya.access.models import Role, User
from berdaya.capital import actions
from berdaya.capital.actions.calls import NewCall
from berdaya.capital.actions.uses import NewUse
from berdaya.capital.models import Application
from berdaya.groups.actions import edit_group, record_meeting
from berdaya.groups.actions.meetings import Held, NewResolution
from berdaya.groups.models import Resolution
from berdaya.keys import new_key
from berdaya.readiness.actions import attest
from berdaya.readiness.evidence import months_looked_at
from berdaya.readiness.standing import ELIGIBILITY
from tests.enterprises.world import a_business, told_month
from tests.groups.world import TODAY, VILLAGE, again

LAST = TODAY + timedelta(days=20)
BY_HAND = ("ce03", "ce05")  # what only a person can tell: cash book, arrears
PROOF = "buku kas, dilihat"


def a_call(by, *, key=None, **more):
    told = {
        "area": VILLAGE,
        "reach": "32.04",
        "source": "csr",
        "title": "Modal usaha perempuan",
        "who": "Kelompok yang sudah berjalan setahun",
        "opens_on": TODAY,
        "closes_on": LAST,
        "least": 1_000_000,
        "most": 10_000_000,
    }
    return actions.announce_call(call=NewCall(key or new_key(), **(told | more)), by=by)


def begun(group, call, *, by, key=None):
    return actions.begin_application(
        key=key or new_key(), call=call, group=group, title="Wajan kedua", by=by
    )


def a_line(application, *, by, amount=3_000_000, purpose="wajan", key=None):
    return actions.add_line(
        key=key or new_key(), application=application, purpose=purpose, amount=amount, by=by
    )


def in_business(cast, group):
    """What the system sees by itself of a group that runs well; once for a group."""
    if again(group).number:
        return
    register = {"name": group.name, "number": "17/CONTOH", "address": "", "meets": ""}
    edit_group(group=group, by=cast.dedi, **register)
    for day in months_looked_at(TODAY):
        record_meeting(held=Held(new_key(), group, day, {}), by=cast.dedi)
    told_month(a_business(group, group.members.first(), by=cast.dedi), by=cast.dedi)


def decided(cast, group, text="Mengajukan modal", *, on=TODAY, came=None):
    """A meeting of the group whose minutes say so."""
    there = group.members.present() if came is None else came
    new = NewResolution(new_key(), text)
    present = {it.pk: "present" for it in there}
    record_meeting(held=Held(new_key(), group, on, present, resolutions=(new,)), by=cast.dedi)
    return Resolution.objects.across_areas(why="test").get(pk=new.key)


def agreed(cast, application):
    decision = decided(cast, application.group)
    return actions.name_decision(application=application, decision=decision, by=cast.wati)


def looked(cast, group, item, answer=1, *, by=None, proof=PROOF):
    return attest(
        key=new_key(),
        group=group,
        instrument=ELIGIBILITY,
        item=item,
        answer=answer,
        proof=proof,
        on=TODAY,
        by=by or cast.tuti,
    )


def submitted(cast, group, *, unmet=(), amount=3_000_000, call=None):
    """Written and handed in by the treasurer, the rest looked at by the village office."""
    in_business(cast, group)
    it = begun(group, call or a_call(cast.dedi), by=cast.wati)
    a_line(it, by=cast.wati, amount=amount)
    it = agreed(cast, it)
    for item in BY_HAND:
        looked(cast, group, item, int(item not in unmet))
    return actions.submit_application(application=it, by=cast.wati)


def proposed(cast, group, *, amount=2_000_000, **more):
    it = submitted(cast, group, **more)
    nobody(cast.dedi)
    return actions.propose_decision(
        application=it, amount=amount, reason="usaha berjalan", by=cast.dedi
    )


def granted(cast, group, *, amount=2_000_000):
    it = proposed(cast, group, amount=amount)
    nobody(cast.rahma)
    return actions.confirm_decision(application=it, reason="setuju", by=cast.rahma)


def nobody(user):
    """They say that they are in no family recorded here."""
    return actions.say_who_one_is(person=None, by=user)


def spent(line, *, by, amount=500_000, proof="kuitansi 14", key=None, **more):
    use = NewUse(key or new_key(), line, TODAY, amount, proof, **more)
    return actions.report_use(use=use, by=by)


def a_colleague(name="lina"):
    """A second field officer of the same district."""
    user = User.objects.create_user(name, first_name=name.title())
    Role.objects.create(user=user, kind=Role.Kind.FIELD_OFFICER, area_id="32.04.32")
    return user


def all_applications():
    return Application.objects.across_areas(why="test")


def capital_life(cast, group):
    """Something on each page of capital, by the names of what stands there."""
    paid = granted(cast, group)
    line = paid.lines.get()
    draft = begun(group, a_call(cast.dedi, title="Kedua"), by=cast.wati)
    waiting = submitted(cast, group, call=a_call(cast.dedi, title="Ketiga"))
    return {
        "call": paid.call,
        "paid": paid,
        "draft_application": draft,
        "waiting": waiting,
        "line": line,
        "use": spent(line, by=cast.wati, content=b"%PDF-1.7 kuitansi"),
    }


def capital_pages(life, group):
    """How each page is reached: name of the address to its arguments."""
    rows = {
        "call_detail": "call",
        "application_agreed": "waiting",
        "line_new": "draft_application",
        "use_new": "line",
        "use_file": "use",
        "use_take_back": "use",
    }
    return (
        {"call_list": [()], "call_new": [()], "oneself": [()]}
        | {name: [(life[row].pk,)] for name, row in rows.items()}
        | {name: [(group.pk,)] for name in ("application_list", "application_new")}
        | {"application_detail": [(life[row].pk,) for row in ("paid", "waiting")]}
        | {"application_step": [(life["waiting"].pk, "usul"), (life["paid"].pk, "terima")]}
    )
