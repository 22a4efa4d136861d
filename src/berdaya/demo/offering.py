"""A directory of invented services around the synthetic villages, and some referrals."""

from datetime import date, time, timedelta

from berdaya.access.models import User
from berdaya.consents.questions import only_allowed
from berdaya.demo.cast import Cast
from berdaya.demo.clock import as_of
from berdaya.demo.people import NEIGHBOUR, VILLAGE
from berdaya.keys import new_key
from berdaya.people.models import Family
from berdaya.services import actions
from berdaya.services.actions.answering import NewStep
from berdaya.services.actions.drafting import NewReferral
from berdaya.services.facts import ProviderFacts, ServiceFacts
from berdaya.services.hours import Week
from berdaya.services.models import Referral, Service

DISTRICT, REGENCY = "32.04.32", "32.04"
OFFICE: Week = {day: ((time(8), time(15)),) for day in range(5)}
SATURDAY: Week = {5: ((time(8), time(11)),)}
ALWAYS: Week = {day: ((time(0), time(23, 59)),) for day in range(7)}
EVENING: Week = {day: ((time(18, 30), time(20)),) for day in (0, 2, 4)}
# provider: kind, where it stands; services: name, functions, fields, who may come, reach, hours
PREVENTS, CURES, DEVELOPS, SUPPORTS = "preventive", "curative", "developmental", "supportive"
FOR_GROUPS = {
    "Kelas keuangan kelompok": Service.Takes.GROUPS,
    "Nasihat usaha bersama": Service.Takes.BOTH,
}
Offer = tuple[str, tuple[str, ...], tuple[str, ...], str, str, Week]
DIRECTORY: tuple[tuple[str, str, str, tuple[Offer, ...]], ...] = (
    ("Posyandu Melati (contoh)", "health-post", VILLAGE, (
        ("Penimbangan dan gizi balita", (PREVENTS,), ("child-family",), "anak di bawah 5 tahun dan ibunya", VILLAGE, SATURDAY),
        ("Pemeriksaan lansia", (PREVENTS,), ("elderly",), "siapa saja berumur 60 tahun lebih", VILLAGE, SATURDAY),
    )),
    ("Posyandu Kenanga (contoh)", "health-post", NEIGHBOUR, (
        ("Penimbangan dan gizi balita", (PREVENTS,), ("child-family",), "anak di bawah 5 tahun dan ibunya", NEIGHBOUR, SATURDAY),
    )),
    ("Puskesmas Contoh Baleendah", "health-centre", DISTRICT, (
        ("Pengobatan umum", (CURES,), ("medical",), "semua warga, dengan atau tanpa BPJS", DISTRICT, OFFICE),
        ("Pemeriksaan ibu hamil", (PREVENTS,), ("women", "medical"), "ibu hamil", DISTRICT, OFFICE),
        ("Klinik jiwa dan konseling", (CURES, PREVENTS), ("mental-health",), "siapa saja yang tertekan, dan keluarganya", DISTRICT, {3: ((time(9), time(12)),)}),
        ("Kunjungan rumah bagi lansia yang sakit", (SUPPORTS,), ("elderly",), "lansia yang tidak dapat berjalan", DISTRICT, {}),
    )),
    ("PKBM Harapan (contoh)", "learning-centre", NEIGHBOUR, (
        ("Kejar paket A, B, dan C", (SUPPORTS, DEVELOPS), ("youth",), "yang putus sekolah, umur 10 tahun lebih", DISTRICT, EVENING),
        ("Keaksaraan bagi orang dewasa", (DEVELOPS,), ("public",), "orang dewasa yang belum lancar membaca", DISTRICT, EVENING),
    )),
    ("LK3 Sejahtera (contoh)", "family-centre", REGENCY, (
        ("Konsultasi keluarga", (PREVENTS, CURES), ("child-family",), "keluarga yang sedang berselisih atau bingung mengasuh", REGENCY, OFFICE),
    )),
    ("Unit PPA Contoh Kabupaten", "protection", REGENCY, (
        ("Pendampingan korban kekerasan", (CURES,), ("women", "child-family"), "perempuan dan anak yang mengalami kekerasan", REGENCY, ALWAYS),
        ("Rumah aman sementara", (SUPPORTS,), ("women",), "perempuan yang terancam di rumahnya", REGENCY, ALWAYS),
    )),
    ("Dinas Sosial Contoh Kabupaten", "social-office", REGENCY, (
        ("Pendaftaran bantuan sosial", (SUPPORTS,), ("public",), "keluarga yang kekurangan", REGENCY, OFFICE),
        ("Bantuan darurat pangan", (CURES,), ("public",), "keluarga yang hari ini tidak dapat makan", REGENCY, OFFICE),
        ("Alat bantu bagi penyandang disabilitas", (SUPPORTS,), ("disability",), "penyandang disabilitas dengan surat dokter", REGENCY, OFFICE),
        ("Perbaikan rumah tidak layak", (CURES,), ("housing",), "keluarga dengan rumah rusak milik sendiri", REGENCY, OFFICE),
    )),
    ("Disdukcapil Contoh", "office", REGENCY, (
        ("Akta kelahiran anak", (SUPPORTS,), ("child-family",), "anak yang belum punya akta", REGENCY, OFFICE),
    )),
    ("Balai Latihan Kerja Contoh", "office", REGENCY, (
        ("Pelatihan kerja tiga bulan", (DEVELOPS,), ("youth", "public"), "umur 17 sampai 35 tahun, belum bekerja", REGENCY, OFFICE),
    )),
    ("Koperasi Desa Contoh", "village", DISTRICT, (
        ("Kelas keuangan kelompok", (PREVENTS, DEVELOPS), ("women", "public"), "kelompok warga dengan sedikitnya lima anggota", DISTRICT, OFFICE),
        ("Nasihat usaha bersama", (SUPPORTS,), ("public",), "kelompok atau keluarga yang berusaha bersama", DISTRICT, OFFICE),
    )),
    ("Karang Taruna Sukamaju (contoh)", "village", VILLAGE, (
        ("Sepak bola dan seni sore", (DEVELOPS, PREVENTS), ("recreation", "youth"), "anak dan remaja desa", VILLAGE, EVENING),
    )),
    ("Yayasan Sahabat Difabel (contoh)", "foundation", REGENCY, (
        ("Kelas keterampilan bagi difabel", (DEVELOPS,), ("disability",), "penyandang disabilitas umur 15 tahun lebih", REGENCY, OFFICE),
    )),
    ("Majelis Taklim An-Nur (contoh)", "faith", VILLAGE, (
        ("Teman bagi lansia yang tinggal sendiri", (SUPPORTS,), ("elderly",), "lansia yang tinggal sendiri", VILLAGE, {}),
    )),
    ("Pos Bantuan Hukum Contoh", "foundation", REGENCY, (
        ("Nasihat hukum dan pendampingan sesudah bebas", (SUPPORTS, CURES), ("corrections",), "yang berurusan dengan hukum dan tidak mampu membayar", REGENCY, OFFICE),
    )),
)  # fmt: skip
# how far each referral has come
FATES = (
    ("sent", "accepted", "served"),
    ("sent", "refused"),
    ("sent",),
    (),
    ("sent", "not-reached"),
    ("sent", "accepted"),
)


