"""Each role comes in to its own work; a family's home shows what may be known and done."""

import pytest
from django.utils import timezone

from berdaya.access.models import Role, User
from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.actions import end_membership
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, keep_draft, record_assessment
from berdaya.surveys.models import Standing
from berdaya.ui import stages
from tests.groups.world import a_life, tied
from tests.insights.world import ITEMS, KS, draw_world, this_year


@pytest.fixture
def family(cast):
    return rina_family(cast)


def page(client, user, path="/"):
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer


def survey(cast, family, **answers):
    entry = NewAssessment(
        new_key(), family, dict.fromkeys(ITEMS, 1) | answers, timezone.localdate()
    )
    return record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)


def test_a_volunteer_finds_who_waits_and_how_far_the_year_is(client, cast):
    families = draw_world(cast)
    waiting = (
        len(families) - Standing.objects.across_areas(why="t").filter(year=this_year()).count()
    )

    home = page(client, cast.sari)

    assert home.context["whole"].waiting == waiting
    assert home.context["whole"].families == len(families)
    assert len(home.context["waiting"]) == 5
    for one, _place in home.context["waiting"]:
        assert f"/keluarga/{one.pk}/pendataan/{KS}/" in home.content.decode()


def test_what_a_volunteer_has_begun_is_taken_up_again_by_her_alone(client, cast, family):
    draft = keep_draft(
        family=family,
        instrument=KS,
        answers={"ks01": 1},
        conducted_on=timezone.localdate(),
        by=cast.sari,
    )

    assert f"/pendataan/{draft.pk}/1/" in page(client, cast.sari).content.decode()
    assert f"/pendataan/{draft.pk}/1/" not in page(client, cast.tuti).content.decode()


def test_a_volunteer_sees_her_latest_surveys_and_not_those_of_others(client, cast, family):
    mine = survey(cast, family)

    assert f"/hasil/{mine.pk}/" in page(client, cast.sari).content.decode()
    assert f"/hasil/{mine.pk}/" not in page(client, cast.tuti).content.decode()


def test_a_volunteer_of_one_rt_sees_that_rt(client, cast):
    families = draw_world(cast)
    own = next(family.area_id for family in families if family.area_id.count(".") == 5)
    user = User.objects.create(username="lia", first_name="Bu Lia")
    Role.objects.create(user=user, area_id=own, kind=Role.Kind.VOLUNTEER)

    home = page(client, user)

    assert home.context["whole"].families == sum(it.area_id == own for it in families)
    assert {it.area_id for it, _place in home.context["waiting"]} <= {own}


def test_an_area_within_another_is_not_counted_twice(client, cast):
    families = draw_world(cast)
    Role.objects.create(
        user=cast.sari, area_id=f"{cast.village.code}.001", kind=Role.Kind.VOLUNTEER
    )

    assert page(client, cast.sari).context["whole"].families == len(families)


def test_a_field_officer_sees_the_village_that_lags_first(client, cast):
    draw_world(cast)
    rina = rina_family(cast)
    survey(cast, rina)

    parts = [row for row, _url in page(client, cast.dedi).context["parts"]]

    shares = [row.done / row.families for row in parts]
    assert shares == sorted(shares)
    assert all(row.families for row in parts)


def test_the_office_may_upload_the_staff_read_and_the_administrator_keeps_the_system(
    client, cast, family
):
    texts = {
        name: page(client, getattr(cast, name)).content.decode()
        for name in ("sari", "tuti", "rahma", "nasional", "admin")
    }

    assert {name for name, text in texts.items() if "Unggah berkas" in text} == {"tuti"}
    assert {name for name, text in texts.items() if "Keluarga baru" in text} == {"sari", "tuti"}
    assert {name for name, text in texts.items() if "bisa masuk" in text} == {"admin"}


def test_who_leads_or_accompanies_a_group_finds_it_with_what_waits_there(client, cast):
    life = a_life(cast)
    group = life["group"]
    tied(group, life["members"], cast.budi)

    pages = {it: page(client, getattr(cast, it)).content.decode() for it in ("wati", "budi")}

    for told in pages.values():
        assert "Kelompok Anda" in told
        assert group.get_absolute_url() in told
        assert "pertemuan berikutnya" in told
        assert "1 keputusan belum selesai" in told


def test_who_works_in_the_whole_area_has_no_group_of_their_own(client, cast):
    a_life(cast)

    for who in (cast.dedi, cast.tuti, cast.rahma, cast.sari):
        assert "Kelompok Anda" not in page(client, who).content.decode()


def test_without_a_role_one_is_told_whom_to_ask(client, cast):
    stranger = User.objects.create(username="baru", first_name="Bu Baru")
    client.force_login(stranger)

    answer = client.get("/")

    assert answer.status_code == 403
    assert "baru" in answer.content.decode()


def test_the_home_of_a_family_shows_where_it_stands_and_hides_its_numbers(client, cast, family):
    survey(cast, family, ks03=0)

    text = page(client, cast.sari, f"/keluarga/{family.pk}/").content.decode()

    assert str(stages.name("KPS")) in text
    assert "Rumah layak" in text
    assert "Belum terbit" in text or "tanpa NIK" in text  # little Ayu
    assert "3204325507849002" not in text
    assert "3204320502079001" not in text
    assert "Data lagi" in text


def test_staff_may_read_a_family_and_change_nothing(client, cast, family):
    text = page(client, cast.rahma, f"/keluarga/{family.pk}/").content.decode()

    assert "Rina Suryani" in text
    assert "/ubah/" not in text
    assert "/pendataan/" not in text


def test_a_family_that_ended_is_surveyed_no_more(client, cast, family):
    for membership in reversed(family.roster()):
        end_membership(
            membership=membership, until=timezone.localdate(), reason="moved", by=cast.sari
        )

    text = page(client, cast.sari, f"/keluarga/{family.pk}/").content.decode()

    assert "Keluarga ini sudah berakhir" in text
    assert "/pendataan/" not in text


def test_a_family_elsewhere_is_not_there(client, cast, family):
    client.force_login(cast.joko)

    assert client.get(f"/keluarga/{family.pk}/").status_code == 404
