"""Calls for capital, and applications of the synthetic groups at different steps.

Every step goes through the verbs, so conditions are met by what the groups really noted.
"""

from datetime import date, timedelta

from berdaya.capital import actions
from berdaya.capital.actions.calls import NewCall
from berdaya.capital.actions.uses import NewUse
from berdaya.capital.conditions import decisions_of, standing_for
from berdaya.capital.models import Application, Call
from berdaya.demo.cast import Cast
from berdaya.demo.meetings import WANTED
from berdaya.groups.models import Group
from berdaya.keys import new_key
from berdaya.partners.models import Partner
from berdaya.readiness.actions import attest
from berdaya.readiness.standing import ELIGIBILITY

LINES = (("Mesin perekat plastik", 1_800_000), ("Kemasan cetak 1.000 lembar", 1_200_000))
PROOF = "Buku kas dilihat di rumah bendahara (contoh)"


def fund(cast: Cast, groups: dict[str, Group], bank: Partner, today: date) -> None:
    """A call that is open and one that is over; from a draft to money that was spent."""
    call = _call(cast, "Modal alat usaha perempuan (contoh)", "csr", today, open_for=45)
    _call(cast, "Kredit usaha kecil (contoh)", "bank", today, open_for=-10, partner=bank)
    for user in (cast.dedi, cast.rahma):
        actions.say_who_one_is(person=None, by=user)
    steps = (("Melati", _grant), ("Kenanga", _propose), ("Mawar", _decline), ("Dahlia", None))
    for name, step in steps:
        if (group := groups.get(name)) and (it := _hand_in(cast, group, call, today)) and step:
            step(cast, it, today)
    if group := groups.get("Anggrek"):
        _write(cast, group, call)


def _call(
    cast: Cast,
    title: str,
    source: str,
    today: date,
    *,
    open_for: int,
    partner: Partner | None = None,
) -> Call:
    new = NewCall(
        key=new_key(), area=cast.village.code, reach="32.04", source=source, title=title,
        who="Kelompok yang usahanya berjalan paling sedikit setahun.",
        opens_on=today - timedelta(days=60), closes_on=today + timedelta(days=open_for),
        least=1_000_000, most=10_000_000, partner=partner,
    )  # fmt: skip
    return actions.announce_call(call=new, by=cast.dedi)


def _write(cast: Cast, group: Group, call: Call) -> Application:
    by = cast.wati if group.name == "Melati" else cast.tuti
    it = actions.begin_application(
        key=new_key(), call=call, group=group, title="Alat dan kemasan", by=by
    )
    for purpose, amount in LINES:
        actions.add_line(key=new_key(), application=it, purpose=purpose, amount=amount, by=by)
    return it


def _hand_in(cast: Cast, group: Group, call: Call, today: date) -> Application | None:
    """Handed in where the group can prove what the system sees; else it stays a draft."""
    it = _write(cast, group, call)
    if decision := decisions_of(group, today).filter(text=WANTED).first():
        it = actions.name_decision(application=it, decision=decision, by=it.by)
    if any(line.evidence.is_seen for line in standing_for(it, today).missing):
        return None
    return actions.submit_application(application=it, by=it.by)


def _look(cast: Cast, it: Application, today: date) -> None:
    for item, answer, proof in (("ce03", 1, PROOF), ("ce05", 2, "")):
        attest(
            key=new_key(), group=it.group, instrument=ELIGIBILITY, item=item, answer=answer,
            proof=proof, on=today, by=cast.tuti,
        )  # fmt: skip


def _propose(cast: Cast, it: Application, today: date) -> Application:
    _look(cast, it, today)
    return actions.propose_decision(
        application=it, amount=2_500_000, reason="Usaha berjalan, biayanya wajar.", by=cast.dedi
    )


def _grant(cast: Cast, it: Application, today: date) -> None:
    it = _propose(cast, it, today)
    it = actions.confirm_decision(application=it, reason="Setuju, lengkap.", by=cast.rahma)
    line = it.lines.order_by("-amount").first()
    if line:
        use = NewUse(new_key(), line, today, 1_750_000, "kuitansi 14, Toko Alat (contoh)")
        actions.report_use(use=use, by=cast.wati)


def _decline(cast: Cast, it: Application, today: date) -> None:
    it = actions.propose_decision(
        application=it, amount=0, reason="Buku kas belum dilihat siapa pun.", by=cast.rahma
    )
    actions.confirm_decision(application=it, reason="Ajukan lagi nanti.", by=cast.dedi)
