"""Taking forms out: each leaves a trace."""

from berdaya.reports.actions.groups import export_form, export_numbers
from berdaya.reports.actions.villages import export_village

__all__ = ["export_form", "export_numbers", "export_village"]
