"""Who may do what to which resource, in their areas. The whole policy, on two screens.

Verbs, views, menus, searches and exports all ask this table, by the name of a cell
("family.read") or by the name of a verb, which stands for its cell. A role that a cell does
not name may not; nothing is inherited. Access by area comes on top: a role reaches its area
and everything below it.
"""

from berdaya.access.kinds import (
    ADMINISTRATOR,
    AUDITOR,
    DISTRICT_STAFF,
    FIELD_OFFICER,
    GROUP_OFFICER,
    MENTOR,
    NATIONAL_STAFF,
    RESEARCHER,
    SOCIAL_WORKER,
    SUPERVISOR,
    VILLAGE_OFFICE,
    VOLUNTEER,
    Kind,
)

Kinds = frozenset[Kind]
EVERYBODY: Kinds = frozenset(Kind)
FIELD: Kinds = frozenset({VOLUNTEER, VILLAGE_OFFICE, FIELD_OFFICER})
OFFICERS: Kinds = frozenset({FIELD_OFFICER})
OFFICES: Kinds = frozenset({VILLAGE_OFFICE, FIELD_OFFICER})
# who may read of families by name; all others see figures only
NAMES: Kinds = FIELD | {SOCIAL_WORKER, SUPERVISOR, DISTRICT_STAFF}
FIGURES: Kinds = NAMES | {MENTOR, NATIONAL_STAFF, RESEARCHER, AUDITOR, ADMINISTRATOR}
STAFF: Kinds = OFFICES | {SUPERVISOR, DISTRICT_STAFF, NATIONAL_STAFF, RESEARCHER, AUDITOR}
ADMINISTRATORS: Kinds = frozenset({ADMINISTRATOR})
GUIDES: Kinds = ADMINISTRATORS | {FIELD_OFFICER}  # of the people who do the work
# a group's own officers and its mentors reach only the groups they are tied to: groups/sight.py
GROUPS: Kinds = FIELD | {DISTRICT_STAFF, GROUP_OFFICER, MENTOR}
GROUP_WORK: Kinds = OFFICES | {GROUP_OFFICER}  # who keeps the books of a group
KEEPERS: Kinds = OFFICES | {SOCIAL_WORKER, SUPERVISOR, DISTRICT_STAFF}  # of the directory
# of a case, whoever has a tie to it: casework/sight.py
PROFESSIONALS: Kinds = frozenset({SOCIAL_WORKER, SUPERVISOR})
SUPERVISORS: Kinds = frozenset({SUPERVISOR})
ISSUERS: Kinds = STAFF | ADMINISTRATORS  # who may let a program act for them

