"""A verb's no, shown where the user asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms

from berdaya.access.actions import NotAllowed
from berdaya.refusal import Refusal


@contextmanager
def refusals_in(form: forms.Form) -> Iterator[None]:
    """Show a refusal at the top of the form it answers, and go on to render that form."""
    try:
        yield
    except NotAllowed:
        raise  # to the page that does not exist: see access.middleware
    except Refusal as refusal:
        form.add_error(None, str(refusal))
