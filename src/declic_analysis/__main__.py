"""`python -m declic_analysis` is the `declic` command."""

from declic_analysis.cli import main

main(prog_name="declic")
