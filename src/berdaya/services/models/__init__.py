"""The tables of services: the directory with its history, referrals, and needs of areas."""

from berdaya.services.models.directory import Cell, Edit, Hours, Provider, Reach, Service
from berdaya.services.models.needs import AreaNeeds
from berdaya.services.models.referrals import Referral, Step
from berdaya.services.models.words import Word, WordOf

__all__ = [
    "AreaNeeds",
    "Cell",
    "Edit",
    "Hours",
    "Provider",
    "Reach",
    "Referral",
    "Service",
    "Step",
    "Word",
    "WordOf",
]
