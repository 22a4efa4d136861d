"""Keeping the library of materials: a new version is added, an old one stays."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import allow, trace
from berdaya.access.models import NATION, User
from berdaya.kie import refusals
from berdaya.kie.files import type_of
from berdaya.kie.models import Edition, Material
from berdaya.once import made_before
from berdaya.rules.kie.topics import topic


@dataclass(frozen=True, slots=True)
class Content:
    """What a version says: at least one of the three."""

    key: UUID
    text: str = ""
    link: str = ""
    file: bytes = b""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class NewMaterial:
    """`area` is that of the office which keeps it; blank: the nation's."""

    key: UUID
    area: str
    title: str
    topic: str
    language: str


@transaction.atomic
def add_material(*, material: NewMaterial, content: Content, by: User) -> Material:
    """Add a material with its first version; repeating the key returns the first.

    Raises:
        NotAllowed, SessionKeyInUse, NothingInIt, NotSuchFile, FileTooLarge.
    """
    allow(by, "kie.add_material", area=material.area or NATION)
    topic(material.topic)
    same = {"title": material.title, "topic": material.topic}
    if earlier := made_before(Material, material.key, refusals.SessionKeyInUse, **same):
        return earlier
    made = Material.objects.create(
        pk=material.key,
        title=material.title,
        topic=material.topic,
        language=material.language,
        area_id=material.area or None,
        by=by,
    )
    _add(made, content, 1, by)
    trace(by, "kie.add_material", made)
    return made


@transaction.atomic
def add_edition(*, material: Material, content: Content, by: User) -> Edition:
    """Add a version that takes the place of the newest one; repeating the key returns the first.

    Raises:
        NotAllowed, SessionKeyInUse, MaterialEnded, NothingInIt, NotSuchFile, FileTooLarge.
    """
    allow(by, "kie.add_edition", area=material.area_id or NATION)
    material = Material.objects.select_for_update(of=("self",)).get(pk=material.pk)
    same = {"material_id": material.pk}
    if earlier := made_before(Edition, content.key, refusals.SessionKeyInUse, **same):
        return earlier
    if material.ended_on:
        raise refusals.MaterialEnded
    made = _add(material, content, material.editions.count() + 1, by)
    trace(by, "kie.add_edition", material, number=made.number)
    return made


@transaction.atomic
def end_material(*, material: Material, by: User) -> Material:
    """Offer a material no longer; sessions that used it still name it.

    Raises:
        NotAllowed, MaterialEnded.
    """
    allow(by, "kie.end_material", area=material.area_id or NATION)
    material = Material.objects.select_for_update(of=("self",)).get(pk=material.pk)
    if material.ended_on:
        raise refusals.MaterialEnded
    material.ended_on = timezone.localdate()
    material.save(update_fields=["ended_on"])
    trace(by, "kie.end_material", material)
    return material


def _add(material: Material, content: Content, number: int, by: User) -> Edition:
    if not (content.text or content.link or content.file):
        raise refusals.NothingInIt
    return Edition.objects.create(
        pk=content.key,
        material=material,
        number=number,
        text=content.text,
        link=content.link,
        file=content.file,
        file_type=type_of(content.file) if content.file else "",
        changed=content.changed,
        by=by,
    )
