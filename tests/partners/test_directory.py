"""Partners in the directory, what they seek and offer, and which groups fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.enterprises.actions import end_enterprise
from berdaya.groups.refusals import NotYetCome
from berdaya.keys import new_key
from berdaya.partners import actions, refusals
from berdaya.partners.matching import common_words, matches
from berdaya.partners.models import Need, Partner
from tests.enterprises.world import a_product
from tests.groups.world import TODAY, VILLAGE, a_group, again, melati
from tests.partners.world import a_partner, agreed, begun, facts, makes, seeks, works_in

WOVEN = "16291"


def all_of(model):
    return model.objects.across_areas(why="test")


def seen(user):
    return {it.name for it in Partner.objects.visible_to(user)}


def areas(partner):
    return set(partner.work_areas.values_list("area", flat=True))


def test_a_partner_enters_the_directory_once(cast):
    key = new_key()

    first = a_partner(cast.dedi, key=key)
    second = a_partner(cast.dedi, key=key)

    assert first == second
    assert all_of(Partner).count() == 1
    assert Trace.objects.filter(verb="partners.add_partner", by=cast.dedi).count() == 1


def test_a_key_of_another_partner_is_refused(cast):
    first = a_partner(cast.dedi)

    with pytest.raises(refusals.PartnerKeyInUse):
        a_partner(cast.dedi, "Toko Lain", key=first.pk)

    assert all_of(Partner).count() == 1


def test_who_works_elsewhere_adds_no_partner_here(cast):
    with pytest.raises(NotAllowed):
        a_partner(cast.joko)

    assert not all_of(Partner).exists()


def test_a_partner_is_seen_where_it_works_and_nowhere_else(cast):
    a_partner(cast.dedi, "Sekabupaten", reach="32.04")
    a_partner(cast.dedi, "Sedesa", reach=VILLAGE)
    a_partner(cast.dedi, "Nasional", reach=None)

    assert seen(cast.sari) == {"Sekabupaten", "Sedesa", "Nasional"}
    assert seen(cast.rahma) == {"Sekabupaten", "Sedesa", "Nasional"}
    assert seen(cast.joko) == {"Nasional"}


def test_a_partner_is_corrected_by_those_where_it_is_registered(cast):
    partner = a_partner(cast.dedi)

    actions.edit_partner(partner=partner, facts=facts("Toko Baru"), by=cast.tuti)
    with pytest.raises(NotAllowed):
        actions.edit_partner(partner=partner, facts=facts("Toko Curang"), by=cast.joko)

    assert (again(partner).name, areas(partner)) == ("Toko Baru", {"32.04"})


ELSEWHERE, CILACAP = "33.01.01.2998", "33.01"


def test_a_partner_works_in_several_areas_and_is_seen_in_each(cast):
    partner = a_partner(cast.dedi, reach=VILLAGE)
    assert seen(cast.joko) == set()

    works_in(partner, ELSEWHERE, by=cast.tuti)
    works_in(partner, ELSEWHERE, by=cast.tuti)

    assert areas(partner) == {VILLAGE, ELSEWHERE}
    assert seen(cast.joko) == seen(cast.sari) == {"Toko Berkah"}


def test_a_wider_area_takes_in_the_narrower_ones_and_a_narrower_one_is_refused(cast):
    partner = a_partner(cast.dedi, reach=VILLAGE)
    works_in(partner, ELSEWHERE, by=cast.dedi)

    works_in(partner, CILACAP, by=cast.dedi)
    with pytest.raises(refusals.CoveredAlready):
        works_in(partner, ELSEWHERE, by=cast.dedi)
    assert areas(partner) == {VILLAGE, CILACAP}

    works_in(partner, None, by=cast.dedi)
    with pytest.raises(refusals.CoveredAlready):
        works_in(partner, VILLAGE, by=cast.dedi)
    assert areas(partner) == {None}


def test_a_partner_always_works_somewhere_and_stays_in_sight_where_it_is_registered(cast):
    partner = a_partner(cast.dedi, reach=VILLAGE)
    with pytest.raises(refusals.WorksNowhere):
        actions.end_work_area(work_area=partner.work_areas.get(), by=cast.dedi)
    works_in(partner, ELSEWHERE, by=cast.dedi)

    with pytest.raises(NotAllowed):
        works_in(partner, "33", by=cast.joko)
    with pytest.raises(NotAllowed):
        actions.end_work_area(work_area=partner.work_areas.first(), by=cast.joko)
    actions.end_work_area(work_area=partner.work_areas.get(area=VILLAGE), by=cast.dedi)

    assert areas(partner) == {ELSEWHERE}
    assert seen(cast.sari) == {"Toko Berkah"}


def test_a_group_matches_by_any_of_the_areas(cast):
    far = a_group(cast.dedi, "Jauh", area="32.04.32.2999")
    makes(far, "keripik", by=cast.dedi)
    makes(a_group(cast.dedi, "Dekat"), "keripik", by=cast.dedi)
    partner = a_partner(cast.dedi, reach=VILLAGE)
    need = seeks(partner, "keripik", by=cast.dedi)
    assert found(cast, need) == [("Dekat", ("keripik",))]

    works_in(partner, far.area_id, by=cast.dedi)

    assert found(cast, need) == [("Dekat", ("keripik",)), ("Jauh", ("keripik",))]
    assert begun(far, partner, by=cast.dedi).partner == partner


def test_a_need_is_of_a_known_field_and_of_a_day_that_has_come(cast):
    partner = a_partner(cast.dedi)

    with pytest.raises(refusals.UnknownSector):
        seeks(partner, "apa saja", by=cast.dedi, sector="77")
    with pytest.raises(NotYetCome):
        actions.add_need(
            key=new_key(),
            partner=partner,
            way="seeks",
            sector="10",
            words="keripik",
            since=TODAY.replace(year=TODAY.year + 1),
            by=cast.dedi,
        )
    with pytest.raises(NotAllowed):
        seeks(partner, "keripik", by=cast.sari)

    assert not all_of(Need).exists()


def test_a_need_ends_once(cast):
    need = seeks(a_partner(cast.dedi), "keripik", by=cast.dedi)

    actions.end_need(need=need, until=TODAY, by=cast.dedi)

    assert again(need).until == TODAY
    with pytest.raises(refusals.AlreadyEnded):
        actions.end_need(need=again(need), until=TODAY, by=cast.dedi)


def found(cast, need):
    [one] = matches([need], cast.dedi)
    return [(it.group.name, it.words) for it in one.matches]


def test_who_sells_what_is_sought_stands_first(cast):
    anggrek, mawar = a_group(cast.dedi, "Anggrek"), a_group(cast.dedi, "Mawar")
    makes(anggrek, "Rengginang", by=cast.dedi)
    a_product(makes(mawar, "Dapur Mawar", by=cast.dedi), by=cast.dedi, name="Keripik singkong")
    need = seeks(a_partner(cast.dedi), "Keripik singkong, 100 bungkus", by=cast.dedi)

    assert found(cast, need) == [("Mawar", ("keripik", "singkong")), ("Anggrek", ())]


def test_another_field_fits_not_and_an_open_code_by_words_alone(cast):
    makes(a_group(cast.dedi, "Dahlia"), "Keripik bambu", by=cast.dedi, kbli=WOVEN)
    makes(a_group(cast.dedi, "Kenanga"), "Keripik sagu", by=cast.dedi, kbli="")
    makes(a_group(cast.dedi, "Seruni"), "Kue", by=cast.dedi, kbli="")
    need = seeks(a_partner(cast.dedi), "Keripik", by=cast.dedi)

    assert found(cast, need) == [("Kenanga", ("keripik",))]


def test_a_business_that_has_ended_is_not_proposed(cast):
    business = makes(a_group(cast.dedi, "Mawar"), "Keripik", by=cast.dedi)
    need = seeks(a_partner(cast.dedi), "keripik", by=cast.dedi)
    before = found(cast, need)

    end_enterprise(enterprise=business, on=TODAY, because="health", by=cast.dedi)

    assert before == [("Mawar", ("keripik",))]
    assert found(cast, need) == []


def test_who_works_together_already_is_not_proposed(cast):
    group, _members = melati(cast)
    makes(group, "keripik", by=cast.dedi)
    partner = a_partner(cast.dedi)
    need = seeks(partner, "keripik", by=cast.dedi)
    before = found(cast, need)

    agreed(group, partner, by=cast.dedi)

    assert before == [("Melati", ("keripik",))]
    assert found(cast, need) == []


def test_a_group_outside_the_partners_reach_is_not_proposed(cast):
    makes(a_group(cast.dedi, "Jauh", area="32.04.32.2999"), "keripik", by=cast.dedi)
    near = seeks(a_partner(cast.dedi, reach=VILLAGE), "keripik", by=cast.dedi)
    wide = seeks(a_partner(cast.dedi, "Grosir", reach="32.04"), "keripik", by=cast.dedi)

    assert found(cast, near) == []
    assert found(cast, wide) == [("Jauh", ("keripik",))]


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_in_common_are_the_same_from_both_sides(one, other):
    assert set(common_words(one, other)) == set(common_words(other, one))
