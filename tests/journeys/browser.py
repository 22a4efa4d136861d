"""What a journey does in a real browser besides walking: signing in, asking axe, measuring."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Response,
    sync_playwright,
)
from tools.chromium import find

from berdaya.access.models import User

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
# of a journey walked on both: whatever the width, the database is asked the same
DEVICES = ("phone", pytest.param("desktop", marks=pytest.mark.once))
GRAVE = ("serious", "critical")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; find where it lies before Playwright runs, which looks with its own."""
    path = find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, base_url: str, **device) -> Iterator[Page]:
    """A page on a device of its own; fails afterwards if a script failed or a file was missing."""
    context = browser.new_context(base_url=base_url, locale="id-ID", **device)
    context.set_default_timeout(30_000)  # a busy machine is slow, which proves nothing
    page = context.new_page()
    complaints = watch(page)
    yield page
    context.close()
    assert not complaints, "\n".join(complaints)


def watch(page: Page) -> list[str]:
    """What the page's console complains of from now on, pages answered with 404 or 422 apart."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def look(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type not in ("document", "xhr"):
            complaints.append(f"{response.status} {response.url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", look)
    return complaints


def sign_in(page: Page, user: User, base_url: str) -> None:
    """Give the browser this user's session, without walking through the form."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    put_cookie(page, base_url, settings.SESSION_COOKIE_NAME, client.cookies["sessionid"].value)


def speak(page: Page, language: str, base_url: str) -> None:
    put_cookie(page, base_url, settings.LANGUAGE_COOKIE_NAME, language)


def put_cookie(page: Page, base_url: str, name: str, value: str) -> None:
    page.context.add_cookies([{"name": name, "value": value, "url": base_url}])


def follow(target: Locator, *, key: str = "") -> None:
    """Click what leads to a page (or press `key` on it), and wait until that page is there.

    A click alone returns before the browser has left: what comes next would look at the page
    before, or at one that is not parsed yet.
    """
    with target.page.expect_navigation():
        target.press(key) if key else target.click()


def axe(page: Page) -> None:
    """No one is kept out: axe finds nothing serious or critical, and nothing sticks out sideways."""
    stays_inside(page)
    found = Axe().run(page).response["violations"]
    grave = [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]
    assert not grave, "\n".join(grave)


def stays_inside(page: Page) -> None:
    """Nothing sticks out sideways."""
    page.wait_for_load_state()
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert too_wide <= 0, f"the page sticks out sideways by {too_wide} px"


def bytes_of_first_load(page: Page, path: str) -> int:
    """What comes over the wire, compressed, when nothing is kept from before."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    sizes: list[float] = []
    session.on(
        "Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"])
    )
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return int(sum(sizes))
