"""The words and codes that village offices write for one thing, and the one word we keep.

Codes of the official family form: F/I/PK/21, block I. Codes of OpenSID: its reference tables
(OpenSID/OpenSID, app/Enums/*.php and donjo-app/models/Impor_model.php), which for relation,
religion and work follow the civil register (SIAK).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

_APART = re.compile(r"[^0-9a-z]+")
_SHORTEST_WITH_A_SLIP = 6


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """The words of a text in small letters, without marks: what two spellings share."""
    return _APART.sub(" ", text.casefold()).strip()


def text_of(raw: object) -> str:
    """What a reader of the sheet sees, on one line and without stray spaces."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    # split() knows the no-break space too
    return " ".join(str(raw).replace("\u200b", "").split())


_LONGEST_CODE = 18  # digits


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Plain words to what they mean, and bare numbers to what they mean.

    `nameless` are words that are known but have no counterpart; `codes` may be empty because
    forms disagree about them.
    """

    words: Mapping[str, object]
    codes: Mapping[str, object] = field(default_factory=dict)
    nameless: frozenset[str] = frozenset()

    def meaning(self, text: str) -> tuple[object, str]:
        """What `text` means and why it has no meaning, one of the two blank."""
        word = plain(text)
        if word.isdecimal() and len(word) <= _LONGEST_CODE:
            sign = "-" if text.strip().startswith("-") else ""
            return self._meaning_of_code(f"{sign}{int(word)}")
        if word in self.words:
            return self.words[word], ""
        if word in self.nameless:
            return None, "word.no_counterpart"
        return self._nearest(word)

    def _meaning_of_code(self, code: str) -> tuple[object, str]:
        if code in self.codes:
            meaning = self.codes[code]
            return meaning, "" if meaning is not None else "word.no_counterpart"
        return None, "word.unknown" if self.codes else "word.code_unclear"

    def _nearest(self, word: str) -> tuple[object, str]:
        """One slip of the finger is read over, if only one meaning lies that near."""
        if len(word) < _SHORTEST_WITH_A_SLIP:
            return None, "word.unknown"
        near = {
            meaning
            for known, meaning in self.words.items()
            if abs(len(known) - len(word)) <= 1
            and OSA.distance(known, word, score_cutoff=1) <= 1
        }
        return (near.pop(), "") if len(near) == 1 else (None, "word.unknown")


def _said(**meanings: str) -> dict[str, object]:
    return {
        plain(word): meaning for meaning, words in meanings.items() for word in words.split(",")
    }


SEX = Vocabulary(
    _said(
        male="l,lk,laki,laki-laki,lelaki,laki laki,pria,cowok,m,male,man",
        female="p,pr,perempuan,wanita,w,f,female,woman",
    ),
    {"1": "male", "2": "female"},
)

_RELATION_WORDS = _said(
    head="kepala keluarga,kep keluarga,kepala,kk,kepala rumah tangga,head,head of family,"
    "head of household",
    spouse="istri,isteri,suami,istri/suami,suami/istri,pasangan,wife,husband,spouse",
    child="anak,anak kandung,anak angkat,anak tiri,child,son,daughter",
    other="menantu,cucu,orang tua,orangtua,ayah,ibu,mertua,famili lain,famili,saudara,kakak,adik,"
    "keponakan,kemenakan,pembantu,pembantu rumah tangga,lainnya,lain-lain,other,grandchild,"
    "parent,relative",
)
RELATION_CODES_OF_FORM: dict[str, object] = {
    "1": "head",
    "2": "spouse",
    "3": "child",
    "4": "other",
}
RELATION_CODES_OF_REGISTER: dict[str, object] = {
    "1": "head",
    "2": "spouse",
    "3": "spouse",
    "4": "child",
    **{str(code): "other" for code in range(5, 12)},
}
RELATION = Vocabulary(_RELATION_WORDS)
RELATION_OF_FORM = Vocabulary(_RELATION_WORDS, RELATION_CODES_OF_FORM)
RELATION_OF_REGISTER = Vocabulary(_RELATION_WORDS, RELATION_CODES_OF_REGISTER)

MARITAL = Vocabulary(
    _said(
        never="belum kawin,belum menikah,belum nikah,tidak kawin,bk,blm kawin,lajang,single,"
        "never married,unmarried",
        married="kawin,menikah,nikah,kawin tercatat,kawin belum tercatat,kawin tidak tercatat,"
        "sudah kawin,k,married",
        divorced="cerai hidup,cerai hidup tercatat,cerai hidup belum tercatat,ch,divorced",
        widowed="cerai mati,cm,ditinggal mati,widowed",
    ),
    {"1": "never", "2": "married", "3": "divorced", "4": "widowed"},
)

RELIGION = Vocabulary(
    _said(
        islam="islam,muslim",
        protestant="kristen,kristen protestan,protestan,christian,protestant",
        catholic="katolik,katholik,kristen katolik,khatolik,catholic",
        hindu="hindu",
        buddhist="budha,buddha,budhist,buddhist",
        confucian="khonghucu,konghucu,kong hu cu,kong hucu,confucian",
        belief="kepercayaan,penghayat,penghayat kepercayaan,aliran kepercayaan,"
        "kepercayaan terhadap tuhan yme,kepercayaan terhadap tuhan yme / lainnya,"
        "kepercayaan kepada tuhan yme",
    ),
    {
        "1": "islam",
        "2": "protestant",
        "3": "catholic",
        "4": "hindu",
        "5": "buddhist",
        "6": "confucian",
        "7": "belief",
    },
)

SCHOOLING_ORDER = (
    "none",
    "sd_unfinished",
    "in_sd",
    "sd",
    "in_smp",
    "smp",
    "in_sma",
    "sma",
    "in_college",
    "college",
)
_SCHOOLING_WORDS = _said(
    none="tidak/belum sekolah,tidak / blm sekolah,tidak sekolah,belum sekolah,tidak pernah sekolah,"
    "belum masuk tk/kelompok bermain,sedang tk/kelompok bermain,tk,paud,none",
    sd_unfinished="tidak tamat sd,belum tamat sd,tidak tamat sd/sederajat,belum tamat sd/sederajat,"
    "tdk tamat sd,tidak lulus sd",
    in_sd="masih sd,sedang sd,masih sd/mi,sedang sd/sederajat,masih sekolah sd,kelas 1 sd,"
    "kelas 2 sd,kelas 3 sd,kelas 4 sd,kelas 5 sd,kelas 6 sd",
    sd="sd,tamat sd,lulus sd,sd/mi,mi,tamat sd/sederajat,sd/sederajat,sr",
    in_smp="masih smp,masih sltp,sedang smp,sedang sltp,sedang sltp/sederajat,masih smp/mts",
    smp="smp,sltp,tamat smp,tamat sltp,lulus smp,sltp/sederajat,smp/sederajat,mts,smp/mts,"
    "tamat sltp/sederajat",
    in_sma="masih sma,masih slta,sedang sma,sedang slta,sedang slta/sederajat,masih smk",
    sma="sma,smk,slta,smu,stm,ma,tamat sma,tamat slta,lulus sma,slta/sederajat,sma/sederajat,"
    "sma/smk,tamat slta/sederajat",
    in_college="masih pt,masih kuliah,kuliah,sedang kuliah,masih perguruan tinggi,"
    "sedang d-1/sederajat,sedang d-2/sederajat,sedang d-3/sederajat,sedang s-1/sederajat,"
    "sedang s-2/sederajat,sedang s-3/sederajat,mahasiswa",
    college="pt,tamat pt,perguruan tinggi,tamat perguruan tinggi,d1,d2,d3,d4,s1,s2,s3,d i,d ii,d iii,"
    "d iv,s 1,s 2,s 3,diploma,sarjana,diploma i/ii,diploma i / ii,akademi/diploma iii/s. muda,"
    "akademi/diploma iii/sarjana muda,diploma iv/strata i,strata i,strata ii,strata iii,"
    "diploma iii,strata-ii,akademi",
)
SCHOOLING = Vocabulary(_SCHOOLING_WORDS)
SCHOOLING_FINISHED = Vocabulary(
    _SCHOOLING_WORDS,
    {
        "1": "none",
        "2": "sd_unfinished",
        "3": "sd",
        "4": "smp",
        "5": "sma",
        **{str(code): "college" for code in range(6, 11)},
    },
)
_NOTHING_SAID = plain("tidak sedang sekolah")
SCHOOLING_NOW = Vocabulary(
    # what a school for special needs (SLB) teaches has no level in OpenSID's table
    {**_SCHOOLING_WORDS, _NOTHING_SAID: ""},
    {
        "1": "none",
        "2": "none",
        "3": "none",
        "4": "in_sd",
        "5": "sd_unfinished",
        "6": "in_smp",
        "7": "in_sma",
        **{str(code): "in_college" for code in range(8, 14)},
        **{str(code): "" for code in range(14, 19)},
    },
    frozenset(),
)

_WORK_WORDS = _said(
    none="tidak bekerja,belum bekerja,belum/tidak bekerja,tidak/belum bekerja,ibu rumah tangga,irt,"
    "mengurus rumah tangga,mrt,pelajar,mahasiswa,pelajar/mahasiswa,pengangguran,none",
    farmer="petani,tani,petani/pekebun,pekebun,peternak,farmer",
    fisher="nelayan,nelayan/perikanan,fisher",
    trader="pedagang,dagang,perdagangan,trader",
    state_official="pejabat negara,anggota dpr-ri,anggota dpd,anggota bpk,presiden,wakil presiden,"
    "anggota mahkamah konstitusi,anggota kabinet/kementerian,anggota kabinet kementerian,"
    "duta besar,gubernur,wakil gubernur,bupati,wakil bupati,walikota,wakil walikota,"
    "anggota dprd provinsi,anggota dprd kabupaten/kota",
    civil_servant="pns,asn,pegawai negeri sipil,pegawai negeri sipil (pns),tni,polri,pns/tni/polri,"
    "aparatur sipil negara (asn),aparatur sipil negara,tentara nasional indonesia (tni),"
    "tentara nasional indonesia,kepolisian ri (polri),kepolisian ri,civil servant",
    private_employee="pegawai swasta,karyawan swasta,swasta,karyawan,buruh pabrik,private employee",
    self_employed="wiraswasta,wirausaha,usaha sendiri,self-employed",
    pensioner="pensiunan,pensioner",
    casual="pekerja lepas,buruh harian lepas,buruh,buruh tani,buruh tani/perkebunan,"
    "buruh nelayan/perikanan,buruh peternakan,pembantu rumah tangga,buruh bangunan,casual",
)
WORK = Vocabulary(
    _WORK_WORDS,
    nameless=frozenset(
        plain(word)
        for word in [
            "industri",
            "konstruksi",
            "transportasi",
            "karyawan bumn",
            "karyawan bumd",
            "karyawan honorer",
            "guru",
            "dosen",
            "sopir",
            "bidan",
            "perawat",
            "dokter",
            "perangkat desa",
            "kepala desa",
            "ustadz/mubaligh",
            "pelaut",
            "tukang jahit",
            "tukang kayu",
            "tukang batu",
            "mekanik",
            "lainnya",
            "lain-lain",
        ]
    ),
)
# what the official form has no word for stays None: a teacher may be a civil servant or not
_WORK_OF_REGISTER = {
    "none": (1, 2, 3),
    "pensioner": (4,),
    "civil_servant": (5, 6, 7),
    "trader": (8, 84),
    "farmer": (9, 10),
    "fisher": (11,),
    "private_employee": (15,),
    "casual": (19, 20, 21, 22, 23),
    "state_official": (*range(48, 64),),
    "self_employed": (88,),
}
WORK_OF_REGISTER = Vocabulary(
    WORK.words,
    {
        **{str(code): None for code in range(1, 90)},
        **{str(code): work for work, codes in _WORK_OF_REGISTER.items() for code in codes},
    },
    WORK.nameless,
)

_INSURANCE_WORDS = _said(
    bpjs_subsidised="bpjs pbi,pbi,kis,jamkesmas,jamkesda,bpjs penerima bantuan iuran,"
    "bpjs bantuan daerah,bpjs-pbi,pbi apbn,pbi apbd,kis pbi",
    bpjs="bpjs non pbi,bpjs mandiri,non pbi,bpjs non penerima bantuan iuran,mandiri,ppu,askes",
    private="swasta,asuransi swasta,asuransi lainnya,private",
    none="tidak punya,tidak ada,belum punya,tidak,tidak/belum punya,tidak memiliki,none",
)
# "bpjs" alone does not say who pays
INSURANCE = Vocabulary(_INSURANCE_WORDS, nameless=frozenset({"bpjs", "bpjs kesehatan"}))
INSURANCE_OF_OPENSID = Vocabulary(
    _INSURANCE_WORDS,
    {
        "1": "none",
        "2": "bpjs_subsidised",
        "3": "bpjs",
        "4": "bpjs_subsidised",
        "99": "private",
    },
    INSURANCE.nameless,
)

PRESENCE = Vocabulary(
    _said(
        home="di rumah,di dalam rumah,dalam rumah,ada,tinggal di rumah,menetap,home",
        away="di luar rumah,luar rumah,di luar kota,luar kota,merantau,rantau,away",
        abroad="luar negeri,di luar negeri,tki,pmi,abroad",
    ),
    {"1": "home", "2": "away", "3": "abroad"},
)

STATUS = Vocabulary(
    _said(
        alive="hidup,ada,aktif,alive",
        dead="mati,meninggal,meninggal dunia,wafat,almarhum,almarhumah,dead",
        moved="pindah,pindah dalam negeri,pindah luar negeri,moved",
        lost="hilang,lost",
        left="pergi,left",
        invalid="tidak valid,invalid",
    ),
    {
        "1": "alive",
        "2": "dead",
        "3": "moved",
        "4": "lost",
        "6": "left",
        "9": "invalid",
        "-1": "invalid",
    },
)

_YES = "ya,y,iya,ada,punya,sudah,benar,yes,true"
_NO = "tidak,t,tdk,belum,tidak ada,tidak punya,belum ada,bukan,no,n,false"
YES_NO = Vocabulary(
    {
        **{plain(word): True for word in f"{_YES},hamil,sedang hamil".split(",")},
        **{plain(word): False for word in f"{_NO},tidak hamil".split(",")},
    },
    {"1": True, "2": False, "0": False},
)
CONTRACEPTION = Vocabulary(
    {
        **{
            plain(word): True
            for word in f"{_YES},pil,iud,spiral,suntik,suntikan,kondom,susuk,susuk kb,implan,implant,"
            "mow,mop,sterilisasi wanita,sterilisasi pria,mal,lainnya,tradisional,peserta kb,"
            "menggunakan".split(",")
        },
        **{
            plain(word): False
            for word in f"{_NO},tidak menggunakan,tidak kb,tidak ber kb,bukan peserta kb".split(
                ","
            )
        },
    },
    {**{str(code): True for code in (*range(1, 8), 99)}, "0": False, "100": False},
)

TICKS = frozenset("v√✓✔☑")
CROSSES = frozenset("x×✗✘")
ANSWERS: Mapping[str, int] = {
    **dict.fromkeys((plain(word) for word in f"{_YES},1,terpenuhi,memenuhi".split(",")), 1),
    **dict.fromkeys((plain(word) for word in f"{_NO},0,tidak terpenuhi".split(",")), 0),
    **dict.fromkeys(("2", "tidak berlaku", "tb", "n a", "na", "not applicable"), 2),
}
