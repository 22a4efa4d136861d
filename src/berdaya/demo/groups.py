"""Twelve business groups of the synthetic villages, in different stages of two years of life.

Everything is noted by the verbs, as officers and the field officer would have noted it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import transaction

from berdaya.access.models import User
from berdaya.areas.codes import at_level
from berdaya.areas.models import Area
from berdaya.consents.actions import MEMBERSHIP, Answer
from berdaya.consents.models import Consent
from berdaya.demo.businesses import set_up
from berdaya.demo.cast import Cast
from berdaya.demo.fieldwork import Fieldwork, materials
from berdaya.demo.funding import fund
from berdaya.demo.looking import look
from berdaya.demo.meetings import meet
from berdaya.demo.partnering import work_together
from berdaya.demo.ventures import grow
from berdaya.groups import actions
from berdaya.groups.actions.founding import NewGroup
from berdaya.groups.actions.members import NewMember
from berdaya.groups.actions.people import NewMentoring
from berdaya.groups.actions.register import NewPaper
from berdaya.groups.models import Group, Member, Mentoring, Paper, Term
from berdaya.keys import new_key
from berdaya.kie.models import Material
from berdaya.people.models import Door, Membership, Person
from berdaya.rules.purposes.definition import is_child, purpose

OFFICES = (Term.Office.CHAIR, Term.Office.SECRETARY, Term.Office.TREASURER)
LEAST = 4  # members: a tiny example has few families, and then fewer groups
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Life:
    """What becomes of one group; months are counted back from today."""

    name: str
    months: int  # since when it is there
    size: int
    eager: float  # how many of its members come to a meeting
    fate: str = ""  # rested, merged, split
    papers: tuple[str, ...] = (Paper.Kind.DECREE,)
    mentored: bool = False  # by Pak Budi
    in_second: bool = False  # in the neighbouring village
    late: int = 0  # months, the newest, that nobody has closed yet
    asks: bool = False  # applies for capital


DECREE, LICENCE, ACCOUNT = Paper.Kind.DECREE, Paper.Kind.LICENCE, Paper.Kind.ACCOUNT
LIVES = (
    Life("Melati", 30, 14, 0.85, papers=(DECREE, LICENCE, ACCOUNT), mentored=True, asks=True),
    Life("Kenanga", 28, 12, 0.75, papers=(DECREE, ACCOUNT), mentored=True, asks=True),
    Life("Cempaka", 20, 6, 0.5, fate="merged"),  # goes up in Kenanga
    Life("Dahlia", 26, 16, 0.8, fate="split", asks=True),  # Seruni springs from it
    Life("Anggrek", 24, 10, 0.7, mentored=True, late=1),
    Life("Flamboyan", 1, 8, 0.9, papers=()),
    Life("Teratai", 22, 8, 0.45, fate="rested"),
    Life("Mawar", 18, 10, 0.65, late=2, asks=True),
    Life("Bougenvil", 12, 8, 0.7, papers=()),
    Life("Tanjung", 24, 12, 0.75, in_second=True),
    Life("Kamboja", 9, 7, 0.6, in_second=True, papers=(), late=1),
)
SPRUNG = Life("Seruni", 10, 0, 0.8)
JOINED = [it for it in Member.Joined if it not in (Member.Joined.OTHER_GROUP,)]


@transaction.atomic
def gather(cast: Cast, today: date, *, seed: int) -> None:
    """Found the groups and let them live until today."""
    rng = Random(seed)  # noqa: S311  # an example, not a secret
    neighbour = Area.objects.get(code="32.04.32.2999")
    people = {
        False: _people(cast.village, today),
        True: _people(neighbour, today),
    }
    groups: dict[str, Group] = {}
    for life in LIVES:
        some = _take(people[life.in_second], life.size)
        if len(some) >= LEAST:
            groups[life.name] = _found(life, some, cast, today, rng)
    library = materials(cast)
    for life in LIVES:
        if group := groups.get(life.name):
            _live(life, group, groups, cast, today, rng, library)
    for group in groups.values():
        group.refresh_from_db()
    set_up(groups, today, rng, by=cast.dedi)
    grow(groups, today, by=cast.dedi, seed=seed)
    partners = work_together(cast, groups, today)
    look(cast, groups, today)
    fund(cast, groups, partners["bank"], today)


def back(today: date, months: int) -> date:
    """The second day of a month that lies so many months back."""
    count = today.year * 12 + today.month - 1 - months
    return date(count // 12, count % 12 + 1, 2)


def _people(village: Area, today: date) -> list[Person]:
    """Women who lead a household or are married to its head, in walking order."""
    rows = Membership.objects.on(back(today, 0)).filter(
        relation__in=[Membership.Relation.HEAD, Membership.Relation.SPOUSE],
        person__sex=Person.Sex.FEMALE,
        person__area__code__within=village.code,
        person__merged_into=None,
        until=None,
    )
    rows = rows.select_related("person").order_by("person__area", "person__search_name", "pk")
    return [it.person for it in rows if not is_child(it.person.birth_date, back(today, 30))]


def _take(people: list[Person], size: int) -> list[Person]:
    taken, people[:] = people[:size], people[size:]
    return taken


def _found(life: Life, people: Sequence[Person], cast: Cast, today: date, rng: Random) -> Group:
    """Register a group with its members, officers, papers and mentors."""
    on, by = back(today, life.months), cast.dedi
    new = NewGroup(
        key=new_key(),
        area=at_level(people[0].area_id, Area.Level.NEIGHBOURHOOD),
        name=life.name,
        founded_on=on,
        number=f"{901 + LIVES.index(life)}/CONTOH",
        address=f"Rumah Bu {people[0].name.split()[0]}",
        meets="Setiap Sabtu kedua, 15.30",
    )
    group = actions.register_group(group=new, door=Door.DEMO, by=by)
    members = []
    for number, person in enumerate(people):
        later = number >= LEAST and life.months > 6 and rng.random() < 0.4
        since = back(today, rng.randrange(2, life.months)) if later else on
        members.append(_join(group, person, since, today, rng, by))
    founders = [it for it in members if it.since == on]
    # who signs in as Bu Wati is the treasurer of the first group
    user = cast.wati if life.name == LIVES[0].name else None
    for office, member in zip(OFFICES, founders, strict=False):
        account = user if office == Term.Office.TREASURER else None
        actions.elect(
            key=new_key(), member=member, office=office, since=on, by=by, user=account
        )
    _paper(life, group, on, today, by)
    _accompany(life, group, on, cast)
    return group


def _join(
    group: Group, person: Person, since: date, today: date, rng: Random, by: User
) -> Member:
    told = NewMember(new_key(), group, person, since, _why(group, since, rng))
    said = max(since, today - timedelta(days=300))
    consent = Answer(
        key=new_key(),
        subject=person,
        purpose=MEMBERSHIP,
        act=Consent.Act.GIVEN,
        text_version=purpose(MEMBERSHIP).wording_on(said).version,
        relation=Consent.Relation.SELF,
        how=rng.choice([Consent.How.SPOKEN, Consent.How.PAPER]),
        said_on=said,
        answered_by=person,
    )
    return actions.add_member(member=told, consent=consent, by=by)


def _why(group: Group, since: date, rng: Random) -> str:
    if since == group.founded_on:
        return Member.Joined.FOUNDER
    return rng.choice([it for it in JOINED if it != Member.Joined.FOUNDER])


def _paper(life: Life, group: Group, on: date, today: date, by: User) -> None:
    for number, kind in enumerate(life.papers, start=1):
        issued = on + number * 4 * WEEK
        paper = NewPaper(
            key=new_key(),
            group=group,
            kind=kind,
            number=f"{number * 11}/{issued.year}/CONTOH",
            issued_on=issued,
            issued_by="Kepala Desa" if kind == DECREE else "",
            # the account of one group has run out
            valid_until=today - WEEK if kind == ACCOUNT and life.mentored else None,
        )
        actions.add_paper(paper=paper, by=by)


def _accompany(life: Life, group: Group, on: date, cast: Cast) -> None:
    kinds = Mentoring.Kind
    told = [NewMentoring(new_key(), group, kinds.FIELD_OFFICER, on, user=cast.dedi)]
    if life.mentored:
        told.append(NewMentoring(new_key(), group, kinds.COMPANION, on, user=cast.budi))
    if life.in_second:
        told.append(
            NewMentoring(
                new_key(),
                group,
                kinds.UNIVERSITY,
                on,
                name="Bu Nita",
                organisation="KKN (contoh)",
            )
        )
    for mentoring in told:
        actions.assign_mentor(mentoring=mentoring, by=cast.dedi)


def _live(
    life: Life,
    group: Group,
    groups: dict[str, Group],
    cast: Cast,
    today: date,
    rng: Random,
    library: dict[str, Material],
) -> None:
    """Its meetings until something happens to it, that, and its meetings afterwards."""
    visitor = cast.budi if life.mentored else cast.dedi
    follows = Fieldwork(cast, group, visitor, today, library)
    by = cast.wati if life.name == LIVES[0].name else cast.dedi
    turn = back(today, {"rested": 4, "merged": 8, "split": SPRUNG.months}.get(life.fate, 0))
    begin = min(life.months, 24)
    if life.fate in ("rested", "merged"):
        meet(group, back(today, begin), turn, life, today, rng, by=by, follows=follows)
    if life.fate == "rested":
        actions.put_to_rest(group=group, on=turn, reason="Musim panen", by=cast.dedi)
    elif life.fate == "merged" and (into := groups.get("Kenanga")):
        actions.merge_groups(
            group=group, into=into, on=turn, reason="Anggota tinggal sedikit", by=cast.dedi
        )
    elif life.fate == "split":
        meet(group, back(today, begin), turn, life, today, rng, by=by, follows=follows)
        sprung = _split(group, turn, cast)
        others = Fieldwork(cast, sprung, cast.dedi, today, library)
        for one, its in ((group, follows), (sprung, others)):
            meet(one, turn, today, life, today, rng, by=cast.dedi, follows=its)
    else:
        meet(group, back(today, begin), today, life, today, rng, by=by, follows=follows)
    _some_leave(group, today, rng, cast)


def _split(group: Group, on: date, cast: Cast) -> Group:
    """The members who hold no office and were there by then: every second one goes."""
    bound = set(group.terms.present().values_list("member_id", flat=True))
    rows = group.members.present().filter(since__lte=on).order_by("pk")
    free = [it for it in rows if it.pk not in bound]
    new = NewGroup(
        new_key(),
        group.area_id,
        SPRUNG.name,
        on,
        address="Balai RW",
        meets="Setiap Jumat ketiga",
    )
    made = actions.split_group(
        group=group, new=new, going=free[::2], reason="Usaha jahit berjalan sendiri",
        door=Door.DEMO, by=cast.dedi,
    )  # fmt: skip
    for office, member in zip(OFFICES, made.members.order_by("pk"), strict=False):
        actions.elect(key=new_key(), member=member, office=office, since=on, by=cast.dedi)
    told = NewMentoring(new_key(), made, Mentoring.Kind.FIELD_OFFICER, on, user=cast.dedi)
    actions.assign_mentor(mentoring=told, by=cast.dedi)
    return made


def _some_leave(group: Group, today: date, rng: Random, cast: Cast) -> None:
    """One of an older group, for a reason; after the last month that was closed and her last meeting."""
    if group.members.present().count() <= LEAST * 2:
        return
    bound = group.terms.present().values("member")
    leaver = group.members.present().exclude(pk__in=bound).order_by("-since", "pk").first()
    if leaver and leaver.since < today.replace(day=1):
        left = rng.choice([Member.Left.NO_TIME, Member.Left.MOVED, Member.Left.OWN_WAY])
        came = group.meetings.held().filter(on__gte=today.replace(day=1)).order_by("on").last()
        until = came.on if came else today.replace(day=1)
        actions.end_member(member=leaver, until=until, left=left, by=cast.dedi)
