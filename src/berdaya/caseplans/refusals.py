"""How the verbs on plans say no. No sentence names a client."""

from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class PlanKeyInUse(Refusal):
    code = "plan-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class NotInThisStage(Refusal):
    code = "plan-not-in-this-stage"
    message = _(
        "In the stage “%(stage)s” this cannot be done. To plan again, let the case go back to "
        "the stage of planning first, with the reason."
    )


class PlanReplaced(Refusal):
    code = "plan-replaced"
    message = _("A newer version has replaced this plan. Open the plan of the case again.")


class PlanAgreed(Refusal):
    code = "plan-agreed"
    message = _(
        "The client has agreed to this plan, so its goals stand. Make a new version, with the "
        "reason."
    )


class PlanUnfinished(Refusal):
    code = "plan-unfinished"
    message = _("Before the client agrees, complete this: %(missing)s")


class TooManyGoals(Refusal):
    code = "plan-too-many-goals"
    message = _("A plan has room for %(most)s goals. Two to four are usual; fewer is better.")


class UnknownWord(Refusal):
    code = "plan-unknown-word"
    message = _("Choose from the lists.")


class ReasonMissing(Refusal):
    code = "plan-reason-missing"
    message = _("Write why a new version is made: the old one is kept beside it.")


class EndsBeforeItBegins(Refusal):
    code = "plan-ends-before-it-begins"
    message = _("The last day comes before the first. Look at both days again.")


class ActivitySettled(Refusal):
    code = "plan-activity-settled"
    message = _("This activity was settled already. Open the plan again.")


class NotTheClient(Refusal):
    code = "plan-not-the-client"
    message = _(
        "This referral is not for the client of this case. Begin it from the plan again."
    )


class TaskEnded(Refusal):
    code = "plan-task-ended"
    message = _("This task has ended. Give a new one.")
