"""A wheel built from the tree works outside it: definitions, catalogues and blank workbooks are inside."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRIPT = """
import emenscr_xl, sys
from pathlib import Path
from emenscr_xl.form.load import templates
place = Path(sys.argv[1])
assert Path(emenscr_xl.__file__).is_relative_to(place), emenscr_xl.__file__
assert templates().is_relative_to(place), templates()
assert (templates() / "built" / "form-2570.xlsx").is_file()
made = emenscr_xl.new(Path("office"), 2570, "สพป.ตัวอย่าง", {"action_plan": [
    {"id": "2570-001", "name": "โครงการตัวอย่าง", "must_enter": "ต้องนำเข้า"}]})
issued = emenscr_xl.forms(Path("office")).issued
(checked,) = emenscr_xl.check([Path("office") / issued[0].file])
assert checked.project == "2570-001" and checked.status == "findings", checked
assert emenscr_xl.consolidate(Path("office")).workbook.is_file()
"""


def run(*words: object, cwd: Path, **environment: str) -> None:
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_wheel_installed_outside_the_tree_works(tmp_path: Path) -> None:
    run("-m", "pip", "wheel", "--no-deps", "--wheel-dir", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("emenscr_xl-*.whl")
    place, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    run("-m", "pip", "install", "--no-deps", "--target", place, wheel, cwd=tmp_path)
    run("-c", SCRIPT, place, cwd=elsewhere, PYTHONPATH=str(place))
