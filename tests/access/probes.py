"""One request for each cell of the table of roles, and the small world it is sent into.

A new cell in access/roles.py wants a line here: the request that it opens. Names in braces
stand for something of Bu Rina's village; with strangers in their place nothing is there.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from berdaya.access.actions import invite
from berdaya.access.kinds import PROFILES
from berdaya.access.models import Role, User
from berdaya.api.models import Token
from berdaya.areas.models import Area
from berdaya.demo.cast import rina_family
from berdaya.imports.models import Upload
from berdaya.keys import new_key
from berdaya.life.actions import record_birth
from berdaya.people.models import Door
from berdaya.quality.models import Note
from berdaya.surveys.actions import NewAssessment, record_assessment
from berdaya.surveys.models import Draft
from tests.capital.world import capital_life
from tests.casefile.world import file_life
from tests.caseplans.world import planned_life
from tests.casework.world import casework_life
from tests.contacts.world import contacts_life
from tests.enterprises.world import a_business_life
from tests.groups.world import a_life, tied
from tests.imports.test_taking_in import DAMAGED, HEAD, check, file_of
from tests.instruments.world import own_life
from tests.kie.world import kie_life
from tests.life.world import someone, told
from tests.outcomes.world import outcome_life
from tests.partners.world import a_partnership_life
from tests.psychosocial.world import assessed
from tests.services.world import a_directory, referred
from tests.supervision.world import supervision_life

KS = "keluarga-sejahtera"
ANSWERS = {f"ks{number:02}": int(number != 2) for number in range(1, 22)}
SECRET = "Dadan Hidayat"  # the head of Bu Rina's family


@dataclass(frozen=True)
class Probe:
    path: str
    data: dict[str, object] | None = None  # sent by POST
    ok: tuple[int, ...] = (200,)
    # of a search, which stands for everybody: the word that only holders of the cell find
    finds: str = ""


def get(path, **more):
    return Probe(path, **more)


def post(path, *, ok=(302,), **data):
    return Probe(path, data, ok)


PROBES = {
    "own-work.read": get("/"),
    "user.list": get("/pengguna/"),
    "user.read": get("/pengguna/{user}/"),
    "user.add": get("/pengguna/baru/"),
    "user.change": post("/pengguna/{user}/kata-sandi/", ok=(200,)),
    "user.end": get("/pengguna/{user}/serah-terima/"),
    "invitation.read": get("/pengguna/undang/{invitation}/"),
    "invitation.add": get("/pengguna/undang/"),
    "invitation.end": post("/pengguna/undang/{invitation}/tarik/"),
    "trace.read": get("/jejak/"),
    "access-table.read": get("/peran/"),
    "role.add": post("/pengguna/{user}/", kind="volunteer", area="32.04.32.2998"),
    "role.end": post("/peran/{role}/akhiri/"),
    "token.read": get("/token/"),
    "token.add": get("/token/baru/"),
    "token.end": post("/token/{token}/akhiri/"),
    "law.read": get("/peraturan/"),
    "area.find": get("/wilayah/cari/?q=suka"),
    "neighbourhood.read": get("/wilayah/{village}/rt-rw/"),
    "neighbourhood.add": post("/wilayah/{village}/rt-rw/", hamlet="", rw="9", rt=""),
    "family.list": get("/papan/{village}/keluarga/"),
    "family.read": get("/keluarga/{family}/"),
    "family.add": get("/keluarga/baru/?wilayah={village}"),
    "family.change": get("/keluarga/{family}/ubah/"),
    "family.export": get("/papan/{village}/keluarga.csv"),
    "person.find": Probe("/cari/?q=dadan", finds=SECRET),
    "person.read": get("/orang/{person}/"),
    "person.add": get("/keluarga/{family}/anggota/baru/"),
    "person.change": get("/orang/{person}/ubah/"),
    "person.end": get("/keanggotaan/{membership}/akhiri/"),
    "duplicate.read": get("/kembar/?wilayah={village}"),
    "duplicate.add": post("/kembar/{person}/{twin}/beda/"),
    "duplicate.change": get("/kembar/{person}/{twin}/"),
    "identity-number.check": post("/keluarga/periksa-nik/", ok=(200,), nik="3204321103809001"),
    "identity-number.reveal": post("/orang/{twin}/nomor/", ok=(200,), why="compare"),
    "life-event.read": get("/keluarga/{family}/peristiwa/"),
    "life-event.add": get("/keluarga/{family}/peristiwa/death/"),
    "life-event.end": get("/peristiwa/{event}/batalkan/"),
    "consent.read": get("/keluarga/{family}/persetujuan/"),
    "consent.add": get("/keluarga/{family}/persetujuan/survey/"),
    "instrument.read": get("/instrumen/"),
    "instrument.rescore": get("/instrumen/keluarga-sejahtera/nilai-ulang/"),
    "own-instrument.read": get("/instrumen/kantor/{own}/berkas.yaml"),
    "own-instrument.add": get("/instrumen/kantor/tambah/"),
    "own-instrument.ask": get("/orang/{person}/pendataan/own-contoh-dukungan/"),
    "assessment.read": get("/hasil/{assessment}/"),
    "assessment.add": get("/keluarga/{family}/pendataan/keluarga-sejahtera/"),
    "assessment.change": post("/hasil/{assessment}/perbaiki/"),
    "draft.read": get("/pendataan/{draft}/1/"),
    "draft.end": post("/pendataan/{draft}/buang/"),
    "follow-up.add": get("/hasil/{assessment}/langkah/ks02/1/"),
    "follow-up.count": get("/tindak-lanjut/"),
    "quality-note.read": get("/mutu-data/"),
    "quality-note.add": post("/mutu-data/susun/"),
    "quality-note.change": get("/mutu-data/{note}/"),
    "service.read": get("/layanan/"),
    "service-coverage.count": get("/cakupan-layanan/{village}/"),
    "service-coverage.export": get("/cakupan-layanan/{village}/cakupan.csv"),
    "referral.read": get("/rujukan/{referral}/"),
    "referral.add": get("/layanan/{service}/rujuk/?keluarga={family}"),
    "referral.change": get("/rujukan/{referral}/langkah/kirim/"),
    "service.add": get("/penyedia/{provider}/layanan/baru/"),
    "service.change": get("/layanan/{service}/ubah/"),
    "group.read": get("/kelompok/{group}/"),
    "group.add": get("/kelompok/baru/?wilayah={village}"),
    "group.change": get("/kelompok/{group}/ubah/"),
    "group.end": get("/kelompok/{group}/perubahan/bubar/"),
    "group-paper.add": get("/kelompok/{group}/surat/baru/"),
    "group-paper.end": get("/surat/{paper}/cabut/"),
    "group-member.add": get("/kelompok/{group}/anggota/baru/"),
    "group-member.end": get("/anggota/{member}/keluar/"),
    "group-office.add": get("/kelompok/{group}/pengurus/baru/"),
    "group-office.end": get("/pengurus/{term}/selesai/"),
    "mentoring.add": get("/kelompok/{group}/pendamping/baru/"),
    "mentoring.end": get("/pendamping/{mentoring}/selesai/"),
    "meeting.read": get("/pertemuan/{meeting}/"),
    "meeting.add": get("/kelompok/{group}/pertemuan/catat/"),
    "meeting.change": get("/pertemuan/{planned}/batal/"),
    "group-kb.add": get("/kelompok/{group}/kb/"),
    "kie.read": get("/kie/{session}/"),
    "kie.add": get("/kelompok/{group}/kie/catat/"),
    "kie.end": get("/kie/{session}/batal/"),
    "kie.count": get("/cakupan-kie/"),
    "kie-questions.add": get("/kie/{session}/tanya/marketing/sebelum/"),
    "kie-material.read": get("/materi/"),
    "kie-material.add": get("/materi/baru/"),
    "kie-material.change": get("/materi/{material}/versi-baru/"),
    "visit.read": get("/kunjungan/{visit}/"),
    "visit.add": get("/kelompok/{group}/kunjungan/catat/"),
    "enterprise.read": get("/usaha/{enterprise}/"),
    "enterprise.add": get("/kelompok/{group}/usaha/baru/"),
    "enterprise.change": get("/usaha/{enterprise}/ubah/"),
    "enterprise.end": get("/usaha/{enterprise}/tutup/"),
    "sales.read": get("/usaha/{enterprise}/catatan/"),
    "sales.add": get("/usaha/{enterprise}/hari/"),
    "guidance.read": get("/usaha/{enterprise}/pembinaan/"),
    "guidance.add": get("/usaha/{enterprise}/pembinaan/kunjungan/"),
    "guidance.change": get("/tugas-usaha/{task}/"),
    "meeting-photo.read": get("/foto-pertemuan/{photo}/"),
    "meeting-photo.add": get("/pertemuan/{meeting}/foto/"),
    "meeting-photo.end": get("/foto-pertemuan/{photo}/hapus/"),
    "group-month.add": get("/kelompok/{group}/bulan/2026-01/tutup/"),
    "group-month.end": get("/kelompok/{group}/bulan/2026-01/buka/"),
    "group-form.read": get("/kelompok/{group}/laporan/"),
    "group-form.reveal": post("/kelompok/{group}/laporan/kartu/2026/lengkap.xlsx", ok=(200,)),
    "village-report.read": get("/laporan/desa/{village}/2026-01/"),
    "partner.read": get("/mitra/{partner}/"),
    "partner.add": get("/mitra/baru/?wilayah={village}"),
    "partner.change": get("/mitra/{partner}/ubah/"),
    "partner-match.read": get("/mitra/cocok/"),
    "partnership.read": get("/kemitraan/{partnership}/"),
    "partnership.add": get("/kelompok/{group}/kemitraan/baru/"),
    "partnership.change": get("/kemitraan/{partnership}/langkah/perpanjang/"),
    "partnership-document.read": get("/berkas-kemitraan/{document}/"),
    "partnership-document.add": get("/kemitraan/{partnership}/berkas/baru/"),
    "partnership-document.end": get("/berkas-kemitraan/{document}/tarik/"),
    "capital-call.read": get("/modal/panggilan/{call}/"),
    "capital-call.add": get("/modal/panggilan/baru/?wilayah={village}"),
    "capital-application.read": get("/pengajuan/{paid}/"),
    "capital-application.add": get("/kelompok/{group}/modal/baru/"),
    "capital-application.change": get("/pengajuan/{draft_application}/biaya/"),
    "capital-decision.add": get("/pengajuan/{waiting}/langkah/usul/"),
    "capital-use.add": get("/biaya/{line}/pakai/"),
    "readiness.read": get("/kelompok/{group}/kedudukan/"),
    "readiness.change": get("/kelompok/{group}/kedudukan/tahap/gs05/"),
    "objective.read": get("/kelompok/{group}/tujuan/"),
    "objective.count": get("/tujuan/{village}/"),
    "objective.export": get("/tujuan/{village}/tujuan.csv"),
    "intake.read": get("/kasus/masuk/{intake}/"),
    "intake.add": get("/kasus/minta/"),
    "intake.change": get("/kasus/masuk/{intake}/nilai/"),
    "case.list": get("/kasus/"),
    "case.read": get("/kasus/{case}/"),
    "case-assignment.add": get("/kasus/{waiting_case}/tugaskan/"),
    "case-assignment.change": get("/kasus/{case}/alihkan/pekerja/"),
    "case-access.read": get("/kasus/{case}/orang/"),
    "case-access.add": get("/kasus/{case}/akses/baru/"),
    "case-access.end": get("/kasus-akses/{access}/akhiri/"),
    "case-contract.read": get("/kasus/{case}/kesepakatan/"),
    "case-contract.add": get("/kasus/{case}/kesepakatan/tulis/"),
    "case-contract.end": get("/kesepakatan/{contract}/tarik/"),
    "case-emergency.add": get("/kasus/darurat/orang/{person}/"),
    "case-emergency.change": get("/kasus-darurat/{break}/jawab/"),
    "case-plan.read": get("/kasus/{planned_case}/rencana/"),
    "case-plan.add": get("/kasus/{planned_case}/rencana/baru/"),
    "case-plan.change": get("/kasus-rencana/{case_plan}/isi/"),
    "case-assessment.read": get("/kasus/{case}/asesmen/"),
    "case-assessment.add": get("/kasus/{case}/asesmen/tulis/"),
    "case-assessment.end": post("/kasus-hasil/{chosen}/lepas/", ok=(302,)),
    "kin.read": get("/kasus/{case}/genogram/"),
    "kin.add": get("/kasus-kerabat/{kin}/tambah/anak/"),
    "kin.change": get("/kasus-kerabat/{kin}/"),
    "kin.end": post("/kasus-hubungan/hubungan/{tie}/lepas/", ok=(302,)),
    "case-system.read": get("/kasus/{case}/ekomap/"),
    "case-system.add": get("/kasus/{case}/ekomap/tambah/"),
    "case-system.change": get("/kasus-sistem/{system}/"),
    "case-system.end": post("/kasus-sistem/{system}/lepas/", ok=(302,)),
    "contact.read": get("/kasus/{case}/kontak/"),
    "contact.add": get("/kasus/{case}/kontak/baru/"),
    "contact.change": get("/kasus-kontak/{contact}/perbaiki/"),
    "contact-review.read": get("/kasus-kontak/{contact}/"),
    "contact-review.add": get("/kasus-kontak/{contact}/asas/"),
    "case-step.read": get("/kasus/{case}/kontak/"),
    "case-step.add": get("/kasus/{case}/langkah/baru/"),
    "case-step.change": get("/kasus-langkah/{case_step}/selesai/"),
    "case-note.read": get("/kasus/{case}/catatan/"),
    "case-note.add": get("/kasus/{case}/catatan/baru/"),
    "case-note.change": get("/kasus-catatan/{case_note}/ubah/"),
    "case-evaluation.read": get("/kasus/{ended_case}/evaluasi/"),
    "case-evaluation.add": get("/kasus/{ended_case}/evaluasi/klien/"),
    "case-ending.read": get("/kasus/{ended_case}/pengakhiran/"),
    "case-ending.add": get("/kasus/{ended_case}/pengakhiran/kesiapan/"),
    "caseload.read": get("/penyeliaan/"),
    "case-stage.change": get("/kasus/{case}/jalan/end/client-request/"),
    "case-file.read": get("/kasus/{case}/berkas/"),
    "case-file.export": post("/kasus/{case}/berkas/", ok=(422,), for_whom=""),
    "practice-profile.read": get("/penyeliaan/prinsip/{case_worker}/"),
    "peer-sample.read": get("/penyeliaan/undian/{sample}/"),
    "peer-sample.add": get("/penyeliaan/undian/baru/"),
    "peer-sample.change": get("/penyeliaan/terundi/{pick}/beri/"),
    "peer-review.read": get("/penyeliaan/telaah/{given_review}/"),
    "peer-review.add": get("/penyeliaan/telaah/{given_review}/isi/"),
    "peer-review.change": get("/penyeliaan/telaah/{written_review}/jawab/"),
    "peer-review.end": get("/penyeliaan/telaah/{given_review}/kembalikan/"),
    "import.list": get("/berkas/"),
    "import.read": get("/berkas/{upload}/"),
    "import.add": post("/berkas/", ok=(422,), kind=""),
    "import.change": post("/berkas/{upload}/masukkan/"),
    "import.export": get("/berkas/{rejected}/perbaiki.xlsx"),
    "worker.read": get("/pekerja/"),
    "board.read": get("/papan/{village}/"),
    "stage-file.export": get("/papan/{village}/opensid/"),
    "research.export": get("/penelitian/"),
    "board.export": get("/papan/{village}/papan.csv"),
}


@dataclass
class World:
    """What stands in Bu Rina's village, by the names that the probes use."""

    names: dict[str, object] = field(default_factory=dict)

    def address(self, path):
        return path.format(**self.names)

    def address_of_nothing(self, path):
        """The same address, where nothing stands."""
        if "{" not in path:
            return "/tidak-ada/"
        strangers = {name: new_key() for name in self.names} | {"village": "32.04.32.2990"}
        return path.format(**strangers)


