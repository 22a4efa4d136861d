"""Bu Tuti compares a family of her file with one that a volunteer has registered already."""

import pytest

from berdaya.demo.cast import make_cast
from berdaya.people.models import Family
from tests.imports.large import file_of, line
from tests.imports.test_doubts import recorded
from tests.journeys.browser import DEVICES, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.mark.parametrize("screen", DEVICES)
def test_one_is_the_same_and_one_is_another(screen, cast, request, sign_in, axe, tmp_path):
    recorded(cast)
    recorded(cast, name="Wawan Setiawan")
    page = request.getfixturevalue(screen)
    sign_in(page, cast.tuti)
    file = tmp_path / "desa.csv"
    file.write_bytes(file_of(line(1), line(2, name="Wawan Setiawan"), line(3, name="Euis")))
    page.goto("/berkas/")
    page.get_by_label("Berkasnya").set_input_files(file)
    follow(page.get_by_role("button", name="Periksa"))
    follow(page.get_by_role("link", name="Bandingkan dan putuskan"))
    axe(page)

    follow(page.get_by_role("button", name="Keluarga yang sama Nama 1"))
    follow(page.get_by_role("button", name="Keluarga lain Wawan Setiawan"))
    axe(page)
    follow(page.get_by_role("link", name="Kembali ke berkas"))
    axe(page)
    follow(page.get_by_role("button", name="Masukkan semuanya"))

    names = Family.objects.across_areas(why="test").values_list("head_name", flat=True)
    assert sorted(names) == ["Euis", "Nama 1", "Wawan Setiawan", "Wawan Setiawan"]
