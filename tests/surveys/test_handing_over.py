"""A volunteer leaves: areas and drafts pass on, the sign-in ends, the work keeps its name."""

import pytest
from django.utils import timezone

from berdaya.access.actions import NotAllowed, NothingToLeave, OwnAccount
from berdaya.access.kinds import Kind
from berdaya.access.models import Role, Trace, User
from berdaya.demo.cast import rina_family
from berdaya.demo.people import PASSWORD
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, hand_over, keep_draft, record_assessment
from berdaya.surveys.models import Assessment, Draft

KS = "keluarga-sejahtera"


@pytest.fixture
def family(cast):
    return rina_family(cast)


@pytest.fixture
def nur(cast):
    """Another volunteer, of RW 002 only."""
    user = User.objects.create_user("nur", first_name="Bu Nur")
    Role.objects.create(user=user, area_id="32.04.32.2998.002", kind=Kind.VOLUNTEER)
    return user


def begin(family, by, **answers):
    return keep_draft(
        family=family,
        instrument=KS,
        answers=answers,
        conducted_on=timezone.localdate(),
        by=by,
    )


def leave(cast, successor, *, leaver=None, by=None):
    return hand_over(
        leaver=leaver or cast.sari,
        successor=successor,
        at=timezone.now(),
        by=by or cast.dedi,
    )


def again(user):
    return User.objects.get(pk=user.pk)


def test_areas_and_drafts_pass_on_and_the_past_keeps_its_name(cast, family, nur, client):
    entry = NewAssessment(new_key(), family, {"ks01": 1}, timezone.localdate())
    done = record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)
    draft = begin(family, cast.sari, ks01=1)

    passed = leave(cast, nur)

    assert passed == 1
    assert Draft.objects.get(pk=draft.pk).by == nur
    assert again(nur).may("surveys.record_assessment", area=family.area_id)
    assert not again(cast.sari).current_roles
    assert Assessment.objects.across_areas(why="test").get(pk=done.pk).by == cast.sari
    assert client.post("/akun/masuk/", {"login": "sari", "password": PASSWORD})
    assert client.get("/").status_code == 302
    assert Trace.objects.filter(verb="surveys.hand_over", by=cast.dedi).count() == 1
    assert Trace.objects.filter(verb="access.let_go", by=cast.dedi).count() == 1


def test_an_open_session_of_the_leaver_ends_at_once(cast, nur, client):
    client.force_login(cast.sari)
    assert client.get("/").status_code == 200

    leave(cast, nur)

    assert client.get("/").status_code == 302


def test_where_both_began_the_same_survey_nothing_answered_is_lost(cast, family, nur):
    Role.objects.create(user=nur, area=cast.village, kind=Kind.VOLUNTEER)
    begin(family, cast.sari, ks01=1, ks02=0)
    kept = begin(family, again(nur), ks02=1)

    leave(cast, nur)

    [draft] = Draft.objects.filter(family=family)
    assert draft.pk == kept.pk
    assert (draft.answers["ks01"], draft.answers["ks02"]) == (1, 1)


def test_who_works_there_already_gets_no_second_role(cast, nur):
    before = cast.dedi.roles.count()

    leave(cast, cast.dedi)

    assert cast.dedi.roles.count() == before
    assert not Draft.objects.filter(by=cast.sari).exists()


def test_other_roles_of_the_leaver_stay(cast, nur):
    Role.objects.create(user=cast.sari, area_id="32.04", kind=Kind.AUDITOR)

    leave(cast, nur)

    [role] = again(cast.sari).current_roles
    assert role.kind == Kind.AUDITOR
    assert again(cast.sari).is_active


@pytest.mark.parametrize("who", ["tuti", "rahma", "nasional", "joko"])
def test_nobody_else_sends_a_volunteer_away(cast, nur, who):
    with pytest.raises((NotAllowed, NothingToLeave)):
        leave(cast, nur, by=getattr(cast, who))

    assert again(cast.sari).is_active
    assert again(cast.sari).current_roles


def test_neither_oneself_nor_to_a_stranger(cast, nur):
    with pytest.raises(OwnAccount):
        leave(cast, nur, leaver=cast.dedi)
    with pytest.raises(NotAllowed):
        leave(cast, cast.joko)
    with pytest.raises(NotAllowed):
        leave(cast, cast.sari)

    assert again(cast.sari).current_roles


def test_an_administrator_does_not_take_a_volunteers_work_for_themselves(cast):
    with pytest.raises(OwnAccount):
        leave(cast, cast.admin, by=cast.admin)


def test_the_page_leads_through_it(client, cast, family, nur):
    begin(family, cast.sari)
    client.force_login(cast.dedi)
    page = client.get(f"/pengguna/{cast.sari.pk}/serah-terima/").content.decode()
    assert "Bu Nur" in page
    assert "Dadan Hidayat" in page
    assert "Pak Joko" not in page

    done = client.post(
        f"/pengguna/{cast.sari.pk}/serah-terima/", {"successor": str(nur.pk)}, follow=True
    )

    assert done.redirect_chain[-1][0] == f"/pengguna/{nur.pk}/"
    assert not again(cast.sari).is_active


def test_without_a_choice_nothing_happens(client, cast, nur):
    client.force_login(cast.dedi)

    answer = client.post(
        f"/pengguna/{cast.sari.pk}/serah-terima/", {"successor": str(cast.joko.pk)}
    )

    assert answer.status_code == 422
    assert again(cast.sari).is_active
