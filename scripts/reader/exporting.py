"""The trained network → int8 ONNX, as the embedder's."""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer

from reader.network import ReaderNetwork


class _Unpadded(torch.nn.Module):
    """One text a run: no mask. Without the claims' head, which proved no help: docs/reader.md."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        spans, answerable, _ = self.network(ids, torch.ones_like(ids))
        return spans, answerable


def export(network: ReaderNetwork, target: Path) -> None:
    config = network.bert.config
    axes = {0: "batch", 1: "length"}
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder, "plain.onnx"), Path(folder, "fused.onnx")
        torch.onnx.export(
            _Unpadded(network.eval()),
            (torch.tensor([[0, 5, 6, 2, 2, 7, 2]]),),
            str(plain),
            input_names=["input_ids"],
            output_names=["span", "answerable"],
            dynamic_axes={
                "input_ids": axes,
                "span": axes,
                "answerable": {0: "batch"},
            },
            opset_version=17,
            dynamo=False,
        )
        optimised = optimizer.optimize_model(
            str(plain),
            "bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            opt_level=0,
        )
        optimised.save_model_to_file(str(fused))
        target.parent.mkdir(exist_ok=True)
        quantize_dynamic(
            fused,
            target,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    onnx.checker.check_model(str(target))
