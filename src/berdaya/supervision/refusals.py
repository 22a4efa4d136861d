"""How the verbs of supervision say no. No sentence names a client."""

from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class SupervisionKeyInUse(Refusal):
    code = "supervision-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class NothingToDraw(Refusal):
    code = "sample-nothing-to-draw"
    message = _("You supervise no case that somebody works on, so there is nothing to draw.")


class SampleSize(Refusal):
    code = "sample-size"
    message = _("Draw one case at least and %(most)s at most.")


class NotAReviewer(Refusal):
    code = "peer-review-not-a-reviewer"
    message = _(
        "%(name)s is no social worker or supervisor in the area of this case. Choose somebody else."
    )


class KnowsTheClient(Refusal):
    code = "peer-review-knows-the-client"
    message = _(
        "%(name)s has or had a part in this case, may see it, stepped back from it, or is kin of "
        "the client. Choose somebody else."
    )


class ReviewRunning(Refusal):
    code = "peer-review-running"
    message = _("This case is with a colleague already. Take it back first.")


class ReviewWritten(Refusal):
    code = "peer-review-written"
    message = _("This review is written and stays as it is.")


class ReviewEnded(Refusal):
    code = "peer-review-ended"
    message = _("This review has ended already. Open the list again.")


class AnswersMissing(Refusal):
    code = "peer-review-answers-missing"
    message = _("Answer each question, and write what went well.")


class ReplyMissing(Refusal):
    code = "peer-review-reply-missing"
    message = _("Write a few words.")


class AnsweredAlready(Refusal):
    code = "peer-review-answered-already"
    message = _("You have answered this review already.")
