"""The verbs of the assessment of a case."""

from berdaya.psychosocial.actions.asking import ask_group
from berdaya.psychosocial.actions.assessing import choose_result, drop_result, write_assessment
from berdaya.psychosocial.actions.kin import add_kin, edit_kin, seed_kin, take_off_kin
from berdaya.psychosocial.actions.relations import change_couple, relate_kin, take_off_relation
from berdaya.psychosocial.actions.systems import add_system, change_system, take_off_system

__all__ = [
    "add_kin",
    "add_system",
    "ask_group",
    "change_couple",
    "change_system",
    "choose_result",
    "drop_result",
    "edit_kin",
    "relate_kin",
    "seed_kin",
    "take_off_kin",
    "take_off_relation",
    "take_off_system",
    "write_assessment",
]
