"""The verbs on KIE."""

from berdaya.kie.actions.asking import ask
from berdaya.kie.actions.materials import add_edition, add_material, end_material
from berdaya.kie.actions.sessions import record_session, withdraw_session

__all__ = [
    "add_edition",
    "add_material",
    "ask",
    "end_material",
    "record_session",
    "withdraw_session",
]
