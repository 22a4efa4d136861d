"""KIE in the meetings of the synthetic groups, and visits to them; some topics and visits are missing."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle

from berdaya.access.models import User
from berdaya.consents.questions import may_process
from berdaya.demo.cast import Cast
from berdaya.groups.models import Group, Meeting
from berdaya.keys import new_key
from berdaya.kie.actions import add_material, ask, record_session
from berdaya.kie.actions.materials import Content, NewMaterial
from berdaya.kie.actions.sessions import Told
from berdaya.kie.models import Asked, Material, Session, who_came
from berdaya.mentoring.actions import NewAgreement, NewVisit, record_visit
from berdaya.mentoring.models import Agreement
from berdaya.rules.instruments.definition import load
from berdaya.rules.kie.topics import topic

MATERIALS = (
    ("marketing", "Kemasan dan label yang menarik", "Berat bersih, tanggal, dan nama pembuat."),
    ("family-economy", "Mencatat uang rumah tangga", "Uang masuk, uang keluar, sisanya."),
    ("capital", "Memisahkan uang usaha", "Dua dompet: rumah dan usaha."),
)
# in the order in which they come; the two that are left out no group has had
TOPICS = (
    "group-activity", "family-economy", "marketing", "group-organisation", "capital",
    "entrepreneurship",
)  # fmt: skip
SEEN = (
    "Enam anggota hadir, buku kas diperlihatkan.",
    "Produksi jalan, tempat menjemur masih kurang.",
    "Sepi: dua anggota sedang panen.",
)
AGREED = (
    "Melengkapi buku kas sampai bulan ini",
    "Membeli timbangan bersama",
    "Mengurus NIB dua anggota",
)
TALK_EVERY, VISIT_EVERY = 4, 3  # meetings
VISITED_FOR, ASKED_FOR = timedelta(days=300), timedelta(days=250)
OPEN, DONE = Agreement.State.OPEN, Agreement.State.DONE


def materials(cast: Cast) -> dict[str, Material]:
    """Some materials that the field officer keeps, by topic."""
    made = {}
    for about, title, text in MATERIALS:
        new = NewMaterial(new_key(), cast.village.code.rpartition(".")[0], title, about, "id")
        content = Content(new_key(), text=text)
        made[about] = add_material(material=new, content=content, by=cast.dedi)
    return made


@dataclass
class Fieldwork:
    """What follows a meeting of one group: a talk in some, a visit after some."""

    cast: Cast
    group: Group
    visitor: User
    today: date
    library: dict[str, Material]
    still_open: list[Agreement] = field(default_factory=list)
    visits: int = 0

    def __post_init__(self) -> None:
        self.topics = cycle(TOPICS[len(self.group.name) % len(TOPICS) :] + TOPICS[:2])

    def after(self, meeting: Meeting, number: int) -> None:
        if number % TALK_EVERY == 1:
            self._talk(meeting)
        on = meeting.on + timedelta(days=5)
        # groups take turns: some were seen lately, others wait
        is_turn = (number + len(self.group.name)) % VISIT_EVERY == 0
        if is_turn and self.today - VISITED_FOR < on <= self.today:
            self._visit(on)

    def _talk(self, meeting: Meeting) -> None:
        about = next(self.topics)
        material = self.library.get(about)
        told = Told(
            key=new_key(),
            group=self.group,
            topics={about: material.editions.get() if material else None},
            audience=Session.Audience.MEMBERS,
            speaker=Session.Speaker.FIELD_OFFICER,
            where=meeting,
            others=meeting.guests,
        )
        session = record_session(told=told, by=self.cast.dedi)
        if self.today - meeting.on < ASKED_FOR:
            self._ask(session, about)

    def _ask(self, session: Session, about: str) -> None:
        """What those who came knew before and after; of the last question not yet everybody."""
        codes = [item.code for item in load(topic(about).questions).items]
        came = list(who_came(session))
        willing = may_process({it.person_id for it in came}, "survey", self.today)
        came = [it for it in came if it.person_id in willing]
        for phase, more in ((Asked.Phase.BEFORE, 0), (Asked.Phase.AFTER, 1)):
            knew = {it.pk: codes[: number % 2 + more] for number, it in enumerate(came)}
            ask(
                key=new_key(),
                session=session,
                about=about,
                phase=phase,
                knew=knew,
                by=self.cast.dedi,
            )

    def _visit(self, on: date) -> None:
        """What was agreed before is done by now; the last ones stay open and run over."""
        text = AGREED[self.visits % len(AGREED)]
        visit = NewVisit(
            key=new_key(),
            group=self.group,
            on=on,
            seen=SEEN[(self.visits + len(self.group.name)) % len(SEEN)],
            agreed=[NewAgreement(new_key(), text, on + timedelta(days=21))],
            settled={it.pk: DONE for it in self.still_open},
        )
        made = record_visit(visit=visit, by=self.visitor)
        self.still_open = list(made.agreements.filter(state=OPEN))
        self.visits += 1
