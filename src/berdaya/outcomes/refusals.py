"""How the verbs on evaluation and ending say no. No sentence names a client."""

from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class OutcomeKeyInUse(Refusal):
    code = "outcome-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class NotInThisStage(Refusal):
    code = "outcome-not-in-this-stage"
    message = _("In the stage “%(stage)s” this is not done yet.")


class NoAgreedPlan(Refusal):
    code = "outcome-no-agreed-plan"
    message = _("Only goals of the newest plan that the client has agreed to are rated.")


class NothingRated(Refusal):
    code = "outcome-nothing-rated"
    message = _("Rate at least one goal.")


class EvidenceMissing(Refusal):
    code = "outcome-evidence-missing"
    message = _("Write for each rated goal by what one sees it.")


class ChecklistUnfinished(Refusal):
    code = "outcome-checklist-unfinished"
    message = _("Answer each point of the checklist.")


class UnknownAnswer(Refusal):
    code = "outcome-unknown-answer"
    message = _("Choose from the answers shown.")


class SummaryReplaced(Refusal):
    code = "outcome-summary-replaced"
    message = _("A newer summary was written. Give the client that one.")


class WrongDays(Refusal):
    code = "outcome-wrong-days"
    message = _("The contacts come one after the other, after the day on which the case ended.")


class ContactNoted(Refusal):
    code = "outcome-contact-noted"
    message = _("It was noted already how this contact went. Open the page again.")
