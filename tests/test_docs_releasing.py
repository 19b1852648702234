"""What docs/releasing.md promises: one version everywhere, tools by hash, a workflow that runs the script and nothing more."""

from __future__ import annotations

import re

from reader import __version__
from tests.editions import ROOT

TOOLS = ROOT / ".ci" / "release-tools.txt"
WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"


def test_the_first_heading_of_the_changelog_is_the_version() -> None:
    assert re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)[0] == __version__


def test_every_tool_is_named_with_version_and_hash() -> None:
    lines = [line for line in TOOLS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert {"build", "hatchling"} <= {line.partition("==")[0] for line in lines}
    for line in lines:
        assert re.fullmatch(r"[\w-]+==[\w.]+ --hash=sha256:[0-9a-f]{64}", line), line


def test_the_workflow_runs_the_script_with_no_secret_and_uploads_nothing() -> None:
    text = WORKFLOW.read_text(encoding="utf-8")
    assert "- run: .ci/release\n" in text
    assert "permissions:\n  contents: read\n" in text
    assert re.search(r"secrets\.|twine|upload-|id-token|write", re.sub(r"#.*", "", text)) is None
    for used in re.findall(r"uses: (\S+)", text):
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", used), used
