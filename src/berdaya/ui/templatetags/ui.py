"""What the components need to draw themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from berdaya.rules import indonesia
from berdaya.ui import stages
from berdaya.ui.templatetags.indonesian import percent

register = template.Library()
register.filter("stage_name", stages.name)
register.filter("stage_short", stages.short)

SORT_KEY = "urut"


@register.filter
def spread(attributes: object) -> SafeString:
    """Write the attributes a component passes on, escaped (cotton's own way is not)."""
    given: Mapping[str, object] = attributes.attrs_dict()  # type: ignore[attr-defined]
    flags = [(name,) for name, value in given.items() if value is True]
    pairs = [(name, value) for name, value in given.items() if value not in (True, False, None)]
    return format_html(
        "{} {}",
        format_html_join(" ", "{}", flags),
        format_html_join(" ", '{}="{}"', pairs),
    )


@dataclass(frozen=True, slots=True)
class Stair:
    x: int
    y: int
    height: int
    is_climbed: bool


@register.filter
def stage_steps(level: str) -> list[Stair]:
    """Five stairs, as many climbed as the stage has."""
    climbed = stages.rank(level)
    return [
        Stair(x=6 * step, y=16 - 4 * step, height=4 + 4 * step, is_climbed=step <= climbed)
        for step in range(len(stages.LADDER))
    ]


@dataclass(frozen=True, slots=True)
class Part:
    label: str
    count: int
    tone: str
    x: str
    width: str
    share: str


@dataclass(frozen=True, slots=True)
class Bar:
    parts: Sequence[Part]
    in_words: str


@register.simple_tag
def bar(parts: Iterable[tuple[str, int, str]]) -> Bar:
    """Lay the parts side by side, as percentages of their sum; empty parts are left out."""
    given = [(label, count, tone) for label, count, tone in parts if count]
    whole = sum(count for _, count, _ in given)
    drawn: list[Part] = []
    before = 0
    for label, count, tone in given:
        drawn.append(
            Part(
                label=str(label),
                count=count,
                tone=tone,
                x=f"{Decimal(100 * before) / whole:.3f}",
                width=f"{Decimal(100 * count) / whole:.3f}",
                share=percent(count, whole),
            )
        )
        before += count
    words = ", ".join(f"{part.label} {indonesia.number(part.count)}" for part in drawn)
    return Bar(drawn, words or "0")


@dataclass(frozen=True, slots=True)
class Sorting:
    query: str
    direction: str


@register.simple_tag(takes_context=True)
def sorting(context: Context, key: str) -> Sorting:
    """Where a column's heading leads, and how the rows stand now."""
    query = context["request"].GET.copy()
    now = query.get(SORT_KEY, "")
    query.pop("page", None)
    query[SORT_KEY] = f"-{key}" if now == key else key
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    return Sorting(f"?{query.urlencode()}", direction)
