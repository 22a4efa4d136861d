"""Families that grow one relation at a time, as a social worker notes them."""

from hypothesis import settings
from hypothesis import strategies as st

from berdaya.rules.casework.kin import (
    COUPLES,
    DESCENTS,
    ENDS,
    SEXES,
    TIES,
    Couple,
    Family,
    Kin,
    ParentOf,
    Tie,
    Twins,
    is_circular,
)

several = settings(max_examples=80, deadline=None)  # the machine may be busy
STEPS = ("parents", "mother", "partner", "child", "child", "twins", "sibling", "adopted")


class Growing:
    """A family in the making; every step adds people beside somebody who is there."""

    def __init__(self) -> None:
        self.people = [Kin("p0", "Nama 0", "female", 2000, is_index=True)]
        self.couples: list[Couple] = []
        self.links: list[ParentOf] = []
        self.twins: list[Twins] = []

    def person(self, sex: str, born: int | None) -> str:
        key = f"p{len(self.people)}"
        self.people.append(Kin(key, f"Nama {key}", sex, born))
        return key

    def parents_of(self, key: str, kind: str = "birth") -> list[str]:
        return [it.parent for it in self.links if it.child == key and it.kind == kind]

    def partner_of(self, key: str) -> str | None:
        found = [it.b if it.a == key else it.a for it in self.couples if key in (it.a, it.b)]
        return found[-1] if found else None

    def child_of(self, parents: list[str], sex: str, born: int | None, kind: str) -> str:
        key = self.person(sex, born)
        self.links += [ParentOf(it, key, kind) for it in parents]
        return key

    def grow(self, step: str, at: str, sex: str, born: int | None, kind: str, end: str) -> None:
        both = [it for it in (at, self.partner_of(at)) if it]
        if step == "parents" and not self.parents_of(at):
            made = [self.person("male", born), self.person("female", born)]
            self.couples.append(Couple(*made, kind=kind, since=1970, end=end))
            self.links += [ParentOf(it, at) for it in made]
        elif step == "mother" and not self.parents_of(at):
            self.links.append(ParentOf(self.person("female", born), at))
        elif step == "partner":
            self.couples.append(Couple(at, self.person(sex, born), kind, since=born, end=end))
        elif step == "child":
            self.child_of(both, sex, born, "birth")
        elif step == "twins":
            keys = [self.child_of(both, sex, born, "birth") for _ in range(2)]
            self.twins.append(Twins(frozenset(keys), identical=sex == "male"))
        elif step == "sibling" and self.parents_of(at):
            self.child_of(self.parents_of(at), sex, born, "birth")
        elif step == "adopted":
            self.child_of(both, sex, born, "adopted")

    def family(self, ties: list[Tie] | None = None) -> Family:
        return Family(
            tuple(self.people),
            tuple(self.couples),
            tuple(self.links),
            tuple(self.twins),
            tuple(ties or ()),
        )


years = st.one_of(st.none(), st.integers(1900, 2026))
steps = st.tuples(
    st.sampled_from(STEPS),
    st.integers(0, 29),
    st.sampled_from(SEXES),
    years,
    st.sampled_from(COUPLES[:2]),
    st.sampled_from(ENDS),
)


def grown(told: list[tuple[str, int, str, int | None, str, str]], most: int = 30) -> Growing:
    made = Growing()
    for step, at, *rest in told:
        if len(made.people) + 2 <= most:
            made.grow(step, f"p{at % len(made.people)}", *rest)
    return made


@st.composite
def families(draw: st.DrawFn, most: int = 30) -> Family:
    """Families without marriages within the family; with ties between anybody."""
    made = grown(draw(st.lists(steps, max_size=24)), most)
    keys = [it.key for it in made.people]
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(keys), st.sampled_from(keys), st.sampled_from(TIES)),
            max_size=8,
            unique_by=lambda it: frozenset(it[:2]),
        )
    )
    return made.family([Tie(*it) for it in pairs if it[0] != it[1]])


@st.composite
def tangled(draw: st.DrawFn) -> Family:
    """Any families: cousins and uncles marry, children have foster parents too, some stand alone."""
    made = grown(draw(st.lists(steps, min_size=3, max_size=20)), 22)
    keys = [it.key for it in made.people] + [made.person("male", 1980)]
    more = draw(st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), max_size=4))
    for at, (a, b) in enumerate(more):
        known = {frozenset((it.a, it.b)) for it in made.couples}
        link = ParentOf(a, b, DESCENTS[1 + at % 2])
        if a != b and at % 2 and frozenset((a, b)) not in known:
            made.couples.append(Couple(a, b))
        elif a != b and not is_circular([*made.links, link]):
            made.links.append(link)
    return made.family()
