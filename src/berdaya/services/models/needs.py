"""How many may need what in an area, kept for its report. Nothing of single people."""

from typing import Any

from django.db import models


class AreaNeeds(models.Model):
    """Persons of the register by what the rules ask, in a village and summed upwards; "" the nation."""

    area_code = models.CharField(primary_key=True, max_length=13)
    parent_code = models.CharField(max_length=13, blank=True, db_index=True)
    counted_on = models.DateField(db_index=True)
    counts: "models.JSONField[Any]" = models.JSONField()  # of rules.casework.needs.PEOPLE

    def __str__(self) -> str:
        return f"{self.area_code} {self.counted_on}"
