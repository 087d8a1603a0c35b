"""The guide for authors of plugins, followed to the letter in an environment of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Block, blocks
from tools.downstream import without_network

GUIDE = ROOT / "docs" / "how-to" / "write-a-plugin.md"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The variables of a virtual environment that also sees what is installed in ours."""
    place = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    (site,) = place.glob("lib/python*/site-packages")
    ours = sysconfig.get_path("purelib")
    (site / "ours.pth").write_text(f"import site; site.addsitedir({ours!r})\n", encoding="utf-8")
    program = place / "bin" / "gov-comms"
    program.write_text(f"#!{place}/bin/python\nfrom gov_comms.cli import main\nmain()\n")
    program.chmod(0o755)
    unmeasured = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    return {
        **unmeasured,
        "PATH": f"{place / 'bin'}:{os.environ['PATH']}",
        "GOV_COMMS_LANG": "en",
        # The build backend is there already, so nothing is fetched; pip reads 0 as "no isolation".
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def printed(call: Block, folder: Path, environment: dict[str, str]) -> str:
    """What the commands of a block print."""
    run = subprocess.run(
        [*without_network(), "bash", "-e", "-c", call.text],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    return run.stdout + run.stderr


def timeless(text: str) -> str:
    """A text without how long something took."""
    return re.sub(r" in [0-9.]+s", "", text)


@pytest.mark.slow
def test_guide_leads_from_an_empty_folder_to_an_enabled_plugin(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    folder = tmp_path / "toll"
    folder.mkdir()
    last = ""
    played = []
    for block in blocks(GUIDE):
        if block.role.startswith("file="):
            place = folder / block.role.removeprefix("file=")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(block.text, encoding="utf-8")
        elif block.language == "sh":
            assert last == "", f"{block.name}: what the command before prints is not told"
            last = printed(block, folder, environment)
            played.append(block)
        elif block.role == "prints":
            assert timeless(last) == timeless(block.text), block.name
            last = ""
    assert last == ""
    assert len(played) == 8
