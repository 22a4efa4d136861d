"""A regulation in the reader's language, for pages and for choices in forms of other rooms."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from berdaya.laws.library import Kind, Read, Regulation, Standing, library

KINDS: dict[Kind, Promise] = {
    Kind.ACT: _("Act"),
    Kind.PRESIDENTIAL: _("Presidential regulation"),
    Kind.MINISTERIAL: _("Ministerial regulation"),
    Kind.DECREE: _("Ministerial decree"),
    Kind.AGENCY: _("Regulation of an agency"),
}
# how one is called: the first two kinds have one issuer each
NAMES: dict[Kind, Promise] = {
    Kind.ACT: _("Act No. %(number)s of %(year)s"),
    Kind.PRESIDENTIAL: _("Presidential regulation No. %(number)s of %(year)s"),
    Kind.MINISTERIAL: _("Regulation of the %(issuer)s No. %(number)s of %(year)s"),
    Kind.DECREE: _("Decree of the %(issuer)s No. %(number)s of %(year)s"),
    Kind.AGENCY: _("Regulation of %(issuer)s No. %(number)s of %(year)s"),
}
STANDINGS: dict[Standing, tuple[Promise, str]] = {  # words and tone
    Standing.IN_FORCE: (_("in force, as far as we know"), "good"),
    Standing.REPLACED: (_("replaced"), "warn"),
    Standing.ENDED: (_("no longer in force"), "warn"),
    Standing.AHEAD: (_("not in force yet"), "info"),
    Standing.UNCHECKED: (_("not looked up whether it still holds"), "quiet"),
}
READS: dict[Read, Promise] = {
    Read.OPENING: _("only its first pages were read"),
    Read.EXCERPT: _("only a part was read"),
    Read.NAMED: _("the text itself was not read"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One regulation as a page needs it."""

    id: str
    name: str
    title: str
    issuer: str
    meaning: str
    standing: Promise
    tone: str
    is_replaced: bool
    since: date | None
    since_note: str
    until: date | None
    sources: list[tuple[str, str, Promise]]  # what it says, its address, how much was read


def shown(one: Regulation) -> Shown:
    language = get_language() or "id"
    issuer = one.issuer.in_language(language)
    standing = library().standing(one, timezone.localdate())
    return Shown(
        id=one.id,
        name=str(NAMES[one.kind]) % {"issuer": issuer, "number": one.number, "year": one.year},
        title=one.title.in_language(language),
        issuer=issuer,
        meaning=one.meaning.in_language(language),
        standing=STANDINGS[standing][0],
        tone=STANDINGS[standing][1],
        is_replaced=standing is Standing.REPLACED,
        since=one.since,
        since_note=one.since_note.in_language(language),
        until=one.until,
        sources=[
            (source.text.in_language(language), source.address, READS[source.read])
            for source in one.sources
        ],
    )


def cited(law: str) -> Shown | None:
    """What a document cites, to be shown beside it; nothing where it cites nothing.

    Raises:
        UnknownRegulation: the library no longer has it.
    """
    return shown(library().cite(law)) if law else None


def to_choose() -> list[tuple[str, str]]:
    """Regulations for a form, those that were replaced left out."""
    found = [shown(one) for one in library().search("")]
    return [(one.id, f"{one.name}: {one.title}") for one in found if not one.is_replaced]
