"""Look a small file through while its sender waits."""

from berdaya.access.models import User
from berdaya.imports.actions.portions import move_on, recall
from berdaya.imports.models import Upload
from berdaya.imports.work import is_small, open_book, plan_of, reading_of

State = Upload.State


def look_through_at_once(upload: Upload, by: User) -> None:
    """Where it is one portion; else a worker does it."""
    book = open_book(upload)
    if not is_small(book.count):
        return
    part = book.part(0, book.count)
    move_on(upload, part, plan_of(book, part, reading_of(upload, by)), is_taken=False)
    upload.state, upload.cursor = State.CHECKED, 0
    if recall(upload):
        look_through_at_once(upload, by)
        return
    upload.save()


def look_again(upload: Upload, by: User) -> None:
    """Say anew what a small file would bring, after somebody decided about a part of it."""
    if upload.total is not None and is_small(upload.total):
        upload.portions.filter(is_taken=False).delete()
        look_through_at_once(upload, by)
