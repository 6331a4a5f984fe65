"""Loaded before anything else (-p in pyproject.toml): Django reads its settings before the first conftest is."""

import os

os.environ["APP_ENV"] = "test"
