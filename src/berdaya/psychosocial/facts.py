"""What of the second stage is done: the facts of `rules/casework/stages.yaml` that this room says.

A fact is true by the newest edition, by what stands in genogram and ecomap, by results.
"""

from django.db.models import Value

from berdaya.casework.models import Case
from berdaya.psychosocial.actions.assessing import FACETS
from berdaya.psychosocial.kinship import GENERATIONS, Kinship
from berdaya.psychosocial.models import ChosenResult, Edition, GroupResult, System
from berdaya.rules.casework.layout.generations import components, generations


def newest_edition(case: Case) -> Edition | None:
    rows = Edition.objects.across_areas(why="of a case that was found").of(case)
    return rows.select_related("by").order_by("-number").first()


def facts_of(case: Case, edition: Edition | None, kinship: Kinship) -> frozenset[str]:
    """The codes of the facts that hold. One question."""
    found = {f"facet-{name}" for name in FACETS if edition and getattr(edition, name)}
    if edition and edition.strengths:
        found.add("strengths-named")
    if edition and edition.focus and edition.why:
        found.add("focus-argued")
    if depth_of(kinship) >= GENERATIONS:
        found.add("kin-recorded")
    return frozenset(found | _standing(case))


def _standing(case: Case) -> set[str]:
    """The facts that hold as soon as one row stands, asked together."""
    why = "of a case that was found"
    around = System.objects.across_areas(why=why).of(case).standing()
    results = ChosenResult.objects.across_areas(why=why).of(case).standing()
    found = around.order_by().values_list(Value("environment-recorded"))
    answered = GroupResult.objects.across_areas(why=why).of(case).standing()
    scored = (
        it.order_by().values_list(Value("instrument-scored")) for it in (results, answered)
    )
    return {code for (code,) in found.union(*scored)}


def depth_of(kinship: Kinship) -> int:
    """How many generations stand in the genogram, counted where the client's kin are."""
    if kinship.is_empty:
        return 0
    own = components(kinship.family)[0]
    return max(generations(kinship.family, own).values()) + 1
