"""Who did what and who looked at what: noted cheaply, shown to those who watch, kept as long."""

import re
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

import berdaya
from berdaya.access import looking
from berdaya.access.actions import invite, name_of
from berdaya.access.kinds import Kind
from berdaya.access.models import Look, Role, Trace, User
from berdaya.access.retention import LOOKS_KEPT, forget
from berdaya.access.roles import TABLE
from berdaya.access.words import ACTIONS, DETAILS, RESOURCES, in_words
from berdaya.demo.cast import rina_family
from tests.access.probes import PROBES, make_user, make_world
from tests.repository.tree import CODE, calls_in, parsed

# pages that show a family or look for one; whoever opens one leaves a note
LOOKED_AT = [
    "family.list",
    "family.read",
    "family.change",
    "person.find",
    "person.add",
    "person.change",
    "person.read",
    "person.end",
    "assessment.read",
    "consent.read",
]


@pytest.fixture
def auditor(cast):
    return make_user(Kind.AUDITOR, around=cast.village)


@pytest.mark.parametrize("cell", LOOKED_AT)
def test_who_opens_a_page_about_a_family_leaves_a_note(client, cast, cell):
    world = make_world(cast, asking=cast.sari)
    client.force_login(cast.sari)

    client.get(world.address(PROBES[cell].path))

    assert Look.objects.filter(by=cast.sari, area__startswith="32.04.32.2998").exists()


def test_a_note_of_a_family_names_the_family_whatever_page_it_was(client, cast):
    world = make_world(cast, asking=cast.sari)
    client.force_login(cast.sari)
    subject = f"people.Family:{world.names['family']}"

    for cell in ("family.read", "assessment.read", "person.change"):
        client.get(world.address(PROBES[cell].path))

    assert Look.objects.filter(subject=subject).count() == 3


def test_who_is_denied_looked_at_nothing(client, cast):
    world = make_world(cast, asking=cast.joko)
    client.force_login(cast.joko)

    for cell in LOOKED_AT:
        client.get(world.address(PROBES[cell].path))

    assert not Look.objects.filter(area__startswith="32").exists()


def test_a_number_that_was_looked_for_does_not_stand_in_the_note(client, cast):
    family = rina_family(cast)
    client.force_login(cast.sari)

    client.get("/cari/?q=3204321103809001")

    assert Look.objects.filter(subject=name_of(family)).count() == 1
    assert "3204321103809001" not in str([look.detail for look in Look.objects.all()])


@pytest.mark.parametrize("address", ["/cari/?q=dadan", "/keluarga/?q=Dadan"])
def test_a_name_that_was_looked_for_is_recognised_and_not_read(client, cast, address):
    rina_family(cast)
    client.force_login(cast.sari)

    client.get(address)
    client.get("/cari/?q=DADAN")

    first, second = [look.detail["looked_for"] for look in Look.objects.order_by("at")]
    assert first == second
    assert "dadan" not in str([look.detail for look in Look.objects.all()]).casefold()


def test_a_page_costs_one_statement_more(client, cast, django_assert_num_queries):
    family = rina_family(cast)
    client.force_login(cast.sari)
    client.get(f"/keluarga/{family.pk}/")

    with connection.execute_wrapper(counted := Counted()):
        client.get(f"/keluarga/{family.pk}/")

    assert counted.inserts == 1


class Counted:
    inserts = 0

    def __call__(self, execute, sql, params, many, context):
        self.inserts += sql.startswith("INSERT")
        return execute(sql, params, many, context)


def test_a_note_that_cannot_be_kept_does_not_spoil_the_page(client, cast, monkeypatch, caplog):
    family = rina_family(cast)
    client.force_login(cast.sari)

    def refuse(*args, **kwargs):
        raise DatabaseError("full")

    monkeypatch.setattr(Look.objects, "bulk_create", refuse)

    assert client.get(f"/keluarga/{family.pk}/").status_code == 200
    assert "not kept" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_under_the_server_notes_are_collected_and_written_together(
    client, cast, monkeypatch, django_db_serialized_rollback
):
    family = rina_family(cast)
    client.force_login(cast.sari)
    written = []
    done = threading.Event()

    def write(looks):
        written.append(len(looks))
        done.set()

    monkeypatch.setattr(looking, "_write", write)
    monkeypatch.setattr(looking, "close_old_connections", lambda: None)
    monkeypatch.setattr(looking, "_keeper", None)
    looking.begin()
    try:
        began = time.monotonic()
        for _ in range(3):
            client.get(f"/keluarga/{family.pk}/")
        assert done.wait(10), time.monotonic() - began
        time.sleep(looking.MOMENT * 2)
    finally:
        monkeypatch.setattr(looking, "_keeper", None)

    assert sum(written) == 3
    assert len(written) <= 2


