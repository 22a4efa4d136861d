"""No page asks the database more than fifteen times, and none asks once per row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from berdaya.access.actions import invite
from berdaya.access.kinds import Kind
from berdaya.access.links import token_of
from berdaya.access.models import User
from berdaya.life.actions import record_birth
from berdaya.life.household_forms import FORMS as EVENT_FORMS
from berdaya.people.models import Family
from berdaya.surveys.actions import keep_draft
from berdaya.surveys.models import Assessment
from tests.access.probes import make_note
from tests.capital.world import capital_life, capital_pages
from tests.casefile.world import file_life, file_pages
from tests.caseplans.world import plan_pages, planned_life
from tests.casework.world import a_case, case_pages, casework_life
from tests.contacts.world import contact_pages, contacts_life
from tests.enterprises.world import a_business_life, pages_of_business
from tests.groups.world import a_life, pages_of
from tests.imports.test_taking_in import DAMAGED, HEAD, check, file_of
from tests.insights.world import KS, draw_world
from tests.instruments.world import own_life, own_pages
from tests.kie.world import pages_of_kie
from tests.life.world import someone, told
from tests.outcomes.world import outcome_life, outcome_pages
from tests.partners.world import a_partnership_life, partner_pages
from tests.pathway.world import path_pages
from tests.psychosocial.world import assessed, assessment_pages, group_case_pages
from tests.services.world import a_directory, referral_pages, referred, service_pages
from tests.supervision.world import supervision_life, supervision_pages

MOST = 15
MOST_OF_A_FORM = 22  # a form gathers from eight rooms, whatever the number of members
MOST_OF_A_CASE_FILE = 70  # gathers all that eight rooms hold of one case, however much that is
ALLOWED = {
    "register_file": MOST_OF_A_FORM,
    "card_file": MOST_OF_A_FORM,
    "case_print_file": MOST_OF_A_CASE_FILE,
    "case_assessment": MOST + 1,  # also which instruments the office made
}
FAMILIES = 60  # more than a page of a list shows
AREA = "32.04.32.2998"


def addresses():
    """The names of all our pages, as the resolver knows them."""

    def names(resolver):
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                # of the API the OpenAPI document knows more: tests/api/test_queries.py
                yield from () if pattern.namespace == "api" else names(pattern)
            else:
                yield pattern.name

    return set(names(get_resolver()))


# they take a POST, or no account at all
NOT_LOOKED_AT = {
    "user_password",
    "role_end",
    "token_end",
    "result_correct",
    "line_remove",
    "goal_remove",
    "case_practice_undo",
    "alive",
    "ready",
    "set_language",
    "register_in_full",
    "card_in_full",
    "nik_check",
    "kk_check",
    "person_number",
    "family_number",
    "import_carry_out",
    "import_heads_decide",
    "import_stop",
    "import_forget",
    "import_decide",
    "import_go_on",
    "survey_discard",
    "cases_take_over",
    "result_choose",
    "result_drop",
    "group_result_drop",
    "kin_seed",
    "kin_off",
    "relation_off",
    "system_off",
    "double_apart",
    "merge_undo",
    "note_make",
    "standing_keep",
    "consent_tap",
    "material_end",
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reauthenticate",
    "user_invite_back",
    "user_second_factor",
    "invitation_withdraw",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}


def step_of_some(user):
    """A step that follows from some survey the user sees."""
    rows = Assessment.objects.visible_to(user).standing().exclude(outcomes__blocked_by="")
    found = rows.values_list("pk", "outcomes__blocked_by")[0]
    return (found[0], found[1].split(",")[0], 1)


@pytest.fixture
def world(cast):
    draw_world(cast, families=FAMILIES)
    family = Family.objects.visible_to(cast.tuti).filter(standings__isnull=False)[0]
    other = Family.objects.visible_to(cast.tuti).exclude(pk=family.pk)[0]
    draft = keep_draft(
        family=family,
        instrument=KS,
        answers={"ks01": 1},
        conducted_on=timezone.localdate(),
        by=cast.tuti,
    )
    member = family.roster()[0]
    standing = Assessment.objects.visible_to(cast.tuti).filter(family=family).standing()[0]
    invitation = invite(name="Bu Nur", kind=Kind.VOLUNTEER, area=cast.village, by=cast.admin)
    upload = check(cast, file_of(HEAD, DAMAGED))
    today = timezone.localdate()
    child = someone("Bayi", "child", birth_date=today)
    event = record_birth(family=family, child=child, told=told("birth", today), by=cast.sari)
    life = a_life(cast, [f"Ibu {letter}" for letter in "ABCDEFGHIJKLMNOPQRST"])
    partners = a_partnership_life(cast, life["group"])
    capital = capital_life(cast, life["group"])
    services = a_directory(cast)
    cases = casework_life(cast)
    ended = outcome_life(cast, cases["case"])
    return {
        "user_list": [()],
        "user_new": [()],
        "user_detail": [(cast.sari.pk,)],
        "own_account": [()],
        "token_list": [()],
        "token_new": [()],
        "mfa_index": [()],
        "mfa_activate_totp": [()],
        "invitation_new": [()],
        "invitation_detail": [(invitation.pk,)],
        "invitation_open": [(token_of(invitation),)],
        "hand_over": [(cast.sari.pk,)],
        "trace_list": [()],
        "law_list": [()],
        "law_detail": [("perban-bkkbn-17-2020",)],
        "double_list": [()],
        "double_pair": [(member.person_id, other.roster()[0].person_id)],
        "double_families": [(family.pk, other.pk)],
        "research": [()],
        "research_export": [(KS, 2026)],
        "look_list": [()],
        "access_table": [()],
        "account_change_password": [()],
        "area_search": [()],
        "neighbourhoods": [(AREA,)],
        "family_list": [()],
        "family_new": [()],
        "family_edit": [(family.pk,)],
        "member_new": [(family.pk,)],
        "person_edit": [(member.person_id,)],
        "membership_end": [(member.pk,)],
        "event_list": [(family.pk,)],
        "event_new": [(family.pk, kind) for kind in EVENT_FORMS],
        "event_take_back": [(event.pk,)],
        "roster_on": [(family.pk,)],
        "consent_list": [(family.pk,)],
        "consent_new": [(family.pk, "survey")],
        "consent_sheet": [(family.pk, "survey")],
        "family_record": [(family.pk,)],
        "survey_start": [(family.pk, KS)],
        "survey_start_person": [(member.person_id, "independence-traits")],
        "person_detail": [(member.person_id,)],
        "instrument_list": [()],
        "instrument_detail": [(KS,), ("independence-traits",)],
        "instrument_form": [(KS,)],
        "instrument_book": [(KS, "csv"), (KS, "md")],
        "instrument_xlsform": [(KS,)],
        "instrument_rescorings": [(KS,)],
        "survey_group": [(draft.pk, number) for number in (1, 2, 3, 4)],
        "survey_review": [(draft.pk,)],
        "result_detail": [(standing.pk,)],
        "result_sheet": [(standing.pk,)],
        "step_decide": [step_of_some(cast.tuti)],
        "follow_up_counts": [()],
        "note_list": [()],
        "note_talk": [(make_note(cast).pk,)],
        "own_notes": [()],
        "import_list": [()],
        "import_group_example": [()],
        "import_detail": [(upload.pk,)],
        "import_rejected": [(upload.pk,)],
        "import_doubts": [(upload.pk,)],
        "import_heads": [(upload.pk,)],
        "import_columns": [(upload.pk,)],
        "worker_page": [()],
        "home": [()],
        "search": [()],
        "family_detail": [(family.pk,)],
        "board": [()],
        "board_area": [(AREA,), (f"{AREA}.001",), ("32.04.32",)],
        "board_export": [(AREA, "csv"), (AREA, "xlsx")],
        "board_families": [(AREA,)],
        "opensid": [(AREA,)],
        "families_export": [(AREA, "csv")],
        "gallery": [()],
        "gallery_forms": [()],
        None: [],
        "group_objectives": [(life["group"].pk,)],
        "objective_board": [()],
        "objective_area": [(AREA,), ("32.04.32",), ("nasional",)],
        "objective_export": [(AREA, "csv"), (AREA, "xlsx")],
        **own_pages(own_life(cast)),
        **pages_of(life),
        **pages_of_kie(cast, life),
        **pages_of_business(
            a_business_life(cast, life["group"], life["members"]), life["group"]
        ),
        **partner_pages(partners, life["group"]),
        **capital_pages(capital, life["group"]),
        **service_pages(services),
        **referral_pages(referred(services["service"], family, by=cast.sari)),
        **case_pages(cases, life["group"]),
        **plan_pages(planned_life(cast, cases["case"])),
        **assessment_pages(cases | assessed(cast, cases["case"], by=cast.ani)),
        **contact_pages(contacts_life(cases["case"]), cases["case"]),
        **outcome_pages(outcome_life(cast, cases["case"])),
        **outcome_pages(ended),
        **path_pages(cases["case"], ended["ended_case"]),
        **file_pages(file_life(cases["case"], by=cast.ani), cases["case"]),
        **supervision_pages(supervision_life(cast, cases, asking=cast.ani)),
        # last, for colleagues are given the case that was drawn from those before
        **group_case_pages(
            a_case(
                cast,
                worker=cast.ani,
                supervisor=cases["case"].supervisor,
                subject=life["group"],
            ),
            by=cast.ani,
        ),
    }


ASKED = {
    "search": "?q=dewi",
    "area_search": "?q=baleendah",
    "family_list": "?q=i",
    "double_list": f"?wilayah={AREA}",
    "board_families": "?belum=1",
}


def questions_of(client, address):
    """How often a page asks the database, and what it answers."""
    connection.queries_log.clear()  # it holds nine thousand, of all pages together
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address)
        if page.status_code == 200:
            list(page)  # what is streamed is asked for only now
    # a savepoint is a transaction within the test's own, and no question
    return page.status_code, sum("SAVEPOINT" not in query["sql"] for query in asked)


def test_every_page_asks_fifteen_times_at_most_of_whoever_opens_it(client, cast, world):
    assert addresses() - NOT_LOOKED_AT <= world.keys(), "say here how the new page is reached"
    opened, over = set(), {}
    # outermost, for signing in takes longer than many a page
    hesti = User.objects.get(username="hesti")
    hesti.set_password("Kasus-rahasia-2026")  # for the page on which one changes it
    hesti.save(update_fields=["password"])
    offices = (cast.tuti, cast.dedi, cast.rahma, cast.admin, cast.nasional, cast.lestari)
    for user in (*offices, cast.ani, hesti):
        client.force_login(user)
        for name, all_args in world.items():
            most = ALLOWED.get(name, MOST)
            for args in all_args:
                address = reverse(name, args=args) + ASKED.get(name, "")
                status, questions = questions_of(client, address)
                if status in (200, 302):
                    opened.add(address)
                if status == 200 and questions > most:
                    over[f"{address} for {user}"] = questions

    every = [
        reverse(name, args=args) + ASKED.get(name, "")
        for name, all_args in world.items()
        for args in all_args
    ]
    assert not set(every) - opened
    assert over == {}
