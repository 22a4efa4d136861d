"""The words by which services are found, and which service has which."""

from uuid import UUID

from django.db import models

from berdaya.keys import new_key
from berdaya.services.models.directory import Service


class Word(models.Model):
    """One word of the directory; rows are only added, and read into memory by services.search."""

    text = models.CharField(primary_key=True, max_length=40)
    made: "models.UUIDField[UUID, UUID]" = models.UUIDField(default=new_key, unique=True)

    def __str__(self) -> str:
        return self.text


class WordOf(models.Model):
    """That a service is found by a word."""

    word = models.ForeignKey(Word, models.PROTECT, db_index=False, related_name="+")
    service = models.ForeignKey(Service, models.CASCADE, related_name="found_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "service"], name="service_has_a_word_once"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.word_id}"
