"""The meetings of the synthetic groups: a second Saturday each month, and the month closed."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random
from typing import Protocol
from uuid import UUID

from berdaya.access.models import User
from berdaya.groups import actions
from berdaya.groups.actions.meetings import Held, NewMeeting, NewResolution, Settled
from berdaya.groups.models import Attendance, Group, Meeting, Member, Resolution
from berdaya.keys import new_key
from berdaya.rules.months import month_before, month_of, next_month

SATURDAY = 5
PRESENT, EXCUSED = Attendance.Presence.PRESENT, Attendance.Presence.EXCUSED
AGENDAS = (
    ("Harga jual keripik", "Sepakat menaikkan harga Rp500 per bungkus mulai bulan depan."),
    ("Membagi tugas produksi", "Tugas memasak dan mengemas digilir setiap minggu."),
    ("Kemasan dan label", "Label baru memuat berat bersih dan tanggal."),
    ("Pembukuan kelompok", "Bendahara membacakan buku kas; tidak ada selisih."),
    ("Belajar menghitung biaya", "Bahan, gas, dan tenaga ikut dihitung, bukan bahan saja."),
    ("Mengurus izin usaha", "Syarat NIB dibacakan; dua anggota mendaftar lebih dulu."),
    ("Pasar desa dan bazar", "Kelompok ikut bazar kecamatan dengan dua meja."),
    ("Kesehatan dan KB", "Bidan menjawab pertanyaan anggota setelah rapat."),
)
DECISIONS = (
    "Membeli kemasan baru",
    "Menanyakan syarat NIB ke kantor desa",
    "Menghubungi warung di RW sebelah",
    "Menyiapkan meja untuk bazar",
)
WANTED = "Mengajukan modal untuk alat dan kemasan"
WANTED_AGO, LATELY = 2, 3  # months; conditions for capital look back on three
SHARE_EXCUSED = 0.4  # of those who do not come
ONE_IN_DECIDES, ONE_IN_OFF, CLOSED = 3, 11, 11  # months of a year that are closed


class Habits(Protocol):
    """What of a group's life its meetings follow from."""

    @property
    def eager(self) -> float: ...

    @property
    def late(self) -> int: ...

    @property
    def asks(self) -> bool: ...  # whether its members decided to apply for capital


class Follows(Protocol):
    """What a meeting is followed by."""

    def after(self, meeting: Meeting, number: int) -> None: ...


def meet(
    group: Group,
    since: date,
    until: date,
    habits: Habits,
    today: date,
    rng: Random,
    *,
    by: User,
    follows: Follows,
) -> None:
    """Hold a meeting in each month from `since` on, before `until`; close months of the last year."""
    waiting: list[Resolution] = []
    members = list(group.members.all())
    for number, month in enumerate(_months(since, until)):
        on = _saturday(month)
        if on < max(since, group.founded_on) or on >= min(until, today):
            continue
        months_ago = (today.year - month.year) * 12 + today.month - month.month
        if number % ONE_IN_OFF == ONE_IN_OFF - 1 and months_ago > LATELY:
            _called_off(group, on, by)
            continue
        there = [it for it in members if it.since <= on and (it.until is None or it.until > on)]
        asks = habits.asks and months_ago == WANTED_AGO
        decided = _decided(on, number, there, rng, asks=asks)
        presence = _presence(there, habits, rng)
        meeting = _hold(group, on, number, presence, decided, waiting, rng, by)
        waiting = list(meeting.resolutions.all()) if decided else []
        follows.after(meeting, number)
    _close(group, since, until, habits, today, by)
    if until == today:
        plan = NewMeeting(
            new_key(),
            group,
            _saturday(next_month(month_of(today))),
            time(15, 30),
            group.address,
        )
        actions.plan_meeting(meeting=plan, by=by)


def _close(
    group: Group, since: date, until: date, habits: Habits, today: date, by: User
) -> None:
    """The months of the last year, but for the newest, with which this group is late."""
    last = month_of(today)
    for _month in range(habits.late):
        last = month_before(last)
    first = max(since, today - timedelta(days=31 * CLOSED))
    for month in _months(first, min(until, last)):
        if next_month(month) <= min(until, last) and next_month(month) > group.founded_on:
            actions.close_month(group=group, month=month, by=by)


def _months(since: date, until: date) -> Iterator[date]:
    month = month_of(since)
    while month < until:
        yield month
        month = next_month(month)


def _saturday(month: date) -> date:
    """The second one."""
    return month + timedelta(days=(SATURDAY - month.weekday()) % 7 + 7)


def _called_off(group: Group, on: date, by: User) -> None:
    meeting = actions.plan_meeting(
        meeting=NewMeeting(new_key(), group, on, time(15, 30), group.address), by=by
    )
    actions.call_off_meeting(meeting=meeting, reason="Hujan deras", by=by)


def _presence(there: list[Member], habits: Habits, rng: Random) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for one in there:
        if rng.random() < habits.eager:
            found[one.pk] = PRESENT
        elif rng.random() < SHARE_EXCUSED:
            found[one.pk] = EXCUSED
    return found


def _decided(
    on: date, number: int, there: list[Member], rng: Random, *, asks: bool
) -> list[NewResolution]:
    """What this meeting decides, if anything."""
    if not there or not (asks or number % ONE_IN_DECIDES == 0):
        return []
    text = WANTED if asks else DECISIONS[number % len(DECISIONS)]
    return [NewResolution(new_key(), text, rng.choice(there), on + timedelta(days=28))]


def _hold(
    group: Group,
    on: date,
    number: int,
    presence: dict[UUID, str],
    decided: list[NewResolution],
    waiting: list[Resolution],
    rng: Random,
    by: User,
) -> Meeting:
    """Note a meeting; what was decided before is done by now."""
    agenda, minutes = AGENDAS[(number + len(group.name)) % len(AGENDAS)]
    held = Held(
        key=new_key(),
        group=group,
        on=on,
        presence=presence,
        at=time(15, 30),
        place=group.address,
        how=Meeting.How.ONLINE if rng.random() < 0.08 else Meeting.How.TOGETHER,
        agenda=f"{agenda}\nLain-lain",
        minutes=minutes,
        guests=rng.choice([0, 0, 0, 1, 2]),
        resolutions=decided,
        settled=[Settled(it, Resolution.State.DONE) for it in waiting],
    )
    return actions.record_meeting(held=held, by=by)
