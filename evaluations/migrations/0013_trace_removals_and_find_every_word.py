"""Who was taken off a report leaves a trace, and every word of an answer is found."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import evaluations.models.sealing
import evaluations.models.searching
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# PostgreSQL refuses a vector of more than a megabyte. Only texts of ever new words make one, and of those the end is
# left out; an answer that cannot be indexed whole must not be one that cannot be saved.
MAKE_FUNCTION = """
    CREATE FUNCTION evaluations_search_vector(
        config text, titles text, texts text, plain_titles text, plain_texts text
    ) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE
        kept integer := char_length(texts);
        stemmed tsvector := '';
    BEGIN
        LOOP
            BEGIN
                IF config IS NOT NULL THEN
                    stemmed := setweight(to_tsvector(config::regconfig, titles), 'A')
                        || setweight(to_tsvector(config::regconfig, left(texts, kept)), 'B');
                END IF;
                RETURN stemmed
                    || setweight(to_tsvector('simple', plain_titles), 'A')
                    || setweight(to_tsvector('simple', left(plain_texts, kept)), 'B');
            EXCEPTION WHEN program_limit_exceeded THEN
                kept := kept * 3 / 4;
            END;
        END LOOP;
    END;
    $$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0012_evidence_keeps_the_type'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name='edition', name='edition_search'),
        migrations.RemoveField(model_name='edition', name='search'),
        migrations.RunSQL(MAKE_FUNCTION, 'DROP FUNCTION evaluations_search_vector'),
        migrations.AddField(
            model_name='edition',
            name='search',
            field=models.GeneratedField(db_persist=True, expression=evaluations.models.searching._Vector(models.Case(models.When(language='ar', then=models.Value('arabic')), models.When(language='de', then=models.Value('german')), models.When(language='el', then=models.Value('greek')), models.When(language='en', then=models.Value('english')), models.When(language='es', then=models.Value('spanish')), models.When(language='fr', then=models.Value('french')), models.When(language='hy', then=models.Value('armenian')), models.When(language='id', then=models.Value('indonesian')), models.When(language='it', then=models.Value('italian')), models.When(language='pt', then=models.Value('portuguese')), models.When(language='ro', then=models.Value('romanian')), models.When(language='ru', then=models.Value('russian')), models.When(language='sr', then=models.Value('serbian')), default=models.Value(None), output_field=models.TextField()), evaluations.models.searching._Joined('title', 'commitment_title', 'action_plan_title', 'member_title'), evaluations.models.searching._Joined('action', 'problem', 'progress_explanation', 'factors', 'as_planned_explanation', 'access_explanation', 'participation_explanation', 'accountability_explanation', 'problem_addressed_explanation', 'lessons', 'results_summary', 'results_early', 'results_completion', 'results_participation', 'results_context'), evaluations.models.searching._Translate(django.db.models.functions.text.Lower(evaluations.models.searching._Joined('title', 'commitment_title', 'action_plan_title', 'member_title')), models.Value('áàâäãåāăąćčçďđéèêëēęěğíìîïīįıłñńňóòôöõøōőřśšşșťţțúùûüūůűýÿžźż'), models.Value('aaaaaaaaacccddeeeeeeegiiiiiiilnnnoooooooorsssstttuuuuuuuyyzzz')), evaluations.models.searching._Translate(django.db.models.functions.text.Lower(evaluations.models.searching._Joined('action', 'problem', 'progress_explanation', 'factors', 'as_planned_explanation', 'access_explanation', 'participation_explanation', 'accountability_explanation', 'problem_addressed_explanation', 'lessons', 'results_summary', 'results_early', 'results_completion', 'results_participation', 'results_context')), models.Value('áàâäãåāăąćčçďđéèêëēęěğíìîïīįıłñńňóòôöõøōőřśšşșťţțúùûüūůűýÿžźż'), models.Value('aaaaaaaaacccddeeeeeeegiiiiiiilnnnoooooooorsssstttuuuuuuuyyzzz'))), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='edition_search'),
        ),
        migrations.CreateModel(
            name='RemovedByline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='removed_bylines', to='evaluations.edition', verbose_name='edition')),
                ('evaluator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='removed_bylines', to='evaluations.evaluator', verbose_name='evaluator')),
            ],
            options={
                'verbose_name': 'removed byline',
                'verbose_name_plural': 'removed bylines',
                'ordering': ['edition', 'id'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='removedbyline',
            trigger=pgtrigger.compiler.Trigger(name='removed_byline_is_only_appended', sql=evaluations.models.sealing.SealSql(func="RAISE EXCEPTION '% of a record that only grows', TG_OP USING ERRCODE = 'check_violation';", hash='18cf8adcc720c5ca7d38d401a47cf8f9900c1e1a', operation='UPDATE OR DELETE', pgid='pgtrigger_removed_byline_is_only_appended_cfb60', table='evaluations_removedbyline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='removedbyline',
            trigger=pgtrigger.compiler.Trigger(name='removed_bylines_are_not_truncated', sql=evaluations.models.sealing.SealSql(func="\n            RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME\n                USING ERRCODE = 'check_violation';\n        ", hash='f891f58f5767c5fe7a463adb159f4365e7c1ce4b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_removed_bylines_are_not_truncated_2c996', table='evaluations_removedbyline', when='BEFORE')),
        ),
    ]
