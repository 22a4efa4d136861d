"""Browsers for journeys: `phone` and `desktop` are pages, `sign_in` and `axe` act on them."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page

from berdaya.access.models import User
from tests.journeys import browser as browsers


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's own loop runs in this thread, so Django believes itself in async code
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with browsers.chromium() as browser:
            yield browser


@pytest.fixture
def phone(browser: Browser, live_server) -> Iterator[Page]:
    """A small telephone that is touched, 360 wide."""
    with browsers.opened(browser, live_server.url, **browsers.PHONE) as page:
        yield page


@pytest.fixture
def desktop(browser: Browser, live_server) -> Iterator[Page]:
    """A screen in an office, 1280 wide."""
    with browsers.opened(browser, live_server.url, **browsers.DESKTOP) as page:
        yield page


@pytest.fixture
def sign_in(live_server) -> Callable[[Page, User], None]:
    return lambda page, user: browsers.sign_in(page, user, live_server.url)


@pytest.fixture
def speak(live_server) -> Callable[[Page, str], None]:
    """Switch a page's language to `id` or `en`."""
    return lambda page, language: browsers.speak(page, language, live_server.url)


@pytest.fixture
def looks(phone: Page, desktop: Page, speak) -> Iterator[tuple[Page, Callable[[Page], None]]]:
    """Each device in both languages, with what is to look at the pages there.

    Axe sees each width, each language and each colour once: what it finds wrong in one of them
    does not hang on another. Whether anything sticks out does, so that is asked of all.
    """

    def each() -> Iterator[tuple[Page, Callable[[Page], None]]]:
        for page, language, colours, look in (
            (phone, "id", "light", browsers.axe),
            (phone, "en", "light", browsers.stays_inside),
            (desktop, "en", "dark", browsers.axe),
            (desktop, "id", "dark", browsers.stays_inside),
        ):
            speak(page, language)
            page.emulate_media(color_scheme=colours, reduced_motion="reduce")
            yield page, look

    return each()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """The axe of `browser`, half of a journey's time: once is enough, no database changes it."""
    return browsers.axe if connection.vendor == "sqlite" else browsers.stays_inside
