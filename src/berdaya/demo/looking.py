"""What people from outside a synthetic group saw with their own eyes, and the stage it is at."""

from datetime import date, timedelta

from berdaya.demo.cast import Cast
from berdaya.groups.models import Group
from berdaya.keys import new_key
from berdaya.readiness.actions import attest, judge
from berdaya.readiness.standing import STAGE

# by group: item of group-stage, answer, what proves it
SEEN = {
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
    "Kenanga": (  # its plan of guidance proves gs10 by itself
        ("gs05", 1, "buku kas diperlihatkan saat kunjungan (contoh)"),
        ("gs06", 1, "buku simpanan (contoh)"),
        ("gs07", 2, ""),
        ("gs08", 0, ""),
        ("gs11", 0, ""),
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
    """Some criteria of five groups were looked at a month ago; where they stand is kept."""
    for name, looks in SEEN.items():
        if group := groups.get(name):
            for item, answer, proof in looks:
                attest(
                    key=new_key(), group=group, instrument=STAGE, item=item, answer=answer,
                    proof=proof, on=today - timedelta(days=30), by=cast.dedi,
                )  # fmt: skip
            judge(group=group, instrument=STAGE, by=cast.dedi)