TABLE: dict[str, dict[str, Kinds]] = {
    # of the room access:
    "own-work": {"read": EVERYBODY},
    "user": {
        "list": GUIDES,
        "read": GUIDES,
        "add": ADMINISTRATORS,
        "change": ADMINISTRATORS,
        "end": GUIDES,
    },
    # which roles one may invite to stands in kinds.py: looks_after
    "invitation": {
        "read": GUIDES,
        "add": GUIDES,
        "end": GUIDES,
    },
    "role": {"add": ADMINISTRATORS, "end": ADMINISTRATORS},
    "trace": {"read": ADMINISTRATORS | {AUDITOR}},
    "access-table": {"read": ADMINISTRATORS | {AUDITOR}},
    # of the room api:
    "token": {"read": ISSUERS, "add": ISSUERS, "end": ISSUERS},
    # of the room laws: public texts, in plain words
    "law": {"read": EVERYBODY},
    # of the room areas:
    "area": {"find": EVERYBODY},
    "neighbourhood": {"read": EVERYBODY, "add": OFFICES | ADMINISTRATORS},
    # of the room people:
    "family": {
        "list": NAMES,
        "read": NAMES,
        "add": FIELD,
        "change": FIELD,
        "export": OFFICES | {DISTRICT_STAFF},
    },
    "person": {"find": NAMES, "read": NAMES, "add": FIELD, "change": FIELD, "end": FIELD},
    # a volunteer checks a card by typing its number; to see one in full is for offices
    "identity-number": {"check": FIELD, "reveal": OFFICES | {SOCIAL_WORKER}},
    # two records of one person or family: told apart, merged, parted
    "duplicate": {"read": OFFICES, "add": FIELD, "change": OFFICES},
    # of the room life:
    "life-event": {"read": NAMES, "add": FIELD, "end": FIELD},
    # of the room consents:
    "consent": {"read": NAMES, "add": FIELD},
    # of the room surveys:
    "instrument": {"read": EVERYBODY, "rescore": frozenset({NATIONAL_STAFF})},
    "assessment": {"read": NAMES, "add": FIELD, "change": FIELD},
    "draft": {"read": FIELD, "end": FIELD},
    # of the room followups:
    "follow-up": {"add": FIELD, "count": OFFICES},
    # of the room quality: nobody else reads them, whoever watches included
    "quality-note": {"read": OFFICERS, "add": OFFICERS, "change": OFFICERS},
    # of the room services: public facts for everybody
    "service": {"read": EVERYBODY, "add": KEEPERS, "change": KEEPERS},
    # of the room groups:
    "group": {"read": GROUPS, "add": OFFICES, "change": GROUP_WORK, "end": OFFICES},
    "group-paper": {"add": GROUP_WORK, "end": GROUP_WORK},
    "group-member": {"add": GROUP_WORK | {VOLUNTEER}, "end": GROUP_WORK},
    "group-office": {"add": GROUP_WORK, "end": GROUP_WORK},
    "mentoring": {"add": OFFICERS | {DISTRICT_STAFF}, "end": OFFICERS | {DISTRICT_STAFF}},
    "meeting": {
        "read": GROUPS,
        "add": GROUP_WORK | {VOLUNTEER, MENTOR},
        "change": GROUP_WORK | {VOLUNTEER, MENTOR},
    },
    # they show faces: for those who belong to the group or accompany it, for no office
    "meeting-photo": {
        "read": OFFICERS | {GROUP_OFFICER, MENTOR},
        "add": OFFICERS | {GROUP_OFFICER, MENTOR},
        "end": OFFICERS | {GROUP_OFFICER, MENTOR},
    },
    # who answers for what a group hands in closes its month; who takes it in opens it again
    "group-month": {"add": OFFICERS | {GROUP_OFFICER}, "end": OFFICERS},
    # what a member said of KB is not for other members, nor for those outside the office
    "group-kb": {"add": FIELD},
    # of the room kie:
    "kie": {
        "read": GROUPS,
        "add": GROUP_WORK | {VOLUNTEER, MENTOR},
        "end": GROUP_WORK,
        "count": OFFICES | {DISTRICT_STAFF},
    },
    "kie-questions": {"add": FIELD},
    "kie-material": {
        "read": GROUPS | {NATIONAL_STAFF},
        "add": OFFICERS | {DISTRICT_STAFF, NATIONAL_STAFF},
        "change": OFFICERS | {DISTRICT_STAFF, NATIONAL_STAFF},
    },
    # of the room mentoring:
    "visit": {"read": GROUPS, "add": FIELD | {MENTOR}},
    # of the room enterprises: what somebody earns is for the group's officers and mentors
    "enterprise": {
        "read": GROUPS,
        "add": GROUP_WORK,
        "change": GROUP_WORK,
        "end": GROUP_WORK,
    },
    "sales": {"read": GROUP_WORK | {MENTOR}, "add": GROUP_WORK},
    "guidance": {
        "read": GROUP_WORK | {MENTOR},
        "add": OFFICES | {MENTOR},
        "change": GROUP_WORK | {MENTOR},
    },
    # of the room reports: with masked numbers for who keeps the group, whole ones for offices
    "group-form": {"read": GROUP_WORK | {DISTRICT_STAFF}, "reveal": OFFICES},
    "village-report": {"read": OFFICES | {DISTRICT_STAFF}},
    # of the room partners:
    "partner": {
        "read": GROUPS,
        "add": OFFICES | {DISTRICT_STAFF},
        "change": OFFICES | {DISTRICT_STAFF},
    },
    "partner-match": {"read": OFFICERS},
    "partnership": {"read": GROUPS, "add": GROUP_WORK, "change": GROUP_WORK},
    "partnership-document": {"read": GROUPS, "add": GROUP_WORK, "end": GROUP_WORK},
    # of the room capital: who decides stands here, who is too near in capital/kin.py
    "capital-call": {"read": GROUPS, "add": OFFICES | {DISTRICT_STAFF}},
    "capital-application": {
        "read": GROUP_WORK | {MENTOR, DISTRICT_STAFF},
        "add": GROUP_WORK,
        "change": GROUP_WORK,
    },
    "capital-decision": {"add": OFFICERS | {DISTRICT_STAFF}},
    "capital-use": {"add": GROUP_WORK},
    # of the room readiness:
    "readiness": {"read": GROUPS, "change": OFFICES | {MENTOR}},
    # of the room objectives: sums of an area are for those who read its board
    "objective": {"read": GROUPS, "count": FIGURES, "export": STAFF},
    # of the room casework: whoever may refer hands in and reads no further; a case is for the
    # few who have a tie to it
    "intake": {
        "read": SUPERVISORS,
        "add": FIELD | PROFESSIONALS | {GROUP_OFFICER, MENTOR, DISTRICT_STAFF},
        "change": SUPERVISORS,
    },
    "case": {"list": PROFESSIONALS, "read": PROFESSIONALS},
    "case-assignment": {"add": SUPERVISORS, "change": SUPERVISORS},
    "case-access": {"read": PROFESSIONALS, "add": PROFESSIONALS, "end": PROFESSIONALS},
    "case-emergency": {"add": PROFESSIONALS, "change": SUPERVISORS},
    # of the room imports:
    "import": {
        "list": OFFICES | {DISTRICT_STAFF},
        "read": OFFICES | {DISTRICT_STAFF},
        "add": OFFICES,
        "change": OFFICES,
        "export": OFFICES,
    },
    "worker": {"read": OFFICES | ADMINISTRATORS | {DISTRICT_STAFF}},
    # of the room insights:
    "board": {"read": FIGURES, "export": STAFF},
    # stages with whole KK numbers, as the village system reads them
    "stage-file": {"export": OFFICES},
    "research": {"export": frozenset({RESEARCHER})},
}

