"""What people from outside a synthetic group saw with their own eyes, and the stage it is at.

A group is told no stage: one has become independent, because all that its stage asks for is
there, seen by the system or by somebody who looked.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from berdaya.demo.cast import Cast
from berdaya.demo.clock import as_of
from berdaya.groups.models import Group
from berdaya.keys import new_key
from berdaya.readiness.actions import attest, judge
from berdaya.readiness.standing import STAGE

Look = tuple[str, int, str]  # item of group-stage, answer, what proves it
AGO, LATELY = timedelta(days=95), timedelta(days=30)  # when somebody looked
SEEN_BEFORE: Mapping[str, tuple[Look, ...]] = {
    "Kenanga": (  # before it had its partner, and a plan of which a step was done
        ("gs05", 1, "buku kas diperlihatkan saat kunjungan (contoh)"),
        ("gs06", 1, "buku simpanan (contoh)"),
        ("gs07", 2, ""),
        ("gs08", 0, ""),
        ("gs10", 0, ""),
        ("gs11", 0, ""),
    ),
}
SEEN: Mapping[str, tuple[Look, ...]] = {
    "Melati": (
        ("gs05", 1, "buku kas sampai bulan lalu, di rumah bendahara (contoh)"),
        ("gs06", 1, "simpanan wajib tercatat, naik dari tahun lalu (contoh)"),
        ("gs07", 2, ""),
        ("gs08", 1, "nota titip jual di Baleendah (contoh)"),
        ("gs11", 0, ""),
    ),
    "Dahlia": (
        ("gs05", 0, ""),
        ("gs06", 1, "buku simpanan (contoh)"),
        ("gs07", 2, ""),
        ("gs08", 0, ""),
        ("gs10", 0, ""),
        ("gs11", 1, "melatih anggota Seruni menjahit (contoh)"),
    ),
    "Kenanga": (  # an agreement proves gs09 by itself, its plan of guidance gs10
        ("gs05", 1, "buku kas sampai bulan lalu, di rumah bendahara (contoh)"),
        ("gs06", 1, "buku simpanan, naik dari tahun lalu (contoh)"),
        ("gs07", 2, ""),
        ("gs08", 1, "nota titip jual di pasar Baleendah (contoh)"),
        ("gs11", 1, "melatih anggota Flamboyan menghitung biaya (contoh)"),
    ),
    "Anggrek": (
        ("gs05", 0, ""),
        ("gs06", 0, ""),
        ("gs07", 2, ""),
        ("gs08", 0, ""),
        ("gs10", 0, ""),
        ("gs11", 0, ""),
    ),
    "Tanjung": (
        ("gs05", 1, "buku kas disimpan sekretaris (contoh)"),
        ("gs06", 0, ""),
        ("gs07", 2, ""),
        ("gs08", 0, ""),
        ("gs10", 0, ""),
        ("gs11", 0, ""),
    ),
}


def look(cast: Cast, groups: dict[str, Group], today: date) -> None:
    """Some criteria were looked at a month ago, of one group before; where they stand is kept."""
    for name, looks in SEEN_BEFORE.items():
        if group := groups.get(name):
            with as_of(today - AGO):
                _look(cast, group, looks, today - AGO)
    for name, looks in SEEN.items():
        if group := groups.get(name):
            _look(cast, group, looks, today - LATELY)
            judge(group=group, instrument=STAGE, by=cast.dedi)


def _look(cast: Cast, group: Group, looks: Iterable[Look], on: date) -> None:
    for item, answer, proof in looks:
        attest(
            key=new_key(), group=group, instrument=STAGE, item=item, answer=answer,
            proof=proof, on=on, by=cast.dedi,
        )  # fmt: skip
