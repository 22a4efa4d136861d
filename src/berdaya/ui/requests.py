"""What a page view is handed."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from berdaya.access.models import User


class Request(HttpRequest):
    """The request of a signed-in user."""

    user: User
    htmx: HtmxDetails
