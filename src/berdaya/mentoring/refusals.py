"""How the verbs on visits say no."""

from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class VisitKeyInUse(Refusal):
    code = "visit-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class NextTooEarly(Refusal):
    code = "visit-next-too-early"
    message = _("The next visit comes after this one. Choose a later day.")


class AgreementSettled(Refusal):
    code = "visit-agreement-settled"
    message = _("This was settled already. Open the page again.")
