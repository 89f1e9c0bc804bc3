"""Lets sentence-transformers load this folder: ``SentenceTransformer(folder, trust_remote_code=True)``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer


class OnnxSentenceEncoder(InputModule):
    """Tokenises, and runs the ONNX model one text at a time, as its int8 quantisation needs."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.session = onnxruntime.InferenceSession(str(folder / "model.onnx"))

    def preprocess(self, inputs: list[str], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        encodings = self.tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        return {
            "input_ids": torch.tensor([e.ids for e in encodings]),
            "attention_mask": torch.tensor([e.attention_mask for e in encodings]),
        }

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        rows = []
        for ids, mask in zip(features["input_ids"], features["attention_mask"], strict=True):
            kept = mask.bool()
            inputs = {
                "input_ids": ids[kept].cpu().numpy()[None].astype(np.int64),
                "attention_mask": mask[kept].cpu().numpy()[None].astype(np.int64),
            }
            rows.append(self.session.run(None, inputs)[0][0])
        features["sentence_embedding"] = torch.tensor(np.stack(rows))
        return features

    def get_embedding_dimension(self) -> int:
        return int(self.session.get_outputs()[0].shape[-1])

    get_sentence_embedding_dimension = get_embedding_dimension

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        for name in ("tokenizer.json", "model.onnx", "onnx_module.py"):
            Path(output_path, name).write_bytes((self.folder / name).read_bytes())

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **_: Any) -> OnnxSentenceEncoder:
        return cls(Path(model_name_or_path, subfolder))
