"""A catalogue with one small questionnaire for a person, in two versions, beside the real ones."""

import shutil
from pathlib import Path

import pytest

from berdaya.rules.instruments import definition

SAMPLE = Path(__file__).parent / "sample"
SP = "sample-person"


@pytest.fixture
def sample(tmp_path, monkeypatch):
    """The catalogue of tests; its folder."""
    folder = tmp_path / "catalogue"
    shutil.copytree(definition.CATALOGUE, folder)
    for path in SAMPLE.glob("*.yaml"):
        shutil.copy(path, folder)
    forget()
    monkeypatch.setattr(definition, "CATALOGUE", folder)
    yield folder
    forget()


def forget():
    """Read every definition anew."""
    definition.shipped.cache_clear()
    definition.catalogue.cache_clear()
