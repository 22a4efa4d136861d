"""What the page shell shows on every page."""

from django.conf import settings
from django.http import HttpRequest

from berdaya.ui.navigation import navigation


def shell(request: HttpRequest) -> dict[str, object]:
    return {"is_demo": settings.DEMO, **navigation(request)}
