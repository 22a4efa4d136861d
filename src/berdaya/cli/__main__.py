"""`python -m berdaya.cli`, which the server uses to start its worker."""

from berdaya.cli import main

main()
