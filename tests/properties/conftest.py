"""Lets the property tests import the layouts of the survey tools."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
