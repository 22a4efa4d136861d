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
def test_what_a_role_may_not_read_is_as_what_does_not_exist(cast, kind):
    user = make_user(kind, around=cast.village)
    world = make_world(cast, asking=user)  # dear, so it is made once for all paths
    caller = Holder(user)

    wrong = [
        path
        for path, cell in CELL_OF.items()
        if not is_answered_rightly(caller, world, path, may=kind in CELLS[cell])
    ]

    assert wrong == []


def is_answered_rightly(caller, world, path, *, may):
    """Whether it is read by who may, and to others answers as for what does not exist."""
    answer = caller.get(world.address(path))
    if may:
        return answer.status_code == 200
    nothing = caller.get(world.address_of_nothing(path))
    same = (answer.content, answer.headers) == (nothing.content, nothing.headers)
    return answer.status_code == 404 and same
