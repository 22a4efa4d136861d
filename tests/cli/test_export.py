"""`berdaya export`: whoever has not agreed to research is left out of files for it."""

import csv
from datetime import date

import pytest
from django.db.models import UUIDField, Value
from django.utils import timezone
from typer.testing import CliRunner

from berdaya.cli.main import app
from berdaya.consents.questions import only_allowed
from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.actions import register_family
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, record_assessment
from berdaya.surveys.models import Assessment
from tests.consents.test_answers import Act, members, said
from tests.people.test_registering import family as new_family
from tests.people.test_registering import member

ANSWERS = {f"ks{n:02}": 1 for n in range(1, 22)}
runner = CliRunner()


@pytest.fixture
def families(cast):
    """Two surveyed families; Bu Rina's agreed to research, Bu Karsih's was not asked."""
    rinas = rina_family(cast)
    others = register_family(family=new_family(member("Karsih")), door=Door.WEB, by=cast.sari)
    for family in (rinas, others):
        entry = NewAssessment(new_key(), family, ANSWERS, date(2026, 2, 1))
        record_assessment(
            entry=entry, instrument="keluarga-sejahtera", door=Door.WEB, by=cast.sari
        )
    said(cast, rinas, purpose="research", who=members(rinas)["Rina"])
    return rinas, others


def exported(tmp_path, *options):
    out = tmp_path / "out.csv"
    done = runner.invoke(app, ["export", "assessments", str(out), *options])
    assert done.exit_code == 0, done.output
    with out.open() as file:
        return list(csv.DictReader(file)), done.output


def test_files_for_research_hold_only_who_agreed(cast, families, tmp_path):
    rows, said_aloud = exported(tmp_path, "--pseudonymous")
    assert len(rows) == 1
    assert rows[0]["family_id"] != str(families[0].pk)
    assert "1 rows left out" in said_aloud

    said(cast, families[0], Act.WITHDRAWN, "research", who=members(families[0])["Rina"])
    assert exported(tmp_path, "--pseudonymous")[0] == []


def test_the_offices_own_file_holds_all(families, tmp_path):
    assert {row["family_id"] for row in exported(tmp_path)[0]} == {str(f.pk) for f in families}


def test_a_persons_own_no_keeps_their_own_answers_out(cast, families):
    rina = members(families[0])["Rina"]
    rows = Assessment.objects.across_areas(why="test").filter(family=families[0])
    about_her = rows.annotate(her=Value(rina.pk, UUIDField()))
    told = {"purpose_id": "research", "on": timezone.localdate(), "person": "her"}
    assert only_allowed(about_her, **told).count() == 1

    said(cast, rina, Act.REFUSED, "research", who=rina, relation="self")

    assert not only_allowed(about_her, **told).exists()
    assert only_allowed(rows, "research", timezone.localdate()).count() == 1


def test_a_persons_own_answer_about_research_goes_before_the_familys(cast, families, tmp_path):
    asked = "independence-traits"
    rinas, today = families[0], date(2026, 2, 1)
    for name in ("Rina Suryani", "Dadan Hidayat"):
        person = rinas.memberships.get(person__name=name).person
        entry = NewAssessment(new_key(), rinas, {"it04": 3}, today, person)
        record_assessment(entry=entry, instrument=asked, door=Door.WEB, by=cast.sari)
    rina, dadan = members(rinas)["Rina"], members(rinas)["Dadan"]

    assert len(exported(tmp_path, "--pseudonymous", "--instrument", asked)[0]) == 2
    said(cast, rina, Act.REFUSED, "research", who=rina, relation="self")
    rows, _aloud = exported(tmp_path, "--instrument", asked)
    assert {row["person_id"] for row in rows} == {str(rina.pk), str(dadan.pk)}
    assert len(exported(tmp_path, "--pseudonymous", "--instrument", asked)[0]) == 1


def test_an_export_that_cannot_be_is_refused_in_a_sentence(tmp_path, families):
    out = tmp_path / "o.csv"
    for given in ([tmp_path / "none" / "o.csv"], [out, "--instrument", "no-such"]):
        said = runner.invoke(app, ["export", "assessments", *map(str, given)])
        assert (said.exit_code, " / " in said.output) == (2, True)
    assert not list(tmp_path.iterdir())
