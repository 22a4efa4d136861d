"""How the verbs of this room say no. No sentence names anybody of the case."""

from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class AssessmentKeyInUse(Refusal):
    code = "case-assessment-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class NothingWritten(Refusal):
    code = "case-assessment-empty"
    message = _("Write at least one thing before you save.")


class WrittenMeanwhile(Refusal):
    code = "case-assessment-written-meanwhile"
    message = _(
        "Somebody else saved a newer edition meanwhile. Copy what you wrote, open the page again "
        "and write it into the newest edition."
    )


class UnknownMethod(Refusal):
    code = "case-assessment-unknown-method"
    message = _("Choose the methods from the list.")


class NotAmongKin(Refusal):
    code = "kin-not-there"
    message = _("This person is no longer in the genogram. Open the page again.")


class TwoParentsAlready(Refusal):
    code = "kin-two-parents-already"
    message = _("Two parents of this kind are noted already. Take one off first.")


class ParentMissing(Refusal):
    code = "kin-parent-missing"
    message = _("Add a father or a mother first: brothers and sisters hang from their parents.")


class OwnAncestor(Refusal):
    code = "kin-own-ancestor"
    message = _("Then somebody would be their own ancestor. Look at who is whose parent.")


class OneOfTwo(Refusal):
    code = "kin-one-of-two"
    message = _("Choose two different people.")


class RelatedAlready(Refusal):
    code = "kin-related-already"
    message = _("This relation is noted already.")


class IndexStays(Refusal):
    code = "kin-index-stays"
    message = _("The person whom the case is about stays in the genogram.")


class GenogramBegun(Refusal):
    code = "kin-begun-already"
    message = _("The genogram has people already. Add others beside them.")


class YearsWrong(Refusal):
    code = "kin-years-wrong"
    message = _(
        "Look at the years: nobody dies before birth, and no couple ends before it began."
    )


class TooMany(Refusal):
    code = "case-assessment-too-many"
    message = _("That is enough for one picture: %(most)s at most.")


class NotAskedOfGroups(Refusal):
    code = "case-not-asked-of-groups"
    message = _("This questionnaire is not asked of the client of this case. Choose another.")


class NothingAnswered(Refusal):
    code = "case-nothing-answered"
    message = _("Answer at least one question; the others may stay blank.")


class AnswerUnknown(Refusal):
    code = "case-answer-unknown"
    message = _("An answer does not fit its question. Open the page again.")


class AskedInFuture(Refusal):
    code = "case-asked-in-future"
    message = _("This day has not come yet. Choose the day on which the group was asked.")


class ResultOfAnother(Refusal):
    code = "case-result-of-another"
    message = _("This result is of somebody else.")
