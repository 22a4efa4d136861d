"""A row of a table: what was understood of it, and what was not."""

from dataclasses import dataclass, field

from berdaya.rules.tables.faults import CellFault


@dataclass(slots=True)
class Row:
    """The values of one row by target; `number` is the one the spreadsheet shows."""

    number: int
    values: dict[str, object] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)

    @property
    def state(self) -> str:
        """`error`: cannot be taken; `skip`: left out on purpose; `warning`; else `good`."""
        if not self.faults:
            return "good"
        found = {fault.severity for fault in self.faults}
        return next((state for state in ("skip", "error", "warning") if state in found), "good")

    @property
    def is_taken(self) -> bool:
        return self.state in {"warning", "good"}

    @property
    def name(self) -> str:
        """What somebody is called, in whichever column it stands."""
        return self.text("name") or self.text("head_name")

    def text(self, target: str) -> str:
        """What the row says of one thing; blank where it says nothing."""
        return str(self.values.get(target) or "")
