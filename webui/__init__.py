"""HTTP in, HTTP out. This front door names what the commands and the tests may use."""

from webui.app import create_app

__all__ = ["create_app"]