# a verb of a room, and the cell that decides about it
VERBS: dict[str, str] = {
    "access.add_user": "user.add",
    "access.set_password": "user.change",
    "access.remove_second_factor": "user.change",
    "access.invite": "invitation.add",
    "access.invite_back": "invitation.add",
    "access.withdraw_invitation": "invitation.end",
    "access.let_go": "user.end",
    "access.give_role": "role.add",
    "access.end_role": "role.end",
    "api.issue_token": "token.add",
    "api.end_token": "token.end",
    "areas.add_neighbourhood": "neighbourhood.add",
    "areas.ensure_neighbourhoods": "neighbourhood.add",
    "people.register_family": "family.add",
    "people.register_families": "family.add",
    "people.register_ready_families": "family.add",
    "people.edit_family": "family.change",
    "people.add_member": "person.add",
    "people.edit_person": "person.change",
    "people.end_membership": "person.end",
    "people.reveal_number": "identity-number.reveal",
    "people.merge_persons": "duplicate.change",
    "people.merge_families": "duplicate.change",
    "people.undo_merge": "duplicate.change",
    "people.tell_apart": "duplicate.add",
    "life.record_birth": "life-event.add",
    "life.record_death": "life-event.add",
    "life.record_marriage": "life-event.add",
    "life.record_divorce": "life-event.add",
    "life.split_family": "life-event.add",
    "life.move_in": "life-event.add",
    "life.move_out": "life-event.add",
    "life.move_family": "life-event.add",
    "life.change_head": "life-event.add",
    "life.take_back": "life-event.end",
    "consents.record_answer": "consent.add",
    "surveys.record_assessment": "assessment.add",
    "surveys.record_assessments": "assessment.add",
    "surveys.keep_draft": "assessment.add",
    "surveys.count_anew": "duplicate.change",
    "surveys.discard_draft": "draft.end",
    "surveys.begin_rescoring": "instrument.rescore",
    "surveys.rescore_some": "instrument.rescore",
    "surveys.hand_over": "user.end",
    "followups.decide": "follow-up.add",
    "quality.make_notes": "quality-note.add",
    "quality.talk_over": "quality-note.change",
    "services.add_provider": "service.add",
    "services.edit_provider": "service.change",
    "services.end_provider": "service.change",
    "services.add_service": "service.add",
    "services.edit_service": "service.change",
    "services.check_service": "service.change",
    "services.end_service": "service.change",
    "services.add_reach": "service.change",
    "services.end_reach": "service.change",
    "consents.record_membership": "group-member.add",
    "groups.register_group": "group.add",
    "groups.edit_group": "group.change",
    "groups.add_paper": "group-paper.add",
    "groups.withdraw_paper": "group-paper.end",
    "groups.put_to_rest": "group.end",
    "groups.revive": "group.end",
    "groups.merge_groups": "group.end",
    "groups.split_group": "group.end",
    "groups.end_group": "group.end",
    "groups.add_member": "group-member.add",
    "groups.end_member": "group-member.end",
    "groups.elect": "group-office.add",
    "groups.end_term": "group-office.end",
    "groups.assign_mentor": "mentoring.add",
    "groups.end_mentoring": "mentoring.end",
    "groups.plan_meeting": "meeting.add",
    "groups.record_meeting": "meeting.add",
    "groups.call_off_meeting": "meeting.change",
    "groups.settle_resolution": "meeting.change",
    "groups.add_photos": "meeting-photo.add",
    "groups.remove_photo": "meeting-photo.end",
    "groups.close_month": "group-month.add",
    "groups.reopen_month": "group-month.end",
    "groups.note_kb": "group-kb.add",
    "kie.record_session": "kie.add",
    "kie.withdraw_session": "kie.end",
    "kie.ask": "kie-questions.add",
    "kie.add_material": "kie-material.add",
    "kie.add_edition": "kie-material.change",
    "kie.end_material": "kie-material.change",
    "mentoring.record_visit": "visit.add",
    "enterprises.register_enterprise": "enterprise.add",
    "enterprises.edit_enterprise": "enterprise.change",
    "enterprises.choose_kbli": "enterprise.change",
    "enterprises.add_product": "enterprise.change",
    "enterprises.end_product": "enterprise.change",
    "enterprises.set_price": "enterprise.change",
    "enterprises.add_permit": "enterprise.change",
    "enterprises.withdraw_permit": "enterprise.change",
    "enterprises.end_enterprise": "enterprise.end",
    "enterprises.note_baseline": "sales.add",
    "enterprises.note_costs": "sales.add",
    "enterprises.note_fixed_costs": "sales.add",
    "enterprises.add_asset": "sales.add",
    "enterprises.part_with_asset": "sales.add",
    "enterprises.record_day": "sales.add",
    "enterprises.record_month": "sales.add",
    "enterprises.record_income": "sales.add",
    "enterprises.make_plan": "guidance.add",
    "enterprises.record_visit": "guidance.add",
    "enterprises.introduce_technology": "guidance.add",
    "enterprises.ask_technology": "guidance.change",
    "enterprises.settle_task": "guidance.change",
    "reports.export_form": "group-form.read",
    "reports.export_numbers": "group-form.reveal",
    "reports.export_village": "village-report.read",
    "partners.add_partner": "partner.add",
    "partners.edit_partner": "partner.change",
    "partners.add_work_area": "partner.change",
    "partners.end_work_area": "partner.change",
    "partners.add_need": "partner.change",
    "partners.end_need": "partner.change",
    "partners.begin_partnership": "partnership.add",
    "partners.begin_talks": "partnership.change",
    "partners.agree": "partnership.change",
    "partners.renew": "partnership.change",
    "partners.end_partnership": "partnership.change",
    "partners.add_obligation": "partnership.change",
    "partners.settle_obligation": "partnership.change",
    "partners.attach_document": "partnership-document.add",
    "partners.withdraw_document": "partnership-document.end",
    "capital.announce_call": "capital-call.add",
    "capital.begin_application": "capital-application.add",
    "capital.add_line": "capital-application.change",
    "capital.remove_line": "capital-application.change",
    "capital.name_decision": "capital-application.change",
    "capital.submit_application": "capital-application.change",
    "capital.withdraw_application": "capital-application.change",
    "capital.propose_decision": "capital-decision.add",
    "capital.confirm_decision": "capital-decision.add",
    "capital.send_back": "capital-decision.add",
    "capital.say_who_one_is": "capital-decision.add",
    "capital.accept_accounts": "capital-decision.add",
    "capital.report_use": "capital-use.add",
    "capital.take_back_use": "capital-use.add",
    "readiness.attest": "readiness.change",
    "readiness.judge": "readiness.change",
    "objectives.export_objectives": "objective.export",
    "casework.hand_in": "intake.add",
    "casework.triage": "intake.change",
    "casework.take_on": "intake.change",
    "casework.decline_intake": "intake.change",
    "casework.assign_worker": "case-assignment.add",
    "casework.transfer_case": "case-assignment.change",
    "casework.reopen_case": "case-assignment.add",
    "casework.give_access": "case-access.add",
    "casework.end_access": "case-access.end",
    "casework.break_glass": "case-emergency.add",
    "casework.see_break": "case-emergency.change",
    "imports.check_file": "import.add",
    "imports.carry_out": "import.change",
    "imports.import_file": "import.add",
    "imports.look_at_portion": "import.add",
    "imports.take_portion": "import.change",
    "imports.look_at_lines": "import.add",
    "imports.take_lines": "import.change",
    "imports.stop": "import.change",
    "imports.decide": "import.change",
    "imports.understand": "import.change",
    "imports.forget_columns": "import.change",
    "imports.decide_heads": "import.change",
    "imports.go_on": "import.change",
    "insights.join_persons": "duplicate.change",
    "insights.join_families": "duplicate.change",
    "insights.part": "duplicate.change",
    "insights.export_board": "board.export",
    "insights.export_families": "family.export",
    "insights.export_opensid": "stage-file.export",
    "insights.export_research": "research.export",
}
CELLS: dict[str, Kinds] = {
    f"{resource}.{action}": kinds
    for resource, actions in TABLE.items()
    for action, kinds in actions.items()
}


def who_may(deed: str) -> Kinds:
    """The roles that a verb ("people.edit_family") or a cell ("family.change") names."""
    return CELLS[VERBS.get(deed, deed)]
