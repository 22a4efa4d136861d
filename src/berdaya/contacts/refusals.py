"""How the verbs on contacts, steps and notes say no. No sentence names a client."""

from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class ContactKeyInUse(Refusal):
    code = "contact-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class UnknownContactWord(Refusal):
    code = "contact-unknown-word"
    message = _("Choose from the lists. Open the form again.")


class NothingTold(Refusal):
    code = "contact-nothing-told"
    message = _("Write in a few words what happened.")


class BeforeTheCase(Refusal):
    code = "contact-before-the-case"
    message = _("The case was not open on this day. Choose a later day.")


class ContactUnwanted(Refusal):
    code = "contact-unwanted"
    message = _(
        "The client has said that they want no more. Contacts up to that day are still noted, and "
        "later ones in a crisis alone. End the case at their request, or sign a new contract if "
        "they have changed their mind."
    )


class NextDayPast(Refusal):
    code = "contact-next-day-past"
    message = _("The next step comes after the contact. Choose a later day.")


class AlreadyCorrected(Refusal):
    code = "contact-already-corrected"
    message = _("Somebody has corrected this already. Open the latest version.")


class AlreadyReviewed(Refusal):
    code = "contact-already-reviewed"
    message = _("You have looked back on this contact already.")


class ReviewIncomplete(Refusal):
    code = "contact-review-incomplete"
    message = _(
        "Answer each question; where there was no occasion, say that it does not apply."
    )


class NotTheAuthor(Refusal):
    code = "contact-not-the-author"
    message = _("Only whoever wrote this can change it.")


class StepSettled(Refusal):
    code = "contact-step-settled"
    message = _("This was settled already. Open the case again.")


class NoteIsShared(Refusal):
    code = "contact-note-is-shared"
    message = _("Others have read this note. It cannot become private again.")
