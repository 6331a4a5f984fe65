from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("returnees", "0003_seal_identities")]
    operations = [migrations.RemoveField(model_name="recognitioncase", name="missing")]
