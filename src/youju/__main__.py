"""``python -m youju``."""

from youju.cli import main

main()
