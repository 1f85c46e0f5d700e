"""A bundle is read only if it is, byte for byte, the one that was confirmed."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from meta_rater_gpu.bundle import open_bundle
from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.manifest import canonical_json
from tests.bundles import real_documents, small_tokenizer, write_bundle


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    documents = real_documents(6, 300)
    write_bundle(tmp_path / "run", documents[:4], documents[4:], small_tokenizer(d.text for d in documents))
    return tmp_path / "run" / "bundle"


def reason(bundle: Path) -> str:
    with pytest.raises(TrainerError) as raised:
        open_bundle(bundle)
    assert raised.value.code is Exit.BAD_DATA
    return str(raised.value)


def change_manifest(bundle: Path, **changes: Any) -> None:
    path = bundle / "MANIFEST.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_whole_bundle_opens_and_knows_its_files(bundle: Path) -> None:
    opened = open_bundle(bundle)
    assert sorted(opened.files) == [
        "data/part-00000.parquet",
        "data/validation.parquet",
        "run.json",
        "tokenizer/tokenizer.json",
    ]
    with pytest.raises(TrainerError, match=r"no file data/other\.parquet"):
        opened.path("data/other.parquet")


def test_one_flipped_bit_of_the_same_size_is_found(bundle: Path) -> None:
    data = bytearray((bundle / "data" / "part-00000.parquet").read_bytes())
    data[len(data) // 2] ^= 1
    (bundle / "data" / "part-00000.parquet").write_bytes(data)
    assert "data/part-00000.parquet is not the one that was confirmed" in reason(bundle)


def test_a_missing_file_is_named(bundle: Path) -> None:
    (bundle / "run.json").unlink()
    assert "run.json is missing" in reason(bundle)


def test_a_list_that_was_changed_does_not_match_its_own_hash(bundle: Path) -> None:
    change_manifest(bundle, files=json.loads((bundle / "MANIFEST.json").read_text())["files"][1:])
    assert "bundle_sha256" in reason(bundle)


def test_a_manifest_that_is_missing_or_no_json_is_bad_data(bundle: Path) -> None:
    (bundle / "MANIFEST.json").write_text("{")
    assert "is not JSON" in reason(bundle)
    (bundle / "MANIFEST.json").unlink()
    assert "has no MANIFEST.json" in reason(bundle)


def test_a_path_cannot_leave_the_bundle(bundle: Path) -> None:
    files = [{"path": "../secret", "bytes": 1, "sha256": "0" * 64}]
    change_manifest(bundle, files=files, bundle_sha256=hashlib.sha256(canonical_json(files)).hexdigest())
    assert "outside the bundle" in reason(bundle)


def test_canonical_json_is_that_of_rfc_8785() -> None:
    files = [{"sha256": "ab", "path": "data/ü.parquet", "bytes": 12}]
    assert canonical_json(files) == '[{"bytes":12,"path":"data/ü.parquet","sha256":"ab"}]'.encode()
