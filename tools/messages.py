"""Keep the translations complete: `update [APP …]`, `compile`, `check`.

Every room keeps its own words in locale/id. English stands in the code, so only
Indonesian is a file. Babel reads Python; Django turns templates into something like it.
"""

import io
import sys
from importlib import import_module
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src" / "berdaya"
HEADER = """\
msgid ""
msgstr ""
"Language: id\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
# sentences of pure rooms, which know no language: the room that shows them translates them
BORROWED = {"people": "berdaya.rules.indonesia", "imports": "berdaya.rules.tables.faults"}
WORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}


def apps() -> list[str]:
    return sorted(path.parent.name for path in SOURCE.glob("*/locale"))


def po_file(app: str) -> Path:
    return SOURCE / app / "locale" / "id" / "LC_MESSAGES" / "django.po"


def empty() -> Catalog:
    """Indonesian nouns have one form; Babel, left alone, makes room for two."""
    catalog = Catalog(locale="id")
    catalog.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
    return catalog


def wanted(app: str) -> Catalog:
    """The texts that stand in the app's Python and templates today."""
    from django.utils.translation.template import templatize

    catalog = empty()
    root = SOURCE / app
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.html"), *root.rglob("*.txt")]):
        text = path.read_text()
        if path.suffix != ".py":
            # what is left of a template is no Python block: its indents would be read as such
            lines = templatize(text, origin=str(path)).splitlines()
            text = "\n".join(line.strip() for line in lines)
        for _line, message, _comments, context in extract(
            "python", io.BytesIO(text.encode()), keywords=WORDS, options={"encoding": "utf-8"}
        ):
            catalog.add(message, locations=[(str(path.relative_to(root)), 1)], context=context)
    for sentence in borrowed(app):
        catalog.add(sentence, locations=[(BORROWED[app], 1)])
    return catalog


def borrowed(app: str) -> list[str]:
    """The sentences of a pure room that `app` translates and no room before it does."""
    seen: set[str] = set()
    for borrower, name in BORROWED.items():
        sentences = set(import_module(name).FAULTS.values()) - seen
        if borrower == app:
            return sorted(sentences)
        seen |= sentences
    return []


def known(app: str) -> Catalog:
    path = po_file(app)
    if not path.exists():
        return empty()
    with path.open("rb") as file:
        return read_po(file, locale="id")


def update(app: str) -> None:
    fresh, old = wanted(app), known(app)
    for message in fresh:
        if message.id and (before := old.get(message.id, message.context)):
            message.string = before.string
    path = po_file(app)
    if not len(fresh):
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # no dates in the header: two people who add words at once should not collide there
        file.write(HEADER.encode())
        write_po(
            file, fresh, width=96, omit_header=True, sort_output=True, include_lineno=False
        )


def compile_all() -> None:
    for app in apps():
        if po_file(app).exists():
            with po_file(app).with_suffix(".mo").open("wb") as file:
                write_mo(file, known(app))


def gaps(app: str) -> list[str]:
    """Texts without Indonesian words, texts nobody uses any more, and places that differ."""
    fresh, old = wanted(app), known(app)
    fresh_ids = {(message.id, message.context) for message in fresh if message.id}
    old_ids = {(message.id, message.context) for message in old if message.id}
    faults = [
        f"{app}: not in django.po: {key!r}" for key in sorted(fresh_ids - old_ids, key=str)
    ]
    faults += [
        f"{app}: no longer used: {key!r}" for key in sorted(old_ids - fresh_ids, key=str)
    ]
    for message in old:
        strings = (
            message.string if isinstance(message.string, (list, tuple)) else [message.string]
        )
        if message.id and (message.fuzzy or not all(strings)):
            faults.append(f"{app}: not translated: {message.id!r}")
        faults += [f"{app}: {error}" for error in message.check(old)]
    return faults


def main(words: list[str]) -> int:
    from django.conf import settings  # not at the top: a build compiles without Django

    if not settings.configured:
        settings.configure(USE_I18N=True)
    task, names = (words or ["help"])[0], words[1:] or apps()
    if task == "update":
        for app in names:
            update(app)
    elif task == "compile":
        compile_all()
    elif task == "check":
        faults = [fault for app in names for fault in gaps(app)]
        print("\n".join(faults) or "every text has its Indonesian words")
        return 1 if faults else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
