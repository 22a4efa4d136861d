"""What a door says about people: plain values, before any of it is stored."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person's facts. Names of fields and codes are those of `Person`; blank: not known.

    A person without NIK and without a reason is stored with the reason `unknown`.
    """

    name: str
    sex: str
    birth_date: date | None = None
    nik: str | None = field(default=None, repr=False)  # in clear: no error report shows it
    nik_missing: str = ""
    marital: str = ""
    first_married_at: int | None = None  # age in years
    birth_certificate: bool | None = None
    religion: str = ""
    schooling: str = ""
    work: str = ""
    health_insurance: str = ""
    uses_contraception: bool | None = None
    is_pregnant: bool | None = None


@dataclass(frozen=True, slots=True)
class NewMember:
    """A person who joins a family. `key` becomes the person's; the door makes it."""

    key: UUID
    facts: PersonFacts
    relation: str
    presence: str = "home"
    mother_key: UUID | None = None  # of a member of the same family


@dataclass(frozen=True, slots=True)
class NewFamily:
    """A family to register with all its members, one of them its head.

    `area` is the code of an RT, RW, hamlet or, where these are not known, of the village.
    Whoever was born after `since` belongs to the family from birth.
    """

    key: UUID
    area: str
    members: tuple[NewMember, ...]
    since: date
    kk_number: str | None = field(default=None, repr=False)
    kk_missing: str = ""
    address: str = ""
    phone: str = ""
