"""An invented family of thirty, and what is around it, for the manual's page on genograms."""

from berdaya.rules.casework.ecomap import System
from berdaya.rules.casework.kin import Couple, Family, Kin, ParentOf, Tie, Twins

NOW = 2026
# key, name, sex, year of birth, year of death
PEOPLE = (
    ("dewi", "Dewi", "female", 2010, 0),
    ("budi", "Budi", "male", 2007, 0),
    ("citra", "Citra", "female", 2014, 0),
    ("dodi", "Dodi", "male", 2014, 0),
    ("agus", "Agus", "male", 1980, 0),
    ("sri", "Sri Wahyuni", "female", 1984, 0),
    ("gita", "Gita", "female", 2008, 0),
    ("hana", "Hana", "female", 2025, 0),
    ("harun", "Harun", "male", 1950, 2015),
    ("aminah", "Aminah", "female", 1953, 0),
    ("karto", "Karto", "male", 1920, 1991),
    ("inem", "Inem", "female", 1925, 2001),
    ("bambang", "Bambang", "male", 1975, 0),
    ("murni", "Murni", "female", 1976, 0),
    ("yanti", "Yanti", "female", 1978, 0),
    ("fajar", "Fajar", "male", 1998, 0),
    ("adi", "Adi", "male", 2001, 0),
    ("bela", "Bela", "female", 2004, 0),
    ("rini", "Rini", "female", 1985, 0),
    ("joko", "Joko", "male", 1983, 0),
    ("caca", "Caca", "female", 2012, 0),
    ("slamet", "Slamet", "male", 1955, 0),
    ("tuminah", "Tuminah", "female", 1958, 2020),
    ("tris", "Sutrisno", "male", 1979, 0),
    ("partini", "Partini", "female", 1988, 0),
    ("wawan", "Wawan", "male", 1985, 0),
    ("deni", "Deni", "male", 2015, 0),
    ("eka", "Eka", "female", 2018, 0),
    ("hadi", "Hadi", "male", 1982, 0),
    ("indra", "Indra", "unknown", 2004, 0),
)
COUPLES = (
    Couple("karto", "inem", since=1945, label="m 1945"),
    Couple("harun", "aminah", since=1974, label="m 1974"),
    Couple("slamet", "tuminah", since=1977, label="m 1977"),
    Couple("bambang", "murni", since=1997, end="divorced", label="m 1997 · c 1999"),
    Couple("bambang", "yanti", since=2000, label="m 2000"),
    Couple("rini", "joko", "cohabiting"),
    Couple("sri", "hadi", since=2003, end="divorced", label="m 2003 · c 2004"),
    Couple("agus", "sri", since=2005, label="m 2005"),
    Couple("partini", "wawan", since=2010, end="separated", label="m 2010 · p 2020"),
    Couple("budi", "gita", "cohabiting"),
)
CHILDREN = {
    ("karto", "inem"): ("harun",),
    ("harun", "aminah"): ("bambang", "agus", "rini"),
    ("slamet", "tuminah"): ("tris", "sri", "partini"),
    ("agus", "sri"): ("budi", "dewi", "citra", "dodi"),
    ("bambang", "murni"): ("fajar",),
    ("bambang", "yanti"): ("adi", "bela"),
    ("rini", "joko"): ("caca",),
    ("sri", "hadi"): ("indra",),
    ("partini", "wawan"): ("deni", "eka"),
    ("budi", "gita"): ("hana",),
}
KINDS = {"deni": "foster", "eka": "adopted"}
TIES = (
    Tie("dewi", "agus", "conflict"),
    Tie("dewi", "sri", "close"),
    Tie("budi", "agus", "cut-off"),
    Tie("bambang", "yanti", "distant"),
    Tie("aminah", "rini", "fused"),
)
AROUND = (
    System("1", "Sekolah", "weak", "to-client", is_stressful=True),
    System("2", "Puskesmas", "ordinary", "to-client"),
    System("3", "Pengajian", "strong", "both"),
    System("4", "Tetangga", "strong", "both"),
    System("5", "Rentenir", "strong", "from-client", is_stressful=True),
    System("6", "Keluarga besar ayah", "weak", "none"),
)


def family() -> Family:
    people = tuple(
        Kin(
            key,
            name,
            sex,
            born,
            bool(died),
            key == "dewi",
            str((died or NOW) - born),
            f"{born}–{died or ''}",
        )
        for key, name, sex, born, died in PEOPLE
    )
    links = tuple(
        ParentOf(parent, child, KINDS.get(child, "birth"))
        for parents, children in CHILDREN.items()
        for child in children
        for parent in parents
    )
    return Family(people, COUPLES, links, (Twins(frozenset(("citra", "dodi"))),), TIES)
