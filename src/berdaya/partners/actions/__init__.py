"""The verbs on partners."""

from berdaya.partners.actions.directory import (
    add_need,
    add_partner,
    add_work_area,
    edit_partner,
    end_need,
    end_work_area,
)
from berdaya.partners.actions.documents import attach_document, withdraw_document
from berdaya.partners.actions.obligations import add_obligation, settle_obligation
from berdaya.partners.actions.partnerships import (
    agree,
    begin_partnership,
    begin_talks,
    end_partnership,
    renew,
)

__all__ = [
    "add_need",
    "add_obligation",
    "add_partner",
    "add_work_area",
    "agree",
    "attach_document",
    "begin_partnership",
    "begin_talks",
    "edit_partner",
    "end_need",
    "end_partnership",
    "end_work_area",
    "renew",
    "settle_obligation",
    "withdraw_document",
]
