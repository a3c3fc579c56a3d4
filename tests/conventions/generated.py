"""Writes again the files that are generated from the code: `make fix`. Tests hold them to it."""

from __future__ import annotations

import json
from pathlib import Path

from declic_analysis.schemas.dictionary import render
from declic_analysis.study import json_schema
from declic_analysis.study.register_guide import render as register_guide

ROOT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    (ROOT / "docs" / "data-dictionary.md").write_text(render(), encoding="utf-8")
    (ROOT / "docs" / "registres.md").write_text(register_guide(), encoding="utf-8")
    schema = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    (ROOT / "src" / "declic_analysis" / "study" / "study.schema.json").write_text(schema, encoding="utf-8")
