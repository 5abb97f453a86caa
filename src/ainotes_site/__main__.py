"""`python -m ainotes_site` is `ainotes`."""

import sys

from ainotes_site.cli import main

sys.exit(main())
