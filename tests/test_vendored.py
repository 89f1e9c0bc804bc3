"""What others wrote and we ship is what it says it is."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "web" / "vendor"


def test_every_vendored_file_is_listed_with_its_hash() -> None:
    packages = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))
    listed = {name: digest for package in packages for name, digest in package["files"].items()}
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "vendor.json"
    }
    assert found == listed


def test_every_vendored_package_names_version_and_licence() -> None:
    for package in json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8")):
        assert package["version"]
        assert package["licence"]
        assert any(name.endswith("LICENSE") for name in package["files"])
