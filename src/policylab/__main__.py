"""`python -m policylab` is the command `policylab`."""

import sys

from policylab.cli import main

if __name__ == "__main__":
    sys.exit(main())
