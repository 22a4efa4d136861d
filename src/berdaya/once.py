"""A verb whose form comes several times at once is done once."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, transaction

from berdaya.refusal import Refusal

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


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
