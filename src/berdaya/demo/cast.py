"""The people of one small world. Tests, demo, tutorial and screenshots all speak of them."""

from dataclasses import dataclass

from berdaya.access.models import Role, User
from berdaya.areas.models import Area
from berdaya.demo.people import ELSEWHERE, PASSWORD, SIGN_INS, VILLAGE, SignIn

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


@dataclass
class Cast:
    village: Area
    rt: Area  # RT 001 of RW 001
    elsewhere: Area
    sari: User  # volunteer of the village
    tuti: User  # secretary at the village office
    dedi: User  # field officer of the district's villages
    rahma: User  # district (regency) staff
    nasional: User  # national staff
    admin: User
    joko: User  # volunteer of another province: must see nothing here


def make_cast() -> Cast:
    """Areas and users; whoever wants families registers them with the verbs."""
    areas = make_areas()
    users = {person.username: make_user(person) for person in SIGN_INS}
    return Cast(
        village=areas[VILLAGE],
        rt=areas[f"{VILLAGE}.001.001"],
        elsewhere=areas[ELSEWHERE],
        **users,
    )


def make_areas() -> dict[str, Area]:
    """The cast's corner of the country; areas that stand already are left as they are."""
    for code, (name, kind) in TREE.items():
        parent = code.rpartition(".")[0] or None
        Area.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "kind": kind,
                "level": code.count(".") + 1,
                "parent_id": parent,
                "hamlet": HAMLETS.get(code, ""),
            },
        )
    return Area.objects.in_bulk(TREE)


def make_user(person: SignIn) -> User:
    user = User.objects.create_user(person.username, password=PASSWORD, first_name=person.name)
    Role.objects.create(user=user, area_id=person.area, kind=person.role)
    return user
