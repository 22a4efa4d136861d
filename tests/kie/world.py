"""KIE in the group Melati, and visits to it."""

from datetime import timedelta

from berdaya.groups.actions import record_meeting
from berdaya.groups.actions.meetings import Held
from berdaya.keys import new_key
from berdaya.kie.actions import add_material, record_session
from berdaya.kie.actions.materials import Content, NewMaterial
from berdaya.kie.actions.sessions import OnItsOwn, Told
from berdaya.mentoring.actions import NewAgreement, NewVisit, record_visit
from tests.groups.world import TODAY

DAY = TODAY - timedelta(days=20)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def a_meeting(group, came, *, by, on=DAY):
    presence = {it.pk: "present" for it in came}
    return record_meeting(held=Held(new_key(), group, on, presence), by=by)


def told(group, where, topics=("marketing",), **more):
    listed = topics if isinstance(topics, dict) else dict.fromkeys(topics)
    said = {"audience": "members", "speaker": "pkb-plkb", "key": new_key()} | more
    return Told(group=group, topics=listed, where=where, **said)


def on_its_own(came, on=DAY):
    return OnItsOwn(on, "together", [it.pk for it in came])


def a_session(group, came, *, by, on=DAY, **more):
    return record_session(told=told(group, on_its_own(came, on), **more), by=by)


def a_material(by, title="Kemasan yang menarik", topic="marketing", area="32.04.32", **content):
    words = content or {"text": "Pilih warna yang cerah."}
    kept = NewMaterial(new_key(), area, title, topic, "id")
    return add_material(material=kept, content=Content(new_key(), **words), by=by)


def a_visit(group, *, by, on=DAY, agreed=("Beli timbangan",), **more):
    lines = tuple(NewAgreement(new_key(), it, TODAY) for it in agreed)
    visit = NewVisit(new_key(), group, on, "Enam anggota hadir.", agreed=lines, **more)
    return record_visit(visit=visit, by=by)


def kie_life(cast, life):
    """Something on each page of KIE and of visits, by the names of what stands there."""
    group, members = life["group"], life["members"]
    session = a_session(group, members, by=cast.dedi)
    material = a_material(cast.dedi, area=cast.village.code, file=PNG)
    return {
        "session": session,
        "material": material,
        "edition": material.editions.get(),
        "visit": a_visit(group, by=cast.dedi),
    }


def pages_of_kie(cast, life):
    """How each of these pages is reached: name of the address to its arguments."""
    made = kie_life(cast, life)
    group, session, material = life["group"].pk, made["session"].pk, made["material"].pk
    return {
        "session_list": [(group,)],
        "session_record_new": [(group,)],
        "session_record": [(session,)],
        "session_detail": [(session,)],
        "session_withdraw": [(session,)],
        "session_ask": [(session, "marketing", "sebelum")],
        "kie_coverage": [()],
        "material_list": [()],
        "material_new": [()],
        "material_detail": [(material,)],
        "edition_new": [(material,)],
        "edition_file": [(made["edition"].pk,)],
        "member_kb": [(group,)],
        "visit_plan": [()],
        "visit_day": [()],
        "visit_list": [(group,)],
        "visit_record_new": [(group,)],
        "visit_detail": [(made["visit"].pk,)],
        "visit_record": [(made["visit"].pk,)],
    }
