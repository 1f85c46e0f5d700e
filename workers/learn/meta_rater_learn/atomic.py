"""Files that are either wholly there or not at all."""

import json
import os
from pathlib import Path


def write_json(target: Path, value: object) -> None:
    """Strict JSON, written beside the target, then renamed; NaN and infinity raise ValueError."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with draft.open("w", encoding="utf-8") as file:
            json.dump(value, file, allow_nan=False, ensure_ascii=False)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
