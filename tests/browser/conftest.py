"""Tests in a browser run where they are asked for (`make browser`): not every machine has a Chromium."""

import os

collect_ignore_glob = [] if os.environ.get("BROWSER_TESTS") else ["test_*.py"]
