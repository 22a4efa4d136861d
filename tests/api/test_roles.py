"""The table of roles holds for programs as it does for pages."""

import pytest

from berdaya.access.kinds import Kind
from berdaya.access.roles import CELLS
from berdaya.api.models import Token
from berdaya.api.tokens import digest_of, new_secret
from tests.access.probes import make_user, make_world
from tests.api.caller import EVERYTHING, Caller

CELL_OF = {
    "/imports/{upload}": "import.read",
    "/imports/{upload}/doubts": "import.read",
    "/families/{family}": "family.read",
    "/persons/{person}": "person.find",
    "/surveys/{assessment}": "assessment.read",
    "/surveys/known-facts/keluarga-sejahtera?family={family}": "assessment.read",
    "/figures/{village}": "board.read",
    "/follow-ups/of/{assessment}": "assessment.read",
    "/duplicates?village={village}": "duplicate.read",
}


class Holder(Caller):
    """A caller of any role: whoever may not make a token has one from before."""

    def __init__(self, user):
        self.secret = new_secret()
        Token.objects.create(
            user=user,
            name="uji",
            digest=digest_of(self.secret),
            scopes=EVERYTHING,
            area=user.current_roles[0].area,
            expires_on="2999-01-01",
        )
        super().__init__(user, issue=False)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("path", CELL_OF)
def test_what_a_role_may_not_read_is_as_what_does_not_exist(cast, path, kind):
    user = make_user(kind, around=cast.village)
    world = make_world(cast, asking=user)
    caller = Holder(user)

    answer = caller.get(world.address(path))

    if kind in CELLS[CELL_OF[path]]:
        assert answer.status_code == 200
    else:
        nothing = caller.get(world.address_of_nothing(path))
        assert answer.status_code == 404
        assert (answer.content, answer.headers) == (nothing.content, nothing.headers)
