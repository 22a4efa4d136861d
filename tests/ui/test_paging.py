import pytest

from berdaya.areas.models import Area
from berdaya.ui.paging import page_of

pytestmark = pytest.mark.django_db
NAMES = ["Aceh", "Bali", "Bali", "Banten", "Jambi", "Riau", "Riau"]


@pytest.fixture
def provinces():
    Area.objects.bulk_create(
        Area(code=f"{number:02}", name=name, level=1, kind="provinsi")
        for number, name in enumerate(NAMES, start=11)
    )
    return Area.objects.filter(level=1)


def walk(rows, order, size):
    page = page_of(rows, "", order=order, size=size)
    seen = [page]
    while page.after:
        page = page_of(rows, page.after, order=order, size=size)
        seen.append(page)
    return seen


@pytest.mark.parametrize("size", [1, 2, 3, 7, 9])
@pytest.mark.parametrize("order", [("name", "pk"), ("-name", "pk"), ("-pk",)])
def test_walking_on_meets_every_row_once_in_order(provinces, order, size):
    pages = walk(provinces, order, size)

    assert [row for page in pages for row in page.rows] == list(provinces.order_by(*order))
    assert pages[0].before == ""


@pytest.mark.parametrize("order", [("name", "pk"), ("-name", "pk")])
def test_walking_back_meets_the_same_pages(provinces, order):
    pages = walk(provinces, order, 2)
    last = pages[-1]
    back = page_of(provinces, last.before, order=order, size=2)

    assert back.rows == pages[-2].rows
    assert page_of(provinces, back.after, order=order, size=2).rows == last.rows


def test_the_first_page_reached_from_behind_has_nothing_before_it(provinces):
    second = walk(provinces, ("pk",), 2)[1]

    assert page_of(provinces, second.before, order=("pk",), size=2).before == ""


@pytest.mark.parametrize("asked", ["x", "n", "n!!", "nWyJhIl0", "b", "n" + "W" * 5])
def test_an_address_that_makes_no_sense_shows_the_first_page(provinces, asked):
    page = page_of(provinces, asked, order=("name", "pk"), size=2)

    assert [row.name for row in page.rows] == ["Aceh", "Bali"]


def test_a_page_costs_one_query(provinces, django_assert_num_queries):
    after = page_of(provinces, "", order=("name", "pk"), size=2).after

    with django_assert_num_queries(1):
        page_of(provinces, after, order=("name", "pk"), size=2)


def test_a_key_of_another_list_shows_the_first_page(provinces):
    by_level = page_of(provinces, "", order=("level", "pk"), size=2).after

    page = page_of(provinces, by_level, order=("name", "pk"), size=2)

    assert [row.name for row in page.rows] == ["Aceh", "Bali"]
