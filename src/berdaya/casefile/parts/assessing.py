"""The assessment with its strengths and focus, both pictures, results of instruments."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from berdaya.casefile.blocks import (
    Block,
    facts,
    heading,
    legend,
    nothing,
    picture,
    small,
    table,
    words,
)
from berdaya.casefile.pen import Pen
from berdaya.casework.words import words as several
from berdaya.psychosocial.actions.assessing import FACETS
from berdaya.psychosocial.drawing import ecomap_svg, genogram_svg
from berdaya.psychosocial.ecomap_views import systems_of
from berdaya.psychosocial.instruments import held_by
from berdaya.psychosocial.kinship import Kinship, called, kinship_of, readings
from berdaya.psychosocial.legend import Sign, ecomap_legend, genogram_legend
from berdaya.psychosocial.models import Edition
from berdaya.rules.casework import ecomap as map_of_systems
from berdaya.rules.casework.genogram import draw
from berdaya.rules.casework.vocabulary import terms
from berdaya.surveys.timeline import Entry
from berdaya.ui.languages import said


def assessment(pen: Pen) -> Iterator[Block]:
    """The newest edition; of earlier ones, that there are some."""
    rows = Edition.objects.across_areas(why="of a case in sight").of(pen.case)
    editions = list(rows.select_related("by").order_by("-number"))
    if not editions:
        yield nothing(_("The assessment is not written yet."))
        return
    one = editions[0]
    if not pen.is_for_client:
        yield heading(_("The problem"))
        for term in terms("problem-facets"):
            if term.code in FACETS:
                yield words(pen.free(getattr(one, term.code)) or "–", said(term.words))
    yield words(pen.free(one.strengths) or "–", _("What is strong"))
    focus = str(one.get_chosen_display()) if one.chosen else _("What to work on first")
    yield words(pen.free(one.focus) or "–", focus)
    yield words(pen.free(one.why) or "–", _("Why this was chosen"))
    learnt = filter(
        None, (several("assessment-methods", one.methods), pen.free(one.other_methods))
    )
    yield facts((_("Learnt by"), "; ".join(learnt)))
    yield small(" · ".join(_edition(it, pen) for it in editions))


def _edition(one: Edition, pen: Pen) -> str:
    told = {"n": one.number, "day": pen.moment(one.recorded_at), "name": pen.user(one.by)}
    return _("Edition %(n)s, %(day)s, %(name)s") % told


def genogram(pen: Pen) -> Iterator[Block]:
    """The picture, what its signs mean, and everybody in words."""
    kinship = _hidden(pen, kinship_of(pen.case, timezone.localdate().year))
    if kinship.is_empty:
        yield nothing(_("Nobody stands in the genogram yet."))
        return
    family = kinship.family
    if pen.mask:  # ages stay, years go
        people = tuple(replace(it, under="") for it in family.people)
        couples = tuple(replace(it, label="") for it in family.couples)
        family = replace(family, people=people, couples=couples)
    alt = _("Genogram with %(n)s people; each is described in words below.")
    told = alt % {"n": len(kinship.kin)}
    yield picture(genogram_svg(draw(family), _("Genogram"), told), told)
    yield heading(_("What the signs mean"))
    yield legend(_signs(genogram_legend()))
    yield heading(_("Everybody in words"))
    for one in readings(kinship):
        lines = [one.about, *one.facts]
        lines += [told for of in (one.links, one.couples, one.ties) for _row, told in of]
        lines = [pen.mask.hide_numbers(it) for it in lines] if pen.mask else lines
        lines += pen.lines(one.kin.note)
        whose = called(one.kin) + (f" ({_('Client')})" if one.kin.is_index else "")
        yield words("\n".join(lines), whose)


def _hidden(pen: Pen, kinship: Kinship) -> Kinship:
    """The same people, under their initials where names are masked."""
    if pen.mask:
        for one in kinship.kin:
            one.name = pen.free(one.name)
    return kinship


def ecomap(pen: Pen) -> Iterator[Block]:
    systems = systems_of(pen.case)
    if not systems:
        yield nothing(_("Nothing stands in the ecomap yet."))
        return
    around = tuple(
        map_of_systems.System(
            str(it.pk), pen.free(it.name), it.strength, it.flow, it.is_stressful
        )
        for it in systems
    )
    alt = _("Ecomap with %(n)s systems; each is described in words below.")
    told = alt % {"n": len(systems)}
    drawn = map_of_systems.draw(pen.client, around)
    yield picture(ecomap_svg(drawn, _("Ecomap"), told), told)
    yield heading(_("What the signs mean"))
    yield legend(_signs(ecomap_legend()))
    yield heading(_("Everything in words"))
    yield table(
        [_("System"), _("Bond"), _("Help flows"), _("Note")],
        [4, 3, 4, 6],
        [
            [
                pen.free(it.name),
                str(it.get_strength_display())
                + (f", {_('full of stress')}" if it.is_stressful else ""),
                str(it.get_flow_display()),
                pen.free(it.note),
            ]
            for it in systems
        ],
    )


def _signs(found: list[Sign]) -> list[tuple[str, str]]:
    return [(it.words, it.picture) for it in found]


def instruments(pen: Pen) -> Iterator[Block]:
    """The results that the case holds, each output with what it means."""
    entries = held_by(pen.case)
    if not entries:
        yield nothing(_("No result of a questionnaire was taken into the case."))
    for entry in entries:
        yield heading(said(entry.definition.title))
        about = [said(entry.definition.purpose)] if pen.is_for_client else []
        yield small(" · ".join([*about, _asked(entry, pen)]), stays=True)
        yield table(
            [_("What"), _("Result"), _("Points"), _("What it means")],
            [4, 3, 2, 7],
            [_output(it, pen) for it in entry.outputs],
        )
        held = dict.fromkeys(said(it.short) for found in entry.outputs for it in found.held_by)
        if held:
            yield words("\n".join(held), _("What can still grow"))


def _asked(entry: Entry, pen: Pen) -> str:
    told = {
        "day": pen.day(entry.assessment.conducted_on),
        "name": pen.user(entry.assessment.by),
    }
    return _("asked on %(day)s by %(name)s") % told


def _output(found: Any, pen: Pen) -> list[str]:
    return [
        said(found.output.title),
        found.called,
        pen.number(found.score),
        said(found.level.meaning),
    ]
