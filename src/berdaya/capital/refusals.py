"""How the verbs on capital say no."""

from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class CapitalKeyInUse(Refusal):
    code = "capital-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class UnknownSource(Refusal):
    code = "capital-unknown-source"
    message = _("Choose a source of capital from the list.")


class WrongRange(Refusal):
    code = "capital-wrong-range"
    message = _("The end lies before the beginning. Look at days and amounts again.")


class CallClosed(Refusal):
    code = "capital-call-closed"
    message = _("This call is not open today. Look at its days.")


class CallElsewhere(Refusal):
    code = "capital-call-elsewhere"
    message = _("This call is not for groups in this area.")


class AppliedAlready(Refusal):
    code = "capital-applied-already"
    message = _("The group has applied to this call already. Go on with that application.")


class GroupNotActive(Refusal):
    code = "capital-group-not-active"
    message = _("Only a group that is active can apply.")


class WrongState(Refusal):
    code = "capital-wrong-state"
    message = _("This does not come next. Open the application again and see where it stands.")


class NoLines(Refusal):
    code = "capital-no-lines"
    message = _("First say what the money is for, line by line.")


class OutOfRange(Refusal):
    code = "capital-out-of-range"
    message = _("The call is for %(least)s to %(most)s. Look at the cost lines again.")


class ConditionsUnmet(Refusal):
    code = "capital-conditions-unmet"
    message = _(
        "Not met yet: %(missing)s. Each condition on the application's page leads to where it is mended."
    )


class NotEligible(Refusal):
    code = "capital-not-eligible"
    message = _("Not proved yet, so nothing can be granted: %(missing)s.")


class NotDecidedThere(Refusal):
    code = "capital-not-decided-there"
    message = _("Choose a decision that a meeting of this group took in the past half year.")


class ReasonMissing(Refusal):
    code = "capital-reason-missing"
    message = _("Say in a few words why, so that others understand it later.")


class MoreThanAsked(Refusal):
    code = "capital-more-than-asked"
    message = _("Not more than %(asked)s was asked for.")


class MayNotDecide(Refusal):
    code = "capital-may-not-decide"
    message = _("You may not decide about this application: %(why)s")


class SamePerson(Refusal):
    code = "capital-same-person"
    message = _("The first person cannot be the second one too. Somebody else decides.")


class MoreThanGranted(Refusal):
    code = "capital-more-than-granted"
    message = _("That is more than is left of what was granted (%(left)s).")


class StillUnaccounted(Refusal):
    code = "capital-still-unaccounted"
    message = _("%(left)s is not accounted for yet.")


class NotSuchAFile(Refusal):
    code = "capital-not-such-a-file"
    message = _("Only PDF, JPG and PNG of up to %(most)s MB can be attached.")


class TakenBackAlready(Refusal):
    code = "capital-taken-back-already"
    message = _("This was taken back already.")


class NobodyWithThisNumber(Refusal):
    code = "capital-nobody-with-this-number"
    message = _("No record has this NIK and this birth date. Look at the card again.")
