"""The tables of partners: the directory and partnerships."""

from berdaya.partners.models.directory import Need, Partner, WorkArea
from berdaya.partners.models.partnerships import Document, Obligation, Partnership, Step

__all__ = ["Document", "Need", "Obligation", "Partner", "Partnership", "Step", "WorkArea"]
