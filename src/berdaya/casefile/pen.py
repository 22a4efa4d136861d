"""How a case file writes names, days and free words: as they are, or masked."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.rules import indonesia
from berdaya.rules.casework.casefile import CLIENT
from berdaya.rules.casework.masking import Mask
from berdaya.ui.days import long_date


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes on which case, in which version. Whatever tells of people goes through it."""

    case: Case
    reader: User
    version: str
    mask: Mask | None  # of the masked version
    own_notes: bool = False

    @property
    def is_for_client(self) -> bool:
        return self.version == CLIENT

    @property
    def client(self) -> str:
        return _("Client") if self.mask else self.case.called

    def free(self, text: object) -> str:
        """Words that somebody typed: a name, a place, a story."""
        said = str(text).strip()
        return self.mask.hide(said) if self.mask else said

    def lines(self, text: object) -> list[str]:
        return [it.strip() for it in self.free(text).splitlines() if it.strip()]

    def user(self, user: User | None) -> str:
        """Somebody who works here; masked, by what they are in the case."""
        if user is None:
            return ""
        if not self.mask:
            return str(user)
        roles = {
            self.case.supervisor_id: _("supervisor"),
            self.case.worker_id: _("social worker"),
        }
        return roles.get(user.pk, _("officer"))

    def day(self, day: date | None) -> str:
        """A day; masked, as the day of the case, so that what lies between stays to be seen."""
        if day is None:
            return ""
        if not self.mask:
            return long_date(day)
        number = (day - self.case.opened_on).days + 1
        if number < 1:
            return _("%(n)s days before") % {"n": 1 - number}
        return _("day %(n)s") % {"n": number}

    def moment(self, at: datetime) -> str:
        here = timezone.localtime(at)
        return self.day(here.date()) + ("" if self.mask else f" {here:%H.%M}")

    def number(self, value: Decimal | None) -> str:
        """A score, with two decimals where it is no whole number."""
        if value is None:
            return ""
        return indonesia.decimal(value, 0 if value == value.to_integral_value() else 2)
