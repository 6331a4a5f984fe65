"""Seals the names and telephones that were kept in clear, and lists the missing documents one by one."""

import re

from django.db import migrations

from accounts.encryption import seal

SEALED = ["given_name", "family_name", "given_name_ar", "family_name_ar", "phone", "birth_year"]
TABLE = "returnees_identity"


def seal_identities(apps, schema_editor):
    columns = ", ".join(SEALED)
    marks = ", ".join(f"{column} = %s" for column in SEALED)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"SELECT profile_id, {columns} FROM {TABLE}")
        for pk, *texts in cursor.fetchall():
            sealed = [
                seal(str(text), f"returnees.identity.{column}:{pk}") if text else ""
                for column, text in zip(SEALED, texts, strict=True)
            ]
            cursor.execute(f"UPDATE {TABLE} SET {marks} WHERE profile_id = %s", [*sealed, pk])


def list_documents(apps, schema_editor):
    RecognitionCase = apps.get_model("returnees", "RecognitionCase")
    for case in RecognitionCase.objects.exclude(missing=""):
        names = [name.strip() for name in re.split(r"[;\n]", case.missing) if name.strip()]
        case.documents = [{"name": name, "there": False} for name in names]
        case.save(update_fields=["documents"])


class Migration(migrations.Migration):
    dependencies = [("returnees", "0002_lay_the_rows_of_a_record")]
    operations = [
        migrations.RunPython(seal_identities, migrations.RunPython.noop),
        migrations.RunPython(list_documents, migrations.RunPython.noop),
    ]
