"""The steps that a case took, as casework keeps them."""

from berdaya.casework.models import Case


def steps_taken(case: Case) -> int:
    """How many steps stand in the history of a case."""
    return case.stage_entries.count()


def ending_of(case: Case) -> str:
    """The reason for which the work ended; blank while it goes on."""
    return case.stage_entries.latest("number").ending