def test_notes_are_final(cast, auditor):
    invite(name="X", kind=Kind.VOLUNTEER, area=cast.village, by=cast.dedi)
    Look.objects.create(by=cast.sari, cell="family.read", subject="x")

    for change in (
        lambda: Trace.objects.update(verb="x"),
        lambda: Trace.objects.all().delete(),
        lambda: Look.objects.update(by=cast.joko),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_looks_are_forgotten_after_their_time_and_deeds_never(cast):
    now = timezone.now()
    invite(name="X", kind=Kind.VOLUNTEER, area=cast.village, by=cast.dedi)
    for days in (LOOKS_KEPT.days - 1, LOOKS_KEPT.days + 1):
        Look.objects.create(
            by=cast.sari, cell="family.read", subject="x", at=now - timedelta(days=days)
        )

    forget(now)

    assert Look.objects.count() == 1
    assert Trace.objects.exists()


def test_the_auditor_reads_both_and_no_familys_name(client, cast, auditor):
    family = rina_family(cast)
    client.force_login(cast.sari)
    client.get(f"/keluarga/{family.pk}/")
    client.force_login(auditor)

    deeds = client.get("/jejak/").content.decode()
    looks = client.get("/jejak/lihat/").content.decode()

    assert str(family.pk) in deeds
    assert str(family.pk) in looks
    assert "Bu Sari" in looks
    assert "Dadan" not in deeds + looks


def test_what_a_note_says_more_is_named_in_words(client, cast, auditor):
    rina_family(cast)
    client.force_login(cast.sari)
    client.get("/keluarga/")
    client.force_login(auditor)

    assert "Berapa keluarga: 1" in client.get("/jejak/lihat/").content.decode()


def test_everything_that_notes_say_more_has_its_words():
    named = {
        keyword.arg
        for path in CODE
        for call in calls_in(parsed(path))
        if getattr(call.func, "id", "") in ("trace", "looked_at")
        for keyword in call.keywords
    }

    assert named - {None, "cell"} <= set(DETAILS)


def test_only_of_ones_own_areas(client, cast, auditor):
    invite(name="X", kind=Kind.VOLUNTEER, area=cast.elsewhere, by=cast.admin)
    near = invite(name="Y", kind=Kind.VOLUNTEER, area=cast.village, by=cast.admin)
    client.force_login(auditor)

    page = client.get("/jejak/").content.decode()

    assert page.count("access.Invitation:") == 1
    assert str(near.pk) in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("siapa=dedi", 1),
        ("siapa=sari", 0),
        ("hal=invitation", 1),
        ("hal=family", 0),
        ("dari=2020-01-01&sampai=2020-12-31", 0),
        ("dari=2020-01-01", 1),
        ("dari=kemarin", 1),
    ],
)
def test_filters_narrow(client, cast, query, found):
    invite(name="X", kind=Kind.VOLUNTEER, area=cast.village, by=cast.dedi)
    client.force_login(cast.admin)

    page = client.get(f"/jejak/?{query}").content.decode()

    assert page.count("access.Invitation:") == found


def test_a_long_trace_takes_few_queries(client, cast, django_assert_max_num_queries):
    Look.objects.bulk_create(
        Look(by=cast.sari, cell="family.read", subject="x", area=cast.rt.code)
        for _ in range(60)
    )
    client.force_login(cast.admin)

    with django_assert_max_num_queries(8):
        client.get("/jejak/lihat/")


def test_a_family_is_told_who_looked(client, cast):
    family = rina_family(cast)
    client.force_login(cast.dedi)
    client.get(f"/keluarga/{family.pk}/")
    client.force_login(cast.sari)

    page = client.get(f"/keluarga/{family.pk}/catatan/").content.decode()

    assert "Pak Dedi" in page


def test_the_table_of_roles_can_be_read_in_the_running_system(client, cast):
    client.force_login(cast.admin)

    everything = client.get("/peran/").content.decode()
    one = client.get("/peran/?peran=auditor").content.decode()

    assert "Pekerja sosial" in everything
    assert "dua langkah" in one
    assert client.get("/peran/?peran=raja").status_code == 200


def test_every_resource_and_action_has_its_words():
    assert set(RESOURCES) == set(TABLE)
    assert set(ACTIONS) >= {action for actions in TABLE.values() for action in actions}


def test_a_deed_knows_its_area(cast):
    wide = User.objects.create_user("lina")
    Role.objects.create(user=wide, area_id="32.04.32", kind=Kind.FIELD_OFFICER)

    rina_family(cast)
    invite(name="X", kind=Kind.VOLUNTEER, area=cast.village, by=wide)

    assert set(Trace.objects.values_list("area", flat=True)) == {
        cast.rt.code,
        cast.village.code,
    }


def test_every_deed_that_leaves_a_trace_is_named_in_words():
    source = Path(berdaya.__file__).parent
    found = {
        deed
        for file in source.rglob("*.py")
        for deed in re.findall(r'\btrace\(\s*[^,()]+,\s*"([a-z_]+\.[a-z_]+)"', file.read_text())
    }

    assert "access.join" in found
    assert [deed for deed in sorted(found) if deed.split(".")[0] == in_words(deed)[0]] == []
