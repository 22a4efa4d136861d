"""What each role may do in its areas. The whole policy, on one screen."""

from berdaya.access.models import Role

VOLUNTEER, VILLAGE_OFFICE, FIELD_OFFICER, DISTRICT_STAFF, NATIONAL_STAFF, ADMINISTRATOR = (
    Role.Kind.VOLUNTEER,
    Role.Kind.VILLAGE_OFFICE,
    Role.Kind.FIELD_OFFICER,
    Role.Kind.DISTRICT_STAFF,
    Role.Kind.NATIONAL_STAFF,
    Role.Kind.ADMINISTRATOR,
)
FIELD = frozenset({VOLUNTEER, VILLAGE_OFFICE, FIELD_OFFICER})
OFFICES = frozenset({VILLAGE_OFFICE, FIELD_OFFICER})
STAFF = frozenset({VILLAGE_OFFICE, FIELD_OFFICER, DISTRICT_STAFF, NATIONAL_STAFF})

# on which level of the tree a role makes sense: 0 the nation … 4 the village, 5 and 6 RW and RT
STANDS_ON: dict[Role.Kind, frozenset[int]] = {
    VOLUNTEER: frozenset({4, 5, 6}),
    VILLAGE_OFFICE: frozenset({4}),
    FIELD_OFFICER: frozenset({3, 4}),
    DISTRICT_STAFF: frozenset({1, 2, 3}),
    NATIONAL_STAFF: frozenset({0}),
    ADMINISTRATOR: frozenset({0, 1, 2, 3, 4}),
}

MAY: dict[str, frozenset[Role.Kind]] = {
    "access.add_user": frozenset({ADMINISTRATOR}),
    "access.set_password": frozenset({ADMINISTRATOR}),
    "access.give_role": frozenset({ADMINISTRATOR}),
    "access.end_role": frozenset({ADMINISTRATOR}),
    "areas.add_neighbourhood": OFFICES | {ADMINISTRATOR},
    "areas.ensure_neighbourhoods": OFFICES | {ADMINISTRATOR},
    "people.register_family": FIELD,
    "people.register_families": FIELD,
    "people.edit_family": FIELD,
    "people.add_member": FIELD,
    "people.edit_person": FIELD,
    "people.end_membership": FIELD,
    "surveys.record_assessment": FIELD,
    "surveys.record_assessments": FIELD,
    "surveys.keep_draft": FIELD,
    "surveys.discard_draft": FIELD,
    "imports.check_file": OFFICES,
    "imports.carry_out": OFFICES,
    "imports.import_file": OFFICES,
    "insights.export_board": STAFF,
}
