"""The legend of both pictures: each symbol drawn by the very code that draws the picture."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from berdaya.psychosocial.drawing import ecomap_svg, genogram_svg
from berdaya.rules.casework import ecomap, genogram
from berdaya.rules.casework.ecomap import System
from berdaya.rules.casework.kin import Couple, Family, Kin, ParentOf, Tie, Twins
from berdaya.rules.casework.layout.measures import MARGIN, OUTLINE, RADIUS

MAN, WOMAN = Kin("a", "", "male", 1980), Kin("b", "", "female", 1984)
SON, DAUGHTER = Kin("c", "", "male", 2010), Kin("d", "", "female", 2010)


@dataclass(frozen=True, slots=True)
class Sign:
    words: str
    picture: SafeString


def genogram_legend() -> list[Sign]:
    return [*_people(), *_couples(), *_children(), *_ties()]


def _people() -> Iterator[Sign]:
    for words, kin in (
        (_("Man"), MAN),
        (_("Woman"), WOMAN),
        (_("Sex not known"), Kin("a", "")),
        (_("Whom the case is about"), Kin("a", "", "female", is_index=True)),
        (_("Has died; the number is the age"), Kin("a", "", "male", is_dead=True, inside="65")),
    ):
        yield _sign(words, Family((kin,)))


def _couples() -> Iterator[Sign]:
    for words, couple in (
        (_("Married; the husband left, the wife right"), Couple("a", "b")),
        (_("Living together, not married"), Couple("a", "b", "cohabiting")),
        (pgettext("couple", "Separated"), Couple("a", "b", end="separated")),
        (pgettext("couple", "Divorced"), Couple("a", "b", end="divorced")),
        (_("Parents of a child, and no couple"), Couple("a", "b", "parents")),
    ):
        yield _sign(words, Family((MAN, WOMAN), (couple,)))


def _children() -> Iterator[Sign]:
    elder = Kin("e", "", "female", 2005)
    yield _sign(
        _("Children, from the eldest to the youngest"),
        _with_children((elder, SON), ("birth", "birth")),
    )
    yield _sign(_("Adopted child"), _with_children((SON,), ("adopted",)))
    yield _sign(_("Foster child"), _with_children((SON,), ("foster",)))
    for words, is_identical in ((_("Twins"), False), (_("Identical twins"), True)):
        both = Twins(frozenset("cd"), is_identical)
        yield _sign(words, _with_children((SON, DAUGHTER), ("birth", "birth"), both))


def _with_children(children: tuple[Kin, ...], kinds: tuple[str, ...], *twins: Twins) -> Family:
    links = [
        ParentOf(parent, child.key, kind)
        for child, kind in zip(children, kinds, strict=True)
        for parent in "ab"
    ]
    return Family((MAN, WOMAN, *children), (Couple("a", "b"),), tuple(links), twins)


def _ties() -> Iterator[Sign]:
    for words, kind in (
        (pgettext("tie", "Close"), "close"),
        (_("Very close, hardly apart"), "fused"),
        (pgettext("tie", "Distant"), "distant"),
        (pgettext("tie", "In conflict"), "conflict"),
        (_("Close and in conflict"), "close-conflict"),
        (_("Cut off"), "cut-off"),
    ):
        yield _sign(words, Family((MAN, WOMAN), ties=(Tie("a", "b", kind),)))


def _sign(words: str, family: Family) -> Sign:
    picture = genogram.draw(family)
    right = max(it.x for it in picture.symbols) + RADIUS + OUTLINE + MARGIN
    return Sign(words, genogram_svg(picture, words, "", width=round(right)))


def ecomap_legend() -> list[Sign]:
    return [
        _bond(words, System("a", "", strength, flow, is_stressful=is_stressful))
        for words, strength, flow, is_stressful in (
            (pgettext("system", "Strong"), "strong", "none", False),
            (pgettext("system", "Ordinary"), "ordinary", "none", False),
            (pgettext("system", "Weak or uncertain"), "weak", "none", False),
            (_("Full of stress"), "ordinary", "none", True),
            (_("Help flows to the client"), "ordinary", "to-client", False),
            (_("The client gives"), "ordinary", "from-client", False),
            (_("Both give and take"), "ordinary", "both", False),
        )
    ]


def _bond(words: str, system: System) -> Sign:
    drawn = ecomap.draw("", (system,))
    bottom = drawn.centre.y + drawn.centre.radius + MARGIN
    return Sign(words, ecomap_svg(drawn, words, "", height=round(bottom)))
