"""A verb whose form comes several times, at once or later, is done once."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from berdaya.refusal import Refusal

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Row = TypeVar("Row", bound=models.Model)


def made_before(
    model: type[Row], key: UUID, otherwise: type[Refusal], /, **same: object
) -> Row | None:
    """The row that this key made already, if it says the `same`; no row: the key is new.

    Asked under a lock, a second press waits for the first; else `once` asks it a second time.

    Raises:
        `otherwise`: the key made something else.
    """
    # without sight: keys are unique in the nation, and the verb has allowed what `same` names
    row = model._base_manager.filter(pk=key).first()
    if row and any(getattr(row, name) != value for name, value in same.items()):
        raise otherwise(key=key)
    return row


def once(verb: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Do the verb; where it fails, again: the same form may have been faster.

    PostgreSQL shows what others wrote from one query to the next. The second time, the verb
    finds what was made under its key, or says how things are.
    """

    @wraps(verb)
    def done(*args: Given.args, **said: Given.kwargs) -> Answer:
        try:
            with transaction.atomic():
                return verb(*args, **said)
        except (IntegrityError, Refusal):
            return verb(*args, **said)

    return done
