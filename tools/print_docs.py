"""Write docs/reference from the code it describes; `--check` says what is stale."""

import functools
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
CATALOGUE = ROOT / "src" / "berdaya" / "rules" / "instruments" / "catalogue"
NOTE = "<!-- Written by tools/print_docs.py; change the code, then run `make docs`. -->\n"


def environment() -> str:
    """Every setting with its default and what it does."""
    from berdaya.site.environment import Environment, variable

    rows = [
        (f"`{variable(item.name)}`", f"`{shown(item.default)}`", item.metadata["help"])
        for item in fields(Environment)
    ]
    return (
        "# Settings\n\n"
        "All configuration is by environment variables. A secret may stand in a file: "
        "`NAME_FILE` gives its path. A variable that begins with `BERDAYA_` and is not "
        "listed here stops the start.\n\n"
        + table(("variable", "default", "what it does"), rows)
        + "\n`berdaya doctor` shows what a running system reads, without its secrets.\n"
    )


def shown(default: Any) -> str:
    return str(default).lower() if isinstance(default, bool) else str(default) or " "


def cli() -> str:
    """Every command with its arguments and options."""
    import typer

    from berdaya.cli.main import app

    group: Any = typer.main.get_command(app)
    text = "# Command line\n\n`berdaya --help` and `berdaya COMMAND --help` say the same.\n"
    for name in group.list_commands(None):
        text += _command(f"berdaya {name}", group.get_command(None, name))
    return text


def _command(path: str, command: Any) -> str:
    below = getattr(command, "commands", {})
    if below:
        text = f"\n## {path}\n\n{_plain(command.help)}\n"
        return text + "".join(
            _command(f"{path} {name}", each).replace("\n## ", "\n### ")
            for name, each in below.items()
        )
    params = [item for item in command.params if not getattr(item, "hidden", False)]
    arguments = [item for item in params if item.param_type_name == "argument"]
    usage = " ".join([path, *(_argument(item) for item in arguments)])
    rows = [
        (f"`{_argument(item)}`", "", getattr(item, "help", None) or "") for item in arguments
    ] + [
        (
            f"`{', '.join([*item.opts, *item.secondary_opts])}`",
            "" if item.default in (None, False, "", ...) else f"`{shown(item.default)}`",
            item.help or "",
        )
        for item in params
        if item.param_type_name == "option" and item.name != "help"
    ]
    text = f"\n## {path}\n\n{_plain(command.help)}\n\n```\n{usage}\n```\n"
    return text + ("\n" + table(("word", "default", "meaning"), rows) if rows else "")


def _argument(item: Any) -> str:
    return str(item.metavar or item.name.upper())


def _plain(text: str | None) -> str:
    return "\n".join(line.strip() for line in (text or "").strip().splitlines())


def roles() -> str:
    """Who may do what, from the one table that the verbs ask."""
    from berdaya.access.kinds import PROFILES, Kind
    from berdaya.access.roles import CELLS
    from berdaya.access.verbs import VERBS

    names = {kind: f"{indonesian(kind.label)} / {english(kind.label)}" for kind in Kind}
    cells = [
        (f"`{cell}`", *("✓" if kind in kinds else "" for kind in Kind))
        for cell, kinds in CELLS.items()
    ]
    verbs = [(f"`{verb}`", f"`{cell}`") for verb, cell in sorted(VERBS.items())]
    asked = [
        (
            names[kind],
            ", ".join(str(level) for level in sorted(profile.levels)),
            "✓" if profile.second_factor else "",
            str(profile.idle_minutes),
        )
        for kind, profile in PROFILES.items()
    ]
    return (
        "# Roles: who may do what\n\n"
        "A role holds in an area and everything below it. What a role may not do, and what lies "
        "outside the areas of all one's roles, is answered as if it did not exist. Pages, "
        "menus, searches, exports and verbs all ask this table.\n\n"
        + table(("cell", *names.values()), cells)
        + "\n## What each role asks of its holder\n\n"
        "Levels: 0 the nation, 1 province, 2 regency, 3 district, 4 village, 5 RW, 6 RT.\n\n"
        + table(("role", "given for levels", "second factor", "minutes until sign-in"), asked)
        + "\n## Which cell decides about a verb\n\n"
        + table(("verb", "cell"), verbs)
    )


def refusals() -> str:
    """Every way in which a verb says no."""
    rows = sorted(
        (f"`{kind.code}`", kind.__module__.split(".")[1], both(kind.message))
        for kind in _all_refusals()
    )
    return (
        "# Refusals\n\n"
        "What the system answers when a rule forbids a deed; nothing was written then. The "
        "same sentence stands on the page, in a file of rejected rows and on the command line."
        "\n\n" + table(("code", "room", "sentence"), rows)
    )


