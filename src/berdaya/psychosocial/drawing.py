"""Genogram and ecomap as SVG. Colours and strokes stand in the marks for paper and PDF, where they
are black on white; on screen `psychosocial.css` sets the tokens of the page over them.
"""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from berdaya.rules.casework import ecomap, genogram
from berdaya.rules.casework.layout.lines import Line, Point
from berdaya.rules.casework.layout.measures import LINE, NAME_GAP, OUTLINE, RADIUS, TEXT

# how a mark looks on paper, by its class
LOOKS = {
    "g-line": 'fill="none" stroke="#000" stroke-width="1.5"',
    "g-tie": 'fill="none" stroke="#000" stroke-width="1.2"',
    "g-symbol": 'fill="#fff" stroke="#000" stroke-width="1.6"',
    "g-index": 'fill="#fff" stroke="#000" stroke-width="1.6"',
    "g-cross": 'fill="none" stroke="#000" stroke-width="1.1"',
    "g-text": f'fill="#000" stroke="#fff" stroke-width="3" paint-order="stroke" font-size="{TEXT}"',
    "g-head": 'fill="#000"',
    "g-strong": 'fill="none" stroke="#000" stroke-width="5"',
    "g-ordinary": 'fill="none" stroke="#000" stroke-width="2"',
    "g-weak": 'fill="none" stroke="#000" stroke-width="2" stroke-dasharray="7 5"',
}
DASHES = {"cohabiting": "7 5", "parents": "2 5", "foster": "2 5"}
DOTTED = "2 4"
SLASH = 7  # half the height of the slashes of separation and divorce


def genogram_svg(
    picture: genogram.Picture, title: str, desc: str, *, width: int = 0
) -> SafeString:
    """The whole picture; `width` cuts off what stands further right."""
    marks = [
        *(mark for line in picture.lines for mark in _line(line)),
        *(mark for tie in picture.ties for mark in _tie(tie)),
        *(mark for one in picture.symbols for mark in _symbol(one)),
        *(mark for line in picture.lines for mark in _dates(line)),
    ]
    return _svg(marks, width or picture.width, picture.height, title, desc)


def ecomap_svg(drawn: ecomap.Ecomap, title: str, desc: str, *, height: int = 0) -> SafeString:
    """The whole picture; `height` cuts off what stands further down."""
    marks = [mark for bond in drawn.bonds for mark in _bond(bond)]
    for circle, look in [
        (drawn.centre, "g-index"),
        *((it.circle, "g-symbol") for it in drawn.bonds),
    ]:
        marks.append(_circle(circle.x, circle.y, circle.radius, look))
        marks += _texts(circle.x, circle.y, circle.text, "middle")
    return _svg(marks, drawn.width, height or drawn.height, title, desc)


def _svg(
    marks: Iterable[SafeString], width: int, height: int, title: str, desc: str
) -> SafeString:
    # every mark was escaped when it was made
    inside = mark_safe("".join(marks))  # noqa: S308
    context = {"marks": inside, "width": width, "height": height, "title": title, "desc": desc}
    return render_to_string("psychosocial/picture.svg", context)


def _symbol(one: genogram.Symbol) -> Iterable[SafeString]:
    kin, shape = one.kin, _SHAPES[one.kin.sex]
    if kin.is_index:
        yield shape(one.x, one.y, RADIUS + OUTLINE - 1, "g-index")
    yield shape(one.x, one.y, RADIUS, "g-symbol")
    if kin.is_dead:
        reach = RADIUS if kin.sex == "male" else RADIUS * (0.5 if kin.sex == "unknown" else 0.7)
        for rise in (reach, -reach):
            yield _path(
                [(one.x - reach, one.y - rise), (one.x + reach, one.y + rise)], "g-cross"
            )
    if kin.inside:
        yield _text(one.x, one.y + 4, kin.inside, "middle")
    yield from _texts(one.x + RADIUS + NAME_GAP, one.y, one.text, "start")


def _line(line: Line) -> Iterable[SafeString]:
    if line.kind == "adopted":  # a dotted line beside a whole one
        yield _path([(x - 2, y) for x, y in line.points], "g-line")
        yield _path([(x + 3, y) for x, y in line.points], "g-line", DOTTED)
    else:
        yield _path(line.points, "g-line", DASHES.get(line.kind, ""))
    if line.couple and line.couple.end:
        (left, y), (right, _) = sorted(line.level)
        at = left + (right - left) * 0.75
        for step in (0,) if line.couple.end == "separated" else (-3, 3):
            yield _path([(at + step - 4, y + SLASH), (at + step + 4, y - SLASH)], "g-line")


def _dates(line: Line) -> Iterable[SafeString]:
    """Over the line of a couple, at the end of whoever has fewer lines: there it stands free."""
    if line.couple and line.couple.label:
        (left, y), (right, _) = sorted(line.level)
        share = 0.36 if line.couple.end else 0.5
        yield _text(left + (right - left) * share, y - 5, line.couple.label, "middle")


def _tie(drawn: genogram.Drawn) -> Iterable[SafeString]:
    for stroke in drawn.strokes:
        yield _path(stroke.points, f"g-tie g-{drawn.tie.kind}", DOTTED if stroke.dashed else "")


def _bond(bond: ecomap.Bond) -> Iterable[SafeString]:
    look = f"g-{bond.system.strength}"
    yield _path(bond.points, f"{look} g-stress" if bond.system.is_stressful else look)
    for head in bond.heads:
        yield _polygon(head, "g-head g-stress" if bond.system.is_stressful else "g-head")


def _paper(look: str) -> SafeString:
    return mark_safe(LOOKS[look.split()[0]])  # noqa: S308  # our own words


def _places(points: Iterable[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _path(points: Iterable[Point], look: str, dashes: str = "") -> SafeString:
    dashed = format_html(' stroke-dasharray="{}"', dashes) if dashes else ""
    return format_html(
        '<polyline class="{}" points="{}" {}{}/>', look, _places(points), _paper(look), dashed
    )


def _polygon(points: Iterable[Point], look: str) -> SafeString:
    return format_html(
        '<polygon class="{}" points="{}" {}/>', look, _places(points), _paper(look)
    )


def _circle(x: float, y: float, radius: float, look: str) -> SafeString:
    words = '<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}" {}/>'
    return _formatted(words, look, x, y, radius)


def _square(x: float, y: float, half: float, look: str) -> SafeString:
    points = [
        (x - half, y - half),
        (x + half, y - half),
        (x + half, y + half),
        (x - half, y + half),
    ]
    return _polygon(points, look)


def _diamond(x: float, y: float, half: float, look: str) -> SafeString:
    return _polygon([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], look)


def _formatted(words: str, look: str, *numbers: float) -> SafeString:
    return mark_safe(words.format(look, *numbers, LOOKS[look]))  # noqa: S308  # no words of users


def _texts(x: float, y: float, lines: tuple[str, ...], anchor: str) -> Iterable[SafeString]:
    for at, line in enumerate(lines):
        yield _text(x, y + 4 + (at - (len(lines) - 1) / 2) * LINE, line, anchor)


def _text(x: float, y: float, words: str, anchor: str) -> SafeString:
    return format_html(
        '<text class="g-text" x="{}" y="{}" text-anchor="{}" {}>{}</text>',
        f"{x:.1f}",
        f"{y:.1f}",
        anchor,
        _paper("g-text"),
        words,
    )


_SHAPES = {"male": _square, "female": _circle, "unknown": _diamond}
