"""What ties us to the village: stages go out to its system, two heads of one KK are told apart."""

import io

import openpyxl
import pytest

from berdaya.people.models import Family
from tests.imports.test_heads import FILE
from tests.imports.test_taking_in import check, file_of
from tests.insights.test_opensid import VILLAGE, families  # noqa: F401  # a fixture
from tests.journeys.browser import DEVICES, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", DEVICES)
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


@pytest.mark.parametrize("size", DEVICES)
def test_bu_tuti_says_who_heads_a_family(
    request,
    size,
    live_server,
    sign_in,
    axe,
    cast,
):
    upload = check(cast, file_of(*FILE))
    page = request.getfixturevalue(size)
    sign_in(page, cast.tuti)
    page.goto(f"{live_server.url}/berkas/{upload.pk}/")
    follow(page.get_by_role("link", name="Putuskan siapa kepalanya"))
    axe(page)

    follow(page.get_by_role("button", name="Satu keluarga: Dadang"))
    axe(page)
    follow(page.get_by_role("link", name="Kembali ke berkas"))
    follow(page.get_by_role("button", name="Masukkan"))

    found = Family.objects.across_areas(why="test").get(head_name="Dadang")
    assert found.roster().count() == 4
