"""Bundles of runs for tests, as the studio writes them."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from meta_rater_gpu.manifest import canonical_json, sha256_of

VOCABULARY = 512
CONTEXT = 32
SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "documents.jsonl.gz"


@dataclass(frozen=True)
class Document:
    id: str
    domain: str
    text: str


def real_documents(count: int, most_characters: int = 1500) -> list[Document]:
    """Real text: the shared documents where they are, else the sources of installed Python packages by package."""
    found = _shared(count) if SHARED.exists() else _sources(count)
    return [Document(d.id, d.domain, d.text[:most_characters]) for d in found]


def _shared(count: int) -> list[Document]:
    with gzip.open(SHARED, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows.sort(key=lambda row: hashlib.sha256(row["id"].encode()).digest())
    return [Document(row["id"], row["domain"], row["text"]) for row in rows[:count]]


def _sources(count: int) -> list[Document]:
    out: list[Document] = []
    for name in ("numpy", "pyarrow", "tokenizers", "packaging", "transformers"):
        root = Path(str(__import__(name).__file__)).parent
        for path in sorted(root.glob("*.py"))[: count // 3 + 1]:
            text = path.read_text(encoding="utf-8")
            if len(text) > 200:
                out.append(Document(f"{name}/{path.name}", name, text))
    return out[:count]


def small_tokenizer(texts: Iterable[str]) -> Tokenizer:
    """A byte-level BPE of 512 tokens with LLaMA's special tokens: <unk> 0, <s> 1, </s> 2."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=["<unk>", "<s>", "</s>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


LLAMA: dict[str, Any] = {
    "model_type": "llama",
    "vocab_size": VOCABULARY,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "intermediate_size": 64,
    "max_position_embeddings": CONTEXT,
    "rope_theta": 10000.0,
    "tie_word_embeddings": True,
    "bos_token_id": 1,
    "eos_token_id": 2,
}

TRAIN: dict[str, Any] = {
    "tokenBudget": 24 * 256 + 100,
    "batchTokens": 256,
    "context": CONTEXT,
    "learningRate": 1e-2,
    "weightDecay": 0.1,
    "warmupSteps": 4,
    "schedule": "cosine",
    "seed": 7,
    "checkpointEverySteps": 5,
    "validateEverySteps": 8,
    "precision": "auto",
    "processes": 1,
}


def write_documents(path: Path, documents: Iterable[Document]) -> None:
    rows = list(documents)
    table = pa.table(
        {
            "doc_id": pa.array([d.id for d in rows], pa.string()),
            "text": pa.array([d.text for d in rows], pa.string()),
            "domain": pa.array([d.domain for d in rows], pa.string()),
            "tokens": pa.array([len(d.text) // 4 for d in rows], pa.int64()),
        }
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd")


def write_manifest(bundle: Path) -> None:
    names = sorted(p.relative_to(bundle).as_posix() for p in bundle.rglob("*") if p.is_file())
    files = [
        {"path": n, "bytes": (bundle / n).stat().st_size, "sha256": sha256_of(bundle / n)}
        for n in names
        if n != "MANIFEST.json"
    ]
    digest = hashlib.sha256(canonical_json(files)).hexdigest()
    (bundle / "MANIFEST.json").write_text(json.dumps({"v": 1, "files": files, "bundle_sha256": digest}))


def write_bundle(
    run_dir: Path,
    documents: list[Document],
    validation: list[Document],
    tokenizer: Tokenizer,
    train: Mapping[str, Any] | None = None,
    llama: Mapping[str, Any] | None = None,
) -> Path:
    """A run of `documents` with the given settings changed; returns its folder."""
    bundle = run_dir / "bundle"
    write_documents(bundle / "data" / "part-00000.parquet", documents)
    write_documents(bundle / "data" / "validation.parquet", validation)
    (bundle / "tokenizer").mkdir()
    tokenizer.save(str(bundle / "tokenizer" / "tokenizer.json"))
    settings = TRAIN | dict(train or {})
    run = {
        "v": 1,
        "run": run_dir.name,
        "stage": "train",
        "model": {"name": "custom", "config": LLAMA | dict(llama or {})},
        "train": settings,
        "data": {"files": ["data/part-00000.parquet"], "validation": ["data/validation.parquet"]},
        "tokenizer": "tokenizer/tokenizer.json",
        "resources": {key: settings[key] for key in ("processes", "leastProcesses") if key in settings},
        "secrets": [],
    }
    (bundle / "run.json").write_text(json.dumps(run))
    write_manifest(bundle)
    return run_dir
