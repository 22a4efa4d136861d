"""How the verbs of the path say no. No sentence names a client."""

from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal
from berdaya.rules.casework.stages import Refused
from berdaya.ui.languages import said


class StepRefused(Refusal):
    """A step that the stages do not allow; the sentence is theirs."""

    code = "case-step-refused"
    message = _("%(why)s")

    @classmethod
    def of(cls, no: Refused) -> "StepRefused":
        sentences = [said(no.words), *(said(fact.missing) for fact in no.missing)]
        return cls(why=" ".join(sentences), rule=no.code)


class MovedMeanwhile(Refusal):
    code = "case-moved-meanwhile"
    message = _("The case has gone on meanwhile. Look at its path again.")
