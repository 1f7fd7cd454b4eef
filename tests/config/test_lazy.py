"""No web worker and no help text loads what only the analysis needs."""

import subprocess
import sys

HEAVY = ("numpy", "scipy", "pandas", "pyarrow", "duckdb", "ibis", "highspy", "rich")
LOADED = f"print(','.join(name for name in {HEAVY!r} if name in sys.modules))"


def loaded_by(code):
    said = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\n{LOADED}"], capture_output=True, text=True, check=True
    )
    return said.stdout.split("\n")[-2]


def test_the_site_and_its_addresses_load_no_analysis_library():
    code = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'socialgoods.config.settings'\n"
        "import socialgoods.config.wsgi\nfrom django.urls import get_resolver\nget_resolver().url_patterns\n"
        "import socialgoods.exchange.folder, socialgoods.portal.management.commands.prescribe"
    )

    assert loaded_by(code) == ""


def test_the_analysis_room_loads_nothing_before_something_is_computed():
    assert loaded_by("import socialgoods.analysis") == ""


def test_a_name_that_the_analysis_room_does_not_have_is_refused():
    assert (
        "AttributeError"
        in subprocess.run(
            [sys.executable, "-c", "import socialgoods.analysis as a; a.nothing"],
            capture_output=True,
            text=True,
            check=False,
        ).stderr
    )
