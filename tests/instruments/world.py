"""An instrument that the office of Sukamaju made, as the manual shows it."""

from berdaya.instruments.actions import add_own
from berdaya.instruments.shelf import forget
from tests.repository.tree import ROOT

SAMPLE = (ROOT / "samples" / "own-contoh-dukungan.yaml").read_text()
NAME = "own-contoh-dukungan"
TITLE = "Dukungan di sekitar (milik kantor, perlu diuji coba)"
WELL = {"ds1": 3, "ds2": 3, "ds3": 0, "ds4": 1}  # 100
BADLY = {"ds1": 1, "ds2": 0, "ds3": 3, "ds4": 0}  # 1/12


def added(by, text=SAMPLE, *, area=None):
    return add_own(content=text.encode(), area=area, by=by)


def own_life(cast):
    """The instrument by the name under which pages look for it."""
    forget()  # whatever an earlier test read under this name
    return {"own": added(cast.admin, area=cast.village)}


def own_pages(life):
    return {"own_list": [()], "own_new": [()], "own_file": [(life["own"].pk,)]}
