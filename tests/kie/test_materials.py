"""The library: what it says stands in versions, and a session names the one it used."""

import pytest

from berdaya.access.actions import NotAllowed
from berdaya.keys import new_key
from berdaya.kie import refusals
from berdaya.kie.actions import add_edition, add_material, end_material, record_session
from berdaya.kie.actions.materials import Content, NewMaterial
from berdaya.kie.files import MOST_MB
from berdaya.kie.library import current_editions
from berdaya.kie.models import Edition, Material
from tests.groups.world import melati
from tests.kie.world import PNG, a_material, on_its_own, told

TOO_LARGE = b"%PDF-" + b"0" * (MOST_MB * 1024 * 1024)


def test_a_new_version_takes_the_place_and_the_old_one_stays(cast):
    material = a_material(cast.dedi)
    session = record_session(
        told=told(*_melati(cast), {"marketing": material.editions.get()}), by=cast.dedi
    )

    add_edition(
        material=material, content=Content(new_key(), link="https://contoh.id/b"), by=cast.dedi
    )

    assert [it.number for it in current_editions()] == [2]
    assert session.covered.get().edition.number == 1
    assert [it.number for it in current_editions(session)] == [1, 2]


def _melati(cast):
    group, members = melati(cast)
    return group, on_its_own(members)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 isi", "application/pdf"),
        (b"\xff\xd8\xff\xe0 isi", "image/jpeg"),
        (PNG, "image/png"),
    ],
)
def test_a_file_is_what_its_bytes_say(cast, content, kind):
    edition = a_material(cast.dedi, file=content).editions.get()

    assert (edition.file_type, bytes(edition.file)) == (kind, content)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ({"file": b"<html><script>"}, refusals.NotSuchFile),
        ({"file": b"MZ\x90 program.pdf"}, refusals.NotSuchFile),
        ({"file": TOO_LARGE}, refusals.FileTooLarge),
        ({"text": ""}, refusals.NothingInIt),
    ],
)
def test_what_is_no_material_is_refused_and_nothing_is_kept(cast, content, refusal):
    with pytest.raises(refusal):
        a_material(cast.dedi, **content)

    assert not Material.objects.exists()
    assert not Edition.objects.exists()


def test_a_second_press_adds_once(cast):
    kept = NewMaterial(new_key(), "32.04.32", "Harga", "marketing", "id")
    content = Content(new_key(), text="Hitung bahan.")
    for _press in range(2):
        made = add_material(material=kept, content=content, by=cast.dedi)
    newer = Content(new_key(), text="Hitung bahan dan tenaga.")
    for _press in range(2):
        add_edition(material=made, content=newer, by=cast.dedi)

    assert made.editions.count() == 2
    with pytest.raises(refusals.SessionKeyInUse):
        add_edition(material=a_material(cast.dedi), content=newer, by=cast.dedi)


@pytest.mark.parametrize("who", ["joko", "sari", "tuti", "wati"])
def test_the_library_is_kept_by_offices_above_the_village(cast, who):
    with pytest.raises(NotAllowed):
        a_material(getattr(cast, who), area=cast.village.code)

    assert not Material.objects.exists()


def test_what_is_no_longer_used_is_not_offered_but_stays(cast):
    material = a_material(cast.dedi)
    with pytest.raises(NotAllowed):
        end_material(material=material, by=cast.tuti)

    end_material(material=material, by=cast.dedi)

    assert not current_editions().exists()
    assert material.editions.count() == 1
    with pytest.raises(refusals.MaterialEnded):
        end_material(material=material, by=cast.dedi)
    with pytest.raises(refusals.MaterialEnded):
        add_edition(material=material, content=Content(new_key(), text="x"), by=cast.dedi)
