"""The pages of visits: the plan, the day's list, a visit in two minutes."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from berdaya.keys import new_key
from berdaya.mentoring.models import Visit
from tests.groups.world import TODAY, a_group, accompanied, again, melati
from tests.kie.world import a_visit


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def visits():
    return Visit.objects.across_areas(why="test")


@pytest.fixture
def as_(client):
    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in


def test_the_plan_leads_from_home_and_names_who_waits(as_, cast):
    melati(cast)
    late = a_group(cast.dedi, "Anggrek")
    a_visit(late, by=cast.dedi, on=TODAY - timedelta(days=40))
    dedi = as_(cast.dedi)

    home = text_of(dedi.get("/"))
    plan = text_of(dedi.get(reverse("visit_plan")))

    assert reverse("visit_plan") in home
    assert "2 dari 2 kelompok lewat waktunya" in plan
    assert "belum pernah dikunjungi" in plan
    assert "terlambat 10 hari" in plan
    assert plan.index("Melati") < plan.index("Anggrek")


def test_a_mentor_s_plan_has_only_the_groups_they_accompany(as_, cast):
    group, _members = melati(cast)
    mawar = a_group(cast.dedi, "Mawar")
    accompanied(group, cast.budi, by=cast.dedi)
    budi = as_(cast.budi)

    plan = text_of(budi.get(reverse("visit_plan")))
    forged = text_of(budi.get(f"{reverse('visit_day')}?k={mawar.pk}&k={group.pk}&k=x"))

    assert "Melati" in plan
    assert "Mawar" not in plan
    assert "Melati" in forged
    assert "Mawar" not in forged
    assert budi.get(reverse("visit_record_new", args=[mawar.pk])).status_code == 404


def test_who_has_no_group_to_visit_finds_no_plan(as_, cast):
    melati(cast)

    assert as_(cast.wati).get(reverse("visit_plan")).status_code == 404
    assert as_(cast.rahma).get(reverse("visit_plan")).status_code == 404
    assert "Melati" not in text_of(as_(cast.joko).get(reverse("visit_plan")))


def test_the_day_s_list_says_what_to_ask_about(as_, cast):
    group, _members = melati(cast)
    a_visit(group, by=cast.dedi, agreed=("Beli timbangan",))

    page = text_of(as_(cast.dedi).get(f"{reverse('visit_day')}?k={group.pk}"))

    assert "☐ Beli timbangan" in page
    assert "Belum ada kelompok yang dicentang" in text_of(
        as_(cast.dedi).get(reverse("visit_day"))
    )


def test_a_visit_is_noted_and_what_was_agreed_comes_back(as_, cast):
    group, _members = melati(cast)
    dedi = as_(cast.dedi)
    address = reverse("visit_record_new", args=[group.pk])
    first = {
        "on": f"{TODAY - timedelta(days=5):%d-%m-%Y}",
        "seen": "Ramai.",
        "text_0": "Beli timbangan",
        "due_0": f"{TODAY:%d-%m-%Y}",
        "key": new_key(),
    }

    silent = dedi.post(address, {**first, "seen": ""})
    dedi.post(address, first)
    [agreed] = visits().get().agreements.all()
    assert "Beli timbangan" in text_of(dedi.get(address))
    second = {"on": f"{TODAY:%d-%m-%Y}", "seen": "Timbangan ada.", "key": new_key()}
    dedi.post(address, {**second, f"open_{agreed.pk}": "done"})

    assert silent.status_code == 422
    assert again(agreed).state == "done"
    assert "Beli timbangan" not in text_of(dedi.get(address))
    detail = text_of(dedi.get(visits().order_by("-on")[0].get_absolute_url()))
    assert "Diselesaikan pada kunjungan ini" in detail


def test_the_group_reads_its_visits_and_changes_none(as_, cast):
    group, _members = melati(cast)
    visit = a_visit(group, by=cast.dedi)
    wati = as_(cast.wati)

    assert "Enam anggota hadir" in text_of(wati.get(reverse("visit_list", args=[group.pk])))
    assert "Beli timbangan" in text_of(wati.get(visit.get_absolute_url()))
    assert wati.get(reverse("visit_record", args=[visit.pk])).status_code == 404
    assert as_(cast.tuti).get(reverse("visit_record", args=[visit.pk])).status_code == 404
    assert as_(cast.joko).get(visit.get_absolute_url()).status_code == 404


def test_one_s_own_visit_can_be_corrected(as_, cast):
    group, _members = melati(cast)
    visit = a_visit(group, by=cast.dedi, next_on=TODAY + timedelta(days=9))
    dedi = as_(cast.dedi)
    address = reverse("visit_record", args=[visit.pk])
    form = dedi.get(address).context["form"]
    assert (form["seen"].value(), form["key"].value()) == (visit.seen, str(visit.pk))

    data = {"on": f"{visit.on:%d-%m-%Y}", "seen": "Lima anggota hadir.", "key": visit.pk}
    dedi.post(address, {**data, f"open_{visit.agreements.get().pk}": "open"})

    assert again(visit).seen == "Lima anggota hadir."
    assert again(visit).next_on is None
