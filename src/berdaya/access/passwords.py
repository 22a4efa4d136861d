"""Passwords that can be read out over the telephone."""

import secrets

WORDS = """
    alam angin anak apel awan ayam baju bambu batik batu bawang bayam beras bintang biru bola
    buah buku bulan bunga burung cabai cahaya cincin cinta coklat damai danau daun delima dinding
    domba duku durian elang embun gajah garam gelas gitar gula gunung guru halaman harum hijau
    hujan hutan ikan intan jagung jahe jambu jati jendela jeruk kaca kain kakak kapal kapas karang
    kayu kebun kelapa kelinci kenari kertas kopi kuda kuning kursi ladang lampu langit laut lebah
    lilin lontar madu mangga mawar meja melati merah merpati mutiara nanas nangka nasi nelayan
    padi pagi palem pantai pasar pasir pelangi perahu pisang putih rambutan rantang roti rumah
    rumput rusa sabun salak sapi sawah sawo selasa semut senja sepatu sepeda sungai surat taman
    tangga tebu tembaga teratai tikar topi udang ungu warung wortel
""".split()  # noqa: SIM905  # a list of quoted words would be twice as long


def new_password() -> str:
    """Three words and two digits, about 28 bits; guessing is slowed down where one signs in."""
    words = "-".join(secrets.choice(WORDS) for _ in range(3))
    return f"{words}-{secrets.randbelow(90) + 10}"
