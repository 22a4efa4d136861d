"""A family may read what is kept about it, why, who sees it, and who has been at it."""

import pytest
from django.apps import apps

from berdaya.demo.cast import rina_family
from berdaya.rules.purposes.recorded import recorded

# what the system needs to run and that says nothing about the family
OF_THE_SYSTEM = {
    "people.Family": {
        "id",
        "search_name",
        "door",
        "registered_by",
        "registered_at",
        "kk_index",
        "merged_into",
    },
    "people.Person": {"id", "search_name", "nik_index", "merged_into", "block"},
    "people.Membership": {"id", "family", "person"},
    "surveys.Assessment": {"id", "family", "person", "area", "door", "by", "recorded_at"},
    "surveys.Outcome": {"id", "assessment"},
    "surveys.RescoredOutcome": {"id", "assessment", "rescoring"},
    "surveys.Standing": {"id", "family", "person", "subject", "area", "assessment"},
    "surveys.Draft": {"id", "family", "person", "by", "changed_at"},
    "followups.Decision": {"id", "assessment", "area", "by", "recorded_at"},
    "services.Referral": {
        *("id", "family", "person", "group", "area", "is_secret", "decision"),
        *("by", "recorded_at"),
    },
    "services.Step": {"id", "referral", "by", "recorded_at"},
    "consents.Consent": {"id", "family", "person", "area", "recorded_by", "recorded_at"},
}


@pytest.mark.parametrize("table", OF_THE_SYSTEM)
def test_nothing_about_a_family_is_kept_unsaid(table):
    said = {field for one in recorded() for field in one.fields.get(table, ())}
    kept = {field.name for field in apps.get_model(table)._meta.fields}

    assert not kept - said - OF_THE_SYSTEM[table], (
        "say what for, in rules/purposes/recorded.yaml"
    )
    assert not said - kept, "no longer kept: take it out of rules/purposes/recorded.yaml"


def test_what_is_kept_is_said_in_both_languages():
    texts = [text for one in recorded() for text in (one.title, one.what, one.why)]
    assert all(text.keys() == {"id", "en"} and all(text.values()) for text in texts)


def test_the_page_names_who_can_see_and_who_has_been_there(client, cast):
    family = rina_family(cast)
    client.force_login(cast.tuti)

    page = client.get(f"/keluarga/{family.pk}/catatan/").content.decode()

    assert "Yang kami catat tentang Anda" in page
    assert "<strong>Kader</strong>, Desa Sukamaju (contoh): Bu Sari" in page
    assert "Pak Joko" not in page
    assert "Bu Sari, mencatat atau mengubah sesuatu" in page


def test_who_does_not_see_the_family_finds_no_page(client, cast):
    family = rina_family(cast)
    client.force_login(cast.joko)
    assert client.get(f"/keluarga/{family.pk}/catatan/").status_code == 404


def test_the_page_asks_the_database_little(client, cast, django_assert_max_num_queries):
    family = rina_family(cast)
    client.force_login(cast.sari)
    with django_assert_max_num_queries(11):
        client.get(f"/keluarga/{family.pk}/catatan/")
