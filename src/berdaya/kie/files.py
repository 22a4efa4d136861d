"""What kinds of files a material may be, told by their bytes and not by what a browser says."""

from berdaya.kie.models import Edition
from berdaya.kie.refusals import FileTooLarge, NotSuchFile

MOST_MB = 3  # a leaflet; what is larger is a film or a book, and wants a link
BEGINNINGS = {
    b"%PDF-": Edition.FileType.PDF,
    b"\xff\xd8\xff": Edition.FileType.JPEG,
    b"\x89PNG\r\n\x1a\n": Edition.FileType.PNG,
}
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def type_of(content: bytes) -> str:
    """The type by the first bytes. Raises FileTooLarge, NotSuchFile."""
    if len(content) > MOST_MB * 1024 * 1024:
        raise FileTooLarge(most=MOST_MB)
    for beginning, kind in BEGINNINGS.items():
        if content.startswith(beginning):
            return kind.value
    raise NotSuchFile
