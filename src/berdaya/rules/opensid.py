"""What OpenSID, the village system, reads of the five stages, and how it writes them.

Read in OpenSID/OpenSID (GPL-3; formats only, no code of theirs stands here):

- The stages are ids 1 to 5 of `tweb_keluarga_sejahtera` (app/Enums/KeluargaSejahteraEnum.php),
  kept in `tweb_keluarga.kelas_sosial`.
- No file sets that column. The import of residents refuses every heading it does not know, and
  of a family it writes the number, the address and the place alone (`impor_excel` and
  `tulis_tweb_keluarga` in donjo-app/models/Impor_model.php). `kelas_sosial` is set by the form
  of one family only (`update_nokk` in donjo-app/models/Keluarga_model.php). The import of
  answers (`import_respon` in donjo-app/models/Analisis_respon_model.php, later in
  app/Models/AnalisisRespon.php) asks for keys that only that OpenSID knows.
- What it does read by KK number is a list of additional data about families (*Data Suplemen*):
  the sheet `Peserta`, first row skipped, the number in column A, rows until `###`. The remark
  is column F in older versions (donjo-app/models/Suplemen_model.php at 08665fa) and column B in
  later ones (there, and in donjo-app/controllers/Suplemen.php): so it stands in both here, and
  either reader finds it. Between them stands what both leave unread. At 08665fa itself a list
  of families never takes a row, by a slip of theirs that later versions have mended.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

SHEET = "Peserta"
END = "###"
HEADINGS = (
    "Peserta (No. KK)",
    "Keterangan",
    "Nama Kepala Keluarga",
    "RT/RW",
    "Alamat",
    "Keterangan (tahap keluarga)",
)
STAGES: Mapping[str, tuple[int, str]] = {
    "KPS": (1, "KELUARGA PRA SEJAHTERA"),
    "KS1": (2, "KELUARGA SEJAHTERA I"),
    "KS2": (3, "KELUARGA SEJAHTERA II"),
    "KS3": (4, "KELUARGA SEJAHTERA III"),
    "KS3PLUS": (5, "KELUARGA SEJAHTERA III PLUS"),
}
_REMARK = re.compile(r"(\d) KELUARGA [A-Z ]+, didata (\d\d-\d\d-\d{4})")
_DAY = "%d-%m-%Y"


@dataclass(frozen=True, slots=True)
class Stage:
    """The stage of one family, as the list says it. `rt_rw` is blank where it is not known."""

    kk_number: str
    level: str  # a key of STAGES
    surveyed_on: date
    head_name: str
    rt_rw: str = ""
    address: str = ""


def remark(level: str, surveyed_on: date) -> str:
    """The stage as one remark: the id first, for whoever types it into the form of the family."""
    number, name = STAGES[level]
    return f"{number} {name}, didata {surveyed_on.strftime(_DAY)}"


def told_by(text: str) -> tuple[str, date] | None:
    """The level and the day that a remark of ours names; None for any other text."""
    found = _REMARK.fullmatch(text.strip())
    levels = {number: level for level, (number, _name) in STAGES.items()}
    if not found or int(found[1]) not in levels:
        return None
    try:
        day = datetime.strptime(found[2], _DAY).date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None
    return levels[int(found[1])], day


def rows_of(stages: Iterator[Stage]) -> Iterator[tuple[str, ...]]:
    """The rows of the sheet, with the mark below the last."""
    yield HEADINGS
    for one in stages:
        said = remark(one.level, one.surveyed_on)
        yield one.kk_number, said, one.head_name, one.rt_rw, one.address, said
    yield END, "", "", "", "", ""
