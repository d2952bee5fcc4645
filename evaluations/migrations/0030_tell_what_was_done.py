"""Write into the audit trail what the rows that there are tell of the past, each act with its own time, in their order.

By one statement, in the words of this moment. What left no row is not made up: when an evaluator was named, a piece of
evidence taken off, or a wording accepted; the reply that declined one is told as a reply. Who revoked an invitation
nobody has kept: that it was revoked is told.

Nothing is taken out on the way back, for the trail only grows; on the way forward what stands there already is left.
"""

from django.db import migrations

BY_REVIEWERS = "('return', 'approve', 'schedule', 'unschedule', 'publish', 'grant-unlocking', 'decline-unlocking',"
BY_REVIEWERS += " 'remark', 'resolve', 'accept-justification', 'refuse-justification', 'declare', 'exempt', 'withdraw',"
BY_REVIEWERS += " 'reinstate', 'open-comments')"

# Of a moment in the life of a report: the edition that was being made, and the one that was public.
MADE = """(SELECT e.id FROM evaluations_edition e WHERE e.report_id = {report} AND e.started_at <= {at}
    ORDER BY e.started_at DESC, e.id DESC LIMIT 1)"""
PUBLIC = """(SELECT e.id FROM evaluations_edition e WHERE e.report_id = {report} AND e.published_at <= {at}
    ORDER BY e.number DESC LIMIT 1)"""

# kind, edition, report, by, at, answer_key, row, words; by may be null where `role` says why, else it is found below.
SOURCES = [
    # Every row of something that was done with an edition; its report is found by that.
    "SELECT name, edition_id, NULL::bigint, by_id, at, '', id, '', NULL FROM evaluations_move",
    "SELECT 'remove-evaluator', edition_id, NULL, by_id, at, '', evaluator_id, '', NULL FROM evaluations_removedbyline",
    "SELECT 'sign', edition_id, NULL, by_id, at, '', id, '', NULL FROM evaluations_signature",
    "SELECT 'declare', edition_id, NULL, by_id, at, '', id, '', NULL FROM evaluations_declaration",
    "SELECT 'exempt', edition_id, NULL, by_id, at, '', id, '', NULL FROM evaluations_exemption",
    "SELECT 'remark', edition_id, NULL, by_id, at, answer_key, id, '', NULL FROM evaluations_remark",
    """SELECT 'resolve', edition_id, NULL, resolved_by_id, resolved_at, answer_key, id, '', NULL
        FROM evaluations_remark WHERE resolved_at IS NOT NULL""",
    """SELECT 'reply', r.edition_id, NULL, p.by_id, p.at, r.answer_key, p.id, '', NULL
        FROM evaluations_remarkreply p JOIN evaluations_remark r ON r.id = p.remark_id""",
    """SELECT CASE WHEN accepts THEN 'accept-justification' ELSE 'refuse-justification' END,
        edition_id, NULL, by_id, at, answer_key, id, '', NULL FROM evaluations_ruling""",
    "SELECT 'ask-to-unlock', edition_id, NULL, by_id, at, '', id, '', NULL FROM evaluations_unlockrequest",
    """SELECT CASE outcome WHEN 'granted' THEN 'grant-unlocking' ELSE 'decline-unlocking' END,
        edition_id, NULL, decided_by_id, decided_at, '', id, '', NULL
        FROM evaluations_unlockrequest WHERE decided_at IS NOT NULL""",
    # What a correction copied was done with the edition before it.
    """SELECT CASE v.kind WHEN 'none' THEN 'say-no-evidence' ELSE 'add-evidence' END,
        v.edition_id, NULL, v.added_by_id, v.added_at, v.answer_key, v.id, '', NULL
        FROM evaluations_evidence v JOIN evaluations_edition e ON e.id = v.edition_id
        WHERE v.added_by_id IS NOT NULL AND v.added_at >= e.started_at""",
    """SELECT 'justify', j.edition_id, NULL, j.by_id, j.at, j.answer_key, j.id, '', NULL
        FROM evaluations_justification j JOIN evaluations_edition e ON e.id = j.edition_id
        WHERE j.by_id IS NOT NULL AND j.at >= e.started_at""",
    # And of what was done with a report.
    f"""SELECT CASE standing WHEN 'withdrawn' THEN 'withdraw' ELSE 'reinstate' END,
        {PUBLIC.format(report="s.report_id", at="s.at")}, report_id, by_id, at, '', id, '', NULL
        FROM evaluations_standingchange s""",
    f"""SELECT 'open-comments', {PUBLIC.format(report="r.id", at="r.comments_opened_at")}, id, comments_opened_by_id,
        comments_opened_at, '', NULL, '', NULL FROM evaluations_report r WHERE comments_opened_at IS NOT NULL""",
    """SELECT CASE status WHEN 'approved' THEN 'approve-comment' WHEN 'rejected' THEN 'reject-comment' ELSE 'mark-spam' END,
        edition_id, report_id, decided_by_id, decided_at, answer_key, id, decision_reason, NULL
        FROM evaluations_comment WHERE decided_by_id IS NOT NULL AND decided_at IS NOT NULL AND status <> 'held'""",
    f"""SELECT 'invite', {MADE.format(report="i.report_id", at="i.invited_at")}, report_id, invited_by_id, invited_at,
        '', id, '', NULL FROM evaluations_invitation i""",
    f"""SELECT CASE outcome WHEN 'accepted' THEN 'accept-invitation' WHEN 'declined' THEN 'decline-invitation'
            ELSE 'revoke-invitation' END,
        {MADE.format(report="i.report_id", at="i.ended_at")}, report_id,
        CASE WHEN outcome = 'revoked' THEN NULL ELSE v.user_id END, ended_at, '', i.id, '',
        CASE WHEN outcome = 'revoked' THEN 'not-recorded' ELSE 'invited' END
        FROM evaluations_invitation i LEFT JOIN evaluations_evaluator v ON v.id = i.evaluator_id
        WHERE ended_at IS NOT NULL""",
]

