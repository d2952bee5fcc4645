
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_one_account_per_email'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.EmailField(blank=True, help_text='Blank where nobody is to get it.', max_length=254, verbose_name='to')),
                ('subject', models.CharField(max_length=998, verbose_name='subject')),
                ('body', models.TextField(verbose_name='text')),
                ('written_at', models.DateTimeField(auto_now_add=True, verbose_name='written')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['id'],
            },
        ),
    ]
