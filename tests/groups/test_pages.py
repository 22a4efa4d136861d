"""The pages of groups: what an officer, a mentor and an office do there."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from berdaya.groups import actions
from berdaya.groups.actions.meetings import NewMeeting
from berdaya.groups.models import Group, Meeting, Member, Resolution
from berdaya.groups.sight import may, may_by, ties_among
from berdaya.keys import new_key
from tests.groups.world import (
    TODAY,
    VILLAGE,
    a_group,
    a_life,
    a_woman,
    accompanied,
    again,
    groups,
    holds,
    melati,
)

NIK = "3204325507849002"


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def wati(client, cast):
    client.force_login(cast.wati)
    return client


@pytest.fixture
def dedi(client, cast):
    client.force_login(cast.dedi)
    return client


def test_an_office_registers_a_group_on_one_page(dedi, cast):
    address = f"{reverse('group_new')}?wilayah={VILLAGE}"
    page = dedi.get(address)
    key = page.context["form"]["key"].value()

    data = {"name": "Melati", "area": VILLAGE, "founded_on": "2-3-2024", "key": key}
    answer = dedi.post(address, data)

    group = groups().get()
    assert answer.url == reverse("member_list", args=[group.pk])
    assert (group.name, group.area_id, group.registered_by) == ("Melati", VILLAGE, cast.dedi)


def test_what_is_missing_is_said_and_nothing_is_registered(dedi):
    answer = dedi.post(f"{reverse('group_new')}?wilayah={VILLAGE}", {"name": "Melati"})

    assert answer.status_code == 422
    assert not groups().exists()


def test_an_officer_of_several_villages_first_chooses_one(dedi):
    answer = dedi.get(reverse("group_new"))

    assert "Di desa mana kelompoknya?" in text_of(answer)
    assert f"?wilayah={VILLAGE}" in text_of(answer)


def test_the_list_shows_what_one_may_see(client, cast):
    melati(cast)
    a_group(cast.dedi, "Mawar")

    seen = {}
    for who in (cast.dedi, cast.wati, cast.joko):
        client.force_login(who)
        page = text_of(client.get(reverse("group_list")))
        seen[who.username] = ("Melati" in page, "Mawar" in page)

    assert seen == {"dedi": (True, True), "wati": (True, False), "joko": (False, False)}


def test_the_list_is_narrowed_by_name_and_state(dedi, cast):
    group, _members = melati(cast)
    a_group(cast.dedi, "Mawar")
    actions.put_to_rest(group=group, on=TODAY, reason="panen", by=cast.dedi)

    by_name = text_of(dedi.get(reverse("group_list"), {"q": "mela"}))
    by_state = text_of(dedi.get(reverse("group_list"), {"keadaan": "active"}))

    assert ("Melati" in by_name, "Mawar" in by_name) == (True, False)
    assert ("Melati" in by_state, "Mawar" in by_state) == (False, True)


def test_a_treasurer_lets_somebody_join_by_nik(wati, cast):
    group, _members = melati(cast)
    imas = a_woman(cast.sari, "Imas")
    imas.nik, imas.nik_missing = NIK, ""
    imas.save()
    address = reverse("member_join", args=[group.pk])

    found = wati.post(address, {"q": NIK})
    token = found.context["found"][0][2]
    page = wati.post(address, {"person": token})
    form = page.context["form"]
    told = {"person": token, "since": "2-4-2026", "joined": "income", "how": "spoken"}
    keys = {"key": form["key"].value(), "consent_key": form["consent_key"].value()}
    refused = wati.post(address, told | keys)
    joined = wati.post(address, told | keys | {"agrees": "on"})

    assert NIK not in text_of(found)
    assert refused.status_code == 422
    assert joined.url == reverse("member_list", args=[group.pk])
    assert group.members.filter(person=imas, until=None).exists()


def test_a_meeting_is_noted_on_one_page(wati, cast):
    group, members = melati(cast)
    holds(members[0], "chair", by=cast.dedi)
    address = reverse("meeting_record_new", args=[group.pk])
    form = wati.get(address).context["form"]

    answer = wati.post(
        address,
        {
            "key": form["key"].value(),
            "on": f"{TODAY:%d-%m-%Y}",
            "how": "together",
            f"member_{members[0].pk}": "present",
            f"member_{members[1].pk}": "excused",
            f"member_{members[2].pk}": "absent",
            "text_0": "Beli kemasan",
            "owner_0": str(members[0].pk),
            "key_0": form["key_0"].value(),
            "guests": "2",
        },
    )

    meeting = group.meetings.get()
    assert answer.url == meeting.get_absolute_url()
    page = text_of(wati.get(answer.url))
    assert "1 dari 3" in page
    assert "dan 2 tamu" in page
    assert "Beli kemasan" in page
    assert Resolution.objects.across_areas(why="test").get().owner == members[0]
    minutes = text_of(wati.get(reverse("meeting_minutes", args=[meeting.pk])))
    assert "Daftar hadir" in minutes
    assert f"<p>Ketua</p>{members[0].person.name}" in minutes
    assert "<p>Sekretaris</p></div>" in minutes  # nobody is


def test_a_planned_meeting_shows_its_invitation(wati, cast):
    group, _members = melati(cast)
    plan = NewMeeting(new_key(), group, TODAY + timedelta(days=3), place="Balai RW")
    meeting = actions.plan_meeting(meeting=plan, by=cast.wati)

    page = text_of(wati.get(meeting.get_absolute_url()))

    assert "https://wa.me/?text=Undangan" in page
    assert "Balai RW" in text_of(wati.get(reverse("group_detail", args=[group.pk])))


def test_a_page_of_another_group_does_not_exist(wati, cast):
    mawar = a_group(cast.dedi, "Mawar")
    melati(cast)
    names = ("group_detail", "member_list", "meeting_list", "group_papers", "group_edit")

    answers = {name: wati.get(reverse(name, args=[mawar.pk])).status_code for name in names}

    assert set(answers.values()) == {404}


def test_a_turn_that_makes_no_sense_is_not_offered(dedi, cast):
    group, _members = melati(cast)

    revived = dedi.get(reverse("group_turn", args=[group.pk, "hidup-lagi"]))
    merged = dedi.get(reverse("group_turn", args=[group.pk, "gabung"]))

    assert revived.status_code == 404
    assert merged.status_code == 200


def test_a_group_is_ended_with_its_reason(dedi, cast):
    group, _members = melati(cast)
    address = reverse("group_turn", args=[group.pk, "bubar"])

    silent = dedi.post(address, {"on": f"{TODAY:%d-%m-%Y}", "reason": ""})
    said = dedi.post(address, {"on": f"{TODAY:%d-%m-%Y}", "reason": "anggota pindah"})

    assert silent.status_code == 422
    assert said.status_code == 302
    assert again(group).state == Group.State.ENDED
    assert not Member.objects.across_areas(why="test").present().exists()


def test_everything_said_in_english_too(client, cast):
    group, _members = melati(cast)
    client.force_login(cast.wati)
    client.cookies["django_language"] = "en"

    page = text_of(client.get(reverse("member_list", args=[group.pk])))

    assert "Treasurer" in page
    assert "Bendahara" not in page


def test_a_meeting_called_off_says_why(wati, cast):
    group, _members = melati(cast)
    meeting = actions.plan_meeting(
        meeting=NewMeeting(new_key(), group, TODAY + timedelta(days=3)), by=cast.wati
    )

    wati.post(reverse("meeting_call_off", args=[meeting.pk]), {"reason": "hajatan"})

    assert again(meeting).state == Meeting.State.CALLED_OFF
    assert "hajatan" in text_of(wati.get(reverse("meeting_list", args=[group.pk])))


def test_a_count_of_kb_that_tells_of_persons_is_not_for_officers_of_the_group(client, cast):
    few = melati(cast)[0]
    address = reverse("member_list", args=[few.pk])
    client.force_login(cast.wati)
    theirs = text_of(client.get(address))
    home = text_of(client.get(few.get_absolute_url()))
    client.force_login(cast.dedi)
    offices = text_of(client.get(address))

    assert "akan menunjuk orang tertentu" in theirs
    assert "akan menunjuk orang tertentu" in home
    assert "akan menunjuk orang tertentu" not in offices


def test_of_many_of_whom_some_use_kb_the_count_is_shown_of_today_alone(client, cast):
    group, members = melati(cast, ("Rina", "Wati", "Yani", "Euis", "Imas", "Nining"))
    actions.note_kb(group=group, on=TODAY, told={members[0].pk: "none"}, by=cast.sari)
    client.force_login(cast.wati)
    address = reverse("member_list", args=[group.pk])

    now = text_of(client.get(address))
    before = text_of(client.get(f"{address}?tanggal=1-6-2026"))

    assert "akan menunjuk orang tertentu" not in now
    assert "akan menunjuk orang tertentu" in before


@pytest.fixture
def life(cast):
    return a_life(cast)


DEEDS = ("groups.edit_group", "groups.record_meeting", "groups.note_kb", "meeting-photo.read")


def test_what_a_page_knows_of_ties_says_the_same_as_asking(cast, life):
    group = life["group"]
    accompanied(group, cast.budi, by=cast.dedi)
    terms, mentorings = list(group.terms.present()), list(group.mentorings.present())

    for user in (cast.dedi, cast.tuti, cast.sari, cast.wati, cast.budi, cast.rahma, cast.joko):
        ties = ties_among(user, terms, mentorings)
        told = [may_by(user, deed, group, ties) for deed in DEEDS]
        assert told == [may(user, deed, group) for deed in DEEDS], user


@pytest.mark.parametrize("who", ["dedi", "wati", "budi"])
def test_the_home_of_a_group_asks_fifteen_times_at_most_whoever_looks(
    client, cast, life, who, django_assert_max_num_queries
):
    accompanied(life["group"], cast.budi, by=cast.dedi)
    client.force_login(getattr(cast, who))

    with django_assert_max_num_queries(15):
        page = client.get(life["group"].get_absolute_url()).content.decode()

    assert "Catat pertemuan" in page
