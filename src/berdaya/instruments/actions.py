"""Adding an instrument of one's own."""

from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import NATION, User
from berdaya.areas.models import Area
from berdaya.instruments.models import OwnInstrument
from berdaya.instruments.shelf import shelved
from berdaya.instruments.spoken import spoken
from berdaya.refusal import Refusal
from berdaya.rules.instruments.checker import examine
from berdaya.rules.instruments.definition import UnknownInstrument
from berdaya.rules.instruments.faults import Fault
from berdaya.rules.instruments.shelf import OWN, is_own

FILE = Path("instrumen.yaml")


class HasFaults(Refusal):
    code = "own-instrument-with-faults"
    message = _("The definition has faults; mend them first:\n%(faults)s")

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(faults="\n".join(map(str, faults)))


class NameIsOurs(Refusal):
    code = "own-instrument-without-own-name"
    message = _(
        "“%(name)s” could one day be the name of an instrument of the system. Call yours "
        "“%(wanted)s”, best with the name of your office in it."
    )


class VersionStands(Refusal):
    code = "own-instrument-version-stands"
    message = _(
        "“%(name)s” version %(version)s is there already with other content, and perhaps "
        "answered. Give the changed one a new version."
    )


class NameOfAnotherOffice(Refusal):
    code = "own-instrument-of-another-office"
    message = _("“%(name)s” is there already, in another area. Give yours another id.")


class AnotherSubject(Refusal):
    code = "own-instrument-of-another-subject"
    message = _(
        "Earlier versions of “%(name)s” ask about something else. Give this one another id."
    )


@transaction.atomic
def add_own(*, content: bytes, area: Area | None, by: User) -> OwnInstrument:
    """Put an instrument of one's own on the shelf; the same text again is the same version.

    It can be asked in `area`, everywhere where that is none. A newer version takes the place
    of an older one; one with status `retired` takes it out of use.

    Raises:
        NotAllowed, HasFaults, NameIsOurs, VersionStands, NameOfAnotherOffice, AnotherSubject.
    """
    allow(by, "instruments.add_own", area=area.code if area else NATION)
    data, faults = examine(content, FILE, spoken())
    if data is None or faults:
        raise HasFaults(faults)
    name, version = data["id"], data["version"]
    if not is_own(name):
        raise NameIsOurs(name=name, wanted=f"{OWN}{name}")
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    _refuse_other_office(name, area, data["subject"])
    if stands := OwnInstrument.objects.filter(name=name, version=version).first():
        if stands.text == text:
            return stands
        raise VersionStands(name=name, version=version)
    try:
        with transaction.atomic():
            made = OwnInstrument.objects.create(
                name=name, version=version, text=text, area=area, by=by
            )
    except IntegrityError:
        # two sends at the same moment: the other was first
        raise VersionStands(name=name, version=version) from None
    trace(by, "instruments.add_own", made, instrument=f"{name} {version}")
    return made


def _refuse_other_office(name: str, area: Area | None, subject: str) -> None:
    try:
        earlier = shelved(name)
    except UnknownInstrument:
        return
    if earlier.area != (area.code if area else NATION):
        raise NameOfAnotherOffice(name=name)
    if earlier.definition and earlier.definition.subject != subject:
        raise AnotherSubject(name=name)
