"""The words of an invitation, and the link that opens WhatsApp with them."""

from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from berdaya.groups.models import Meeting
from berdaya.ui.days import long_date


def invitation(meeting: Meeting) -> str:
    """What to send to the members; names nobody."""
    day = f"{date_format(meeting.on, 'l')}, {long_date(meeting.on)}"
    when = (
        _("%(day)s at %(time)s") % {"day": day, "time": f"{meeting.at:%H.%M}"}
        if meeting.at
        else day
    )
    lines = [_("Invitation: meeting of %(group)s") % {"group": meeting.group.name}, when]
    if meeting.place:
        lines.append(_("Place: %(place)s") % {"place": meeting.place})
    if meeting.points:
        lines += [
            _("About:"),
            *(f"{number}. {it}" for number, it in enumerate(meeting.points, 1)),
        ]
    lines.append(_("Please come. Tell us if you cannot."))
    return "\n".join(lines)


def whatsapp(text: str) -> str:
    """An address that opens WhatsApp; whom to send it to is chosen there."""
    return f"https://wa.me/?text={quote(text)}"
