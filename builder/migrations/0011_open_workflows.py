"""Who else may find workflows, cards, operator models, hidden versions, scopes of tokens.

On SQLite a new column with a default makes the table anew, without its triggers: those that keep
versions as they are go before and come back after, in the same transaction.
"""

from importlib import import_module

from django.db import migrations, models


immutable = import_module('builder.migrations.0002_immutable')


class Migration(migrations.Migration):

    dependencies = [
        ('builder', '0010_template_samples'),
    ]

    operations = [
        migrations.RunPython(immutable.drop_triggers, immutable.add_triggers),
        migrations.AddField(
            model_name='app',
            name='card',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='app',
            name='visibility',
            field=models.CharField(default='private', max_length=8),
        ),
        migrations.AddField(
            model_name='model',
            name='operator',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='model',
            name='visibility',
            field=models.CharField(default='private', max_length=8),
        ),
        migrations.AddField(
            model_name='token',
            name='scopes',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='version',
            name='card',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='version',
            name='deleted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='workflow',
            name='card',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='workflow',
            name='visibility',
            field=models.CharField(default='private', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='app',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ('private', 'public'))), name='app_visibility'),
        ),
        migrations.AddConstraint(
            model_name='model',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ('private', 'public'))), name='model_visibility'),
        ),
        migrations.AddConstraint(
            model_name='workflow',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ('private', 'public'))), name='workflow_visibility'),
        ),
        migrations.RunPython(immutable.add_triggers, immutable.drop_triggers),
    ]
