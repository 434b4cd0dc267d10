"""Who meets whom, when, at which table. The packages above import these names from the front door of `matcher`."""
