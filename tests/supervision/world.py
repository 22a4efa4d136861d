"""Cases that stand in their stages for a while, and what supervision makes of them."""

from datetime import timedelta

from berdaya.casework.actions import assign_worker
from berdaya.casework.actions.stages import begin
from berdaya.casework.models import Assignment, Case
from tests.casework.world import TODAY, a_client, again


def an_old_case(cast, days, *, worker, supervisor, name="Murniati", field="women"):
    """A case that came into its first stage so many days ago; no verb lets one look back so far."""
    client, on = a_client(cast.sari, name), TODAY - timedelta(days=days)
    case = Case.objects.create(
        subject_kind="person",
        person=client,
        area_id=client.area_id,
        field=field,
        functions=["curative"],
        setting="micro",
        supervisor=supervisor,
        opened_on=on,
    )
    begin(case, by=supervisor)
    Assignment.objects.create(
        case=case, role="supervisor", user=supervisor, since=on, by=supervisor
    )
    if worker:
        assign_worker(case=case, worker=worker, on=on, by=supervisor)
    return again(case)


def supervision_pages():
    """How each page is reached: name of the address to its arguments."""
    return {name: [()] for name in ("caseload_board", "case_ageing")}
