"""Why an event cannot be noted, or not be taken back."""

from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class NotThisReason(Refusal):
    code = "life-not-this-reason"
    message = _("Choose why from the list; for another reason, say it in a few words.")


class StillToCome(Refusal):
    code = "life-still-to-come"
    message = _("This day has not come yet. Choose today or an earlier day.")


class BeforeItBegan(Refusal):
    code = "life-before-it-began"
    message = _(
        "%(name)s has had this place in the family since %(since)s. Choose that day or later, "
        "or look at what was noted after it."
    )


class NotOfThisFamily(Refusal):
    code = "life-not-of-this-family"
    message = _("%(name)s does not belong to this family now. Open the family again.")


class LivesHereAlready(Refusal):
    code = "life-lives-here-already"
    message = _("%(name)s is a member of this family already. Nothing needs to be noted.")


class WhoTakesOver(Refusal):
    code = "life-who-takes-over"
    message = _("%(head)s is the head of this family. Choose who takes over.")


class TakesOverAlready(Refusal):
    code = "life-is-head-already"
    message = _("%(name)s is the head of this family already.")


class NobodyChosen(Refusal):
    code = "life-nobody-chosen"
    message = _("Choose at least one person.")


class OneHead(Refusal):
    code = "life-one-head"
    message = _("Choose one person as the head of the new household.")


class NotACouple(Refusal):
    code = "life-not-a-couple"
    message = _("Choose two different people.")


class BirthOnThatDay(Refusal):
    code = "life-birth-on-that-day"
    message = _("Who was born on %(on)s has this day as date of birth. Compare the two.")


class NotBornYet(Refusal):
    code = "life-not-born-yet"
    message = _("%(name)s was born on %(born)s, after this day. Compare the two.")


class NeverMarried(Refusal):
    code = "life-never-married"
    message = _(
        "%(name)s is noted as never married. Choose somebody else, or correct that first."
    )


class GaveBirthLater(Refusal):
    code = "life-gave-birth-later"
    message = _(
        "%(name)s is noted as the mother of a child born on %(born)s. Choose that day or later, "
        "or compare the two."
    )


class EventKeyInUse(Refusal):
    code = "life-key-in-use"
    message = _("This form was already used for another event. Open the page again.")


class LaterEvent(Refusal):
    code = "life-later-event"
    message = _(
        "Something was noted about %(name)s after this. First take back what was noted later."
    )


class ReasonToTakeBack(Refusal):
    code = "life-reason-to-take-back"
    message = _("Say in a few words what was wrong.")
