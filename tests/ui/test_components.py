import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from berdaya.ui import gallery, stages
from berdaya.ui.templatetags.ui import bar

UI = Path(gallery.__file__).parent
TEMPLATES = sorted((UI.parent).rglob("templates/**/*.html"))


@pytest.fixture
def draw():
    """Draw a piece of a page, with cotton tags as a template file may have them."""

    def draw(source, query="", **context):
        template = engines["django"].from_string(CottonCompiler().process(source))
        return template.render(context, RequestFactory().get(f"/{query}"))

    return draw


def test_what_people_write_never_becomes_markup(draw):
    evil = "\"><script>alert('x')</script>"
    drawn = draw(
        '<c-button :value="evil" name="{{ evil }}">{{ evil }}</c-button><c-card title="{{ evil }}" />'
        '<c-person :name="evil" /><c-facts :items="pairs" /><c-stacked-bar :parts="parts" />'
        '<c-progress label="{{ evil }}" :value="3" :max="4" /><c-stage :level="evil" />',
        evil=evil,
        pairs=[(evil, evil)],
        parts=[(evil, 1, "KPS")],
    )

    assert "<script" not in drawn
    assert drawn.count("&lt;script") >= 10


def test_a_component_keeps_its_words_from_those_inside_it(draw):
    drawn = draw('<c-card title="Luar"><c-card><c-notice>isi</c-notice></c-card></c-card>')

    assert drawn.count("Luar") == 1


def test_a_bar_is_as_long_as_its_whole():
    drawn = bar([("a", 1, "KPS"), ("b", 0, "KS1"), ("c", 2, "KS2")])

    assert [(part.x, part.width, part.share) for part in drawn.parts] == [
        ("0.000", "33.333", "33,3%"),
        ("33.333", "66.667", "66,7%"),
    ]
    assert drawn.in_words == "a 1, c 2"


def test_a_bar_of_nothing_is_drawn_empty(draw):
    assert bar([]).parts == []
    assert "<rect" not in draw(
        '<c-stacked-bar title="t" :parts="parts" />', parts=[("a", 0, "KPS")]
    )


@pytest.mark.parametrize(
    ("level", "climbed"), [("KPS", 1), ("KS2", 3), ("KS3PLUS", 5), ("incomplete", 0)]
)
def test_a_stage_shows_its_stairs_and_its_name(draw, level, climbed):
    drawn = draw('<c-stage :level="level" />', level=level)

    assert drawn.count('class="on"') == climbed
    assert str(stages.name(level)) in drawn


@pytest.mark.parametrize(
    ("query", "leads", "direction"),
    [
        ("", "?urut=name", None),
        ("?urut=name&q=a", "?urut=-name&amp;q=a", "ascending"),
        ("?urut=-name&page=x", "?urut=name", "descending"),
    ],
)
def test_a_heading_sorts_and_turns_round(draw, query, leads, direction):
    drawn = draw('<c-th sort="name">Nama</c-th>', query)

    assert f'href="{leads}"' in drawn
    assert (f'aria-sort="{direction}"' in drawn) is bool(direction)


def test_every_drawing_that_pages_name_exists():
    drawings = set(re.findall(r'symbol id="([\w-]+)"', gallery.ICONS.read_text()))
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'(?:icon|c-icon name)="([a-z][\w-]*)"', path.read_text())
    }

    assert named - drawings == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_pages_bring_no_styles_and_scripts_of_their_own(path):
    text = path.read_text()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|hx-on", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_colours_stand_in_the_tokens_alone():
    for name in ("base.css", "components.css"):
        text = (UI / "static" / "ui" / name).read_text()
        assert not re.search(r"#[0-9a-f]{3,8}\b", text), name


def test_dark_renames_nothing():
    names = [
        set(
            re.findall(
                r"^  (--[\w-]+):", (UI / "static" / "ui" / name).read_text(), re.MULTILINE
            )
        )
        for name in ("tokens.css", "dark.css")
    ]

    assert names[1] <= names[0]


def test_components_stay_small():
    for path in (UI / "templates" / "cotton").glob("*.html"):
        assert len(path.read_text().splitlines()) <= 40, path.name