def offer(cast: Cast) -> list[Service]:
    """Enter the directory; who keeps what stands in the whole regency is its staff."""
    services: list[Service] = []
    for name, kind, area, offers in DIRECTORY:
        by = cast.rahma if area == REGENCY else cast.dedi
        number = f"+628110009{len(services):02}"  # of nobody: synthetic
        facts = ProviderFacts(name, kind, "Jl. Contoh No. 7", phone=number, whatsapp=number)
        provider = actions.add_provider(key=new_key(), area=area, facts=facts, by=by)
        for title, functions, fields, eligible, reach, hours in offers:
            told = ServiceFacts(
                name=title,
                functions=functions,
                fields=fields,
                eligible=eligible,
                takes=FOR_GROUPS.get(title, Service.Takes.PEOPLE),
                cost=Service.Cost.FREE,
                papers="Salinan KK dan KTP",
                about="Contoh sintetis, bukan layanan sungguhan.",
                hours=hours,
            )
            services.append(
                actions.add_service(
                    key=new_key(), provider=provider, reach=reach, facts=told, by=by
                )
            )
    return services


def refer(cast: Cast, services: list[Service], today: date) -> None:
    """Some families of the first village, each a step further than the next."""
    rows = only_allowed(
        Family.objects.visible_to(cast.sari).living_here(), "survey", today, family="pk"
    )
    fitting = [it for it in services if it.does_take(Service.Takes.PEOPLE)]
    for number, family in enumerate(rows.order_by("pk")[: 2 * len(FATES)]):
        on = today - timedelta(days=2 * len(FATES) - number)
        new = NewReferral(
            key=new_key(),
            service=fitting[number * 5 % len(fitting)],
            family=family,
            need="mohon diperiksa dan diberi keterangan",
            tells=frozenset({"name", "need"} if number % 2 else {"name"}),
            agreed_by=family.head_name,
            agreed_how="spoken",
            agreed_on=on,
            due_on=today + timedelta(days=7 + number),
        )
        with as_of(on):
            referral = actions.draft_referral(referral=new, by=cast.sari)
        _go_on(referral, FATES[number % len(FATES)], on, today, by=cast.sari)


def _go_on(
    referral: Referral, fate: tuple[str, ...], on: date, today: date, *, by: User
) -> None:
    """A step a day, as far as it has come."""
    for days, kind in enumerate(fate):
        then = min(on + timedelta(days=days), today)
        step = NewStep(
            new_key(),
            kind,
            then,
            channel="whatsapp" if kind == "sent" else "",
            reason="full" if kind == "refused" else "",
        )
        with as_of(then):
            actions.record_step(referral=referral, step=step, by=by)