TELL = f"""
    INSERT INTO evaluations_act (kind, edition_id, report_id, by_id, at, answer_key, row, words, role)
    SELECT done.kind, done.edition_id, COALESCE(done.report_id, e.report_id), done.by_id, done.at, done.answer_key,
        done.row, done.words,
        CASE
            WHEN done.role IS NOT NULL THEN done.role
            WHEN done.by_id IS NULL THEN 'site'
            WHEN done.kind IN ('approve-comment', 'reject-comment', 'mark-spam') THEN
                CASE WHEN u.is_superuser AND NOT m.belongs THEN 'administrator' ELSE 'moderator' END
            WHEN done.kind NOT IN {BY_REVIEWERS} AND (
                EXISTS (SELECT FROM evaluations_byline b JOIN evaluations_evaluator v ON v.id = b.evaluator_id
                    WHERE b.edition_id = done.edition_id AND v.user_id = done.by_id)
                OR EXISTS (SELECT FROM evaluations_removedbyline b JOIN evaluations_evaluator v ON v.id = b.evaluator_id
                    WHERE b.edition_id = done.edition_id AND v.user_id = done.by_id)
            ) THEN 'evaluator'
            WHEN u.is_superuser AND NOT g.belongs THEN 'administrator'
            WHEN done.kind IN {BY_REVIEWERS} OR g.belongs THEN 'reviewer'
            ELSE 'evaluator'
        END
    FROM ({" UNION ALL ".join(f"({source})" for source in SOURCES)})
        AS done (kind, edition_id, report_id, by_id, at, answer_key, row, words, role)
    LEFT JOIN evaluations_edition e ON e.id = done.edition_id
    LEFT JOIN auth_user u ON u.id = done.by_id
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM auth_user_groups ug JOIN auth_group ag ON ag.id = ug.group_id
        WHERE ug.user_id = done.by_id AND ag.name = 'reviewers') AS belongs) AS g
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM auth_user_groups ug JOIN auth_group ag ON ag.id = ug.group_id
        WHERE ug.user_id = done.by_id AND ag.name = 'moderators') AS belongs) AS m
    WHERE NOT EXISTS (
        SELECT FROM evaluations_act a
        WHERE (a.kind = done.kind OR (a.kind, done.kind) IN (
                ('decline-suggestion', 'reply'), ('take-back-invitation', 'revoke-invitation')
            )) AND a.report_id = COALESCE(done.report_id, e.report_id)
            AND a.edition_id IS NOT DISTINCT FROM done.edition_id AND a.row IS NOT DISTINCT FROM done.row
    )
    ORDER BY done.at, done.row
"""


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0029_acts'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.RunSQL(TELL, migrations.RunSQL.noop),
    ]
