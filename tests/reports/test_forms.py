"""The card of a group and the register of its month, made from what was noted."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from berdaya.groups import actions as groups
from berdaya.groups.actions import note_kb
from berdaya.groups.actions.meetings import Held
from berdaya.groups.kb import tells_of_persons
from berdaya.groups.refusals import MonthClosed
from berdaya.keys import new_key
from berdaya.kie.actions import record_session, withdraw_session
from berdaya.kie.actions.sessions import OnItsOwn
from berdaya.reports.card import card_of
from berdaya.reports.people import Show
from berdaya.reports.register import register_of
from berdaya.reports.village import report_of
from berdaya.rules.official_forms import definition
from tests.capital.world import granted
from tests.groups.world import JOINED, TODAY
from tests.kie.world import told
from tests.partners.world import makes
from tests.reports.world import DAY, LATER, MONTH, NIK, busy


@pytest.fixture
def melatis(cast):
    return busy(cast)


def test_the_register_of_a_month_needs_no_typing(melatis):
    group, _members = melatis
    filled = register_of(group, MONTH, Show(kb=True))

    [head] = filled.rows["group"]
    meetings, people = filled.rows["meetings"], filled.rows["members"]
    assert (head["village"], head["pembina"]) == ("Sukamaju (contoh)", "Pak Dedi")
    assert (head["totals"], head["state"]) == ("3 / 3 / 3", "Belum ditutup")
    assert [(it["day"], it["came"], it["came_pus"], it["came_kb"]) for it in meetings] == [
        (DAY, 2, 2, 2),
        (LATER, 1, 1, 1),
    ]
    assert meetings[0]["agenda"] == "Harga; Kemasan"
    assert [(it["name"], it["office"], it["days"], it["times"]) for it in people] == [
        ("Rina", "Ketua", f"{DAY.day}, {LATER.day}", 2),
        ("Wati", "Bendahara", f"{DAY.day}", 1),
        ("Yani", "Anggota", "", 0),
    ]
    assert filled.signed_by == ("Rina", "Pak Dedi")


def test_who_left_at_the_first_meeting_of_a_month_stands_in_its_register(cast, melatis):
    group, members = melatis
    held = Held(new_key(), group, MONTH, {members[2].pk: "present"})
    groups.record_meeting(held=held, by=cast.wati)
    groups.end_member(member=members[2], until=MONTH, left="moved", by=cast.dedi)

    register = register_of(group, MONTH)

    times = {row["name"]: row["times"] for row in register.rows["members"]}
    assert times == {"Rina": 2, "Wati": 1, "Yani": 1}
    assert [row["came"] for row in register.rows["meetings"]] == [1, 2, 1]


def test_the_card_says_who_leads_and_by_which_decree(melatis):
    group, _members = melatis
    filled = card_of(group, TODAY.year + 1)

    [head] = filled.rows["group"]
    assert (head["decree"], head["decree_on"], head["decree_by"]) == (
        "400/17",
        JOINED,
        "Kepala Desa",
    )
    assert (head["members"], head["stages"]) == (3, "belum didata 3")
    assert [(it["office"], it["name"]) for it in filled.rows["officers"]] == [
        ("Ketua", "Rina"),
        ("Bendahara", "Wati"),
    ]
    assert filled.as_of == TODAY


def test_a_card_of_the_past_is_as_of_the_day_it_was_due(cast, melatis):
    group, members = melatis
    groups.end_member(member=members[2], until=TODAY, left="moved", by=cast.dedi)

    of_then, of_now = card_of(group, TODAY.year), card_of(group, TODAY.year + 1)

    assert of_then.as_of == date(TODAY.year, 1, 3)
    assert (len(of_then.rows["members"]), len(of_now.rows["members"])) == (3, 2)


def test_numbers_are_masked_unless_they_were_asked_for(melatis):
    group, _members = melatis

    masked = register_of(group, MONTH).rows["members"][0]
    whole = register_of(group, MONTH, Show(numbers=True)).rows["members"][0]

    assert (masked["nik"], whole["nik"]) == ("3204••••••••9002", NIK)


def test_neighbours_read_no_kb_of_each_other_on_paper(melatis):
    group, _members = melatis

    theirs, offices = (register_of(group, MONTH, Show(kb=kb)) for kb in (False, True))

    assert {it["kb"] for it in theirs.rows["members"]} == {"•"}
    assert {it["kb"] for it in offices.rows["members"]} == {"Ya"}
    assert theirs.rows["group"][0]["totals"] == "3 / 3 / •"
    assert offices.rows["group"][0]["totals"] == "3 / 3 / 3"
    assert {it["came_kb"] for it in theirs.rows["meetings"]} == {"•"}
    assert "petugas lapangan" in theirs.small_print[-1]
    assert "petugas lapangan" not in offices.small_print[-1]


def test_a_count_of_kb_that_tells_of_nobody_stands_on_every_form(cast):
    many_group, members = busy(cast, names=("Rina", "Wati", "Yani", "Euis", "Imas", "Nining"))
    note_kb(group=many_group, on=DAY, told={members[5].pk: "none"}, by=cast.sari)

    theirs = register_of(many_group, MONTH)

    assert theirs.rows["group"][0]["totals"] == "6 / 6 / 5"
    assert {it["came_kb"] for it in theirs.rows["meetings"]} == {"•"}


@pytest.mark.parametrize(
    ("couples", "using", "tells"),
    [(0, 0, False), (4, 2, True), (5, 2, False), (5, 0, True), (5, 5, True), (12, 11, False)],
)
def test_few_or_all_or_none_tell_of_persons(couples, using, tells):
    assert tells_of_persons(couples, using) is tells


def test_a_village_hides_from_the_district_what_tells_of_persons(cast, melatis):
    few = report_of(cast.village, MONTH, cast.rahma)
    whole = report_of(cast.village, MONTH, cast.dedi)

    assert [row["couples_using"] for row in few.rows["groups"]] == ["•", "•"]
    assert [row["couples_using"] for row in whole.rows["groups"]] == [3, 3]
    assert few.rows["groups"][0]["members"] == 3


def test_the_card_names_who_gave_money_and_what_is_made(cast, melatis):
    group, _members = melatis
    granted(cast, group, amount=2_000_000)
    makes(group, "Dapur Melati", by=cast.dedi)

    filled = card_of(group, TODAY.year + 1)

    [head] = filled.rows["group"]
    assert head["funds"] == f"Swasta atau CSR Rp2.000.000 ({TODAY.year})"
    rows = filled.rows["businesses"]
    assert [(it["nr"], it["name"], it["owner"]) for it in rows] == [
        (1, "Dapur Melati", "Bersama"),
        (2, "Keripik Bu Rina", "Rina"),
    ]
    assert rows[0]["kbli"].startswith("10794 Industri Kerupuk, Keripik")
    assert rows[1]["kind"] == "Pemaju"
    assert card_of(group, TODAY.year).rows["group"][0]["funds"] == "Belum ada yang tercatat"


def test_what_was_taught_in_a_meeting_stands_beside_it(cast, melatis):
    group, members = melatis
    meeting = group.meetings.held().get(on=DAY)
    alone = OnItsOwn(DAY + timedelta(days=3), "online", [members[0].pk])
    for where in (meeting, alone):
        record_session(told=told(group, where), by=cast.dedi)

    rows = register_of(group, MONTH).rows["meetings"]

    said = [(it["nr"], it["day"].day - DAY.day, it["topics"], it["how"]) for it in rows]
    assert said == [
        (1, 0, "Pemasaran", "Tatap muka"),
        (2, 3, "Pemasaran", "Daring"),
        (3, 14, None, "Tatap muka"),
    ]
    assert rows[0]["speaker"] == "PKB/PLKB"
    assert (rows[1]["came"], rows[1]["came_pus"]) == (1, None)


@pytest.mark.parametrize("key", [it.id for it in definition.forms()])
def test_each_column_of_a_form_is_filled_and_has_a_source(cast, melatis, key):
    group, _members = melatis
    makers = {
        "group-card": lambda: card_of(group, TODAY.year),
        "activity-register": lambda: register_of(group, MONTH),
        "village-month": lambda: report_of(cast.village, MONTH, cast.dedi),
    }

    filled = makers[key]()

    for part in filled.form.parts:
        assert {it.source for it in part.columns} <= filled.form.sources.keys()
        for row in filled.rows[part.code]:
            assert {it.code for it in part.columns} <= row.keys()
    assert len(filled.signed_by) == len(filled.form.signatures)
    assert "perlu dicocokkan dengan petunjuk BKKBN" in " ".join(filled.small_print)


def test_a_column_with_an_unknown_source_is_refused():
    import yaml  # noqa: PLC0415

    path = Path(definition.CATALOGUE) / "group-card.yaml"
    data = yaml.safe_load(path.read_text())
    data["parts"][0]["columns"][0]["source"] = "hearsay"

    with pytest.raises(ValueError, match="hearsay"):
        definition.parse(data)


@pytest.mark.parametrize("key", ["tidak-ada", "../group-card", ""])
def test_a_form_that_is_not_there_is_said_to_be_unknown(key):
    with pytest.raises(definition.UnknownForm):
        definition.form(key)


def test_forms_are_due_on_the_third():
    assert definition.form("group-card").due_on(date(2027, 1, 1)) == date(2027, 1, 3)
    register = definition.form("activity-register")
    assert register.due_on(date(2026, 11, 1)) == date(2026, 12, 3)
    assert register.due_on(date(2026, 12, 1)) == date(2027, 1, 3)


def test_nothing_is_taught_in_a_closed_month(cast, melatis):
    group, members = melatis
    alone = OnItsOwn(DAY, "online", [members[0].pk])
    session = record_session(told=told(group, alone), by=cast.dedi)
    groups.close_month(group=group, month=MONTH, by=cast.wati)

    with pytest.raises(MonthClosed):
        record_session(told=told(group, alone), by=cast.dedi)
    with pytest.raises(MonthClosed):
        withdraw_session(session=session, reason="salah", by=cast.dedi)
    assert len(register_of(group, MONTH).rows["meetings"]) == 3
