"""What verbs of this room begin with."""

from functools import partial

from berdaya.casework.actions import working
from berdaya.contacts import refusals

made_before = partial(working.made_before, otherwise=refusals.ContactKeyInUse)
