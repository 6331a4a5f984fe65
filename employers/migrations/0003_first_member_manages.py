from django.db import migrations
from django.db.models import Min


def appoint(apps, schema_editor):
    """A firm that was here before has somebody who may change it: the member who came first."""
    Member = apps.get_model("employers", "Member")
    first = Member.objects.values("employer").annotate(first=Min("pk")).values_list("first", flat=True)
    Member.objects.filter(pk__in=list(first)).update(may_manage=True)


class Migration(migrations.Migration):
    dependencies = [("employers", "0002_open_the_portal")]
    operations = [migrations.RunPython(appoint, migrations.RunPython.noop)]
