"""Known numbers go in through every door; then everything that stays behind is searched.

Searched are the bytes of the SQLite file with its write-ahead log, or every table of
PostgreSQL as a dump has it; sessions opened; the data folder; the log; reports by mail and on
the page of an error; traces and notes of who looked.
"""

import io
import json
import logging
import zipfile
from pathlib import Path

import pytest
from django.conf import settings as live
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection

from berdaya.demo.cast import make_cast
from berdaya.imports.models import Upload
from berdaya.keys import new_key
from berdaya.people import views
from berdaya.people.models import Family, Merge, Person
from berdaya.sealed.masking import MaskingFormatter
from berdaya.surveys.models import Draft
from tests.api.caller import Caller
from tests.imports.test_pages import sent
from tests.imports.test_taking_in import file_of

VILLAGE, RT = "32.04.32.2998", "32.04.32.2998.001.001"
# no other test uses these, whose rows may lie on free pages of the same file
PERSONS = {
    way: f"32043212098754{n:02}"
    for n, way in enumerate(
        ("form", "second", "changed", "file", "rejected", "api", "find"), 11
    )
}
CARDS = {
    way: f"32043212098799{n:02}"
    for n, way in enumerate(("form", "file", "rejected", "api"), 51)
}
WORDS = "3204321209875499"  # typed where words belong
GROUPED = "3204 3212 0987 5498"
LOST = "3204321209875497"  # in the words of an error and in what was sent with it
NUMBERS = [*PERSONS.values(), *CARDS.values(), WORDS, GROUPED, LOST]

pytestmark = pytest.mark.django_db(transaction=True)


def in_clear(content):
    """Those of our numbers that stand in these bytes, as text or in hexadecimal."""
    found = content if isinstance(content, bytes) else content.encode()
    if found.startswith(b"PK"):  # a workbook is a zip of texts
        with zipfile.ZipFile(io.BytesIO(found)) as book:
            found = b"".join(book.read(name) for name in book.namelist())
    ways = [
        (number, way)
        for number in NUMBERS
        for way in {
            number.encode(),
            number.replace(" ", "").encode(),
            number.encode().hex().encode(),
            number.encode("utf-16-le"),
        }
    ]
    return sorted({number for number, way in ways if way in found})


@pytest.fixture
def log(monkeypatch):
    """What the log writes to its console."""
    written = io.StringIO()
    [console] = [it for it in logging.root.handlers if type(it.formatter) is MaskingFormatter]
    monkeypatch.setattr(console, "stream", written)  # an earlier test's may be closed
    return written


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def person(nik, **values):
    return {
        "name": "Lilis Kurnia",
        "nik": nik,
        "nik_compared": "on",
        "sex": "female",
        "birth_date": "15-07-1980",
        "marital": "married",
        "since": "01-01-2026",
        "member_key": new_key(),
    } | values


def errors_of(page):
    return page.context["form"].errors


def fill_forms(client):
    """A family by the pages: registered, a member added, a number changed, words everywhere."""
    key = new_key()
    card = {"key": key, "area": RT, "kk_number": CARDS["form"], "kk_compared": "on"}
    words = {"address": f"Jl. Contoh, KK {WORDS}"}
    made = client.post("/keluarga/baru/", person(PERSONS["form"]) | card | words)
    assert made.status_code == 302, errors_of(made)
    client.post("/keluarga/periksa-nik/", {"nik": PERSONS["second"]})
    client.post("/cari/", {"q": PERSONS["find"]})
    client.get("/keluarga/", {"q": GROUPED})
    member = person(
        PERSONS["second"], name="Budi", sex="male", relation="child", marital="never"
    )
    added = client.post(f"/keluarga/{key}/anggota/baru/", member)
    assert added.status_code == 302, errors_of(added)
    lilis = Person.objects.across_areas(why="test").get(nik=PERSONS["form"])
    changed = person(PERSONS["changed"], relation="head")
    edited = client.post(f"/orang/{lilis.pk}/ubah/", changed)
    assert edited.status_code == 302, errors_of(edited)
    taken = client.post(
        "/keluarga/baru/", person(PERSONS["second"]) | card | {"key": new_key()}
    )
    assert taken.status_code == 422
    return Family.objects.across_areas(why="test").get(pk=key)


