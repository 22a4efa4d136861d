"""How the verbs on partners say no. Days and ended groups: groups/refusals.py."""

from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class PartnerKeyInUse(Refusal):
    code = "partner-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class UnknownSector(Refusal):
    code = "partner-unknown-sector"
    message = _("Choose a field of business from the list.")


class EndsBeforeItBegins(Refusal):
    code = "partner-ends-before-it-begins"
    message = _("The end lies before the beginning. Look at both days again.")


class AlreadyEnded(Refusal):
    code = "partner-ended-already"
    message = _("This was ended already. Open the page again.")


class PartnerElsewhere(Refusal):
    code = "partner-works-elsewhere"
    message = _("%(name)s does not work where the group is. Look at its working area.")


class CoveredAlready(Refusal):
    code = "partner-works-there-already"
    message = _("%(name)s works there already: one of its areas holds this one.")


class WorksNowhere(Refusal):
    code = "partner-works-nowhere"
    message = _("%(name)s must work somewhere. First add the area in which it works now.")


class PartnersAlready(Refusal):
    code = "partnership-already"
    message = _("The group and %(name)s have such a partnership already. Go on with that one.")


class WrongStep(Refusal):
    code = "partnership-wrong-step"
    message = _(
        "This step does not come next. Open the partnership again and see where it stands."
    )


class StepTooEarly(Refusal):
    code = "partnership-step-too-early"
    message = _("The step before it was later than that. Choose a later day.")


class ReasonMissing(Refusal):
    code = "partnership-reason-missing"
    message = _("Say in a few words why, so that others understand it later.")


class NotAgreedYet(Refusal):
    code = "partnership-not-agreed"
    message = _("Who owes what is noted once both sides have agreed.")


class ObligationSettled(Refusal):
    code = "obligation-settled"
    message = _("This was settled already. Open the page again.")


class UnknownLaw(Refusal):
    code = "partnership-unknown-law"
    message = _("Choose a regulation from the library.")


class NotSuchAFile(Refusal):
    code = "partnership-not-such-a-file"
    message = _("Only PDF, JPG and PNG of up to %(most)s MB can be attached.")


class DocumentWithdrawn(Refusal):
    code = "partnership-document-withdrawn"
    message = _("This paper was withdrawn already.")
