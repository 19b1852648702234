"""Run by `calibre-debug`: calibre's settings those of somebody who has used it before, with the plugin's button in the toolbar."""

import sys

from calibre.gui2 import config, dynamic, gprefs
from calibre.utils.config import JSONConfig, prefs

library, program, terms, language = sys.argv[-4:]
prefs["library_path"], prefs["language"] = library, language
dynamic["welcome_wizard_was_run"] = True
config["new_version_notification"] = False
gprefs["action-layout-toolbar"] = ("Add Books", "Convert Books", None, "Annotated Reader", None, "Preferences")
gprefs["quick_start_guide_added"] = True
own = JSONConfig("plugins/annotated_reader")
own["program"], own["lists"] = program, [terms]