def survey(client, family):
    """A draft and a survey, with words where a choice belongs."""
    address = f"/keluarga/{family.pk}/pendataan/keluarga-sejahtera/"
    client.post(
        address, {"conducted_on": "2026-11-01", "agreed": "yes", "answered_name": WORDS}
    )
    draft = client.get(address, follow=True).redirect_chain
    if draft:
        client.post(draft[-1][0], {"ks01": WORDS, "ks02": "1"})


def send_files(cast, client):
    """A file taken in but for its damaged rows, which can be fetched again."""
    good = f"{CARDS['file']};{PERSONS['file']};Rina;P;15/07/1980;Kepala Keluarga;Cerai mati;K;1;2;1;1;0"
    bad = f"{CARDS['rejected']};{PERSONS['rejected']}9;Ujang {WORDS};L;11/11/1971;Kepala Keluarga;Kawin;K;2;1;;;"
    worse = f"{CARDS['rejected']}x;{PERSONS['rejected']};Ujang;{WORDS};{GROUPED};Kepala Keluarga;Kawin;{WORDS};2;1;;;"
    name = f"daftar {WORDS}.csv"
    page = client.post("/berkas/", sent(cast, file_of(good, bad, worse), name), follow=True)
    assert page.status_code == 200
    assert "Ujang" in page.content.decode() or page.redirect_chain
    [[address, _status]] = page.redirect_chain
    client.post(f"{address}masukkan/", {"only_good": "yes"})
    rows = client.get(f"{address}perbaiki.xlsx")
    assert PERSONS["rejected"] in in_clear(b"".join(rows) if rows.streaming else rows.content)
    client.post("/berkas/", sent(cast, file_of(bad), "menunggu.csv"))


def call(cast):
    """The API: registered, found, repeated under a key, refused."""
    caller = Caller(cast.tuti)
    body = {
        "key": str(new_key()),
        "area": RT,
        "kk_number": CARDS["api"],
        "since": "2026-01-01",
        "address": f"KK {WORDS}",
        "members": [
            {
                "key": str(new_key()),
                "name": "Siti",
                "nik": PERSONS["api"],
                "compared": True,
                "sex": "female",
                "relation": "head",
                "birth_date": "1980-01-01",
            }
        ],
    }
    made = caller.post("/families", body, Idempotency_Key="satu")
    caller.post("/families", body, Idempotency_Key="satu")
    assert made.status_code == 200, made.content
    assert caller.post("/persons/find", {"nik": PERSONS["api"]}).status_code == 200
    refused = caller.post("/families", body | {"key": str(new_key())}, Idempotency_Key="dua")
    assert refused.status_code >= 400
    listed = caller.get("/families")
    alone = caller.get(f"/families/{body['key']}")
    assert listed.status_code == alone.status_code == 200
    for answer in (made, refused, listed, alone):
        assert not in_clear(answer.content)


def merge(client, family):
    """Two records of one person made one by the page, the number exchanged, another in words."""
    kept, absorbed = (it.person_id for it in family.roster()[:2])
    address = f"/kembar/{kept}/{absorbed}/"
    differing = client.get(address).context["form"].differing
    chosen = dict.fromkeys(differing, "kept") | {"nik": "absorbed"}
    done = client.post(address, chosen | {"reason": f"sama, {WORDS}"})
    assert done.status_code == 302, errors_of(done)


def fail(client, monkeypatch, settings):
    """An error with numbers in its words, in what was sent, and in its variables."""

    def fails(**given):
        nik = given["family"].members[0].facts.nik
        raise RuntimeError(f"no place for {nik} or {GROUPED}")

    monkeypatch.setattr(views, "register_family", fails)
    settings.ADMINS = [("Ratna", "ratna@example.org")]
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    client.raise_request_exception = False
    pages = []
    for debug in (False, True):
        settings.DEBUG = debug
        answer = client.post(
            f"/keluarga/baru/?q={LOST}",
            person(LOST, name="Cucu Suryana", birth_date="12-09-1987")
            | {"key": new_key(), "area": RT, "kk_missing": "unknown"},
        )
        assert answer.status_code == 500, answer.status_code == 422 and errors_of(answer)
        pages.append(answer.content.decode())
    settings.DEBUG = False
    assert "RuntimeError" in pages[1], "the page for developers is looked at too"
    return pages


