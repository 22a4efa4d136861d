"""`berdaya keys`: make, change and retire the keys to identity numbers and files."""

import os
import secrets
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from berdaya.sealed.keyring import MADE_ONCE, Keyring, WrongKeys, keyring, new_key, read_pair
from berdaya.sealed.renewing import columns, renew, under_keys, waiting
from berdaya.site.environment import file_of, variable

SEALING, INDEXING = variable("identity_keys"), variable("index_key")
ALL_GOOD, NOTHING_DONE, SOME_LEFT = 0, 2, 3
app = typer.Typer(
    no_args_is_help=True,
    help="Kunci nomor identitas dan berkas / Keys to identity numbers and files",
)
say = Console(stderr=True, highlight=False, soft_wrap=True)


@app.command()
def new() -> None:
    """Buat kunci untuk pemasangan baru / Make the keys of a new installation."""
    typer.echo(f"{SEALING}={new_key()}\n{INDEXING}={new_key()}")
    say.print(
        "Simpan di pengaturan dan satu salinan di tempat aman, terpisah dari cadangan data. Tanpa "
        "kunci ini nomor tidak dapat dibuka lagi. / Set these, and keep a copy in a safe place "
        "apart from the backups of data. Without them no number can ever be opened."
    )


@app.command("list")
def listed() -> None:
    """Kunci yang ada, umurnya, dan berapa data memakainya / Keys, their age, what uses them."""
    ring = _ring()
    boxes, indexes = under_keys()
    table = Table()
    for heading in ("kunci / key", "untuk / for", "dibuat / made", "data"):
        table.add_column(heading)
    for purpose, names, found in (
        ("membuka / opening", list(ring.ciphers), boxes),
        ("mencari / finding", list(ring.indexes), indexes),
    ):
        for name in [*names, *(set(found) - set(names))]:
            known = "" if name in names else " (tidak ada / missing)"
            made = ring.made.get(name)
            table.add_row(
                name.hex() + known, purpose, f"{made}" if made else "–", f"{found[name]:,}"
            )
    Console().print(table)


@app.command()
def rotate(
    index: Annotated[
        bool, typer.Option("--index", help="kunci pencarian / the key that makes findable")
    ] = False,
) -> None:
    """Tambah kunci baru; yang lama masih membuka / Add a new key; old ones still open."""
    _ring()
    name = INDEXING if index else SEALING
    _put(name, [new_key(), *_words(name)])
    say.print(
        "Lalu: 1. jalankan ulang `berdaya serve`; 2. `berdaya keys reseal`; 3. `berdaya keys "
        "retire`. / Then: 1. restart `berdaya serve`; 2. `berdaya keys reseal`; 3. `berdaya keys "
        "retire`."
    )


@app.command()
def reseal() -> None:
    """Segel ulang semua dengan kunci terbaru; boleh diputus / Seal all anew; may be broken off."""
    _ring()
    done = left = 0
    with Progress(console=say) as bar:
        for field in columns():
            task = bar.add_task(field.label, total=waiting(field).count())
            told = None
            for told in renew(field):
                bar.update(task, completed=told.done + told.left)
            done += told.done if told else 0
            left += told.left if told else 0
    say.print(f"{done:,} disegel ulang / sealed anew")
    if left:
        say.print(
            f"[red]{left:,} tidak dapat / could not be[/red]: kuncinya tidak ada, data rusak, atau "
            "nomor yang sama tercatat dua kali; lihat `berdaya keys list` dan menu Tercatat dua "
            "kali / no key of ours opens them, they are damaged, or the number stands twice."
        )
        raise typer.Exit(SOME_LEFT)


@app.command()
def retire() -> None:
    """Lepaskan kunci lama yang tidak dipakai lagi / Let go of old keys that nothing uses."""
    ring = _ring()
    boxes, indexes = under_keys()
    old = [name for name in ring.ciphers if name != ring.newest and boxes[name]]
    old += [name for name in ring.indexes if name != ring.newest_index and indexes[name]]
    if old:
        say.print(
            "Masih dipakai / still in use: "
            + ", ".join(name.hex() for name in old)
            + ". `berdaya keys reseal`"
        )
        raise typer.Exit(NOTHING_DONE)
    for name in (SEALING, INDEXING):
        if len(words := _words(name)) > 1:
            _put(name, words[:1])
    say.print(
        "Kunci lama dilepas; cadangan lama masih memerlukannya, jadi simpan terpisah. / Let go. "
        "Old backups still need the old keys: keep those apart."
    )


def _ring() -> Keyring:
    try:
        return keyring()
    except WrongKeys as error:
        say.print(str(error))
        raise typer.Exit(NOTHING_DONE) from None


def _words(name: str) -> list[str]:
    text = settings.IDENTITY_KEYS if name == SEALING else settings.INDEX_KEY
    if not text:
        text = read_pair(settings.DATA / MADE_ONCE)[name == INDEXING]
    return str(text).replace(",", " ").split()


def _put(name: str, words: list[str]) -> None:
    """Into the file that the keys come from; where they come from a variable, onto the screen."""
    if file := file_of(name):
        _write(file, ",".join(words) + "\n")
    elif not settings.IDENTITY_KEYS:
        file = settings.DATA / MADE_ONCE
        pair = {SEALING: _words(SEALING), INDEXING: _words(INDEXING)} | {name: words}
        _write(file, "".join(f"{','.join(pair[it])}\n" for it in (SEALING, INDEXING)))
    else:
        typer.echo(f"{name}={','.join(words)}")
        say.print(
            "Ganti nilai lama dengan baris di atas / Put this line in place of the old one."
        )
        return
    say.print(f"{file}: {len(words)}")


def _write(file: Path, text: str) -> None:
    """Whole or not at all, for its owner alone, also when the power goes."""
    half = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    half.replace(file)
