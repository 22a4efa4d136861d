"""What of the second stage is done: the facts of `rules/casework/stages.yaml` that this room says.

A fact is true by the newest edition, by what stands in genogram and ecomap, by chosen results.
"""

from berdaya.casework.models import Case
from berdaya.psychosocial.actions.assessing import FACETS
from berdaya.psychosocial.kinship import GENERATIONS, Kinship
from berdaya.psychosocial.models import ChosenResult, Edition, System
from berdaya.rules.casework.layout.generations import components, generations


def newest_edition(case: Case) -> Edition | None:
    rows = Edition.objects.across_areas(why="of a case that was found").of(case)
    return rows.select_related("by").order_by("-number").first()


def facts_of(case: Case, edition: Edition | None, kinship: Kinship) -> frozenset[str]:
    """The codes of the facts that hold. Two questions."""
    why = "of a case that was found"
    found = {f"facet-{name}" for name in FACETS if edition and getattr(edition, name)}
    if edition and edition.strengths:
        found.add("strengths-named")
    if edition and edition.focus and edition.why:
        found.add("focus-argued")
    if depth_of(kinship) >= GENERATIONS:
        found.add("kin-recorded")
    if System.objects.across_areas(why=why).of(case).standing().exists():
        found.add("environment-recorded")
    if ChosenResult.objects.across_areas(why=why).of(case).standing().exists():
        found.add("instrument-scored")
    return frozenset(found)


def depth_of(kinship: Kinship) -> int:
    """How many generations stand in the genogram, counted where the client's kin are."""
    if kinship.is_empty:
        return 0
    own = components(kinship.family)[0]
    return max(generations(kinship.family, own).values()) + 1
