"""Lists of the civil register come in whole, through the same door as every file."""

from pathlib import Path

import pytest

from berdaya.areas.models import Area
from berdaya.imports.actions import carry_out
from berdaya.people.models import Family, Person
from berdaya.rules.tables import households, read_table
from tests.imports.test_taking_in import check
from tests.rules.tables.sheets import TODAY

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize(
    "name", ["bip_2012", "bip_2016", "bip_2016_luwu_timur", "bip_ektp", "siak"]
)
def test_all_families_of_a_list_come_in_with_their_places(cast, name):
    content = (SAMPLES / f"{name}_sintetis.xlsx").read_bytes()
    homes = households(read_table(content, name, "persons", today=TODAY).rows)
    before = Person.objects.across_areas(why="test").count()

    upload = check(cast, content, filename=f"{name}.xlsx", kind="")
    done = carry_out(upload=upload, only_good=False, by=cast.tuti)

    assert done.report["left_out"] == 0
    assert done.report["families"] == len(homes)
    people = Person.objects.across_areas(why="test").count() - before
    assert people == sum(len(home.members) for home in homes)
    kinds = Area.objects.within(cast.village.code).values_list("hamlet", flat=True)
    assert {"Cikondang", "CIKONDANG"} & set(kinds)


def test_a_family_without_a_kk_number_comes_in_with_the_reason_to_be_found(cast):
    content = (SAMPLES / "bip_2012_sintetis.xlsx").read_bytes()

    carry_out(
        upload=check(cast, content, filename="bip.xlsx", kind=""), only_good=False, by=cast.tuti
    )

    families = Family.objects.across_areas(why="test").filter(kk_index=None)
    [alone] = [family for family in families if family.kk_missing == "unknown"]
    assert alone.roster().count() > 1
