"""The people of one small world. Tests, demo, tutorial and screenshots all speak of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password

from berdaya.access.models import Role, User
from berdaya.areas.models import Area, Edition
from berdaya.demo.people import ELSEWHERE, PASSWORD, SIGN_INS, VILLAGE, SignIn
from berdaya.keys import new_key
from berdaya.people.actions import register_family
from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.models import Door, Family

TREE = {
    "32": ("Jawa Barat", "provinsi"),
    "32.04": ("Kabupaten Bandung", "kabupaten"),
    "32.04.32": ("Baleendah", "kecamatan"),
    "32.04.32.2998": ("Sukamaju (contoh)", "desa"),
    "32.04.32.2998.001": ("001", "rw"),
    "32.04.32.2998.001.001": ("001", "rt"),
    "32.04.32.2998.001.002": ("002", "rt"),
    "32.04.32.2998.002": ("002", "rw"),
    "32.04.32.2998.002.001": ("001", "rt"),
    "32.04.32.2999": ("Mekarsari (contoh)", "desa"),
    "33": ("Jawa Tengah", "provinsi"),
    "33.01": ("Kabupaten Cilacap", "kabupaten"),
    "33.01.01": ("Kedungreja", "kecamatan"),
    "33.01.01.2998": ("Lainnya (contoh)", "desa"),
}
HAMLETS = {"32.04.32.2998.001": "Krajan", "32.04.32.2998.002": "Cibodas"}
RINAS = (
    (
        PersonFacts(
            name="Dadan Hidayat",
            sex="male",
            birth_date=date(1980, 3, 11),
            nik="3204321103809001",
            marital="married",
            work="casual",
        ),
        "head",
    ),
    (
        PersonFacts(
            name="Rina Suryani",
            sex="female",
            birth_date=date(1984, 7, 15),
            nik="3204325507849002",
            marital="married",
            work="trader",
            uses_contraception=True,
        ),
        "spouse",
    ),
    (
        PersonFacts(
            name="Agus Hidayat",
            sex="male",
            birth_date=date(2010, 5, 2),
            nik="3204320205109003",
            marital="never",
            schooling="in_sma",
        ),
        "child",
    ),
    (
        PersonFacts(
            name="Siti Hidayat",
            sex="female",
            birth_date=date(2014, 9, 23),
            nik="3204326309149004",
            marital="never",
            schooling="in_sd",
        ),
        "child",
    ),
    (
        PersonFacts(
            name="Ayu Hidayat",
            sex="female",
            birth_date=date(2023, 2, 8),
            nik_missing="not-issued",
            marital="never",
            schooling="none",
        ),
        "child",
    ),
)


@dataclass
class Cast:
    village: Area
    rt: Area  # RT 001 of RW 001
    elsewhere: Area
    sari: User  # volunteer of the village
    tuti: User  # secretary at the village office
    dedi: User  # field officer of the district's villages
    wati: User  # treasurer: reaches a group once she holds an office in it
    budi: User  # mentor: reaches the groups he accompanies
    rahma: User  # district (regency) staff
    ani: User  # social worker of the regency
    lestari: User  # researcher: figures and rows without names
    yusuf: User  # auditor: who did what, never whose
    nasional: User  # national staff
    admin: User
    joko: User  # volunteer of another province: must see nothing here


def make_cast() -> Cast:
    """Areas and users; `rina_family` adds a family, the verbs add more."""
    areas = make_areas()
    return Cast(
        village=areas[VILLAGE],
        rt=areas[f"{VILLAGE}.001.001"],
        elsewhere=areas[ELSEWHERE],
        **make_users(SIGN_INS),
    )


def rina_family(cast: Cast) -> Family:
    """Register Bu Rina, her husband and three children in RT 001, as Bu Sari does."""
    members = [
        NewMember(key=new_key(), facts=facts, relation=relation) for facts, relation in RINAS
    ]
    mother = members[1].key
    family = NewFamily(
        key=new_key(),
        area=cast.rt.code,
        members=tuple(
            replace(member, mother_key=mother) if member.relation == "child" else member
            for member in members
        ),
        since=date(2025, 1, 6),
        kk_number="3204320502079001",
        address="Jl. Contoh No. 1",
    )
    return register_family(family=family, door=Door.DEMO, by=cast.sari)


def make_areas() -> dict[str, Area]:
    """The cast's corner of the country; areas that stand already are left as they are."""
    areas = [
        Area(
            code=code,
            name=name,
            kind=kind,
            level=code.count(".") + 1,
            parent_id=code.rpartition(".")[0] or None,
            hamlet=HAMLETS.get(code, ""),
        )
        for code, (name, kind) in TREE.items()
    ]
    Area.objects.bulk_create(areas, ignore_conflicts=True)
    Edition.objects.create(
        decree="", written=len(TREE), ended=0
    )  # so that the search sees them
    return Area.objects.in_bulk(TREE)


def make_users(people: Sequence[SignIn]) -> dict[str, User]:
    """Users by the names they sign in with, each with a role. All at once: tests begin here."""
    users = {
        person.username: User(
            username=person.username, password=_hashed(), first_name=person.name
        )
        for person in people
    }
    User.objects.bulk_create(users.values())
    Role.objects.bulk_create(
        Role(user=users[person.username], area_id=person.area, kind=person.role)
        for person in people
    )
    return users


@cache
def _hashed() -> str:
    """One slow hash for all: the password of the example is printed anyway."""
    return make_password(PASSWORD)
