"""The library of materials, each with the version that holds now."""

from django.db.models import OuterRef, QuerySet, Subquery

from berdaya.kie.models import Edition, Material, Session


def current_editions(session: Session | None = None) -> "QuerySet[Edition]":
    """The versions to choose from: the latest of each material in use, and what `session` used."""
    of_it = Edition.objects.filter(material=OuterRef("material")).order_by("-number")
    rows = Edition.objects.filter(
        material__in=Material.objects.in_use(), pk=Subquery(of_it.values("pk")[:1])
    )
    if session:
        rows |= Edition.objects.filter(pk__in=session.covered.values("edition"))
    return rows.select_related("material").defer("file").order_by("material__title", "number")
