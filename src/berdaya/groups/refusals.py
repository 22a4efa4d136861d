"""How the verbs on groups say no."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal


class GroupKeyInUse(Refusal):
    code = "group-key-in-use"
    message = _("This form was already used for something else. Open an empty form.")


class GroupNumberTaken(Refusal):
    code = "group-number-taken"
    message = _("Another group has the number %(number)s. Look at the card again.")


class GroupHasEnded(Refusal):
    code = "group-has-ended"
    message = _("%(name)s has ended. Nothing new can be noted for it.")


class NotYetCome(Refusal):
    code = "group-day-not-come"
    message = _("This day has not come yet. Choose today or an earlier day.")


class BeforeFounding(Refusal):
    code = "group-before-founding"
    message = _("The group was founded later than that. Choose a later day.")


class AlreadyThere(Refusal):
    code = "group-member-already"
    message = _("%(name)s is a member already.")


class OverlapsEarlier(Refusal):
    code = "group-member-overlaps"
    message = _("%(name)s left the group later than that. Choose a later day.")


class MembershipNotAgreed(Refusal):
    code = "group-membership-not-agreed"
    message = _("%(name)s has not agreed to be recorded as a member. Ask, and note the answer.")


class AlreadyLeft(Refusal):
    code = "group-member-left-already"
    message = _("%(name)s has left the group already.")


class LeavesBeforeJoining(Refusal):
    code = "group-leaves-before-joining"
    message = _("%(name)s came later than that. Choose a later day.")


class CameAfterwards(Refusal):
    code = "group-member-came-afterwards"
    message = _(
        "%(name)s still came to the meeting of %(day)s. Choose that day or a later one, or "
        "first correct who came."
    )


class HoldsOffice(Refusal):
    code = "group-member-holds-office"
    message = _("%(name)s still holds an office. First note who takes it over.")


class NotAMember(Refusal):
    code = "group-not-a-member"
    message = _(
        "Only a member of the group on that day can do this. Look at the list of members."
    )


class WrongRole(Refusal):
    code = "group-account-without-role"
    message = _(
        "%(name)s has an account without the role it needs here. An administrator can add it."
    )


class AlreadyMentor(Refusal):
    code = "group-mentored-already"
    message = _("%(name)s accompanies this group already.")


class SameState(Refusal):
    code = "group-same-state"
    message = _("The group is in that state already. Open its page again.")


class SameGroup(Refusal):
    code = "group-with-itself"
    message = _("Choose another group, which has not ended.")


class NobodyGoes(Refusal):
    code = "group-nobody-goes"
    message = _("Choose the members who go along.")


class MeetingSettled(Refusal):
    code = "meeting-settled"
    message = _("This meeting was called off. Plan another one.")


class MeetingHeld(Refusal):
    code = "meeting-held"
    message = _("This meeting was held already and cannot be called off.")


class MeetingNotHeld(Refusal):
    code = "meeting-not-held"
    message = _("Note first who came to this meeting; then add its photos.")


class TooManyPhotos(Refusal):
    code = "meeting-too-many-photos"
    message = _("A meeting keeps %(most)s photos at most. Remove one first, or send fewer.")


class PhotoRemoved(Refusal):
    code = "meeting-photo-removed"
    message = _("This photo was removed already.")


class ResolutionSettled(Refusal):
    code = "resolution-settled"
    message = _("This was settled already. Open the page again.")


class KbNotWanted(Refusal):
    code = "group-kb-not-wanted"
    message = _("%(name)s does not want to be asked. Leave it blank.")


class MonthClosed(Refusal):
    code = "group-month-closed"
    message = _(
        "%(month)s is closed for this group. The field officer can open it again, with a reason."
    )


class MonthNotOver(Refusal):
    code = "group-month-not-over"
    message = _("%(month)s is not over yet. Close it when its last day has passed.")


class MeetingNotNoted(Refusal):
    code = "group-meeting-not-noted"
    message = _(
        "A meeting planned for %(day)s is not noted yet. Note who came, or call it off, and "
        "close the month then."
    )


class MonthOpen(Refusal):
    code = "group-month-open"
    message = _("%(month)s is open already. Open the page again.")


class PaperWithdrawn(Refusal):
    code = "group-paper-withdrawn"
    message = _("This paper was withdrawn already.")


class PaperEndsTooEarly(Refusal):
    code = "group-paper-ends-too-early"
    message = _("A paper cannot end before it was issued. Look at both days again.")


# why a row of a list of groups is left out


class ColumnsMissing(Refusal):
    code = "group-list-columns-missing"
    message = _("The list needs a row of headings with these columns: %(columns)s.")


class ListEmpty(Refusal):
    code = "group-list-empty"
    message = _("Below the headings of the list stands no row.")


class OutsideArea(Refusal):
    code = "group-list-outside-area"
    message = _("%(code)s lies outside of the area that you chose for this file.")


class CellMissing(Refusal):
    code = "group-list-cell-missing"
    message = _("The column “%(column)s” is blank or names nothing that is known here.")


class NumberUnreadable(Refusal):
    code = "group-list-number-unreadable"
    message = _(
        "The column “%(column)s” does not hold 16 digits. Look at the card and write it as text."
    )


class DayUnreadable(Refusal):
    code = "group-list-day-unreadable"
    message = _("The column “%(column)s” holds no day that has come. Write it like 31-12-2025.")


class ConsentNotNoted(Refusal):
    code = "group-list-consent-not-noted"
    message = _(
        "%(name)s is held back: nothing says that they agreed. Ask for the agreement on paper and "
        "write its day."
    )


class NotInRegister(Refusal):
    code = "group-list-not-in-register"
    message = _(
        "%(name)s is not found in the register of families by these numbers. Register the family "
        "first, or compare the card."
    )


class OfficeUnknown(Refusal):
    code = "group-list-office-unknown"
    message = _("“%(office)s” is no office. Write Ketua, Sekretaris, Bendahara or Pembantu.")


def refuse_future(*days: date | None) -> None:
    """Raises NotYetCome where one of the days lies ahead."""
    if any(day > timezone.localdate() for day in days if day):
        raise NotYetCome
