"""Whoever works with groups opens their pages: nobody is kept out, nothing sticks out sideways."""

import pytest
from django.urls import reverse

from tests.groups.world import VILLAGE
from tests.journeys.browser import follow
from tests.objectives.world import a_busy_group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OF_A_GROUP = (
    "group_detail",
    "member_list",
    "meeting_list",
    "session_list",
    "enterprise_list",
    "partnership_list",
    "group_standing",
    "group_objectives",
    "group_forms",
)
OF_AN_OFFICE = (
    "group_list",
    "group_areas",
    "visit_plan",
    "kie_coverage",
    "material_list",
    "partner_list",
    "call_list",
    "report_calendar",
    "import_list",
)


@pytest.mark.once  # colours and words; tests/site/test_queries.py opens them on both
def test_pages_of_groups_keep_nobody_out(cast, sign_in, looks):
    group, _members = a_busy_group(cast)
    addresses = [reverse(name, args=[group.pk]) for name in OF_A_GROUP]
    addresses += [reverse(name) for name in OF_AN_OFFICE]
    for page, look in looks:
        sign_in(page, cast.dedi)
        for address in addresses:
            answer = page.goto(address)
            assert answer.status == 200, address
            look(page)


def test_a_treasurer_reads_how_a_share_was_counted(cast, phone, sign_in, axe):
    group, _members = a_busy_group(cast)
    sign_in(phone, cast.wati)
    phone.goto(group.get_absolute_url())

    follow(phone.get_by_role("link", name="Tujuan", exact=True))
    phone.get_by_text("Cara menghitungnya").nth(2).click()

    assert phone.get_by_text("2 dari 6 anggota perempuan memiliki usaha").first.is_visible()
    axe(phone)


def test_an_officer_goes_from_the_village_to_a_group(cast, desktop, sign_in):
    group, _members = a_busy_group(cast)
    sign_in(desktop, cast.dedi)
    desktop.goto(reverse("objective_area", args=[VILLAGE]))

    follow(desktop.locator("tbody").get_by_role("link", name=group.name))

    assert str(group.pk) in desktop.url
