"""A question whose answer is an area: type part of its name, pick one of what was found.

The suggestions are radio buttons, so that the form works without scripts: sending it with
only the text brings it back with the choices. With htmx they come as one types.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from berdaya.areas.models import Area
from berdaya.areas.search import Hit, search

Typed = tuple[str, str]  # the code that was picked, the text that was typed


class AreaInput(forms.Widget):
    template_name = "areas/area_input.html"
    hits: list[Hit] = []
    level: int | None = None
    is_mine = False

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> Typed:
        return data.get(name, ""), data.get(f"{name}_text", "").strip()

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: object, name: str
    ) -> bool:
        return name not in data and f"{name}_text" not in data

    def id_for_label(self, id_: str | None) -> str:
        return f"{id_}_text"

    def format_value(self, value: Any) -> Any:
        return value

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        picked, text = ("", "")
        hits = self.hits
        if isinstance(value, Area):
            picked, text, hits = value.code, value.label, [Hit(value.code, value.label, "")]
        elif value:
            picked, text = value
        return context | {
            "field": name,
            "hits": hits,
            "picked": picked,
            "text": text,
            "level": self.level,
            "is_mine": self.is_mine,
            "described_by": (attrs or {}).get("aria-describedby", ""),
        }


class AreaField(forms.Field):
    """Cleans to an Area, or to None where it is not required and left blank."""

    widget = AreaInput
    default_error_messages = {
        "required": _("Type the name of the area and pick it from the list."),
        "unknown": _("No area like “%(text)s” was found. Check the spelling."),
        "pick": _("Pick one of the areas below."),
    }

    def __init__(self, *, level: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.level = level
        self.within: Collection[str] | None = None
        self.widget.level = level

    def limit_to(self, codes: Collection[str]) -> None:
        """Offer and accept only these areas and what lies below them."""
        self.within = codes
        self.widget.is_mine = True

    def to_python(self, value: Any) -> Area | None:
        picked, text = value if isinstance(value, tuple) else ("", "")
        if not (picked or text):
            return None
        hits = search(picked or text, within=self.within, level=self.level)
        if picked or len(hits) == 1:
            hits = [hit for hit in hits if hit.code == (picked or hits[0].code)]
            if hits:
                self.widget.hits = hits
                return Area.objects.get(code=hits[0].code)
        self.widget.hits = hits
        if hits:
            raise ValidationError(self.error_messages["pick"], code="pick")
        raise ValidationError(
            self.error_messages["unknown"], code="unknown", params={"text": text or picked}
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((data or ("", ""))[0] != getattr(initial, "code", ""))