def make_world(cast, *, asking):
    """Everything the probes ask for. A draft belongs to whoever asks: it is shown to no other."""
    family = rina_family(cast)
    today = timezone.localdate()
    entry = NewAssessment(new_key(), family, ANSWERS, today)
    done = record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)
    draft = Draft.objects.create(
        family=family, instrument=KS, version=done.version, conducted_on=today, by=asking
    )
    membership = family.memberships.get(relation="spouse")
    child = someone("Bayi", "child", birth_date=today)
    event = record_birth(family=family, child=child, told=told("birth", today), by=cast.sari)
    upload = check(cast, file_of(HEAD, DAMAGED))
    other = User.objects.create_user("nur", first_name="Bu Nur")
    token = Token.objects.create(
        user=asking if asking.sees(cast.village.code) else other,  # one's own, or nobody's
        name="uji",
        digest="x",
        scopes=["areas:read"],
        expires_on=today,
        area=asking.current_roles[0].area,
    )
    life = a_life(cast)
    life |= kie_life(cast, life)
    life |= a_directory(cast)
    life["referral"] = referred(life["service"], family, by=cast.sari)
    members = life.pop("members")
    life |= a_partnership_life(cast, life["group"])
    life |= capital_life(cast, life["group"])
    if asking.sees(cast.village.code):
        tied(life["group"], members, asking)
    life |= a_business_life(cast, life["group"], members)
    life |= casework_life(cast, asking=asking)
    life |= planned_life(cast, life["case"])
    life |= assessed(cast, life["case"], by=life["case"].worker)
    case = life["case"]
    is_theirs = asking.pk in (case.worker_id, case.supervisor_id)
    life |= contacts_life(case, author=asking if is_theirs else None)
    life |= outcome_life(cast, life["case"])
    life |= (
        own_life(cast)
        | file_life(case, by=case.worker)
        | supervision_life(cast, life, asking=asking)
    )
    return World(
        {name: row.pk for name, row in life.items()}
        | {
            "village": cast.village.code,
            "family": family.pk,
            "person": membership.person_id,
            "twin": family.memberships.get(relation="head").person_id,
            "membership": membership.pk,
            "event": event.pk,
            "assessment": done.pk,
            "draft": draft.pk,
            "upload": upload.pk,
            "note": make_note(cast).pk,
            "rejected": rejected_upload(upload).pk,
            "token": token.pk,
            "user": other.pk,
            "invitation": invite(
                name="Bu Nur", kind=Role.Kind.VOLUNTEER, area=cast.village, by=cast.admin
            ).pk,
            "role": Role.objects.create(
                user=other, area=cast.village, kind=Role.Kind.VOLUNTEER
            ).pk,
        }
    )


def make_note(cast):
    """A note on data quality about Bu Sari."""
    return Note.objects.create(
        surveyor=cast.sari, area=cast.village, month=date(2026, 1, 1), surveys=9, findings=[]
    )


def rejected_upload(upload):
    """A second file like it, of which rows were left out."""
    return Upload.objects.create(
        area=upload.area,
        kind=upload.kind,
        filename="lain.csv",
        content=b"",
        left_out=b"rows",
        surveyed_on=upload.surveyed_on,
        report=upload.report,
        by=upload.by,
    )


def make_user(kind, *, around):
    """Somebody of `kind` whose area holds the village `around`, as narrow as the role allows."""
    level = min(max(PROFILES[kind].levels), Area.Level.VILLAGE)
    code = ".".join(around.code.split(".")[:level])
    user = User.objects.create_user(f"peran-{kind}", first_name="Si Penanya")
    Role.objects.create(user=user, kind=kind, area_id=code or None)
    return user