def instruments() -> str:
    """All questionnaires: about whom, what comes out, how settled they are, what they are not for."""
    from berdaya.rules.instruments.definition import catalogue

    rows = [
        (
            f"[{one.title['id']}]({one.id}.md)<br>*{one.title['en']}*",
            one.subject,
            str(len(one.items)),
            ", ".join(f"`{output.name}`" for output in one.outputs),
            one.status,
            f"{one.not_for['id'].strip()}<br>*{one.not_for['en'].strip()}*",
        )
        for one in catalogue()
    ]
    heads = ("instrument", "about", "items", "results", "status", "not for")
    listed = "\n".join(one.id for one in catalogue())
    return (
        "# Instruments\n\n"
        "Every questionnaire is data, with the source of each question, its rule and worked "
        "examples. `needs-piloting` means that the wording, a cut or a criterion is ours and has "
        "not been tried out; its page says which, under *Perlu dicocokkan*.\n\n"
        f"{table(heads, rows)}\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n"
    )


def codebook(instrument: str) -> str:
    """The questions of an instrument, how they are judged and what they add up to."""
    from berdaya.rules.instruments.codebook import as_markdown
    from berdaya.rules.instruments.definition import load

    return as_markdown(load(instrument))


def both(message: object) -> str:
    words = english(message)
    return f"{indonesian(words)}<br>*{words}*"


def english(message: object) -> str:
    from django.utils import translation

    with translation.override("en"):
        return str(message)


def indonesian(message: object) -> str:
    """The Indonesian words in the .po files, compiled or not."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    from tools import messages

    for app in messages.apps():
        if (found := _known(app).get(english(message))) and found.string:
            return str(found.string)
    return english(message)


@functools.cache
def _known(app: str) -> Any:
    from tools import messages

    return messages.known(app)


def _all_refusals() -> list[Any]:
    import berdaya
    from berdaya.refusal import Refusal

    for module in pkgutil.walk_packages(berdaya.__path__, "berdaya."):
        # doors and examples refuse nothing of their own, and importing them starts things
        if not re.search(r"\.(migrations|cli|demo|wsgi)\b", module.name):
            importlib.import_module(module.name)
    return [kind for kind in _below(Refusal) if hasattr(kind, "code")]


def _below(kind: Any) -> Iterator[Any]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def table(heads: tuple[str, ...], rows: list[Any]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |\n"
        for line in lines
    )


def genogram() -> str:
    """Genogram and ecomap of an invented family beside their legend, drawn by the system itself."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    from django.utils.translation import override
    from tools.sample_family import AROUND, family

    from berdaya.psychosocial import drawing, legend
    from berdaya.rules.casework import ecomap
    from berdaya.rules.casework.genogram import draw

    def picture(svg: str) -> str:
        # on a white sheet, for the manual may be read in the dark
        return f'<div style="background:#fff;color:#000;overflow:auto">{svg.strip()}</div>\n\n'

    def signs(listed: Any) -> str:
        said = {}
        for language in ("id", "en"):
            with override(language):
                said[language] = listed()
        rows = [
            (
                f'<div style="background:#fff">{one.picture.strip()}</div>',
                one.words,
                other.words,
            )
            for one, other in zip(said["id"], said["en"], strict=True)
        ]
        return table(("", "artinya", "meaning"), rows)

    with override("id"):
        people = drawing.genogram_svg(draw(family()), "Genogram Dewi", "Keluarga rekaan")
        around = ecomap.draw("Keluarga Dewi", AROUND)
        systems = drawing.ecomap_svg(around, "Ekomap keluarga Dewi", "Keluarga rekaan")
    return (
        "# Lambang genogram dan ekomap\n\n"
        "Tiga puluh orang rekaan. *Thirty invented people.*\n\n"
        + picture(people)
        + "Lambang menurut / *symbols after* McGoldrick, Gerson & Petry, *Genograms: Assessment "
        "and Treatment* (2020). m: menikah / *married*; p: pisah / *separated* (s); c: cerai / "
        "*divorced* (d).\n\n"
        + signs(legend.genogram_legend)
        + "\n## Ekomap\n\n"
        + picture(systems)
        + 'Menurut / *after* Hartman, "Diagrammatic Assessment of Family Relationships", '
        "*Social Casework* 59 (1978).\n\n" + signs(legend.ecomap_legend)
    )


PAGES = {
    "environment.md": environment,
    "cli.md": cli,
    "roles.md": roles,
    "refusals.md": refusals,
    "genogram.md": genogram,
    "instruments.md": instruments,
    **{
        f"{path.stem}.md": functools.partial(codebook, path.stem)
        for path in sorted(CATALOGUE.glob("*.yaml"))
        if "@" not in path.name
    },
}


def main(*asked: str) -> int:
    from berdaya.cli.setup import ready

    ready()
    REFERENCE.mkdir(parents=True, exist_ok=True)
    pages = {REFERENCE / name: NOTE + page() for name, page in PAGES.items()}
    stale = [
        path for path, page in pages.items() if not path.exists() or path.read_text() != page
    ]
    if "--check" in asked:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale: run make docs")
        return int(bool(stale))
    for path in stale:
        path.write_text(pages[path])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
