"""Photograph the example system for the README and the manual: `python tools/screenshots.py`.

Serves a fresh demo in a temporary folder, walks it as its people do, and writes
docs/_static/screens/*.png. Everyone in the pictures is invented.
"""

import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from chromium import find

ROOT = Path(__file__).parents[1]
SCREENS = ROOT / "docs" / "_static" / "screens"
PORT = 8321
BASE = f"http://127.0.0.1:{PORT}"
VILLAGE = "32.04.32.2998"
PASSWORD = "sukamaju-2026"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 1.5,
    "has_touch": True,
}
DESKTOP = {"viewport": {"width": 1280, "height": 860}}
UNMET = ("ks03", "ks08")


def main() -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    chromium = find()  # before Playwright runs, which it asks too
    with tempfile.TemporaryDirectory() as folder:
        command = [Path(sys.executable).parent / "berdaya", "demo", "--port", str(PORT)]
        server = subprocess.Popen(command, cwd=folder)
        try:
            _wait()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
                _phone(_signed_in(browser, "sari", **PHONE))
                _desktop(_signed_in(browser, "tuti", **DESKTOP))
                browser.close()
        finally:
            server.terminate()
            server.wait(30)


def _wait() -> None:
    for _second in range(120):
        try:
            urllib.request.urlopen(f"{BASE}/readyz", timeout=2)
            return
        except OSError:
            time.sleep(1)
    raise SystemExit("the demo did not start")


def _signed_in(browser: Browser, username: str, **device: object) -> Page:
    page = browser.new_context(base_url=BASE, locale="id-ID", **device).new_page()
    page.goto("/akun/masuk/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{BASE}/")
    return page


def _take(page: Page, name: str, *, whole: bool = False) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=SCREENS / f"{name}.png", full_page=whole)
    print(name)


def _phone(page: Page) -> None:
    _take(page, "beranda-kader")
    page.goto(f"/papan/{VILLAGE}/keluarga/?belum=on")
    with page.expect_navigation():
        page.locator("a[href*='/pendataan/']").first.click()
    _take(page, "persetujuan")
    page.locator("button[name=agreed]").first.click()
    page.wait_for_url("**/1/")
    page.locator("#ks01").scroll_into_view_if_needed()
    for group in range(4):
        for question in page.locator(".question:not(.question--off)").all():
            unmet = question.get_attribute("id") in UNMET
            question.locator(".choice").nth(1 if unmet else 0).click()
        if group == 0:
            page.evaluate("window.scrollTo(0, 160)")
            _take(page, "pendataan")
        with page.expect_navigation():
            page.locator(".onwards button").first.click()
    page.get_by_role("button", name="Simpan dan lihat hasilnya").click()
    page.wait_for_url("**/hasil/**")
    _take(page, "hasil")
    page.goto(f"{page.url}lembar/")
    _take(page, "lembar")


def _desktop(page: Page) -> None:
    page.goto(f"/papan/{VILLAGE}/?kelompok=dusun")
    _take(page, "papan")
    page.goto("/berkas/")
    page.set_input_files("[name=file]", ROOT / "samples" / "opensid_penduduk_sintetis.xlsx")
    page.get_by_role("button", name="Periksa dulu").click()
    page.wait_for_url("**/berkas/*-*/")
    _take(page, "berkas")


if __name__ == "__main__":
    main()
