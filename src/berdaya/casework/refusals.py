"""How the verbs on cases say no. No sentence names a client."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class CaseKeyInUse(Refusal):
    code = "case-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class IntakeDecided(Refusal):
    code = "intake-decided"
    message = _("Somebody has decided about this already. Open the list again.")


class OpenAlready(Refusal):
    code = "case-open-already"
    message = _(
        "A case of this client is open already with %(name)s. Note there what is new, and decline "
        "the request with this reason."
    )


class NotOpenedAgain(Refusal):
    code = "case-not-opened-again"
    message = _(
        "This case cannot be opened again as it is. Ask for a social worker for the client anew: "
        "the request reaches whoever decides where the client lives now."
    )


class UnknownSign(Refusal):
    code = "intake-unknown-sign"
    message = _("One of the signs is not known here. Open the form again.")


class UnknownWord(Refusal):
    code = "case-unknown-word"
    message = _("Choose field, functions and setting from the lists.")


class NotAWorker(Refusal):
    code = "case-not-a-worker"
    message = _("%(name)s is no social worker in the area of this case. Choose somebody else.")


class NotASupervisor(Refusal):
    code = "case-not-a-supervisor"
    message = _("%(name)s is no supervisor in the area of this case. Choose somebody else.")


class SameWorker(Refusal):
    code = "case-same-worker"
    message = _("%(name)s works on this case already.")


class CaseIsClosed(Refusal):
    code = "case-is-closed"
    message = _("This case is closed. Open it again first, with the reason.")


class CaseNotClosed(Refusal):
    code = "case-not-closed"
    message = _("This case is not closed. Open its page again.")


class NoContractStands(Refusal):
    code = "case-no-contract-stands"
    message = _(
        "No contract of this case stands any more. Open it from the first stage, so that you and "
        "the client make a new one."
    )


class WaitsForWorker(Refusal):
    code = "case-waits-for-worker"
    message = _("This case has no social worker yet. Assign one first.")


class NoSuchStep(Refusal):
    code = "case-no-such-step"
    message = _(
        "A case goes on stage by stage, or back with a reason. From stage %(of)s it cannot go to "
        "stage %(to)s like this."
    )


class ClientWithdrew(Refusal):
    code = "case-client-withdrew"
    message = _(
        "The client has said that they want no more, so nothing new is noted about them. End the "
        "case at their request, or sign a new contract if they have changed their mind."
    )


class ReasonMissing(Refusal):
    code = "case-reason-missing"
    message = _("Write the reason: it stays with the case.")


class DayBeforeLast(Refusal):
    code = "case-day-before-last"
    message = _("Something was noted for a later day already. Choose a later day.")


class DayNotCome(Refusal):
    code = "case-day-not-come"
    message = _("This day has not come yet. Choose today or an earlier day.")


class LetInTooLong(Refusal):
    code = "case-let-in-too-long"
    message = _("Choose a day from tomorrow on, %(days)s days ahead at most.")


class LetInAlready(Refusal):
    code = "case-let-in-already"
    message = _("%(name)s can see this case already.")


class NotAProfessional(Refusal):
    code = "case-not-a-professional"
    message = _(
        "%(name)s is neither a social worker nor a supervisor, so that cases stay shut."
    )


class AccessEnded(Refusal):
    code = "case-access-ended"
    message = _("This access has ended already.")


class BreakSeen(Refusal):
    code = "case-break-seen"
    message = _("This was answered already. Open the page again.")


class ContractSigned(Refusal):
    code = "contract-signed"
    message = _("This contract is signed and stays as it is. Write a new version instead.")


class ContractNotSigned(Refusal):
    code = "contract-not-signed"
    message = _("This contract is not signed yet, so nothing can be withdrawn.")


class ContractWithdrawn(Refusal):
    code = "contract-withdrawn"
    message = _("This contract was withdrawn already. Write a new version.")


class ContractReplaced(Refusal):
    code = "contract-replaced"
    message = _("A newer version is signed. Open that one.")


class ContractDays(Refusal):
    code = "contract-days"
    message = _("The contract begins first, is looked at next and ends last. Look at the days.")


class GuardianSigns(Refusal):
    code = "contract-guardian-signs"
    message = _(
        "The client is under 18, or such a child belongs to the family: a parent signs, "
        "a legal guardian, or the relative who cares for the child."
    )


class WrongSigner(Refusal):
    code = "contract-wrong-signer"
    message = _("For this client somebody else signs. Choose who it was.")


class SignerUnnamed(Refusal):
    code = "contract-signer-unnamed"
    message = _("Write the name of whoever signed.")


def refuse_future(day: date) -> None:
    """Raises DayNotCome where the day lies ahead."""
    if day > timezone.localdate():
        raise DayNotCome
