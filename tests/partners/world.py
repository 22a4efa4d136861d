"""A shop that works with the group Melati."""

from datetime import timedelta

from berdaya.keys import new_key
from berdaya.partners import actions
from berdaya.partners.actions.directory import PartnerFacts
from berdaya.partners.actions.documents import NewDocument
from berdaya.partners.actions.partnerships import NewPartnership, Terms, Told
from tests.enterprises.world import a_business
from tests.groups.world import TODAY, VILLAGE

EARLIER = TODAY - timedelta(days=60)
CRISPS = "10794"  # of KBLI 2025
PDF = b"%PDF-1.7 perjanjian tiruan"
TERMS = Terms(12_000_000, EARLIER, TODAY + timedelta(days=300))


def facts(name="Toko Berkah", *, kind="shop", **more):
    return PartnerFacts(name, kind, **more)


def a_partner(by, name="Toko Berkah", *, area=VILLAGE, reach="32.04", key=None, **more):
    return actions.add_partner(
        key=key or new_key(), area=area, reach=reach, facts=facts(name, **more), by=by
    )


def works_in(partner, area, *, by):
    return actions.add_work_area(partner=partner, area=area, by=by)


def seeks(partner, words, *, by, sector="10", way="seeks"):
    return actions.add_need(
        key=new_key(), partner=partner, way=way, sector=sector, words=words, since=TODAY, by=by
    )


def makes(group, words, *, by, kbli=CRISPS):
    """A joint business of the group that is called so."""
    more = {"ownership": "joint", "kbli": kbli}
    return a_business(group, None, by=by, name=words, **more)


def contact(group, partner, *, form="trade", on=EARLIER, key=None, reason="bertemu di pameran"):
    return NewPartnership(key or new_key(), group, partner, form, "keripik", on, reason)


def step(*, on=EARLIER, reason="sudah bertemu", key=None):
    return Told(key or new_key(), on, reason)


def begun(group, partner, *, by, **more):
    return actions.begin_partnership(told=contact(group, partner, **more), by=by)


def agreed(group, partner, *, by, terms=TERMS):
    it = begun(group, partner, by=by)
    actions.begin_talks(partnership=it, told=step(), by=by)
    return actions.agree(partnership=it, told=step(), terms=terms, by=by)


def promised(partnership, *, by, due_on=EARLIER, side="partner", text="bayar"):
    return actions.add_obligation(
        key=new_key(), partnership=partnership, side=side, text=text, due_on=due_on, by=by
    )


def attached(partnership, *, by, content=PDF, cites=""):
    new = NewDocument(new_key(), partnership, "Perjanjian", content, cites)
    return actions.attach_document(document=new, by=by)


def a_partnership_life(cast, group):
    """Something on each page of partners, by the names of what stands there."""
    partner = a_partner(cast.dedi)
    partnership = agreed(group, partner, by=cast.dedi)
    return {
        "partner": partner,
        "need": seeks(partner, "keripik singkong", by=cast.dedi),
        "partnership": partnership,
        "obligation": promised(partnership, by=cast.dedi),
        "document": attached(partnership, by=cast.dedi, cites="perban-bkkbn-17-2020"),
    }


def partner_pages(life, group):
    """How each page is reached: name of the address to its arguments."""
    rows = {
        "partner_detail": "partner",
        "partner_edit": "partner",
        "work_area_new": "partner",
        "need_new": "partner",
        "need_end": "need",
        "partnership_detail": "partnership",
        "obligation_new": "partnership",
        "obligation_settle": "obligation",
        "document_new": "partnership",
        "document_file": "document",
        "document_withdraw": "document",
    }
    of_group, partner = ("partnership_list", "partnership_new"), life["partner"]
    return (
        {"partner_list": [()], "partner_new": [()], "match_list": [()]}
        | {name: [(life[row].pk,)] for name, row in rows.items()}
        | {name: [(group.pk,)] for name in of_group}
        | {"partnership_step": [(life["partnership"].pk, "perpanjang")]}
        | {"work_area_end": [(partner.pk, partner.work_areas.get().pk)]}
    )
