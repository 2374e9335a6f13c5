"""What one process writes after another has opened and closed the journal is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from draftrace.room.acts import setup
from draftrace.workspace import Workspace

_LOOK = """
import sys
from pathlib import Path
from draftrace.workspace import Workspace
print(Workspace(Path(sys.argv[1])).state().now.position)
"""


def _others_see(root: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, str(root)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return int(done.stdout)


def test_opening_the_journal_again_loses_no_lock_on_it(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    ours = Workspace.found(root, "Test")
    assert Workspace(root).state().now.position == 1, "opened once more in the same process"
    assert _others_see(root) == 1
    talks = ours.negotiation
    talks.perform(lambda s, f: setup.add_party(s, f, "EU", "EU", "delegation"), talks.floor("SEC"))
    assert _others_see(root) == 2
    assert Workspace(root).state().now.position == 2
