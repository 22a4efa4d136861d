"""How printing says no. No sentence names a client."""

from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class PrintKeyInUse(Refusal):
    code = "case-print-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class NothingChosen(Refusal):
    code = "case-print-nothing-chosen"
    message = _("Tick at least one part.")


class NotInThisVersion(Refusal):
    code = "case-print-not-in-this-version"
    message = _("The version “%(version)s” cannot hold: %(parts)s.")


class WrongVersion(Refusal):
    code = "case-print-wrong-version"
    message = _("For “%(reason)s” choose this version: %(versions)s.")


class PrivateStays(Refusal):
    code = "case-print-private-stays"
    message = _("Private notes go only into the full version, with the shared notes.")


class ForNobody(Refusal):
    code = "case-print-for-nobody"
    message = _("Write for whom the file is.")
