"""The application that a web server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.site.settings")
application = get_wsgi_application()

from berdaya.access.looking import begin  # noqa: E402  # Django must be set up first

begin()
