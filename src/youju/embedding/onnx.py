"""The model in the box: multilingual-e5-small for Chinese and English, int8, by ONNX Runtime."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from youju.embedding import Progress, Vectors
from youju.errors import EmbeddingError

BUNDLED = Path(__file__).parent / "bundled"
BUNDLED_NAME = "multilingual-e5-small-zh-en-int8"


def fingerprint_of(folder: Path) -> str:
    """Hash of the weights and the tokenizer: the vectors of an index belong to just these."""
    digest = hashlib.sha256()
    for name in ("model.onnx", "tokenizer.json"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


class OnnxEmbedder:
    """Runs a folder with ``model.onnx``, ``tokenizer.json`` and the prompts beside them.

    Texts are embedded one at a time: int8 quantisation takes its scale from the whole input, so a
    batch would make a vector depend on its neighbours.
    """

    def __init__(self, folder: Path = BUNDLED) -> None:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        self.name = BUNDLED_NAME if folder == BUNDLED else str(folder)
        self._folder = folder
        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        try:
            config = (folder / "config_sentence_transformers.json").read_bytes()
            prompts = json.loads(config)["prompts"]
            self._prompts = (prompts["query"], prompts["document"])
            self.fingerprint = (folder / "fingerprint.txt").read_text(encoding="ascii").strip()
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            model = str(folder / "model.onnx")
            self._session = InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime and tokenizers raise bare Exception
            raise EmbeddingError.of(str(folder), error) from None
        self.dimension: int = self._session.get_outputs()[0].shape[-1]

    def is_intact(self) -> bool:
        """Whether weights and tokenizer are those of the fingerprint; reads all 38 MB."""
        return self.fingerprint == fingerprint_of(self._folder)

    def embed_query(self, text: str) -> Vectors:
        return self._embed(self._prompts[0] + text)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        from concurrent.futures import ThreadPoolExecutor

        prompt = self._prompts[1]
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            rows = pool.map(lambda text: self._embed(prompt + text), texts)
            for index, row in enumerate(rows):
                vectors[index] = row
                if progress:
                    progress(index + 1, len(texts))
        return vectors

    def _embed(self, text: str) -> Vectors:
        encoding = self._tokenizer.encode(text)
        inputs = {
            "input_ids": np.array([encoding.ids], dtype=np.int64),
            "attention_mask": np.array([encoding.attention_mask], dtype=np.int64),
        }
        vector: Vectors = self._session.run(None, inputs)[0][0]
        return vector
