"""The tree of administrative areas."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from berdaya.areas import codes
from berdaya.keys import new_key


class Areas(models.QuerySet["Area"]):
    def standing(self) -> "Areas":
        """Areas that no later decree has ended."""
        return self.filter(valid_until=None)

    def within(self, code: str) -> "Areas":
        """The area `code` and everything below it; "" is the nation."""
        return self.filter(code__within=code) if code else self.all()

    def children_of(self, code: str) -> "Areas":
        """The areas one level below `code`, by code; provinces for ""."""
        return self.filter(parent_id=code or None).order_by("code")

    def path_to(self, code: str) -> "Areas":
        """The areas above `code` and itself, widest first. One query."""
        return self.filter(code__in=[*codes.ancestors(code), code]).order_by("level")


class Area(models.Model):
    """One area by its dotted code; RW and RT have three digits each below the village.

    Where a village has hamlets (dusun), an RW says in `hamlet` which one it lies in; a
    hamlet without RW stands on the RW's level with kind `dusun`.
    """

    class Level(models.IntegerChoices):
        PROVINCE = 1, _("Province")
        REGENCY = 2, _("Regency or city")
        DISTRICT = 3, _("District")
        VILLAGE = 4, _("Village")
        NEIGHBOURHOOD = 5, _("RW or hamlet")
        RT = 6, _("RT")

    class Kind(models.TextChoices):
        PROVINCE = "provinsi", _("Province")
        REGENCY = "kabupaten", _("Regency")
        CITY = "kota", _("City")
        DISTRICT = "kecamatan", _("District")
        PAPUAN_DISTRICT = "distrik", _("District (Papua)")
        URBAN_VILLAGE = "kelurahan", _("Urban village")
        VILLAGE = "desa", _("Village")
        ADAT_VILLAGE = "desa_adat", _("Customary village")
        RW = "rw", _("RW")
        HAMLET = "dusun", _("Hamlet")
        RT = "rt", _("RT")

    code = models.CharField(max_length=21, primary_key=True)
    name = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField(choices=Level)
    kind = models.CharField(max_length=12, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    hamlet = models.CharField(max_length=80, blank=True)
    decree = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    objects = Areas.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level=1, parent=None) | Q(level__gt=1, parent__isnull=False),
                name="area_below_province_has_parent",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="area_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["parent", "code"], name="area_children")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def label(self) -> str:
        """The name as people say it: 'Kabupaten Bogor', 'Desa Sukamaju', 'RW 003'."""
        if self.kind in (self.Kind.REGENCY, self.Kind.CITY, self.Kind.PROVINCE):
            return self.name
        if self.kind in (self.Kind.RW, self.Kind.RT):
            number = f"{self.get_kind_display()} {self.name}"
            return f"{number} · {self.hamlet}" if self.hamlet else number
        return f"{self.get_kind_display()} {self.name}"


class Edition(models.Model):
    """One load of the official list: the decree, when, and what it changed.

    The search index of each process is made anew when there is a newer edition.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    decree = models.CharField(max_length=80)
    loaded_at = models.DateTimeField(auto_now_add=True)
    written = models.PositiveIntegerField()
    ended = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.decree} {self.loaded_at}"
