"""Invented families, drawn from a seed: who they are and how they answer, two years running.

Nothing here describes real people. Names come from a short list, NIKs carry serials from
9000 up in a district of the cast, and villages are marked "(contoh)". How likely an answer is
follows a hidden ease of life per family, so that families on one stage resemble each other
and most change slowly; the numbers are chosen for a lively example, not estimated.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from berdaya.keys import new_key
from berdaya.people.facts import NewFamily, NewMember, PersonFacts

WOMEN = [
    "Siti",
    "Rina",
    "Wati",
    "Dewi",
    "Yani",
    "Lilis",
    "Euis",
    "Nining",
    "Tini",
    "Rohmah",
    "Neng",
    "Ika",
    "Sri",
    "Ratih",
    "Ayu",
    "Mira",
    "Nur",
]
MEN = [
    "Asep",
    "Dadan",
    "Ujang",
    "Cecep",
    "Budi",
    "Agus",
    "Dedi",
    "Iwan",
    "Joko",
    "Rahmat",
    "Yusuf",
    "Hendra",
    "Tatang",
    "Enjang",
]
LAST = [
    "Suryani",
    "Hidayat",
    "Kurnia",
    "Setiawan",
    "Permana",
    "Lestari",
    "Maulana",
    "Sopandi",
    "Wulandari",
    "Saputra",
]
DISTRICT_DIGITS = "320432"

# the share of middling families that meet each item; from basic needs to self-actualisation
USUAL = {
    **dict(
        zip(
            [f"ks{n:02}" for n in range(1, 7)],
            (0.99, 0.985, 0.94, 0.96, 0.95, 0.97),
            strict=True,
        )
    ),
    **dict(
        zip(
            [f"ks{n:02}" for n in range(7, 15)],
            (0.97, 0.9, 0.95, 0.93, 0.95, 0.95, 0.96, 0.88),
            strict=True,
        )
    ),
    **dict(
        zip([f"ks{n:02}" for n in range(15, 20)], (0.93, 0.74, 0.92, 0.9, 0.95), strict=True)
    ),
    "ks20": 0.55,
    "ks21": 0.4,
}
WEIGHT_OF_EASE = 1.4


@dataclass(frozen=True, slots=True)
class Household:
    """A family and its answers in the first and in the second round."""

    family: NewFamily
    first: dict[str, int]
    second: dict[str, int]


def draw(
    seed: int, places: list[str], count: int, today: date, taken: set[str]
) -> Iterator[Household]:
    """Draw `count` households for the area codes `places`; the same seed gives the same ones.

    Identity numbers that are `taken` are not given again; those given are added to it.
    """
    rng = Random(seed)  # noqa: S311  # an example, not a secret
    for number in range(count):
        place = places[min(int(rng.betavariate(1.2, 1.2) * len(places)), len(places) - 1)]
        family = _family(rng, taken, place, number, today)
        # each place has its own lot, so that the board has something to show
        ease = rng.gauss(0, 1) + 0.5 * math.sin(len(places) * 7 + places.index(place) * 2.4)
        first = _answers(rng, ease)
        second = _later(rng, first, _answers(rng, ease + rng.gauss(0.35, 0.4)))
        yield Household(family, first, second)


def _answers(rng: Random, ease: float) -> dict[str, int]:
    return {item: int(rng.random() < _chance(usual, ease)) for item, usual in USUAL.items()}


def _chance(usual: float, ease: float) -> float:
    return 1 / (1 + math.exp(-math.log(usual / (1 - usual)) - WEIGHT_OF_EASE * ease))


def _later(rng: Random, before: dict[str, int], fresh: dict[str, int]) -> dict[str, int]:
    """Most habits of a household last from one year to the next."""
    return {item: fresh[item] if rng.random() < 0.35 else old for item, old in before.items()}


def _number(rng: Random, taken: set[str], beginning: str) -> str:
    """An identity number that nobody else of this world has."""
    while (number := f"{beginning}{rng.randint(9000, 9999)}") in taken:
        pass
    taken.add(number)
    return number


def _family(rng: Random, taken: set[str], place: str, number: int, today: date) -> NewFamily:
    """A couple with children, a widow alone, a mother with children, or an old couple."""
    shape = rng.choices(("couple", "old couple", "mother", "alone"), (74, 9, 11, 6))[0]
    age = {"couple": (22, 55), "old couple": (61, 78), "mother": (28, 60), "alone": (55, 82)}[
        shape
    ]
    head_age = rng.randint(*age)
    with_man = shape in ("couple", "old couple")
    head = _person(rng, taken, "male" if with_man else "female", head_age, today)
    marital = "married" if with_man else rng.choice(("widowed", "divorced"))
    members = [_member(rng, head, "head", marital, head_age)]
    mother_age = head_age
    if with_man:
        mother_age = max(19, head_age - rng.randint(0, 7))
        wife = _person(rng, taken, "female", mother_age, today)
        members.append(_member(rng, wife, "spouse", "married", mother_age))
    if shape in ("couple", "mother"):
        members += _children(rng, taken, mother_age, today, mother=members[-1])
    has_kk = rng.random() > 0.03
    issued = today - timedelta(days=rng.randint(200, 4000))
    return NewFamily(
        key=new_key(),
        area=place,
        members=tuple(members),
        since=today - timedelta(days=400),
        kk_number=_number(rng, taken, f"{DISTRICT_DIGITS}{issued:%d%m%y}") if has_kk else None,
        kk_missing="" if has_kk else "not-issued",
        address=f"Jl. Contoh No. {number + 1}",
    )


def _children(
    rng: Random, taken: set[str], mother_age: int, today: date, mother: NewMember
) -> list[NewMember]:
    most = min(4, max(0, (mother_age - 19) // 3))
    ages = sorted(
        (max(0, mother_age - rng.randint(19, 38)) for _ in range(rng.randint(0, most))),
        reverse=True,
    )
    return [
        _member(
            rng,
            _person(rng, taken, rng.choice(("male", "female")), age, today),
            "child",
            "never",
            age,
            mother=mother,
        )
        for age in ages
        if age < 26
    ]


def _person(rng: Random, taken: set[str], sex: str, age: int, today: date) -> PersonFacts:
    born = today - timedelta(days=round(age * 365.25) + rng.randint(1, 364))
    day = born.day + (40 if sex == "female" else 0)
    nik = _number(rng, taken, f"{DISTRICT_DIGITS}{day:02}{born:%m%y}")
    missing = rng.random() < 0.04
    name = f"{rng.choice(WOMEN if sex == 'female' else MEN)} {rng.choice(LAST)}"
    return PersonFacts(
        name=name,
        sex=sex,
        birth_date=born,
        nik=None if missing else nik,
        nik_missing="not-shown" if missing else "",
    )


def _member(
    rng: Random,
    who: PersonFacts,
    relation: str,
    marital: str,
    age: int,
    mother: NewMember | None = None,
) -> NewMember:
    grown = age >= 16
    facts = PersonFacts(
        name=who.name,
        sex=who.sex,
        birth_date=who.birth_date,
        nik=who.nik,
        nik_missing=who.nik_missing,
        marital=marital,
        first_married_at=rng.randint(18, min(age, 27))
        if marital != "never" and age >= 19
        else None,
        birth_certificate=rng.random() < 0.85,
        religion="islam",
        schooling=_schooling(rng, age),
        work=rng.choice(
            ("farmer", "trader", "casual", "self_employed", "private_employee", "none")
        )
        if grown
        else "none",
        health_insurance=rng.choice(("bpjs_subsidised", "bpjs_subsidised", "bpjs", "none")),
        uses_contraception=rng.random() < 0.6
        if who.sex == "female" and marital == "married" and 15 <= age < 50
        else None,
    )
    return NewMember(
        key=new_key(), facts=facts, relation=relation, mother_key=mother.key if mother else None
    )


def _schooling(rng: Random, age: int) -> str:
    if age < 7:
        return "none"
    if age < 13:
        return "in_sd"
    if age < 16:
        return rng.choice(("in_smp", "in_smp", "in_smp", "sd"))
    if age < 19:
        return rng.choice(("in_sma", "in_sma", "smp"))
    return rng.choice(("sd", "sd", "smp", "smp", "sma", "sma", "college"))
