"""The cast and the house rules of the suite."""

import os

os.environ["APP_ENV"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
