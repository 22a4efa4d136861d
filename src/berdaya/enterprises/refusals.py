"""How the verbs on enterprises say no."""

from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class EnterpriseKeyInUse(Refusal):
    code = "enterprise-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class EnterpriseEnded(Refusal):
    code = "enterprise-ended"
    message = _("%(name)s has closed down. Nothing new can be noted for it.")


class EnterpriseDayNotCome(Refusal):
    code = "enterprise-day-not-come"
    message = _("This day has not come yet. Choose today or an earlier day.")


class BeforeBeginning(Refusal):
    code = "enterprise-before-beginning"
    message = _("The business began later than that. Choose a later day.")


class AfterEnding(Refusal):
    code = "enterprise-after-ending"
    message = _("The business had ended by then. Choose an earlier day.")


class OwnerMissing(Refusal):
    code = "enterprise-without-owner"
    message = _("Choose the member whose business it is, or say that it is a joint one.")


class OwnerNotNeeded(Refusal):
    code = "enterprise-joint-with-owner"
    message = _("A joint business belongs to all. Do not choose a member for it.")


class NotOfThisGroup(Refusal):
    code = "enterprise-member-of-another-group"
    message = _("Choose somebody who is a member of this group.")


class NoSuchKbli(Refusal):
    code = "enterprise-no-such-kbli"
    message = _(
        "A code of KBLI has five digits; %(code)s has not. Write it in full, or leave it."
    )


class ProductOfAnother(Refusal):
    code = "enterprise-product-of-another"
    message = _("Choose a product of this business.")


class ProductEnded(Refusal):
    code = "enterprise-product-ended"
    message = _("%(name)s is no longer sold.")


class PermitEndsTooEarly(Refusal):
    code = "permit-ends-too-early"
    message = _("A permit cannot end before it was issued. Look at both days again.")


class PermitWithdrawn(Refusal):
    code = "permit-withdrawn"
    message = _("This permit was withdrawn already.")


class AssetGone(Refusal):
    code = "asset-gone"
    message = _("%(name)s was noted as gone already.")


class NothingNoted(Refusal):
    code = "sales-nothing-noted"
    message = _("Write at least one number: what was made or what was sold.")


class MonthSummedUp(Refusal):
    code = "sales-month-summed-up"
    message = _("%(month)s was told as a whole already. Correct the whole month instead.")


class MonthToldByDay(Refusal):
    code = "sales-month-told-by-day"
    message = _(
        "%(month)s was told day by day. Say that the whole month takes the place of the days."
    )


class NotTheRecipient(Refusal):
    code = "income-of-somebody-else"
    message = _("The income of this business goes to its owner's family. Choose the owner.")


class TaskSettled(Refusal):
    code = "task-settled"
    message = _("This task was settled already. Open the page again.")


class NothingAimedAt(Refusal):
    code = "plan-without-steps"
    message = _("Write at least one step, so that it is clear how to begin.")
