"""Whatever happens to a case, nobody without a tie to it learns that there is one.

The same world is made twice: once what was handed in is declined, once it is taken on and things
happen to the case. Whoever may not know is shown the same pages, to the letter.
"""

import json
import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from berdaya.access import idle
from berdaya.access.kinds import SOCIAL_WORKER, SUPERVISOR, Kind
from berdaya.access.models import User
from berdaya.access.roles import CELLS
from berdaya.casework import refusals
from berdaya.casework.actions import assign_worker as assign
from berdaya.casework.actions import (
    break_glass,
    decline_intake,
    reopen_case,
    take_on,
    transfer_case,
    withdraw_contract,
)
from berdaya.casework.actions.stages import close_case, enter_stage
from berdaya.casework.models import CaseAccess, CaseRead, GlassBreak
from berdaya.casework.reads import note_read
from berdaya.casework.sight import Right, may, rights_for
from berdaya.keys import new_key
from berdaya.refusal import Refusal
from berdaya.rules.casework.vocabulary import codes
from tests.access.probes import Probe, make_user
from tests.access.test_table import ask
from tests.casework.world import (
    SECRET,
    TODAY,
    a_case,
    a_client,
    a_contract,
    a_professional,
    again,
    an_intake,
    cases,
    let_in,
    taken,
)

pytestmark = pytest.mark.usefixtures("session_stays_as_it_is")
few = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
KEYS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# what a stranger to the case may have open on their screen
PAGES = (
    "/",
    "/kasus/",
    "/kasus/?q=murni",
    "/kasus/?tutup=1",
    "/kasus/masuk/",
    "/kasus/minta/",
    "/kasus/minta/orang/{person}/",
    "/kasus/darurat/orang/{person}/",
    "/cari/?q=murni",
    "/orang/{person}/",
    "/keluarga/{family}/",
    "/keluarga/{family}/persetujuan/",
    "/keluarga/{family}/peristiwa/",
    "/papan/32.04.32.2998/",
    "/papan/32.04.32.2998/keluarga/",
    "/papan/32.04.32.2998/keluarga.csv",
    "/papan/32.04.32.2998/papan.csv",
    "/tujuan/32.04.32.2998/",
    "/tindak-lanjut/",
    "/penelitian/",
)
OF_A_CASE = (
    "/kasus/{case}/",
    "/kasus/{case}/orang/",
    "/kasus/{case}/pembaca/",
    "/kasus/{case}/kesepakatan/",
    "/kasus/{case}/kesepakatan/tulis/",
    "/kasus/{case}/tugaskan/",
    "/kasus/{case}/alihkan/pekerja/",
    "/kasus/{case}/buka-lagi/",
    "/kasus/{case}/akses/baru/",
)


@pytest.fixture
def session_stays_as_it_is(monkeypatch):
    """No second step at the door, and no session that is written anew between two requests."""
    monkeypatch.setattr(idle, "STEPS", 1)
    monkeypatch.setattr("berdaya.access.middleware.is_missing", lambda user, session: False)


class Told:
    """What happened to a case, one deed after another; what is refused did not happen."""

    def __init__(self, case, others):
        self.case, self.others = case, others

    def do(self, deed):
        try:
            with transaction.atomic():
                getattr(self, deed)()
        except Refusal:
            pass
        self.case = cases().named().get(pk=self.case.pk)

    def assign(self):
        assign(case=self.case, worker=self.others[0], on=TODAY, by=self.case.supervisor)

    def transfer(self):
        told = {"role": "worker", "to": self.others[1], "reason": "Pindah", "on": TODAY}
        transfer_case(case=self.case, by=self.case.supervisor, **told)

    def go_on(self):
        to = self.case.stage + 1
        ending = "goal-reached" if to == 6 else ""
        enter_stage(case=self.case, to=to, on=TODAY, by=self.others[0], ending=ending)

    def go_back(self):
        to = self.case.stage - 1
        enter_stage(case=self.case, to=to, on=TODAY, by=self.others[0], reason="Ulang")

    def close(self):
        told = {"to": 6, "reason": "Ia minta", "ending": "client-request"}
        enter_stage(case=self.case, on=TODAY, by=self.others[0], **told)
        close_case(case=self.case, on=TODAY, by=self.others[0])

    def reopen(self):
        told = {"to": 1, "reason": "Lagi", "on": TODAY}
        reopen_case(case=self.case, by=self.case.supervisor, **told)

    def agree(self):
        if self.case.worker:
            a_contract(self.case)

    def give_up(self):
        signed = self.case.contracts.signed().newest_first().first()
        if signed:
            by = self.case.supervisor
            withdraw_contract(contract=signed, on=TODAY, because="", by=by)

    def let_in(self):
        let_in(self.case, self.others[2], by=self.case.supervisor)

    def break_glass(self):
        reason = "Tetangga menelepon tengah malam"
        break_glass(key=new_key(), subject=self.case.person, reason=reason, by=self.others[3])

    def read(self):
        note_read(self.case, self.case.supervisor, "case_detail")


DEEDS = [name for name in vars(Told) if not name.startswith("_") and name != "do"]


