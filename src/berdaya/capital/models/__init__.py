"""The tables of capital: calls, applications and what was decided, use, and who decides."""

from berdaya.capital.models.applications import Application, Condition, Line, Stage
from berdaya.capital.models.calls import Call
from berdaya.capital.models.deciders import Oneself
from berdaya.capital.models.uses import Use

__all__ = ["Application", "Call", "Condition", "Line", "Oneself", "Stage", "Use"]
