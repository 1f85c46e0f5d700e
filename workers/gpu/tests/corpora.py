"""Corpora for tests, as the studio lays them out, and runs that refer to their tokens."""

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tokenizers import Tokenizer

from meta_rater_gpu.manifest import MANIFEST
from tests.bundles import Document, small_tokenizer, write_bundle, write_documents, write_manifest

FINGERPRINT = "c" * 64
BOS, EOS = 1, 2


def write_corpus(home: Path, documents: Sequence[Document], validation: Sequence[Document], parts: int) -> Path:
    """Ordinal i lies in part i · 7 mod `parts`; a part holds its texts by ordinal. Returns its folder."""
    folder = home / "corpora" / FINGERPRINT
    (folder / "text").mkdir(parents=True)
    numbers = [index * 7 % parts for index in range(len(documents))]
    for part in range(parts):
        own = [document for document, number in zip(documents, numbers, strict=True) if number == part]
        table = pa.table({"doc_id": [d.id for d in own], "text": pa.array([d.text for d in own], pa.string())})
        pq.write_table(table, folder / "text" / f"part-{part:05d}.parquet")
    scores = {
        "ordinal": pa.array(range(len(documents)), pa.uint32()),
        "doc_id": [document.id for document in documents],
        "part": pa.array(numbers, pa.uint16()),
    }
    pq.write_table(pa.table(scores), folder / "scores.parquet")
    write_documents(folder / "validation.parquet", validation)
    tokenizer = small_tokenizer(d.text for d in documents)
    tokenizer.save(str(home / "tokenizer.json"))
    return folder


def tokens_command(home: Path) -> list[str]:
    """The program that makes the cache `key` of the corpus."""
    corpus = home / "corpora" / FINGERPRINT
    borders = ["--bos", str(BOS), "--eos", str(EOS)]
    program = ["-m", "meta_rater_gpu.tokens", str(corpus), str(corpus / "tokens" / "key")]
    return [sys.executable, *program, "--tokenizer", str(home / "tokenizer.json"), *borders]


def in_part_order(documents: Sequence[Document], chosen: Sequence[int], parts: int) -> list[Document]:
    """Documents of those ordinals as an inline bundle has them: by part, then by ordinal."""
    return [documents[index] for index in sorted(chosen, key=lambda index: (index * 7 % parts, index))]


def write_referring_run(home: Path, name: str, chosen: Sequence[int], inline: Path) -> Path:
    """A run that differs from an inline one in nothing but that it refers to its documents; returns its folder."""
    run = home / "runs" / name
    bundle = run / "bundle"
    (bundle / "data").mkdir(parents=True)
    shutil.copytree(inline / "bundle" / "tokenizer", bundle / "tokenizer")
    ordinals = pa.table({"ordinal": pa.array(sorted(chosen), pa.uint32())})
    pq.write_table(ordinals, bundle / "data" / "ordinals.parquet")
    tokens = f"../../corpora/{FINGERPRINT}/tokens/key"
    manifest = json.loads((run / tokens / MANIFEST).read_bytes())
    reference = {
        "fingerprint": FINGERPRINT,
        "ordinals": "data/ordinals.parquet",
        "tokens": tokens,
        "sha256": manifest["bundle_sha256"],
    }
    config = json.loads((inline / "bundle" / "run.json").read_bytes())
    (bundle / "run.json").write_text(json.dumps(config | {"run": name, "data": {"reference": reference}}))
    write_manifest(bundle)
    return run


def write_inline_run(
    home: Path, name: str, documents: Sequence[Document], validation: Sequence[Document], tokenizer: Path
) -> Path:
    """A run that holds its documents; returns its folder."""
    return write_bundle(home / "runs" / name, list(documents), list(validation), Tokenizer.from_file(str(tokenizer)))