@pytest.fixture
def people(cast):
    supervisor = a_professional("hesti", SUPERVISOR, name="Bu Hesti")
    names = ("satu", "dua", "tiga", "empat")
    others = [a_professional(name, SOCIAL_WORKER) for name in names]
    strangers = {kind: make_user(kind, around=cast.village) for kind in Kind}
    return supervisor, others, strangers


def shown(reader, addresses, *, hide=()):
    """The answers to a reader, without what differs between any two requests."""
    client = Client()
    client.force_login(reader)
    found = []
    for address in addresses:
        status, text, headers = ask(client, Probe(address), address)
        for word in hide:
            text = text.replace(str(word), "")
        kept = [it for it in headers if it[0] != "Set-Cookie"]
        found.append((address, status, KEYS.sub("", text), kept))
    return found


@few
@example(kind=SUPERVISOR, deeds=["assign", "agree", "go_on"])
@example(kind=SOCIAL_WORKER, deeds=["assign", "break_glass", "close", "reopen"])
@example(kind=Kind.VOLUNTEER, deeds=["assign", "agree", "give_up"])
@given(
    kind=st.sampled_from(list(Kind)),
    deeds=st.lists(st.sampled_from(DEEDS), max_size=7),
)
def test_no_page_list_search_count_or_export_tells_of_a_case(cast, people, kind, deeds):
    supervisor, others, strangers = people
    with transaction.atomic():
        person = a_client(cast.sari)
        family = person.memberships.get().family_id
        addresses = [it.format(person=person.pk, family=family) for it in PAGES]
        intake = an_intake(cast.sari, person)
        decided = transaction.savepoint()
        decline_intake(intake=intake, reason="Sudah dibantu puskesmas", by=supervisor)
        without = shown(strangers[kind], addresses)
        transaction.savepoint_rollback(decided)

        case = take_on(intake=again(intake), taken=taken(), by=supervisor)
        told = Told(cases().named().get(pk=case.pk), others)
        for deed in deeds:
            told.do(deed)
        with_case = shown(strangers[kind], addresses)

        assert with_case == without
        assert str(case.pk) not in json.dumps(with_case)
        transaction.set_rollback(True)


@few
@example(kind=SUPERVISOR, deeds=["assign", "let_in", "transfer"])
@example(kind=SOCIAL_WORKER, deeds=["assign", "break_glass"])
@given(
    kind=st.sampled_from(list(Kind)),
    deeds=st.lists(st.sampled_from(DEEDS), max_size=5),
)
def test_a_forbidden_key_is_answered_as_an_unknown_one_by_the_same_queries(
    cast, people, kind, deeds
):
    supervisor, others, strangers = people
    reader = strangers[kind]
    with transaction.atomic():
        case = a_case(cast, worker=None, supervisor=supervisor)
        told = Told(cases().named().get(pk=case.pk), others)
        for deed in deeds:
            told.do(deed)
        before = CaseRead.objects.across_areas(why="test").count()
        answers, questions = [], []
        for key in (case.pk, new_key()):
            addresses = [it.format(case=key) for it in OF_A_CASE]
            with CaptureQueriesContext(connection) as asked:
                answers.append(shown(reader, addresses))
            questions.append(
                [bare(it["sql"]) for it in asked if "access_look" not in it["sql"]]
            )

        assert [it[1:] for it in answers[0]] == [it[1:] for it in answers[1]]
        assert {it[1] for it in answers[0]} == {404}
        assert questions[0] == questions[1]
        assert CaseRead.objects.across_areas(why="test").count() == before
        transaction.set_rollback(True)


def bare(sql):
    """A statement without its values: keys, times, sessions."""
    return re.sub(r"'[^']*'|\b\d+\b|s\d+_x\d+", "?", sql)


def test_handing_in_again_answers_the_same_whether_there_is_a_case_or_not(cast, people):
    supervisor, _others, _strangers = people
    answers = []
    for name in ("Murniati", "Kusniati"):
        person = a_client(cast.sari, name)
        if name == "Murniati":
            a_case(cast, worker=None, supervisor=supervisor, subject=person)
        client = Client()
        client.force_login(cast.sari)
        sent = {"told": "Ia sakit dan sendirian.", "client_knows": "yes", "key": new_key()}
        address = f"/kasus/minta/orang/{person.pk}/"
        status, text, _headers = ask(client, Probe(address, sent), address)
        answers.append((status, KEYS.sub("", text).replace(name, "")))

    assert answers[0] == answers[1]


def test_programs_are_offered_nothing_of_cases(client, db):
    paths = json.loads(client.get("/api/openapi.json").content)["paths"]

    assert not [it for it in paths if "case" in it or "kasus" in it]


def test_every_page_of_a_case_is_among_those_that_are_tried():
    tried = {it.replace("{case}", "<uuid:case_id>").lstrip("/") for it in OF_A_CASE}
    found = {
        str(one.pattern)
        for resolver in get_resolver().url_patterns
        for one in getattr(resolver, "url_patterns", ())
        if "casework" in getattr(one.callback, "__module__", "")
        and "<uuid:case_id>" in str(one.pattern)
    }

    assert found - tried == {"kasus/<uuid:case_id>/alihkan/penyelia/"}


