"""What was written of a contact, in a note or looking back stays as it is; steps are settled once."""

from django.db import migrations

from berdaya.locks import guard, lock

# not the sealed words: they are sealed anew under new keys, and nobody alters them without one
OF_VERSION = "case_id, origin_id, corrects_id, by_id, recorded_at"
OF_CONTACT = '"on", kind, others, roles, techniques, participation, in_crisis, entry_id'


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]

    operations = [
        lock("contacts_contact", f"{OF_VERSION}, {OF_CONTACT}"),
        lock("contacts_note", f"{OF_VERSION}, is_private", "write it anew"),
        lock("contacts_review", "contact_id, version, answers, by_id", "it stays as it is"),
        # a step is never deleted; settled ones keep how and when
        lock("contacts_step", "case_id, contact_id, due_on, by_id", "settle it"),
        guard(
            "contacts_contact",
            "of_case",
            "NOT EXISTS (SELECT 1 FROM casework_stageentry e"
            " WHERE e.id = {row}.entry_id AND e.case_id = {row}.case_id)",
            "a contact stands in a stage of its own case",
        ),
    ]
