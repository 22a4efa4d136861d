"""Who may sign in to the example world. Imports no Django, so that it can be printed at once."""

from dataclasses import dataclass

PASSWORD = "sukamaju-2026"  # noqa: S105  # of the synthetic world only; printed by `berdaya demo`
VILLAGE, NEIGHBOUR, ELSEWHERE = "32.04.32.2998", "32.04.32.2999", "33.01.01.2998"


@dataclass(frozen=True, slots=True)
class SignIn:
    username: str
    name: str
    role: str  # access.Role.Kind
    area: str | None  # None: the nation
    shown_role: str


SIGN_INS = (
    SignIn("sari", "Bu Sari", "volunteer", VILLAGE, "kader / volunteer"),
    SignIn("tuti", "Bu Tuti", "village-office", VILLAGE, "kantor desa / village office"),
    SignIn("dedi", "Pak Dedi", "field-officer", "32.04.32", "PLKB / field officer"),
    SignIn("wati", "Bu Wati", "group-officer", VILLAGE, "bendahara kelompok / group treasurer"),
    SignIn("budi", "Pak Budi", "mentor", "32.04.32", "pendamping kelompok / group mentor"),
    SignIn("rahma", "Bu Rahma", "district-staff", "32.04", "staf kabupaten / district staff"),
    SignIn("ani", "Bu Ani", "social-worker", "32.04", "pekerja sosial / social worker"),
    SignIn("lestari", "Bu Lestari", "researcher", "32", "peneliti / researcher"),
    SignIn("yusuf", "Pak Yusuf", "auditor", "32", "auditor / auditor"),
    SignIn("nasional", "Pak Nasir", "national-staff", None, "staf nasional / national staff"),
    SignIn("admin", "Bu Ratna", "administrator", None, "pengelola / administrator"),
    SignIn(
        "joko", "Pak Joko", "volunteer", ELSEWHERE, "kader daerah lain / volunteer elsewhere"
    ),
)

# of the demo's cases alone: other tests count who there is in the cast
OF_CASES = (
    SignIn("endah", "Bu Endah", "supervisor", "32.04", "penyelia / supervisor"),
    SignIn("fajar", "Pak Fajar", "social-worker", "32.04", "pekerja sosial / social worker"),
)
