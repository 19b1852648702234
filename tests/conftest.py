"""How long the laws are tried: `READER_HYPOTHESIS=nightly` (`make nightly`) takes thousands of examples for each, the usual run a hundred.

What takes long on a busy machine is no failure: there is no deadline.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("usual", deadline=None)
settings.register_profile("nightly", deadline=None, max_examples=3000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("READER_HYPOTHESIS", "usual"))
