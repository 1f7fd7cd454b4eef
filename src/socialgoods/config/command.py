"""`socialgoods <command>`: the Django command line under the project's name. What is missing is said in a sentence."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError, ProgrammingError

from socialgoods.places.county import BadCounty


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialgoods.config.settings")
    if sys.argv[1:2] == ["make_key"]:
        # The first key is made before production has any.
        os.environ["SOCIALGOODS_PRODUCTION"] = "0"
        os.environ.pop("SOCIALGOODS_CONTACT_KEYS", None)
    from django.conf import settings
    from django.core.management import execute_from_command_line

    try:
        settings.INSTALLED_APPS  # noqa: B018 — now, for Django would put it off and say it less well
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, BadCounty) as wrong:
        sys.exit(f"socialgoods: {wrong}")
    except (OperationalError, ProgrammingError) as wrong:
        if "--traceback" in sys.argv:
            raise
        first = str(wrong).splitlines()[0]
        sys.exit(
            f"socialgoods: the database cannot be used ({first}). "
            "Where it or the software is new, run: socialgoods migrate. DATABASE_URL says which one it is."
        )
