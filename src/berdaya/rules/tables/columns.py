"""The columns that we know: what each is for, how it is read, and the headings people give it."""

from collections.abc import Mapping
from dataclasses import dataclass

from berdaya.rules.tables import words
from berdaya.rules.tables.words import Vocabulary, plain

IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Column:
    """One thing a table can say. `need` is `required`, `wanted` or blank."""

    target: str
    kind: str
    headings: tuple[str, ...]  # plain words; Indonesian, English, and those of known programs
    need: str = ""
    vocabulary: Vocabulary | None = None
    longest: int = 0


def _column(
    target: str,
    kind: str,
    headings: str,
    *,
    need: str = "",
    vocabulary: Vocabulary | None = None,
    longest: int = 200,
) -> Column:
    known = tuple(dict.fromkeys(plain(heading) for heading in headings.split(",")))
    return Column(target, kind, known, need, vocabulary, longest)


_KK = "no kk,nomor kk,no. kk,nomor kartu keluarga,no kartu keluarga,kk,nkk,no_kk,kk number,kk_number,family card number"
_NIK = "nik,no nik,nomor nik,no ktp,nomor ktp,no. induk kependudukan,nomor induk kependudukan,nik/no ktp,national id,nik anggota"
_PLACE = (
    _column(
        "village_code",
        "village",
        "kode desa,kode kelurahan,kode desa/kelurahan,kode wilayah,village code,area code,area_code",
    ),
    _column("hamlet", "hamlet", "dusun,nama dusun,lingkungan,kampung,hamlet", longest=80),
    _column("rw", "place", "rw,no rw,nomor rw"),
    _column("rt", "place", "rt,no rt,nomor rt"),
    _column("rt_rw", "rt_rw", "rt/rw,rt rw,rt / rw"),
    _column(
        "address", "text", "alamat,alamat rumah,alamat lengkap,alamat tinggal,jalan,address"
    ),
    _column(
        "phone",
        "phone",
        "telepon,no telepon,no hp,nomor hp,hp,no telp,telp,no handphone,no wa,whatsapp,nomor telepon,phone,phone number",
    ),
)
_SEX = "jenis kelamin,sex,jk,l/p,lk/pr,jns kelamin,kelamin,j.k,jenis kel,gender"
_BORN = "tanggal lahir,tanggallahir,tgl lahir,tgl. lahir,tgl lhr,tempat tanggal lahir,tempat/tanggal lahir,tempat tgl lahir,tempat dan tanggal lahir,ttl,lahir,birth date,date of birth,born"

PERSONS = (
    *_PLACE,
    # a list in blocks says by its lines who belongs together, with or without a KK number
    _column("household", "household", "blok keluarga"),
    _column("kk_number", "kk", _KK),
    _column("nik", "nik", _NIK),
    _column(
        "name",
        "text",
        "nama,nama lengkap,nama anggota,nama anggota keluarga,nama penduduk,nama warga,name,full name",
        need="required",
        longest=120,
    ),
    _column("sex", "word", _SEX, need="required", vocabulary=words.SEX),
    _column("birth_date", "birth", _BORN, need="wanted"),
    _column(
        "relation",
        "relation",
        "hubungan,hubungan keluarga,hubungan dalam keluarga,hubungan dengan kepala keluarga,hub keluarga,hub. kel,hub dgn kk,status hubungan dalam keluarga,status dalam keluarga,status hubungan,hubungan dengan kk,status keluarga,relation,relationship",
        vocabulary=words.RELATION,
    ),
    _column(
        "relation", "word", "kk_level,shdk,stat_hbkel", vocabulary=words.RELATION_OF_REGISTER
    ),
    _column(
        "marital",
        "word",
        "status kawin,status_kawin,stat_kwn,status perkawinan,status pernikahan,kawin,status nikah,marital status,marital",
        vocabulary=words.MARITAL,
    ),
    _column("religion", "word", "agama,agama_id,religion", vocabulary=words.RELIGION),
    _column(
        "schooling",
        "word",
        "pendidikan,pendidikan terakhir,pendidikan akhir,ijazah terakhir,schooling,education",
        vocabulary=words.SCHOOLING,
    ),
    _column(
        "schooling",
        "word",
        "pendidikan_kk_id,pddk_akh,pendidikan kk,pendidikan dalam kk",
        vocabulary=words.SCHOOLING_FINISHED,
    ),
    _column(
        "schooling_now",
        "word",
        "pendidikan_sedang_id,pendidikan sedang ditempuh,pendidikan sedang",
        vocabulary=words.SCHOOLING_NOW,
    ),
    _column(
        "work",
        "word",
        "pekerjaan,jenis pekerjaan,mata pencaharian,work,occupation,job",
        vocabulary=words.WORK,
    ),
    _column("work", "word", "pekerjaan_id,jenis_pkrjn", vocabulary=words.WORK_OF_REGISTER),
    _column(
        "health_insurance",
        "word",
        "jaminan kesehatan,asuransi kesehatan,jkn,bpjs,kepesertaan jkn,asuransi,health insurance",
        vocabulary=words.INSURANCE,
    ),
    _column("health_insurance", "word", "id_asuransi", vocabulary=words.INSURANCE_OF_OPENSID),
    _column(
        "birth_certificate",
        "certificate",
        "akta lahir,akta_lahir,akta kelahiran,akte lahir,akte kelahiran,no akta lahir,birth certificate",
        vocabulary=words.YES_NO,
    ),
    _column(
        "contraception",
        "word",
        "cara kb,cara_kb_id,kb,alat kb,alat kontrasepsi,metode kb,kontrasepsi,peserta kb,contraception",
        vocabulary=words.CONTRACEPTION,
    ),
    _column(
        "pregnant", "word", "hamil,sedang hamil,status hamil,pregnant", vocabulary=words.YES_NO
    ),
    _column(
        "presence",
        "word",
        "keberadaan,keberadaan anggota keluarga,status tinggal,presence",
        vocabulary=words.PRESENCE,
    ),
    _column(
        "status",
        "word",
        "status_dasar,status dasar,status penduduk,status kependudukan",
        vocabulary=words.STATUS,
    ),
)
FAMILIES = (
    *_PLACE,
    _column("kk_number", "kk", f"{_KK},peserta (no. kk)", need="wanted"),
    _column(
        "head_name",
        "text",
        "nama kepala keluarga,kepala keluarga,nama kk,nama kepala,kepala rumah tangga,nama,nama lengkap,head of family,head name,head",
        need="required",
        longest=120,
    ),
    _column("nik", "nik", f"{_NIK},nik kepala keluarga,nik kk,nik kepala"),
    _column("sex", "word", f"{_SEX},jenis kelamin kepala keluarga", vocabulary=words.SEX),
    _column("birth_date", "birth", _BORN),
    # as our list for OpenSID has it; see rules/opensid.py
    _column("stage", "text", "keterangan (tahap keluarga)"),
)
_ITEMS = tuple(
    _column(
        f"ks{item:02}",
        "answer",
        f"ks{item:02},ks{item},ks {item:02},ks {item},{item},{item:02},indikator {item},"
        f"indikator ke {item},indikator {item:02},no {item},butir {item},pertanyaan {item},q{item}",
    )
    for item in range(1, 22)
)
ANSWERS = (
    _column("family_id", "family", "family_id,id keluarga,kode keluarga,family id,family key"),
    _column("kk_number", "kk", _KK),
    _column("nik", "nik", f"{_NIK},nik kepala keluarga,nik kk,nik kepala"),
    _column(
        "head_name",
        "text",
        "nama kepala keluarga,kepala keluarga,nama kk,nama kepala,nama,nama lengkap,head of family,head name",
        longest=120,
    ),
    _column(
        "survey_date",
        "survey",
        "tanggal pendataan,tgl pendataan,tanggal,tanggal kunjungan,tanggal survei,tanggal wawancara,tgl,survey date,date",
        need="wanted",
    ),
    *_ITEMS,
)
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "persons": PERSONS,
    "families": FAMILIES,
    "answers": ANSWERS,
}
ONE_OF: Mapping[str, tuple[str, ...]] = {"answers": ("family_id", "kk_number", "nik")}

