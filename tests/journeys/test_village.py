"""The village's own system is fed: stages go out to it."""

import io

import openpyxl
import pytest

from tests.insights.test_opensid import VILLAGE, families  # noqa: F401  # a fixture
from tests.journeys.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_bu_tuti_takes_the_stages_to_opensid(
    request,
    size,
    live_server,
    sign_in,
    axe,
    cast,
    families,  # noqa: F811  # the fixture
):
    page = request.getfixturevalue(size)
    sign_in(page, cast.tuti)
    page.goto(f"{live_server.url}/papan/{VILLAGE}/keluarga/")
    follow(page.get_by_role("link", name="OpenSID"))
    axe(page)

    with page.expect_download() as coming:
        page.get_by_role("button", name="Untuk memasukkan tahap ke OpenSID").click()

    content = io.BytesIO(coming.value.path().read_bytes())
    sheet = openpyxl.load_workbook(content)["Peserta"]
    assert sheet.max_row == 1 + 5 + 1
