"""The database itself refuses to change or delete a line of the audit log, on SQLite and on PostgreSQL."""

from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER accounts_event_no_update BEFORE UPDATE ON accounts_event
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    """
    CREATE TRIGGER accounts_event_no_delete BEFORE DELETE ON accounts_event
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
]
POSTGRESQL = [
    """
    CREATE FUNCTION accounts_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    """
    CREATE TRIGGER accounts_event_no_change BEFORE UPDATE OR DELETE ON accounts_event
    FOR EACH ROW EXECUTE FUNCTION accounts_event_refuse()
    """,
    """
    CREATE TRIGGER accounts_event_no_truncate BEFORE TRUNCATE ON accounts_event
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_event_refuse()
    """,
]


def refuse_changes(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER accounts_event_no_change ON accounts_event")
        schema_editor.execute("DROP TRIGGER accounts_event_no_truncate ON accounts_event")
        schema_editor.execute("DROP FUNCTION accounts_event_refuse")
    else:
        schema_editor.execute("DROP TRIGGER accounts_event_no_update")
        schema_editor.execute("DROP TRIGGER accounts_event_no_delete")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
