"""Pages of reports: who opens them, what they say, and the trace that files leave."""

import re
from datetime import date

import pytest
from django.urls import reverse

from berdaya.access.models import Trace
from berdaya.groups import actions as groups
from berdaya.reports import due
from berdaya.reports.actions.groups import MOST
from berdaya.reports.village import report_of
from tests.groups.world import TODAY, VILLAGE, a_group, accompanied
from tests.reports.world import MONTH, NIK, busy


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def melati(cast):
    return busy(cast)[0]


def page(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def of_month(melati, ending="pdf"):
    return (melati.pk, MONTH.year, MONTH.month, ending)


def test_who_keeps_a_group_sees_its_months_and_others_see_nothing(client, cast, melati):
    accompanied(melati, cast.budi, by=cast.dedi)
    users = ("wati", "dedi", "tuti", "rahma", "sari", "budi", "joko", "yusuf")

    seen = {
        name: page(client, getattr(cast, name), "group_forms", melati.pk).status_code
        for name in users
    }

    assert seen == {
        **dict.fromkeys(("wati", "dedi", "tuti", "rahma"), 200),
        **dict.fromkeys(("sari", "budi", "joko", "yusuf"), 404),
    }


def test_an_officer_of_another_group_gets_no_form(client, cast, melati):
    mawar = a_group(cast.dedi, "Mawar")

    assert page(client, cast.wati, "group_forms", mawar.pk).status_code == 404
    assert page(client, cast.wati, "register_file", *of_month(mawar)).status_code == 404


def test_a_month_is_closed_on_its_page_and_opened_again(client, cast, melati):
    month = (melati.pk, MONTH.year, MONTH.month)
    asked = text_of(page(client, cast.wati, "month_close", *month))
    done = client.post(reverse("month_close", args=month))

    assert "PUS ikut KB" in asked
    assert done.url == reverse("group_forms", args=[melati.pk])
    assert "ditutup" in text_of(client.get(done.url))
    assert page(client, cast.wati, "month_reopen", *month).status_code == 404

    client.force_login(cast.dedi)
    refused = client.post(reverse("month_reopen", args=month), {"reason": ""})
    opened = client.post(reverse("month_reopen", args=month), {"reason": "salah hitung"})
    assert (refused.status_code, opened.status_code) == (422, 302)
    assert "salah hitung" in text_of(client.get(opened.url))


def test_a_month_that_runs_still_is_refused_in_words(client, cast, melati):
    client.force_login(cast.wati)
    answer = client.post(reverse("month_close", args=[melati.pk, TODAY.year, TODAY.month]))

    assert answer.status_code == 422
    assert "belum selesai" in text_of(answer)


def test_a_month_that_is_none_does_not_exist(client, cast, melati):
    for year, number in ((2026, 13), (0, 1), (TODAY.year + 1, 1)):
        address = reverse("register_file", args=[melati.pk, year, number, "pdf"])
        client.force_login(cast.wati)
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_a_file_leaves_a_trace(client, cast, melati, ending):
    answer = page(client, cast.wati, "register_file", *of_month(melati, ending))

    assert answer.status_code == 200
    assert f"ri-melati-{MONTH:%Y-%m}.{ending}" in answer["Content-Disposition"]
    assert Trace.objects.get(verb="reports.export_form").detail == {
        "what": f"register.{MONTH:%Y-%m}.{ending}"
    }


def test_whole_numbers_are_for_offices_and_leave_a_trace_of_their_own(client, cast, melati):
    address = reverse("card_in_full", args=[melati.pk, TODAY.year, "xlsx"])

    seen = {}
    for name in ("wati", "rahma", "sari", "dedi"):
        client.force_login(getattr(cast, name))
        seen[name] = client.post(address).status_code
    looked = client.get(address)

    assert seen == {"wati": 404, "rahma": 404, "sari": 404, "dedi": 200}
    assert looked.status_code == 405
    assert Trace.objects.filter(verb="reports.export_numbers", by=cast.dedi).count() == 1


def test_nobody_takes_out_whole_lists_in_one_go(client, cast, melati):
    client.force_login(cast.dedi)
    address = reverse("register_in_full", args=of_month(melati))
    row = {"by": cast.dedi, "verb": "reports.export_numbers", "subject": "x", "area": VILLAGE}
    Trace.objects.bulk_create(Trace(**row, detail={}) for _ in range(MOST))

    answer = client.post(address)

    assert answer.status_code == 422
    assert f"{MOST} formulir" in text_of(answer)
    assert NIK not in text_of(answer)


def test_the_calendar_shows_who_still_owes_the_month(client, cast, melati):
    a_group(cast.dedi, "Mawar")
    groups.close_month(group=melati, month=MONTH, by=cast.wati)

    answer = page(client, cast.dedi, "report_calendar")

    rows = [(it.name, it.has_closed) for it in answer.context["page"].rows]
    assert rows == [("Mawar", False), ("Melati", True)]
    assert "tidak ada pertemuan dicatat" in text_of(answer)


def test_the_home_page_reminds_those_who_close_months(client, cast, melati):
    told = {}
    for name in ("wati", "dedi", "sari", "tuti"):
        answer = page(client, getattr(cast, name), "home")
        told[name] = "R/I/UPPKA/20" in text_of(answer)

    assert told == {"wati": True, "dedi": True, "sari": False, "tuti": False}


def test_what_was_closed_is_not_asked_for_again(cast, melati):
    groups.close_month(group=melati, month=MONTH, by=cast.wati)

    reminder = due.reminder_for(cast.wati)

    assert (reminder.groups, reminder.open) == (1, 0)


def test_dates_to_come_are_the_register_and_the_card():
    told = [(it.form.code, it.period, it.on) for it in due.dates_to_come(date(2026, 12, 20))]

    assert told == [
        ("K/0/UPPKA/20", date(2027, 1, 1), date(2027, 1, 3)),
        ("R/I/UPPKA/20", date(2026, 12, 1), date(2027, 1, 3)),
    ] or told == [
        ("R/I/UPPKA/20", date(2026, 12, 1), date(2027, 1, 3)),
        ("K/0/UPPKA/20", date(2027, 1, 1), date(2027, 1, 3)),
    ]


def test_after_the_third_of_january_the_next_card_is_of_next_year():
    [card] = [it for it in due.dates_to_come(date(2027, 1, 4)) if it.is_yearly]

    assert card.on == date(2028, 1, 3)


def test_what_the_card_lacks_is_said(cast, melati):
    bare = a_group(cast.dedi, "Mawar")

    def missing(group):
        return [str(it) for it in due.missing_on_card(group)]

    assert "SK pengukuhan" in " ".join(missing(bare))
    assert not any("Ketua" in it for it in missing(melati))
    assert "NIK 2 anggota" in missing(melati)


def test_the_report_of_a_village_adds_its_groups_up(cast, melati):
    a_group(cast.dedi, "Mawar")
    later = a_group(cast.dedi, "Nanti", founded_on=TODAY)
    groups.close_month(group=melati, month=MONTH, by=cast.wati)

    filled = report_of(cast.village, MONTH, cast.dedi)

    names = [row["name"] for row in filled.rows["groups"]]
    total = filled.rows["groups"][-1]
    assert (names, later.name in names) == (["Mawar", "Melati", "Jumlah"], False)
    assert [total[it] for it in ("members", "couples", "couples_using", "meetings")] == [
        *(3, 3, 3, 2)
    ]
    assert filled.rows["village"][0]["groups"] == "2 / 1"


def test_a_group_that_ended_is_reported_until_then(cast, melati):
    mawar = a_group(cast.dedi, "Mawar")
    groups.end_group(group=mawar, on=MONTH, reason="bubar", by=cast.dedi)

    def names(month):
        rows = report_of(cast.village, month, cast.dedi).rows["groups"]
        return [row["name"] for row in rows]

    assert "Mawar" in names(MONTH)
    assert "Mawar" not in names(TODAY.replace(day=1))


def test_the_village_report_is_for_its_offices(client, cast, melati):
    month = (VILLAGE, MONTH.year, MONTH.month)
    users = ("tuti", "dedi", "rahma", "wati", "sari", "joko")

    seen = {
        name: page(client, getattr(cast, name), "village_month", *month).status_code
        for name in users
    }
    files = {
        name: page(client, getattr(cast, name), "village_file", *month, "pdf").status_code
        for name in users
    }

    assert seen == files == dict.fromkeys(users[:3], 200) | dict.fromkeys(users[3:], 404)
    assert Trace.objects.filter(verb="reports.export_village").count() == 3


def test_the_columns_of_a_form_are_shown_with_their_sources(client, cast):
    answer = page(client, cast.dedi, "form_columns", "group-card")

    assert "SigaAutomator" in text_of(answer)
    assert page(client, cast.dedi, "form_columns", "tidak-ada").status_code == 404
