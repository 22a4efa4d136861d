"""Which step of a referral may follow which."""

from berdaya.services.models import Referral

STATE = Referral.State
FOLLOWS: dict[str, tuple[str, ...]] = {
    STATE.DRAFTED: (STATE.SENT, STATE.WITHDRAWN),
    STATE.SENT: (
        STATE.ACCEPTED,
        STATE.REFUSED,
        STATE.SERVED,
        STATE.NOT_REACHED,
        STATE.WITHDRAWN,
    ),
    STATE.NOT_REACHED: (
        STATE.SENT,
        STATE.ACCEPTED,
        STATE.REFUSED,
        STATE.SERVED,
        STATE.WITHDRAWN,
    ),
    STATE.ACCEPTED: (STATE.SERVED, STATE.NOT_REACHED, STATE.REFUSED, STATE.WITHDRAWN),
    STATE.REFUSED: (),
    STATE.SERVED: (),
    STATE.WITHDRAWN: (),
}
