"""Files of many families and villages, and the ways in which they are worked through."""

from datetime import date

from berdaya.areas.models import Area
from berdaya.demo.people import NEIGHBOUR, VILLAGE
from berdaya.imports.actions import check_file
from berdaya.imports.jobs import work_on
from berdaya.imports.models import Upload, Worker
from berdaya.imports.workers import at_work, claim
from berdaya.keys import new_key

DAY = date(2026, 11, 1)
DISTRICT = "32.04.32"
HEADINGS = "Kode desa;No KK;NIK;Nama;JK;Tgl lahir;Hubungan;Dusun;RW;RT;1;2;3"
FAMILIES = 11


def line(number, *, village=VILLAGE, relation="Kepala Keluarga", nik=None, name=None):
    child = relation == "Anak"
    nik = nik or f"32043201{'0115' if child else '0180'}{9000 + number}"
    born = "01/01/2015" if child else "01/01/1980"
    answers = ";;" if child else "1;1;0"
    return (
        f"{village};32043202020{50001 + number};{nik};{name or f'Nama {number}'};L;{born};"
        f"{relation};Krajan;1;{number % 3 + 1};{answers}"
    )


def file_of(*lines):
    return "\n".join([HEADINGS, *lines]).encode()


def large_file(families=FAMILIES):
    """Two villages in turn; of each family the child stands far below its head."""
    villages = (VILLAGE, NEIGHBOUR)
    heads = [line(it, village=villages[it % 2]) for it in range(families)]
    children = [line(it, village=villages[it % 2], relation="Anak") for it in range(families)]
    return file_of(*heads, *children)


def sent(cast, content=None, *, area=DISTRICT, by=None, verb=check_file):
    return verb(
        area=Area.objects.get(code=area),
        kind="persons",
        filename="kecamatan.csv",
        content=content or large_file(),
        surveyed_on=DAY,
        key=new_key(),
        by=by or cast.dedi,
    )


def work(size=3, **told):
    """Do what waits, as the worker does, until nothing does."""
    with at_work(Worker.Kind.BACKGROUND) as worker:
        while upload := claim(worker):
            work_on(upload, worker, size=size, **told)
            if told:
                break


def again(upload):
    return Upload.objects.across_areas(why="test").get(pk=upload.pk)


def looked_through(cast, content=None):
    upload = sent(cast, content)
    work()
    return again(upload)
