"""The invented village of the sample files: the same people every time."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

LABEL = "CONTOH SINTETIS – bukan data orang sungguhan"
VILLAGE = "Desa Sukamaju (contoh), kode 32.04.32.2998"
DISTRICT = "320432"
DAY = date(2026, 11, 23)
NAMES = {
    "L": "Asep Dadang Ujang Cecep Budi Joko Slamet Agus Hendra Yusuf Rahmat Dedi Wawan Iwan",
    "P": "Siti Euis Neneng Rina Wati Ani Yanti Lilis Dewi Nur Imas Tuti Ratna Kokom",
}
LAST = "Hidayat Rahayu Saputra Lestari Kurnia Permana Suryani Gunawan Maulana Wijaya"
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus Sept. Okt Nop Des"
HAMLETS = ("Cikondang", "Pasirlayung", "Babakan")


@dataclass
class Person:
    name: str
    sex: str
    born: date
    relation: str
    marital: str
    nik: str = ""
    status: str = "1"


@dataclass
class Family:
    kk: str
    hamlet: str
    rw: int
    rt: int
    members: list[Person] = field(default_factory=list)


class Village:
    """Draws families; serials of numbers begin with 9, which no office gives out in a day."""

    def __init__(self, seed: int, size: int) -> None:
        self.random = random.Random(seed)
        self.serial = 9000
        self.families = [self.family() for _ in range(size)]

    def number(self, day: date, woman: bool = False) -> str:
        self.serial += 1
        return f"{DISTRICT}{day.day + (40 if woman else 0):02}{day:%m%y}{self.serial:04}"

    def person(self, sex: str, age: int, relation: str, marital: str) -> Person:
        born = DAY - timedelta(days=365 * age + self.random.randrange(1, 364))
        name = f"{self.random.choice(NAMES[sex].split())} {self.random.choice(LAST.split())}"
        nik = self.number(born, sex == "P")
        return Person(name, sex, born, relation, marital, nik)

    def family(self) -> Family:
        draw = self.random
        rw = draw.randint(1, 3)
        made = DAY - timedelta(days=draw.randrange(400, 5000))
        family = Family(self.number(made), HAMLETS[rw - 1], rw, draw.randint(1, 4))
        age = draw.randint(24, 68)
        if draw.random() < 0.85:
            family.members.append(self.person("L", age, "Kepala Keluarga", "Kawin"))
            family.members.append(self.person("P", max(19, age - 3), "Istri", "Kawin"))
        else:
            family.members.append(self.person("P", age, "Kepala Keluarga", "Cerai Mati"))
        for child in range(draw.randint(0, 3)):
            years = age - 21 - 3 * child
            if years >= 0:
                sex = draw.choice("LP")
                family.members.append(self.person(sex, min(years, 24), "Anak", "Belum Kawin"))
        if draw.random() < 0.15:
            family.members.append(self.person("P", age + 22, "Mertua", "Cerai Mati"))
        return family


CODES = {
    "relation": {"Kepala Keluarga": 1, "Istri": 3, "Anak": 4, "Mertua": 8},
    "marital": {"Belum Kawin": 1, "Kawin": 2, "Cerai Mati": 4},
}


def schooling(person: Person) -> tuple[int, int]:
    """OpenSID's codes for schooling finished and schooling now, by age."""
    age = (DAY - person.born).days // 365
    steps = ((6, (1, 1)), (13, (2, 4)), (16, (3, 6)), (19, (4, 7)))
    return next((codes for limit, codes in steps if age < limit), (5, 18))


def new_workbook(path: Path) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": LABEL, "created": datetime(2026, 11, 23)})  # noqa: DTZ001
    return book
