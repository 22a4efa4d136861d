"""Stage 2 of a story: the assessment, kin, systems, and an instrument that is chosen."""

from datetime import date

from berdaya.demo.cases.story import Story, Told
from berdaya.keys import new_key
from berdaya.psychosocial import actions
from berdaya.psychosocial.actions.asking import GroupAnswers
from berdaya.psychosocial.actions.assessing import WORDS, Written
from berdaya.psychosocial.actions.kin import NewKin
from berdaya.psychosocial.actions.kin import Told as ToldKin
from berdaya.psychosocial.actions.relations import TIE
from berdaya.psychosocial.actions.systems import ToldSystem
from berdaya.psychosocial.models import Kin
from berdaya.rules.instruments.definition import load
from berdaya.surveys.actions import NewAssessment, record_assessment


def assess(it: Story, _on: date, said: Told) -> None:
    """A new edition, after those that there are."""
    written = Written(
        key=new_key(),
        words={name: said.get(name, "") for name in WORDS},
        methods=said["methods"],
        chosen=said.get("chosen", ""),
        after=it.case.assessment_editions.count(),
    )
    actions.write_assessment(case=it.case, written=written, by=it.worker)


def draw_kin(it: Story, _on: date, said: Told) -> None:
    """Person after person, each beside one who is there; then how they stand to each other."""
    there: dict[str, Kin] = {}
    for one in said["people"]:
        told = ToldKin(
            name=one.get("name", ""),
            sex=one.get("sex", Kin.Sex.UNKNOWN),
            born=it.year(one.get("born")),
            died=it.year(one.get("died")),
            is_dead="died" in one,
            note=one.get("note", ""),
        )
        new = NewKin(
            key=new_key(),
            told=told,
            relation=one["is"],
            beside=there[one["of"]] if "of" in one else None,
            couple=one.get("couple", ""),
            since=it.year(one.get("since")),
            other=there[one["and"]].pk if "and" in one else None,
        )
        there[one["as"]] = actions.add_kin(case=it.case, new=new, by=it.worker)
    for one, other, kind in said.get("ties", ()):
        first, second = there[one].pk, there[other].pk
        actions.relate_kin(
            case=it.case, one=first, other=second, what=TIE, kind=kind, by=it.worker
        )


def draw_systems(it: Story, _on: date, said: list[list[str]]) -> None:
    """What stands around the client: name, strength, flow, a note, and whether it strains."""
    for name, strength, flow, note, *strains in said:
        told = ToldSystem(name, strength, flow, is_stressful=bool(strains), note=note)
        actions.add_system(case=it.case, key=new_key(), told=told, by=it.worker)


def ask(it: Story, on: date, said: Told) -> None:
    """A survey as everybody makes them, then chosen for the case; a group is asked in its case.

    One answer a question, in turn.
    """
    instrument, pattern = said["instrument"], said["answers"]
    items = load(instrument).items
    answers = {item.code: pattern[n % len(pattern)] for n, item in enumerate(items)}
    if it.case.group:
        told = GroupAnswers(new_key(), instrument, answers, on)
        actions.ask_group(case=it.case, told=told, by=it.worker)
        return
    assert it.family is not None, "people are asked in their family"
    entry = NewAssessment(new_key(), it.family, answers, on, it.case.person)
    made = record_assessment(entry=entry, instrument=instrument, door="web", by=it.worker)
    actions.choose_result(case=it.case, assessment=made, by=it.worker)