def screens(cast, client, family):
    """Every page and file that shows this family, its members, or the file they came by."""
    head = family.roster()[0].person
    done, waits = Upload.objects.across_areas(why="test").order_by("pk")
    client.force_login(cast.tuti)
    for address in (
        f"/keluarga/{family.pk}/",
        f"/keluarga/{family.pk}/ubah/",
        f"/keluarga/{family.pk}/catatan/",
        f"/keluarga/{family.pk}/anggota/baru/",
        f"/keluarga/{family.pk}/persetujuan/",
        f"/orang/{head.pk}/",
        f"/orang/{head.pk}/ubah/",
        f"/kembar/?wilayah={VILLAGE}",
        f"/papan/{VILLAGE}/keluarga/",
        f"/papan/{VILLAGE}/keluarga.csv",
        f"/papan/{VILLAGE}/keluarga.xlsx",
        "/keluarga/",
        "/berkas/",
        f"/berkas/{done.pk}/",
        f"/berkas/{waits.pk}/",
    ):
        page = client.get(address)
        assert page.status_code == 200, address
        yield address, b"".join(page) if page.streaming else page.content
    client.force_login(cast.admin)
    for address in ("/jejak/", "/jejak/lihat/"):
        page = client.get(address)
        assert page.status_code == 200, address
        yield address, page.content


def database():
    """Every byte that the database keeps, named by where it stands."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        for ending in ("", "-wal", "-journal"):
            part = file.with_name(file.name + ending)
            if part.exists():
                yield part.name, part.read_bytes()
        return
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f"COPY {connection.ops.quote_name(table)} TO STDOUT") as rows:
                yield table, b"".join(bytes(row) for row in rows)


def test_no_number_stays_behind_in_clear(cast, client, log, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.tuti)
    family = fill_forms(client)
    survey(client, family)
    send_files(cast, client)
    call(cast)
    merge(client, family)
    number = {"why": "compare"}
    assert client.post(f"/keluarga/{family.pk}/nomor/", number).status_code == 200
    pages = fail(client, monkeypatch, settings)

    leaks = {f"error page {n}": in_clear(page) for n, page in enumerate(pages)}
    leaks |= {place: in_clear(shown) for place, shown in screens(cast, client, family)}
    leaks["log"] = in_clear(log.getvalue())
    assert "RuntimeError" in log.getvalue(), "the log is looked at where it writes"
    assert mail.outbox, "so are reports by mail"
    leaks["mail"] = in_clear("".join(it.subject + it.body for it in mail.outbox))
    leaks["mail, drawn"] = in_clear(
        "".join(str(part) for it in mail.outbox for part in it.alternatives)
    )
    sessions = [it.get_decoded() for it in Session.objects.all()]
    leaks["sessions"] = in_clear(json.dumps(sessions))
    leaks |= {name: in_clear(content) for name, content in database()}
    for file in Path(live.DATA).rglob("*"):
        if file.is_file() and file.suffix in ("", ".log", ".csv", ".xlsx", ".json"):
            leaks[str(file)] = in_clear(file.read_bytes())

    assert {place: found for place, found in leaks.items() if found} == {}
    assert Merge.objects.count() == Draft.objects.count() == 1
    done, waits = Upload.objects.across_areas(why="test").order_by("pk")
    assert done.left_out.startswith(b"PK"), "the rows left out are kept, as a workbook"
    assert {CARDS["rejected"], WORDS} <= set(in_clear(waits.content))
    everybody = Person.objects.across_areas(why="test")
    there = everybody.filter(nik__in=PERSONS.values()).count()
    assert there >= 4, "the numbers did go in"


def test_the_search_for_leaks_sees_a_leak(cast):
    """A number in a plain column is found in whatever database this runs on."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE leak (words text)")
        cursor.execute("INSERT INTO leak VALUES (%s)", ["NIK 3204321209875496"])
    try:
        NUMBERS.append("3204321209875496")
        assert any(in_clear(content) for _place, content in database())
    finally:
        NUMBERS.remove("3204321209875496")
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE leak")
