"""How the verbs on services and referrals say no."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class ServiceKeyInUse(Refusal):
    code = "service-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class UnknownWord(Refusal):
    code = "service-unknown-word"
    message = _("Choose at least one function and one field from the lists.")


class ServiceEnded(Refusal):
    code = "service-ended"
    message = _("%(name)s is not offered any more. Look for another service.")


class ProviderEnded(Refusal):
    code = "service-provider-ended"
    message = _("%(name)s offers nothing any more. Nothing new can be noted for it.")


class ReachedAlready(Refusal):
    code = "service-reaches-there-already"
    message = _("%(name)s covers that area already: one of its areas holds it.")


class ReachesNowhere(Refusal):
    code = "service-reaches-nowhere"
    message = _("%(name)s must cover some area. First add the area that it covers now.")


class DayNotCome(Refusal):
    code = "service-day-not-come"
    message = _("This day has not come yet. Choose today or an earlier day.")


def refuse_future(on: date) -> None:
    """Raises DayNotCome."""
    if on > timezone.localdate():
        raise DayNotCome
