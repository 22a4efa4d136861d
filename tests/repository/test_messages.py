"""Every text a user may see stands there in Indonesian."""

import pytest
from tools import messages


@pytest.mark.parametrize("app", messages.apps())
def test_app_speaks_indonesian(app):
    assert messages.gaps(app) == []
