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
from berdaya.access.verbs import VERBS

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
REFERRERS: Kinds = FIELD | {SOCIAL_WORKER, SUPERVISOR}
KEEPERS: Kinds = OFFICES | {SOCIAL_WORKER, SUPERVISOR, DISTRICT_STAFF}  # of the directory
# of a case, whoever has a tie to it: casework/sight.py
PROFESSIONALS: Kinds = frozenset({SOCIAL_WORKER, SUPERVISOR})
SUPERVISORS: Kinds = frozenset({SUPERVISOR})
WORKERS: Kinds = frozenset({SOCIAL_WORKER})
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
    # of the room instruments: those that an office made, for its cases
    "own-instrument": {"read": ADMINISTRATORS, "add": ADMINISTRATORS, "ask": WORKERS},
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
    "consent": {"read": NAMES, "add": FIELD | WORKERS},
    # of the room surveys:
    "instrument": {"read": EVERYBODY, "rescore": frozenset({NATIONAL_STAFF})},
    # social workers ask too, in a case or not: docs/decisions, assessments of a case
    "assessment": {"read": NAMES, "add": FIELD | WORKERS, "change": FIELD},
    "draft": {"read": FIELD | WORKERS, "end": FIELD | WORKERS},
    # of the room followups:
    "follow-up": {"add": FIELD, "count": OFFICES},
    # of the room quality: nobody else reads them, whoever watches included
    "quality-note": {"read": OFFICERS, "add": OFFICERS, "change": OFFICERS},
    # of the room services: public facts for everybody
    "service": {"read": EVERYBODY, "add": KEEPERS, "change": KEEPERS},
    # who made it reaches it, and of one from a family's open page those here: services/sight.py
    "referral": {"read": NAMES, "add": REFERRERS, "change": REFERRERS},
    "service-coverage": {"count": FIGURES, "export": STAFF},
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
    # the worker writes and has it signed; that the client wants no more, either may note
    "case-contract": {
        "read": PROFESSIONALS,
        "add": frozenset({SOCIAL_WORKER}),
        "end": PROFESSIONALS,
    },
    # a case goes from stage to stage by who works on it or supervises it
    "case-stage": {"change": PROFESSIONALS},
    "case-emergency": {"add": PROFESSIONALS, "change": SUPERVISORS},
    # of the room caseplans: a plan is made by whoever works on the case
    "case-plan": {
        "read": PROFESSIONALS,
        "add": frozenset({SOCIAL_WORKER}),
        "change": frozenset({SOCIAL_WORKER}),
    },
    # of the room psychosocial: whoever works on a case writes its assessment
    "case-assessment": {"read": PROFESSIONALS, "add": WORKERS, "end": WORKERS},
    "kin": {"read": PROFESSIONALS, "add": WORKERS, "change": WORKERS, "end": WORKERS},
    "case-system": {"read": PROFESSIONALS, "add": WORKERS, "change": WORKERS, "end": WORKERS},
    # of the room contacts: whoever works on the case notes contacts and looks back on them
    "contact": {
        "read": PROFESSIONALS,
        "add": frozenset({SOCIAL_WORKER}),
        "change": frozenset({SOCIAL_WORKER}),
    },
    "contact-review": {"read": PROFESSIONALS, "add": frozenset({SOCIAL_WORKER})},
    "case-step": {"read": PROFESSIONALS, "add": PROFESSIONALS, "change": PROFESSIONALS},
    "case-note": {"read": PROFESSIONALS, "add": PROFESSIONALS, "change": PROFESSIONALS},
    # of the room outcomes: judged and ended by whoever works on the case
    "case-evaluation": {"read": PROFESSIONALS, "add": frozenset({SOCIAL_WORKER})},
    "case-ending": {"read": PROFESSIONALS, "add": frozenset({SOCIAL_WORKER})},
    # of the room supervision: one supervisor's own cases in numbers
    "caseload": {"read": SUPERVISORS},
    # how somebody keeps the principles: for themself and their supervisor
    "practice-profile": {"read": PROFESSIONALS},
    # cases drawn for colleagues, who see no names: whoever has a tie to one, supervision/sight.py
    "peer-sample": {"read": SUPERVISORS, "add": SUPERVISORS, "change": SUPERVISORS},
    "peer-review": {
        "read": PROFESSIONALS,
        "add": PROFESSIONALS,
        "change": WORKERS,
        "end": PROFESSIONALS,
    },
    # of the room casefile: who works on a case, or supervises it, may take it out on paper
    "case-file": {"read": PROFESSIONALS, "export": PROFESSIONALS},
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

CELLS: dict[str, Kinds] = {
    f"{resource}.{action}": kinds
    for resource, actions in TABLE.items()
    for action, kinds in actions.items()
}


def who_may(deed: str) -> Kinds:
    """The roles that a verb ("people.edit_family") or a cell ("family.change") names."""
    return CELLS[VERBS.get(deed, deed)]
