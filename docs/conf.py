"""How the manual is built: `make docs`."""

import re
from pathlib import Path

changes = (Path(__file__).parents[1] / "CHANGELOG.md").read_text()
project = "Berdaya"
author = "Berdaya contributors"
copyright = "Berdaya contributors, AGPL-3.0-or-later"
release = re.search(r"## (\d+\.\d+\.\d+)", changes)[1]

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Berdaya"
html_copy_source = False
nitpicky = True
