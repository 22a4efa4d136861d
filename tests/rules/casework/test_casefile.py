"""What a case file may hold, as data."""

from berdaya.rules.casework.casefile import CLIENT, FULL, MASKED, definition

KNOWN = definition()


def test_each_reason_names_versions_that_there_are():
    assert set(KNOWN.versions) == {FULL, CLIENT, MASKED}
    for reason in KNOWN.reasons.values():
        assert reason.versions
        assert set(reason.versions) <= set(KNOWN.versions)


def test_nobody_prints_names_for_teaching_or_research():
    for code in ("teaching", "research"):
        assert KNOWN.reasons[code].versions == (MASKED,)


def test_the_client_gets_nothing_that_others_said_and_no_thinking_aloud():
    barred = {it.code for it in KNOWN.parts_of(FULL)} - {
        it.code for it in KNOWN.parts_of(CLIENT)
    }

    assert barred == {"intake", "genogram", "ecomap", "notes"}


def test_everything_is_said_in_both_languages():
    for one in (*KNOWN.parts.values(), *KNOWN.versions.values(), *KNOWN.reasons.values()):
        assert one.words["id"]
        assert one.words["en"]
