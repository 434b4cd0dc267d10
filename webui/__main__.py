"""`python -m webui` is what ./run calls."""

from webui.commands import main

main()
