"""What a program may ask, and how it is told no."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from berdaya.access.models import Trace
from berdaya.api.actions import TokenWithoutEnd, UnknownScope, end_token
from berdaya.api.models import Answer, Token
from berdaya.areas.models import Area
from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.models import Family
from berdaya.surveys.models import Assessment
from tests.api.caller import Caller, token_for

KS = "keluarga-sejahtera"
NIK = "3204325507800007"


@pytest.fixture
def tuti(cast):
    return Caller(cast.tuti)


def family_of(cast, **changes):
    head = {
        "key": str(new_key()),
        "name": "Rina Suryani",
        "sex": "female",
        "birth_date": "1980-07-15",
        "nik": NIK,
        "relation": "head",
    }
    return {
        "key": str(new_key()),
        "area": cast.rt.code,
        "since": "2020-01-01",
        "members": [head],
    } | changes


def families():
    return Family.objects.across_areas(why="test")


def test_a_family_is_registered_surveyed_and_read_back(cast, tuti):
    made = tuti.post("/families", family_of(cast, phone="0812-3456-7890"))
    assert made.status_code == 200, made.content
    family = made.json()
    assert family["members"][0]["person"]["nik"] == "3204••••••••0007"
    assert family["phone"] == "+6281234567890"

    survey = {
        "key": str(new_key()),
        "family": family["id"],
        "instrument": KS,
        "conducted_on": timezone.localdate().isoformat(),
        "answers": dict.fromkeys((f"ks{n:02}" for n in range(1, 22)), 1) | {"ks02": 0},
    }
    judged = tuti.post("/surveys", survey)

    assert judged.status_code == 200, judged.content
    assert judged.json()["outcomes"][0]["level"] == "KPS"
    assert judged.json()["outcomes"][0]["blocked_by"] == ["ks02"]
    assert [one["relation"] for one in judged.json()["roster"]] == ["head"]
    assert tuti.get("/surveys?year=2000").json()["items"] == []
    [listed] = tuti.get(f"/surveys?family={family['id']}").json()["items"]
    assert listed["id"] == survey["key"]
    figures = tuti.get(f"/figures/{cast.village.code}").json()
    assert figures["whole"]["levels"]["KPS"] == 1


def test_a_family_is_read_as_it_was_on_a_day(cast, tuti):
    family = rina_family(cast)
    agus = family.memberships.get(person__name="Agus Hidayat")
    gone = {"until": "2026-03-01", "reason": "moved"}
    tuti.post(f"/families/{family.pk}/members/{agus.pk}/end", gone)

    def names(query):
        answer = tuti.get(f"/families/{family.pk}{query}").json()
        return {one["person"]["name"] for one in answer["members"]}

    assert names("?on=2026-02-28") - names("") == {"Agus Hidayat"}
    assert names("?on=2020-01-01") == set()
    assert tuti.get(f"/families/{family.pk}?on=2999-01-01").status_code == 422


def test_the_same_body_twice_registers_once(cast, tuti):
    body = family_of(cast)

    first, second = tuti.post("/families", body), tuti.post("/families", body)

    assert first.json() == second.json()
    assert families().count() == 1


def test_a_repeated_call_under_its_key_gets_the_first_answer(cast, tuti):
    family = rina_family(cast)
    body = {
        "key": str(new_key()),
        "name": "Budi",
        "sex": "male",
        "relation": "child",
        "since": "2021-01-01",
    }

    first = tuti.post(f"/families/{family.pk}/members", body, Idempotency_Key="satu")
    Answer.objects.update(body=first.content.decode().replace("Budi", "Dari catatan"))
    again = tuti.post(f"/families/{family.pk}/members", body, Idempotency_Key="satu")
    other = tuti.post(
        f"/families/{family.pk}/members", body | {"name": "Bud"}, Idempotency_Key="satu"
    )

    assert first.status_code == again.status_code == 200
    assert again["Idempotency-Replayed"] == "true"
    assert again.json()["person"]["name"] == "Dari catatan"
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


def test_a_refused_call_may_come_again_mended_under_its_key(cast, tuti):
    wrong = family_of(cast, area="32.04.32.9999.001")

    refused = tuti.post("/families", wrong, Idempotency_Key="dua")
    taken = tuti.post("/families", wrong | {"area": cast.rt.code}, Idempotency_Key="dua")

    assert refused.status_code == 404
    assert taken.status_code == 200
    assert families().count() == 1


@pytest.mark.parametrize(("language", "words"), [("id", "Perlu diisi"), ("en", "is needed")])
def test_a_fault_names_its_place_in_the_language_asked_for(cast, tuti, language, words):
    body = family_of(cast)
    del body["members"][0]["sex"]

    said = tuti.post("/families", body, Accept_Language=language)

    assert said["Content-Type"] == "application/problem+json"
    assert said["Content-Language"] == language
    assert said.status_code == 422
    [fault] = said.json()["errors"]
    assert fault["pointer"] == "/members/0/sex"
    assert words in fault["detail"]


def test_a_refusal_of_a_verb_says_what_to_do(cast, tuti):
    body = family_of(cast)
    body["members"][0]["relation"] = "child"

    said = tuti.post("/families", body).json()

    assert said["code"] == "family-without-head"
    assert said["detail"]
    assert families().count() == 0


def test_a_number_that_does_not_fit_the_birth_date_is_asked_about(cast, tuti):
    body = family_of(cast)
    body["members"][0]["birth_date"] = "1981-07-15"

    doubted = tuti.post("/families", body)
    body["members"][0]["compared"] = True
    taken = tuti.post("/families", body)

    assert doubted.json()["code"] == "identity-number-doubtful"
    assert taken.status_code == 200
    assert NIK not in doubted.content.decode() + taken.content.decode()


@pytest.mark.parametrize(
    "secret", ["", "berdaya_", "berdaya_" + "x" * 43, "Basic x", "berdaya_\u00e9"]
)
def test_nobody_calls_without_a_token(cast, secret):
    said = Client().get("/api/families", headers={"Authorization": f"Bearer {secret}"})

    assert said.status_code == 401
    assert said["WWW-Authenticate"].startswith("Bearer")
    assert said.json()["code"] == "token-unknown"


def test_a_signed_in_page_is_no_token(client, cast):
    client.force_login(cast.tuti)

    assert client.get("/api/families").status_code == 401


def test_an_ended_or_expired_token_is_unknown(cast, tuti):
    assert tuti.get("/families").status_code == 200

    Token.objects.update(expires_on=date(2026, 1, 1))
    assert tuti.get("/families").status_code == 401

    Token.objects.update(expires_on=date(2999, 1, 1))
    end_token(token=tuti.token, by=cast.tuti)
    assert tuti.get("/families").status_code == 401
    assert Trace.objects.filter(verb="api.end_token").count() == 1


def test_a_token_ends_with_the_role_behind_it(cast, tuti):
    cast.tuti.roles.update(until=timezone.now())

    assert tuti.get("/families").status_code == 401


def test_a_token_is_for_what_it_names_only(cast):
    reader = Caller(cast.tuti, scopes=["families:read"])

    said = reader.post("/families", family_of(cast))

    assert (said.status_code, said.json()["code"]) == (403, "scope-missing")
    assert reader.get("/families").status_code == 200
    assert reader.get("/surveys").status_code == 403


def test_a_token_reaches_its_area_only(cast):
    narrow = Caller(cast.nasional, area=Area.objects.get(pk=cast.elsewhere.pk))
    family = rina_family(cast)
    unknown = narrow.get(f"/families/{new_key()}")

    denied = narrow.get(f"/families/{family.pk}")

    assert denied.status_code == unknown.status_code == 404
    assert denied.content == unknown.content
    assert narrow.get("/families").json()["items"] == []
    assert narrow.get(f"/figures/{cast.village.code}").content == unknown.content
    assert narrow.post("/families", family_of(cast)).content == unknown.content


def test_a_survey_of_another_area_is_as_one_that_is_not(cast, tuti):
    family = rina_family(cast)
    made = tuti.post(
        "/surveys",
        {
            "key": str(new_key()),
            "family": str(family.pk),
            "instrument": KS,
            "conducted_on": "2026-01-02",
            "answers": {},
        },
    ).json()
    elsewhere = Caller(cast.nasional, area=Area.objects.get(pk=cast.elsewhere.pk))

    assert elsewhere.get(f"/surveys/{made['id']}").status_code == 404
    assert tuti.get(f"/surveys/{made['id']}").status_code == 200
    assert Assessment.objects.across_areas(why="test").get().door == "api"


def test_a_list_is_walked_by_its_links(cast, tuti):
    for _ in range(5):
        head = {
            "key": str(new_key()),
            "name": "Siti",
            "sex": "female",
            "relation": "head",
        }
        tuti.post("/families", family_of(cast, members=[head]))

    first = tuti.get("/families?size=2").json()
    second = tuti.get(f"/families?size=2&page={first['next']}").json()
    third = tuti.get(f"/families?size=2&page={second['next']}").json()
    back = tuti.get(f"/families?size=2&page={second['previous']}").json()

    seen = [row["id"] for page in (first, second, third) for row in page["items"]]
    assert len(set(seen)) == 5
    assert third["next"] is None
    assert back["items"] == first["items"]


def test_a_page_that_no_list_gave_is_refused(cast, tuti):
    rina_family(cast)

    for page in ("x", "n", "nWyJ4Il0:x"):
        said = tuti.get(f"/families?page={page}")
        assert (said.status_code, said.json()["code"]) == (422, "page-unreadable")


def test_an_address_that_is_none_is_a_problem_too(cast, tuti):
    assert tuti.get("/nowhere").json()["code"] == "not-found"
    refused = tuti.call("DELETE", "/families")
    assert (refused.status_code, refused["Allow"]) == (405, "GET, POST")
    assert refused.json()["code"] == "method-not-allowed"


def test_a_body_that_is_no_json_is_said_to_be_none(cast, tuti):
    said = tuti.client.post(
        "/api/families",
        "{",
        content_type="application/json",
        headers={"Authorization": f"Bearer {tuti.secret}"},
    )

    assert (said.status_code, said.json()["code"]) == (400, "not-readable")


def test_areas_are_found_as_people_type_them(cast, tuti):
    found = tuti.get("/areas/find?q=sukamju").json()["items"]

    assert cast.village.code in [area["code"] for area in found]
    parts = tuti.get(f"/areas/{cast.village.code}/parts").json()["items"]
    assert [part["parent"] for part in parts] == [cast.village.code] * len(parts)


def test_a_questionnaire_comes_in_both_languages(cast, tuti):
    there = tuti.get(f"/instruments/{KS}", Accept_Language="en").json()
    here = tuti.get(f"/instruments/{KS}").json()

    assert len(there["items"]) == len(here["items"]) == 21
    assert there["items"][0]["text"] != here["items"][0]["text"]
    goals = tuti.get("/instruments/goal-attainment").json()["items"]
    level = next(item for item in goals if item["code"] == "goal1_level")
    assert [point["value"] for point in level["options"]] == ["-2", "-1", "0", "1", "2"]
    assert level["not_applicable"] == -9
    assert tuti.get("/instruments/nothing").status_code == 404


def test_a_token_needs_a_purpose_and_an_end(cast):
    with pytest.raises(UnknownScope):
        token_for(cast.tuti, scopes=["everything"])
    with pytest.raises(TokenWithoutEnd):
        token_for(cast.tuti, days=0)

    assert not Token.objects.exists()


def test_the_secret_is_shown_once_and_kept_nowhere(client, cast):
    client.force_login(cast.tuti)
    page = client.post(
        "/token/baru/",
        {
            "name": "Situs desa",
            "scopes": ["figures:read"],
            "area": cast.village.code,
            "days": 30,
        },
    )
    secret = page.context["secret"]

    assert secret in page.text
    assert secret not in client.get("/token/").text
    assert "Situs desa" in client.get("/token/").text
    assert secret not in str(Token.objects.values())
    assert secret not in str(Trace.objects.values())

    client.post(f"/token/{page.context['token'].pk}/akhiri/")
    assert Token.objects.get().ended_at


def test_another_persons_token_is_nowhere_to_be_found(client, cast, tuti):
    client.force_login(cast.dedi)

    assert client.post(f"/token/{tuti.token.pk}/akhiri/").status_code == 404
    assert Token.objects.get().ended_at is None


def test_a_volunteer_makes_no_tokens(client, cast):
    client.force_login(cast.sari)

    assert client.get("/token/baru/").status_code == 404


def test_a_number_stays_when_other_facts_are_corrected(cast, tuti):
    family = tuti.post("/families", family_of(cast)).json()
    person = family["members"][0]["person"]

    said = tuti.put(
        f"/persons/{person['id']}",
        {"name": "Rina S.", "sex": "female", "birth_date": "1980-07-15"},
    ).json()

    assert (said["name"], said["nik"]) == ("Rina S.", "3204••••••••0007")
    gone = tuti.put(
        f"/persons/{person['id']}",
        {"name": "Rina S.", "sex": "female", "nik_missing": "not-shown"},
    ).json()
    assert gone["nik"] is None
