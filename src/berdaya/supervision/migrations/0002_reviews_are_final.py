"""What was drawn, given and written stays; nobody reviews the case they worked on."""

from django.db import migrations

from berdaya.locks import guard, lock


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial")]

    operations = [
        # not the sealed words: they are sealed anew under new keys, and altered by nobody without
        lock("supervision_sample", "seed, size, frame, by_id, drawn_at", "draw another"),
        lock("supervision_pick", "sample_id, number, case_id, worker_id", "draw another"),
        lock(
            "supervision_peerreview", "pick_id, reviewer_id, given_at, until, by_id", "end it"
        ),
        lock("supervision_finding", "review_id, version, answers, written_at", "it stays"),
        lock("supervision_reply", "finding_id, by_id, written_at", "it stays"),
        guard(
            "supervision_peerreview",
            "not_own",
            "EXISTS (SELECT 1 FROM supervision_pick p"
            " WHERE p.id = {row}.pick_id AND p.worker_id = {row}.reviewer_id)",
            "nobody reviews the case they worked on",
            columns="pick_id, reviewer_id",
        ),
        guard(
            "supervision_peerreview",
            "written_stays",
            "{row}.ended_at IS NOT NULL AND EXISTS"
            " (SELECT 1 FROM supervision_finding f WHERE f.review_id = {row}.id)",
            "a review that is written does not end",
            columns="ended_at",
        ),
        guard(
            "supervision_finding",
            "of_a_running_review",
            "EXISTS (SELECT 1 FROM supervision_peerreview r"
            " WHERE r.id = {row}.review_id AND r.ended_at IS NOT NULL)",
            "a review that has ended is not written",
            columns="review_id",
        ),
    ]
