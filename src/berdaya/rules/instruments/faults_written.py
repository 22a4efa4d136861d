"""The sentences about how a file is written, and about what an office's own instrument must be.

As in `faults.py`: code -> (English, Indonesian).
"""

WRITTEN: dict[str, tuple[str, str]] = {
    "not-yaml": (
        (
            "This is not YAML: {problem}. Mend the indentation here, or put the text in quotes: "
            "it needs them where it has a : or # in it, or a ? or , between braces."
        ),
        (
            "Ini bukan YAML: {problem}. Perbaiki lekukannya, atau beri tanda kutip pada teksnya: "
            "itu perlu bila ada : atau # di dalamnya, atau ? atau , di antara kurung kurawal."
        ),
    ),
    "not-utf8": (
        "This line is not written in UTF-8. Save the file as UTF-8 in your editor.",
        "Baris ini tidak ditulis dalam UTF-8. Simpan berkasnya sebagai UTF-8 di editor Anda.",
    ),
    "too-big-file": (
        "The file is larger than {most} KB. A questionnaire is much shorter; check the file.",
        "Berkas ini lebih besar dari {most} KB. Instrumen jauh lebih pendek; periksa berkasnya.",
    ),
    "too-deep": (
        "This goes more than {most} steps deep, or an anchor (&) leads back to itself. Flatten it.",
        "Di sini ada lebih dari {most} lapis, atau sebuah jangkar (&) kembali ke dirinya. Ratakan.",
    ),
    "too-many-parts": (
        "With all its anchors (&, *) the file has more than {most} parts. Write it shorter.",
        "Dengan semua jangkarnya (&, *) berkas ini lebih dari {most} bagian. Tulis lebih singkat.",
    ),
    "key-not-text": (
        "The key “{key}” is read as a number or as yes/no. Put it in quotes: '{key}'.",
        "Kunci “{key}” terbaca sebagai angka atau ya/tidak. Beri tanda kutip: '{key}'.",
    ),
    "bad-tag": (
        "“{key}” has a type mark (!) or a kind of value that is not used here. Write plain text.",
        "“{key}” memakai tanda jenis (!) atau nilai yang tidak dipakai di sini. Tulis teks biasa.",
    ),
    "bad-character": (
        "“{key}” holds a character that cannot be shown, or a line break. Type it anew.",
        "“{key}” memuat huruf yang tidak bisa ditampilkan, atau ganti baris. Ketik ulang.",
    ),
    "bad-number": (
        "The number of “{key}” cannot be counted with. Write digits, up to a thousand million.",
        "Angka pada “{key}” tidak bisa dihitung. Tulis dengan angka biasa, paling besar satu miliar.",
    ),
    "wrong-type": (
        "“{key}” must be {kind}.",
        "“{key}” harus berupa {kind_id}.",
    ),
    "wrong-shape": (
        "“{value}” cannot stand for “{key}”. Write {shape}.",
        "“{value}” tidak bisa dipakai untuk “{key}”. Tulis {shape_id}.",
    ),
    "wrong-key": (
        "“{value}” is no key of “{key}”. If it belongs to a text with a comma, quote the text.",
        "“{value}” bukan kunci di “{key}”. Bila itu bagian teks yang berkoma, beri tanda kutip.",
    ),
    "too-few": (
        "“{key}” is empty or too short: it needs at least {least}. Fill it in.",
        "“{key}” kosong atau kurang: perlu paling sedikit {least}. Isilah.",
    ),
    "out-of-bounds": (
        "“{key}” is {value}; it must be {sign} {bound}.",
        "“{key}” berisi {value}; seharusnya {sign} {bound}.",
    ),
    "twice-in-list": (
        "Something stands twice in “{key}”. Take one away.",
        "Ada yang ditulis dua kali dalam “{key}”. Hapus satu.",
    ),
    "too-long": (
        "“{key}” is too long: at most {most} characters. Shorten it.",
        "“{key}” terlalu panjang: paling banyak {most} huruf. Pendekkan.",
    ),
    "codes-too-long": (
        "All item codes together take {length} characters; {most} can be kept. Shorten the codes.",
        "Semua kode butir bersama {length} huruf; yang muat {most}. Pendekkan kodenya.",
    ),
    "bad-day": (
        "“{value}” is no day. Write it as 2026-11-27.",
        "“{value}” bukan tanggal. Tulis seperti 2026-11-27.",
    ),
    "schema": (
        "“{key}” is not written as it should be: {problem}. See the schema.",
        "“{key}” tidak ditulis sebagaimana mestinya: {problem}. Lihat skemanya.",
    ),
    "duplicate-key": (
        "“{key}” stands here twice. Keep one of them.",
        "“{key}” ditulis dua kali di sini. Simpan satu saja.",
    ),
}

OWN: dict[str, tuple[str, str]] = {
    "own-subject": (
        (
            "An instrument of your own asks a person or a family, in a case; “{subject}” it cannot "
            "ask. Use subject: person or family."
        ),
        (
            "Instrumen milik kantor bertanya tentang orang atau keluarga dalam kasus; “{subject}” "
            "tidak bisa. Pakai subject: person atau family."
        ),
    ),
    "own-together": (
        "An instrument of your own is asked in a case, of one client. Take “asked” out.",
        "Instrumen milik kantor ditanyakan dalam kasus, kepada satu klien. Hapus “asked”.",
    ),
    "own-languages": (
        "Write it in Indonesian, with English beside it if you like: languages: [id] or [id, en].",
        "Tulis dalam bahasa Indonesia, boleh dengan Inggris: languages: [id] atau [id, en].",
    ),
    "own-evidence": (
        (
            "“stable” needs evidence: add reliability with its study, or set status to "
            "needs-piloting."
        ),
        (
            "“stable” perlu bukti: tambahkan reliability dengan penelitiannya, atau pakai status "
            "needs-piloting."
        ),
    ),
    "own-example": (
        "There is no worked example. Add one under examples: it proves that the rule counts right.",
        "Belum ada contoh. Tambahkan satu di examples: itu membuktikan aturannya menghitung benar.",
    ),
    "too-many-items": (
        "{count} items are too many for one sitting; at most {most}. Make two instruments of it.",
        "{count} butir terlalu banyak sekali tanya; paling banyak {most}. Jadikan dua instrumen.",
    ),
    "long-scale": (
        "“{item}” has more than {most} points to choose from. Make it a number instead.",
        "“{item}” punya lebih dari {most} pilihan. Jadikan number saja.",
    ),
}

# what the schema wants, in words: a type, or how something is written by its key
KINDS = {
    "string": ("text; put it in quotes", "teks; beri tanda kutip"),
    "object": ("a block of “key: value” lines", "beberapa baris “kunci: nilai”"),
    "array": ("a list: [a, b], or lines with “- ”", "daftar: [a, b], atau baris dengan “- ”"),
    "integer": ("a whole number", "bilangan bulat"),
    "number": ("a number", "angka"),
    "boolean": ("true or false", "true atau false"),
}
SHAPES = {
    "code": (
        "small letters, digits and “_” (in id and group codes “-”), a letter first",
        "huruf kecil, angka, dan “_” (pada id dan kode kelompok “-”), diawali huruf",
    ),
    "languages": ("a language by its code: id or en", "kode bahasa: id atau en"),
    "keeps": ("a duration like P18M or P2Y", "lama waktu seperti P18M atau P2Y"),
    **dict.fromkeys(
        ("from", "to", "share", "rho", "coefficient", "deviation"),
        ("a number like 33.4 or a fraction like 2/3", "angka seperti 33.4 atau pecahan 2/3"),
    ),
}
