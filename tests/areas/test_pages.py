"""The pages about areas, as people meet them."""

import pytest
from django import forms
from django.http import QueryDict

from berdaya.areas.fields import AreaField
from berdaya.areas.models import Area

RT_RW = "/wilayah/32.04.32.2998/rt-rw/"
HTMX = {"HX-Request": "true"}


class Question(forms.Form):
    area = AreaField(label="Wilayah")


def ask(text, **options):
    question = Question(QueryDict(text))
    if options:
        question.fields["area"].limit_to(**options)
    return question


def test_an_area_is_found_and_leads_to_its_rt(client, cast):
    client.force_login(cast.sari)

    page = client.get("/wilayah/cari/?q=sukamaju").content.decode()

    assert "Desa Sukamaju (contoh)" in page
    assert RT_RW in page


def test_htmx_gets_the_hits_alone(client, cast):
    client.force_login(cast.sari)

    answer = client.get(
        "/wilayah/cari/?q=baleen", headers=HTMX | {"HX-Target": "hits"}
    ).content.decode()

    assert "Kecamatan Baleendah" in answer
    assert "<html" not in answer


def test_what_one_does_not_see_is_named_but_leads_nowhere(client, cast):
    client.force_login(cast.joko)

    page = client.get("/wilayah/cari/?q=sukamaju").content.decode()

    assert "Desa Sukamaju (contoh)" in page
    assert RT_RW not in page


def test_choices_for_ones_own_areas_are_ones_own(client, cast):
    client.force_login(cast.joko)

    for name, is_found in (("sukamaju", False), ("lainnya", True)):
        url = f"/wilayah/cari/?field=area&for=mine&area_text={name}"
        answer = client.get(url, headers=HTMX).content.decode()
        assert ("radio" in answer) is is_found


def test_a_stranger_signs_in_first(client, cast):
    assert client.get("/wilayah/cari/").status_code == 302
    assert client.get(RT_RW).status_code == 302


def test_tuti_adds_an_rt(client, cast, django_assert_max_num_queries):
    client.force_login(cast.tuti)

    answer = client.post(RT_RW, {"hamlet": "", "rw": "2", "rt": "9"}, follow=True)

    assert answer.redirect_chain
    assert "RT 009" in answer.content.decode()
    assert Area.objects.filter(code="32.04.32.2998.002.009").exists()
    with django_assert_max_num_queries(12):
        page = client.get(RT_RW).content.decode()
    assert "/papan/32.04.32.2998/" in page
    assert "/papan/32.04.32/" not in page, "Bu Tuti would find nothing there"


def test_a_number_that_is_none_comes_back_with_the_reason(client, cast):
    client.force_login(cast.tuti)

    answer = client.post(RT_RW, {"hamlet": "", "rw": "dua", "rt": ""})

    assert answer.status_code == 422
    assert "dua" in answer.content.decode()


def test_a_volunteer_sees_the_list_and_no_form(client, cast):
    client.force_login(cast.sari)

    page = client.get(RT_RW)

    assert "RW 001" in page.content.decode()
    assert 'name="rw"' not in page.content.decode()
    assert client.post(RT_RW, {"hamlet": "", "rw": "5", "rt": ""}).status_code == 404
    assert not Area.objects.filter(code="32.04.32.2998.005").exists()


@pytest.mark.parametrize("code", ["32.04.32.2999", "32.04.32", "32.04.32.29981", "x"])
def test_other_areas_are_not_there(client, cast, code):
    client.force_login(cast.tuti)

    assert client.get(f"/wilayah/{code}/rt-rw/").status_code == 404


def test_a_field_takes_the_area_that_was_picked(cast):
    question = ask("area=32.04.32&area_text=bale")

    assert question.is_valid()
    assert question.cleaned_data["area"].code == "32.04.32"
    assert 'value="32.04.32" checked' in str(question["area"])


def test_a_field_takes_a_text_that_means_one_area_only(cast):
    question = ask("area_text=kec baleendah")

    assert question.is_valid()
    assert question.cleaned_data["area"].code == "32.04.32"


def test_without_scripts_the_form_comes_back_with_choices(cast):
    question = ask("area_text=contoh")

    assert not question.is_valid()
    assert question.has_error("area", "pick")
    assert str(question["area"]).count('type="radio"') == 3


def test_a_field_says_what_is_wrong(cast):
    assert ask("").has_error("area", "required")
    assert ask("area_text=xyzzyq").has_error("area", "unknown")
    assert ask("area=99.99").has_error("area", "unknown")


def test_a_field_limited_to_areas_refuses_others_however_sent(cast):
    own = ["33.01"]

    assert ask("area=33.01.01&area_text=", codes=own).is_valid()
    assert ask("area=32.04.32&area_text=", codes=own).has_error("area", "unknown")
    assert ask("area_text=baleendah", codes=own).has_error("area", "unknown")


def test_forms_do_not_share_what_was_found(cast):
    ask("area_text=contoh").is_valid()

    assert "radio" not in str(Question()["area"])


def test_an_area_known_already_is_shown(cast):
    shown = str(Question(initial={"area": cast.village})["area"])

    assert "Desa Sukamaju (contoh)" in shown
    assert 'value="32.04.32.2998" checked' in shown