# Known, and of no use to the programme: what is not needed is not taken over.
IGNORED_HEADINGS = frozenset(
    plain(heading)
    for heading in [
        "no",
        "nomor",
        "no urut",
        "nomor urut",
        "no.",
        "tempat lahir",
        "tempatlahir",
        "tmp lahir",
        "birth place",
        "umur",
        "usia",
        "age",
        "warganegara_id",
        "kewarganegaraan",
        "ayah_nik",
        "nama_ayah",
        "nama ayah",
        "ibu_nik",
        "nama_ibu",
        "nama ibu",
        "nik ayah",
        "nik ibu",
        "golongan_darah_id",
        "golongan darah",
        "gol darah",
        "dokumen_pasport",
        "no paspor",
        "tanggal_akhir_paspor",
        "dokumen_kitas",
        "akta_perkawinan",
        "tanggalperkawinan",
        "akta_perceraian",
        "tanggalperceraian",
        "cacat_id",
        "cacat",
        "ktp_el",
        "status_rekam",
        "alamat_sekarang",
        "suku",
        "tag_id_card",
        "no_asuransi",
        "lat",
        "lng",
        "keterangan",
        "ket",
        "catatan",
        "provinsi",
        "kabupaten",
        "kabupaten/kota",
        "kecamatan",
        "desa",
        "kelurahan",
        "desa/kelurahan",
        "kode pos",
        "foto",
        "email",
        # the two columns that stand before rows which came back to be mended
        "baris",
        "alasan",
        "row",
        "reason",
    ]
)
OPENSID_HEADINGS = [
    "alamat",
    "dusun",
    "rw",
    "rt",
    "nama",
    "no_kk",
    "nik",
    "sex",
    "tempatlahir",
    "tanggallahir",
    "agama_id",
    "pendidikan_kk_id",
    "pendidikan_sedang_id",
    "pekerjaan_id",
    "status_kawin",
    "kk_level",
    "warganegara_id",
    "ayah_nik",
    "nama_ayah",
    "ibu_nik",
    "nama_ibu",
    "golongan_darah_id",
    "akta_lahir",
    "dokumen_pasport",
    "tanggal_akhir_paspor",
    "dokumen_kitas",
    "akta_perkawinan",
    "tanggalperkawinan",
    "akta_perceraian",
    "tanggalperceraian",
    "cacat_id",
    "cara_kb_id",
    "hamil",
    "ktp_el",
    "status_rekam",
    "alamat_sekarang",
    "status_dasar",
    "suku",
    "tag_id_card",
    "id_asuransi",
    "no_asuransi",
    "lat",
    "lng",
]
