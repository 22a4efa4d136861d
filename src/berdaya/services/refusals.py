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


class ReferralNotAgreed(Refusal):
    code = "referral-not-agreed"
    message = _(
        "%(name)s does not want this, or was not asked. Ask, note the answer on the page of the "
        "family, at What they agreed to, and try again."
    )


class NothingToTell(Refusal):
    code = "referral-agreed-by-nobody"
    message = _("Say who of the family agreed to be referred.")


class NotTaken(Refusal):
    code = "referral-service-takes-others"
    message = _("%(name)s does not take whom you refer. Look for another service.")


class DueTooEarly(Refusal):
    code = "referral-due-too-early"
    message = _("An answer cannot be due before today. Choose a later day.")


class StepDoesNotFollow(Refusal):
    code = "referral-step-does-not-follow"
    message = _("This does not come next. Open the referral again and see where it stands.")


class StepBeforeLast(Refusal):
    code = "referral-step-before-the-last"
    message = _("The step before it was later than that. Choose a later day.")


class StepWithoutReason(Refusal):
    code = "referral-refused-without-reason"
    message = _("Choose why it was refused; for another reason, say it in a few words.")


class SentInNoWay(Refusal):
    code = "referral-sent-in-no-way"
    message = _("Say how it was handed over.")


class NotOfTheFamily(Refusal):
    code = "referral-not-of-the-family"
    message = _("%(name)s does not belong to this family today.")
