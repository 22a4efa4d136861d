"""What can be wrong with a definition, each said as a sentence that tells what to do."""

from dataclasses import dataclass
from pathlib import Path

from berdaya.rules.instruments.faults_written import OWN, WRITTEN

LANGUAGES = ("en", "id")

# code -> (English, Indonesian)
SENTENCES: dict[str, tuple[str, str]] = {
    **WRITTEN,
    **OWN,
    "missing-key": (
        "“{key}” is missing here. Add it.",
        "“{key}” belum ada di sini. Tambahkan.",
    ),
    "unknown-key": (
        "“{key}” means nothing here. Check its spelling or take it out.",
        "“{key}” tidak dikenal di sini. Periksa ejaannya atau hapus.",
    ),
    "not-allowed": (
        "“{value}” cannot stand for “{key}”. Use one of: {allowed}.",
        "“{value}” tidak bisa dipakai untuk “{key}”. Pakai salah satu dari: {allowed}.",
    ),
    "duplicate-code": (
        "“{key}” is already the code of another {what}. Give this one a code of its own.",
        "Kode “{key}” sudah dipakai {what} lain. Beri kode yang berbeda.",
    ),
    "unknown-item": (
        "There is no item “{item}”. Check the code, or add the item to a group.",
        "Tidak ada butir “{item}”. Periksa kodenya, atau tambahkan butirnya ke sebuah kelompok.",
    ),
    "unknown-output": (
        "There is no output “{output}”. The outputs are: {allowed}.",
        "Tidak ada keluaran “{output}”. Keluaran yang ada: {allowed}.",
    ),
    "unknown-level": (
        "There is no level “{level}” in this output. The levels are: {allowed}.",
        "Tidak ada tingkat “{level}” di keluaran ini. Tingkat yang ada: {allowed}.",
    ),
    "unknown-condition": (
        "There is no condition “{condition}” on the roster. Use one of: {allowed}.",
        "Tidak ada syarat “{condition}” tentang anggota keluarga. Pakai salah satu dari: {allowed}.",
    ),
    "repeated-item": (
        "“{item}” stands twice in this list. Take one away.",
        "“{item}” ditulis dua kali di daftar ini. Hapus satu.",
    ),
    "unscored-item": (
        (
            "“{item}” is a {kind}; an output can only use yes_no, likert and number items. "
            "Take it out here."
        ),
        (
            "“{item}” berjenis {kind}; keluaran hanya bisa memakai butir yes_no, likert, dan number. "
            "Keluarkan dari sini."
        ),
    ),
    "no-threshold": (
        (
            "“{item}” is a scale, so this output must know from which answer it is met. "
            "Add met_from to the item."
        ),
        (
            "“{item}” berupa skala, jadi harus jelas mulai jawaban berapa ia terpenuhi. "
            "Tambahkan met_from pada butir itu."
        ),
    ),
    "keeps-how-long": (
        (
            "“{item}” keeps {months} months. Give it 1 to 60, or take keeps out: then it is "
            "asked anew each time."
        ),
        (
            "“{item}” berlaku {months} bulan. Isi 1 sampai 60, atau hapus keeps: maka ia "
            "ditanyakan lagi setiap kali."
        ),
    ),
    "keeps-no-choice": (
        (
            "“{item}” is a {kind}, which cannot be confirmed by one tap. Take keeps out, or make it "
            "yes_no, likert or choice."
        ),
        (
            "“{item}” berjenis {kind}, yang tidak bisa dibenarkan dengan satu ketukan. Hapus keeps, "
            "atau ubah menjadi yes_no, likert, atau choice."
        ),
    ),
    "keeps-nothing": (
        "“{item}” has keeps_with_members but no keeps. Say how long it keeps, or take it out.",
        "“{item}” punya keeps_with_members tanpa keeps. Isi lamanya, atau hapus.",
    ),
    "bad-range": (
        "“{item}” needs min below max, and met_from (if any) above min and not above max.",
        (
            "“{item}” perlu min yang lebih kecil dari max, dan met_from (bila ada) di atas min "
            "dan tidak melewati max."
        ),
    ),
    "unreachable-rung": (
        (
            "Nobody can stand on rung “{level}”: all its items already stand on rungs below. "
            "Give it an item of its own or take the rung out."
        ),
        (
            "Tak seorang pun bisa berada di anak tangga “{level}”: semua butirnya sudah ada di anak "
            "tangga sebelumnya. Beri butir sendiri atau hapus."
        ),
    ),
    "unreachable-level": (
        "Nothing leads to level “{level}”. Add a rung, step or cut for it, or take it out.",
        (
            "Tidak ada jalan ke tingkat “{level}”. Tambahkan anak tangga, langkah, atau batasnya, "
            "atau hapus tingkat itu."
        ),
    ),
    "wrong-order": (
        (
            "“{level}” is out of order. Write rungs and steps in the order of the levels, "
            "once each, and none for the {end} level."
        ),
        (
            "“{level}” tidak pada urutannya. Tulis menurut urutan tingkat, masing-masing sekali, dan "
            "jangan untuk tingkat {end_id}."
        ),
    ),
    "bad-share": (
        "The share {share} must be above 0 and at most 1, like 2/3.",
        "Bagian {share} harus lebih dari 0 dan paling besar 1, misalnya 2/3.",
    ),
    "overlapping-cuts": (
        (
            "Level “{level}” begins at {start}, before the level below it ends ({end}). "
            "Let one end where the next begins."
        ),
        (
            "Tingkat “{level}” mulai dari {start}, padahal tingkat di bawahnya baru selesai di {end}. "
            "Samakan akhir yang satu dengan awal yang berikutnya."
        ),
    ),
    "gapped-cuts": (
        (
            "Between {end} and {start}, before level “{level}”, there is no level. "
            "Let one end where the next begins."
        ),
        (
            "Antara {end} dan {start}, sebelum tingkat “{level}”, tidak ada tingkat. "
            "Samakan akhir yang satu dengan awal yang berikutnya."
        ),
    ),
    "unknown-scale": (
        "There is no answer scale “{scale}”. The scales are: {allowed}.",
        "Tidak ada skala jawaban “{scale}”. Skala yang ada: {allowed}.",
    ),
    "bad-points": (
        "The points of “{scale}” count upwards by one; {expected} belongs here.",
        "Titik-titik “{scale}” naik satu demi satu; di sini seharusnya {expected}.",
    ),
    "scale-and-range": (
        "“{item}” takes its points from a scale, so it is a likert without min and max.",
        "“{item}” memakai titik dari sebuah skala, jadi jenisnya likert tanpa min dan max.",
    ),
    "bad-ages": (
        "Ages from {low} to {high} are nobody's. Let the first be the lower one.",
        "Umur dari {low} sampai {high} bukan umur siapa pun. Tulis yang lebih kecil dahulu.",
    ),
    "ages-of-nobody": (
        (
            "An instrument about a {subject} knows no age here. Ages of the instrument need the "
            "subject person, ages of an item person or family."
        ),
        (
            "Instrumen tentang {subject} tidak mengenal umur di sini. Umur instrumen hanya untuk "
            "person, umur butir hanya untuk person atau family."
        ),
    ),
    "bad-rho": (
        "rho is {rho}; it must lie between 0 and 1.",
        "rho berisi {rho}; seharusnya antara 0 dan 1.",
    ),
    "bad-goal-level": (
        (
            "“{item}” cannot hold how far a goal was reached. Make it a likert from -n to n with "
            "met_from 0, not reversed, that always applies."
        ),
        (
            "“{item}” tidak bisa memuat sejauh mana tujuan tercapai. Jadikan likert dari -n sampai n "
            "dengan met_from 0, tidak dibalik, dan selalu berlaku."
        ),
    ),
    "bad-goal-weight": (
        (
            "“{item}” cannot hold how much a goal counts. Make it a number from 1 that always "
            "applies."
        ),
        (
            "“{item}” tidak bisa memuat bobot tujuan. Jadikan number mulai dari 1 yang selalu "
            "berlaku."
        ),
    ),
    "unsettled": (
        (
            "“{name}” still has to be checked against a source, so the instrument is not stable. "
            "Set its status to needs-piloting, or check it and take to_check out."
        ),
        (
            "“{name}” masih harus dicocokkan dengan sumbernya, jadi instrumen ini belum stable. "
            "Pakai status needs-piloting, atau cocokkan lalu hapus to_check."
        ),
    ),
    "missing-translation": (
        "The words in “{language}” are missing for “{key}”. Add them.",
        "Kata-kata dalam bahasa “{language}” belum ada untuk “{key}”. Tambahkan.",
    ),
    "circular-applicability": (
        "Whether “{item}” applies depends on itself: {way}. Break the circle.",
        "Berlaku tidaknya “{item}” bergantung pada dirinya sendiri: {way}. Putuskan lingkarannya.",
    ),
    "asked-later": (
        "“{item}” depends on “{other}”, which is asked after it. Ask “{other}” first.",
        "“{item}” bergantung pada “{other}” yang baru ditanyakan sesudahnya. Dahulukan “{other}”.",
    ),
    "no-reason": (
        "“{item}” may not apply, and the family must be told why. Add not_applicable_reason.",
        (
            "“{item}” bisa tidak berlaku, dan keluarga perlu tahu sebabnya. Tambahkan "
            "not_applicable_reason."
        ),
    ),
    "wrong-answer": (
        "{answer} is no answer to “{item}”. Use {allowed}, or leave it blank.",
        "{answer} bukan jawaban untuk “{item}”. Pakai {allowed}, atau kosongkan.",
    ),
    "too-large": (
        (
            "The weights and ranges of “{output}” multiply to numbers too large to be exact. "
            "Use smaller weights, or ranges that divide one another."
        ),
        (
            "Bobot dan rentang “{output}” menghasilkan angka yang terlalu besar untuk dihitung tepat. "
            "Pakai bobot yang lebih kecil atau rentang yang saling membagi."
        ),
    ),
    "wrong-example": (
        (
            "By the rule this example comes out as {found}, not {expected}. "
            "Correct the example or the rule."
        ),
        (
            "Menurut aturan, hasil contoh ini {found}, bukan {expected}. "
            "Perbaiki contohnya atau aturannya."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend in a definition. Lines count from 1."""

    file: Path
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} [{self.code}]"


def sentence(code: str, language: str, /, **words: object) -> str:
    """What is wrong and what to do about it, in English (`en`) or Indonesian (`id`)."""
    return SENTENCES[code][LANGUAGES.index(language)].format(**words)
