"""Instruments that an office made: who asks with them, and what is left when one breaks."""

from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow
from berdaya.access.models import User
from berdaya.instruments.shelf import is_offered, sound
from berdaya.refusal import Refusal
from berdaya.rules.instruments.definition import (
    Instrument,
    UnknownInstrument,
    catalogue,
    load,
)
from berdaya.rules.instruments.shelf import is_own


class NotOfferedHere(Refusal):
    code = "own-instrument-not-offered"
    message = _("This instrument of an office is not asked here, or no longer.")


def may_ask(definition: Instrument, area: str, user: User) -> bool:
    """Whether `user` may ask with it in `area`; with ours whoever may ask at all."""
    if not definition.is_own:
        return True
    return user.may("own-instrument.ask", area=area) and is_offered(definition.id, area)


def allow_asking(by: User, definition: Instrument, *, area: str) -> None:
    """Refuse who may not ask with an own instrument; it is asked only where it is offered."""
    if definition.is_own:
        allow(by, "own-instrument.ask", area=area)
        if not is_offered(definition.id, area):
            raise NotOfferedHere


def readable(instrument: str, version: str = "") -> Instrument | None:
    """As `load`; None where an office's own text cannot be read any more: its shelf says so."""
    try:
        return load(instrument, version)
    except UnknownInstrument:
        if is_own(instrument):
            return None
        raise


def everything() -> list[Instrument]:
    """All that can be asked with: ours, and those of offices that have no faults. Few queries."""
    return [*catalogue(), *sound()]
