"""Partners of the synthetic villages, what they seek and offer, and with whom they work."""

from datetime import date, timedelta

from berdaya.access.models import User
from berdaya.demo.cast import Cast
from berdaya.groups.models import Group
from berdaya.keys import new_key
from berdaya.partners import actions
from berdaya.partners.actions.directory import PartnerFacts
from berdaya.partners.actions.partnerships import NewPartnership, Terms, Told
from berdaya.partners.models import Partner, Partnership

# key: name, kind, where it works (None: the whole country) and what it seeks or offers
REGENCY, NEIGHBOUR = "32.04", "32.04.32.2999"
PARTNERS = {
    "shop": ("Toko Oleh-oleh Sari Rasa (contoh)", "shop", REGENCY,
             (("seeks", "10", "keripik singkong dan dodol, 100 bungkus seminggu"),)),
    "cooperative": ("Koperasi Mitra Usaha (contoh)", "cooperative", "32.04.32.2998",
                    (("offers", "10", "kemasan plastik cetak, mulai 500 lembar"),
                     ("seeks", "16", "tas bambu untuk pameran, 30 buah"))),
    "university": ("Kampus Vokasi Baleendah (contoh)", "university", REGENCY,
                   (("offers", "56", "pelatihan dapur bersih untuk katering"),)),
    "bank": ("Bank Perkreditan Desa (contoh)", "bank", None, ()),
}  # fmt: skip


def work_together(cast: Cast, groups: dict[str, Group], today: date) -> dict[str, Partner]:
    """Partners in the directory, and partnerships from a first contact to an overdue promise."""
    partners = {key: _enter(cast, key, today) for key in PARTNERS}
    if group := groups.get("Melati"):
        it = _agreed(cast, group, partners["shop"], today, ago=120)
        _promise(it, today, by=cast.wati)
    if group := groups.get("Kenanga"):
        _agreed(cast, group, partners["cooperative"], today, ago=45)
    if group := groups.get("Bougenvil"):
        _talks(cast, group, partners["cooperative"], today)
    if group := groups.get("Tanjung"):
        _contact(cast, group, partners["shop"], today - timedelta(days=12))
    return partners


def _enter(cast: Cast, key: str, today: date) -> Partner:
    name, kind, reach, needs = PARTNERS[key]
    facts = PartnerFacts(name, kind, contact="Bagian usaha", address="Jl. Contoh No. 5")
    partner = actions.add_partner(
        key=new_key(), area=cast.village.code, reach=reach, facts=facts, by=cast.dedi
    )
    if key == "cooperative":
        actions.add_work_area(partner=partner, area=NEIGHBOUR, by=cast.dedi)
    for way, sector, words in needs:
        actions.add_need(
            key=new_key(), partner=partner, way=way, sector=sector, words=words,
            since=today - timedelta(days=40), by=cast.dedi,
        )  # fmt: skip
    return partner


def _contact(cast: Cast, group: Group, partner: Partner, on: date) -> Partnership:
    told = NewPartnership(
        new_key(), group, partner, Partnership.Form.TRADE, "produk kelompok dijual di toko",
        on, "bertemu di bazar kecamatan",
    )  # fmt: skip
    return actions.begin_partnership(told=told, by=cast.dedi)


def _talks(cast: Cast, group: Group, partner: Partner, today: date) -> Partnership:
    it = _contact(cast, group, partner, today - timedelta(days=60))
    told = Told(new_key(), today - timedelta(days=35), "membicarakan harga dan kemasan")
    return actions.begin_talks(partnership=it, told=told, by=cast.dedi)


def _agreed(
    cast: Cast, group: Group, partner: Partner, today: date, *, ago: int
) -> Partnership:
    """Signed so many days ago, a month after they met."""
    signed = today - timedelta(days=ago)
    it = _contact(cast, group, partner, signed - timedelta(days=30))
    told = Told(new_key(), signed - timedelta(days=20), "membicarakan harga")
    actions.begin_talks(partnership=it, told=told, by=cast.dedi)
    told = Told(new_key(), signed, "surat ditandatangani di balai desa")
    terms = Terms(12_000_000, signed, signed + timedelta(days=364))
    return actions.agree(partnership=it, told=told, terms=terms, by=cast.dedi)


def _promise(it: Partnership, today: date, *, by: User) -> None:
    for side, text, days in (
        ("group", "mengirim 100 bungkus setiap minggu", -20),
        ("partner", "membayar pengiriman bulan lalu", 9),
    ):
        due = today - timedelta(days=days)
        actions.add_obligation(
            key=new_key(), partnership=it, side=side, text=text, due_on=due, by=by
        )
