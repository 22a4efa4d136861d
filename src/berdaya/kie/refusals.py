"""How the verbs on KIE say no."""

from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class SessionKeyInUse(Refusal):
    code = "kie-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class NoTopic(Refusal):
    code = "kie-no-topic"
    message = _("Choose at least one topic.")


class MeetingNotHeld(Refusal):
    code = "kie-meeting-not-held"
    message = _("This meeting is not noted as held yet. First note who came.")


class MeetingHasSession(Refusal):
    code = "kie-meeting-has-one"
    message = _("KIE of this meeting is noted already. Open it and correct it there.")


class NotOfTheTopic(Refusal):
    code = "kie-material-of-another-topic"
    message = _("This material is about another topic. Choose one that fits.")


class SessionWithdrawn(Refusal):
    code = "kie-session-withdrawn"
    message = _("This was taken back as a mistake. Note a new one.")


class NotThere(Refusal):
    code = "kie-not-there"
    message = _("Only members who were there can be asked. Look at who came.")


class InNoFamily(Refusal):
    code = "kie-in-no-family"
    message = _("%(name)s is in no family's list on that day and cannot be asked here.")


class AskedAlready(Refusal):
    code = "kie-asked-already"
    message = _("These questions were noted already. Each is asked once before and once after.")


class QuestionsNoted(Refusal):
    code = "kie-questions-noted"
    message = _("Answers were noted for this topic or member, so they cannot be taken out.")


class NotSuchFile(Refusal):
    code = "kie-not-such-a-file"
    message = _("Choose a PDF or a picture (JPG, PNG). This file is something else.")


class FileTooLarge(Refusal):
    code = "kie-file-too-large"
    message = _("The file is larger than %(most)s MB. Make it smaller, or give a link.")


class NothingInIt(Refusal):
    code = "kie-material-empty"
    message = _("Write the text, give a link, or choose a file.")


class MaterialEnded(Refusal):
    code = "kie-material-ended"
    message = _("This material is no longer in use.")
