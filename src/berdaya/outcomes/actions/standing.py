"""In which case these verbs may write, and what a key made before, with this room's refusals."""

from functools import partial

from berdaya.casework.actions import working
from berdaya.outcomes import refusals

# to end well is open also to a client who wants no more; to judge and to look in again is not
ending = partial(working.running, otherwise=refusals.NotInThisStage)
held = partial(working.at_work, otherwise=refusals.NotInThisStage)