ENDED = timedelta(hours=-1)
TIES = st.fixed_dictionaries(
    {
        "worker": st.booleans(),
        "supervisor": st.booleans(),
        "access": st.none() | st.tuples(st.sampled_from(["read", "work"]), st.booleans()),
        "glass": st.none() | st.booleans(),  # whether it still holds
        "role": st.sampled_from([None, SOCIAL_WORKER, SUPERVISOR, Kind.VILLAGE_OFFICE]),
    }
)


@settings(few, max_examples=40)
@given(ties=TIES)
def test_the_list_and_the_single_case_agree_on_who_may_what(cast, people, ties):
    supervisor, others, _strangers = people
    with transaction.atomic():
        someone = User.objects.create_user("siapa", first_name="Siapa")
        if ties["role"]:
            someone.roles.create(kind=ties["role"], area_id="32.04.32")
        case = a_case(cast, worker=others[0], supervisor=supervisor)
        tie(case, someone, ties)
        deeds = [it for it in CELLS if it.partition(".")[0].startswith(("case", "contract"))]
        case = again(case)
        opened = {it for it in deeds if may(someone, it, case)}

        assert opened == {it for it in deeds if cases_for(someone, it, case)}
        if ties["role"] not in (SOCIAL_WORKER, SUPERVISOR) or not holds(ties):
            assert opened == set()
        if not (ties["worker"] or ties["supervisor"]):
            assert not {it for it in opened if it.startswith("case-access")}
        transaction.set_rollback(True)


def tie(case, someone, ties):
    """Tie somebody to a case, as rows say it."""
    if ties["worker"]:
        case.worker = someone
    if ties["supervisor"]:
        case.supervisor = someone
    case.save(update_fields=["worker", "supervisor"])
    now = timezone.now()
    given_at = now - timedelta(days=2)
    common = {"case": case, "by": case.supervisor, "reason": "Perlu"}
    if ties["access"]:
        scope, is_on = ties["access"]
        until = now + (timedelta(hours=1) if is_on else ENDED)
        CaseAccess.objects.create(
            user=someone, scope=scope, given_at=given_at, until=until, **common
        )
    if ties["glass"] is not None:
        until = now + (timedelta(hours=1) if ties["glass"] else ENDED)
        GlassBreak.objects.create(
            request=new_key(),
            person=case.person,
            at=given_at,
            until=until,
            **common | {"by": someone},
        )


def holds(ties):
    is_in = ties["access"] is not None and ties["access"][1]
    return ties["worker"] or ties["supervisor"] or is_in or bool(ties["glass"])


def cases_for(user, deed, case):
    return type(case).objects.visible_to(user, deed).filter(pk=case.pk).exists()


def test_a_right_to_read_opens_no_deed():
    for deed in CELLS:
        if {Right.READ, Right.GLASS} & rights_for(deed):
            assert deed.partition(".")[2] in ("read", "list")


STEPS = st.lists(
    st.tuples(st.integers(0, 7), st.sampled_from(["", *codes("end-reasons")]), st.booleans()),
    max_size=14,
)


@settings(few, max_examples=40)
@given(steps=STEPS)
def test_no_sequence_of_steps_skips_a_stage(cast, people, steps):
    supervisor, others, _strangers = people
    with transaction.atomic():
        case = a_case(cast, worker=others[0], supervisor=supervisor)
        for to, ending, closes in steps:
            before = again(case).stage
            try:
                enter_stage(
                    case=case, to=to, on=TODAY, by=others[0], reason="Begitu", ending=ending
                )
                if closes:
                    close_case(case=case, on=TODAY, by=others[0])
            except refusals.NoSuchStep:
                pass
            after = again(case).stage
            ends_early = after == 6 and ending not in ("", "goal-reached")
            assert after <= before + 1 or ends_early
        entries = list(case.stage_entries.in_order())
        assert [it.number for it in entries] == list(range(1, len(entries) + 1))
        assert all(one.to_stage == two.from_stage for one, two in pairwise(entries))
        assert again(case).stage == entries[-1].to_stage
        transaction.set_rollback(True)


def test_the_name_of_a_client_is_in_no_row_that_others_read(cast, people):
    """Beside the register of people, only sealed columns know what a case is about."""
    supervisor, others, _strangers = people
    person = a_client(cast.sari)
    case = a_case(cast, worker=others[0], supervisor=supervisor, subject=person)
    a_contract(cases().named().get(pk=case.pk))
    with connection.cursor() as cursor:
        tables = [it for it in connection.introspection.table_names() if "casework" in it]
        for table in [*tables, "access_trace", "access_look"]:
            cursor.execute(f"SELECT * FROM {table}")  # our own names
            for row in cursor.fetchall():
                told = " ".join(
                    bytes(it).hex() if isinstance(it, memoryview) else str(it) for it in row
                )
                assert SECRET not in told
                assert SECRET.encode().hex() not in told
