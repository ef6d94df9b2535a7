"""Installs the chaos operators as an extension of the product is installed: a package with an
entry point in the group `weft.operators`, in a folder on the path of every process.
"""

from __future__ import annotations

import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGE = "weft_chaos"
METADATA = "Metadata-Version: 2.1\nName: weft-chaos\nVersion: 1.0\n"


def install(folder: Path, *, sabotaged: bool = False) -> Path:
    """Write the extension into `folder`, with the saboteur if wanted; answers the folder."""
    package = folder / PACKAGE
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('"""Operators for chaos tests."""\n')
    points = ["[weft.operators]"]
    for source in sorted((HERE / "operators").glob("*.py")):
        shutil.copy(source, package / source.name)
        points.append(f"chaos-{source.stem} = {PACKAGE}.{source.stem}")
    information = folder / "weft_chaos-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(METADATA)
    (information / "entry_points.txt").write_text("\n".join(points) + "\n")
    if sabotaged:
        shutil.copy(HERE / "saboteur.py", folder / "sitecustomize.py")
    return folder
