"""Writes a fitted encoder as an ONNX graph with eight-bit weights, ready for ONNX Runtime."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sidedoor.wordpieces import PAD

Array = npt.NDArray[Any]
Weights = dict[str, Array]

_FUSED = "com.microsoft"  # ONNX Runtime's own operators: one for each step of a transformer, with eight-bit arithmetic
_TOP = 127
_TINY = 1e-12  # epsilon of BERT's layer norms


def onnx_model(weights: Weights, layers: int, heads: int, window: int) -> bytes:
    """Return the graph: `tokens` (messages x length, int64, padded) -> `logits` (messages x labels, float32).

    `weights` has the names of `encoder.Encoder`. Weights are rounded to int8 with one scale a column, piece vectors
    with one a row; activations are quantised as they come.
    """
    graph = _Graph()
    vectors, scale = _rounded(weights["pieces.weight"], axis=1)
    graph.constant("pieces", vectors)
    graph.constant("pieces.scale", scale)
    graph.constant("positions", weights["positions.weight"][:window])
    graph.constant("pad", np.array(PAD, np.int64))
    for name, number in (("zero", 0), ("one", 1), ("last", -1)):
        graph.constant(name, np.array([number], np.int64))

    real = graph.node("Not", graph.node("Equal", "tokens", "pad"))
    mask = graph.node("Cast", real, to="INT32")
    share = graph.node("Cast", real, to="FLOAT")

    vector = graph.node("Cast", graph.node("Gather", "pieces", "tokens"), to="FLOAT")
    vector = graph.node("Mul", vector, graph.node("Gather", "pieces.scale", "tokens"))
    length = graph.node("Shape", "tokens", start=1, end=2)
    place = graph.node("Slice", "positions", "zero", length, "zero")
    state = graph.node(
        "LayerNormalization", graph.node("Add", vector, place), *graph.norm(weights, "norm"), epsilon=_TINY
    )
    for layer in range(layers):
        name = f"layers.{layer}"
        attention = f"{name}.self_attn"
        wide, bias = weights[f"{attention}.in_proj_weight"], weights[f"{attention}.in_proj_bias"]
        query, key, value = (
            graph.linear(state, part, offset, f"{attention}.{i}")
            for i, (part, offset) in enumerate(zip(np.split(wide, 3), np.split(bias, 3), strict=True))
        )
        seen = graph.node("MultiHeadAttention", query, key, value, "", mask, domain=_FUSED, num_heads=heads)
        seen = graph.layer(weights, f"{attention}.out_proj", seen)
        state = graph.add_and_norm(weights, f"{name}.norm1", seen, state)
        inner = graph.node("Gelu", graph.layer(weights, f"{name}.linear1", state), domain=_FUSED)
        state = graph.add_and_norm(weights, f"{name}.norm2", graph.layer(weights, f"{name}.linear2", inner), state)

    total = graph.node("ReduceSum", graph.node("Mul", state, graph.node("Unsqueeze", share, "last")), "one", keepdims=0)
    mean = graph.node("Div", total, graph.node("ReduceSum", share, "one", keepdims=1))
    graph.constant("head", weights["head.weight"].T)
    graph.constant("head.bias", weights["head.bias"])
    graph.node("Add", graph.node("MatMul", mean, "head"), "head.bias", output="logits")
    return graph.serialised()


class _Graph:
    """Collects nodes and constants; a node is named by its output."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def constant(self, name: str, value: Array) -> str:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, operator: str, *inputs: str, output: str = "", domain: str = "", **attributes: str | int | float
    ) -> str:
        from onnx import TensorProto, helper

        if isinstance(to := attributes.get("to"), str):
            attributes["to"] = TensorProto.DataType.Value(to)
        output = output or f"{operator}.{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def linear(self, state: str, weight: Array, bias: Array, name: str) -> str:
        columns, scale = _rounded(weight.T, axis=0)
        self.constant(f"{name}.weight", columns)
        self.constant(f"{name}.scale", scale.reshape(-1))
        self.constant(f"{name}.bias", bias)
        return self.node(
            "DynamicQuantizeMatMul", state, f"{name}.weight", f"{name}.scale", "", f"{name}.bias", domain=_FUSED
        )

    def layer(self, weights: Weights, name: str, state: str) -> str:
        return self.linear(state, weights[f"{name}.weight"], weights[f"{name}.bias"], name)

    def norm(self, weights: Weights, name: str) -> tuple[str, str]:
        return (
            self.constant(f"{name}.weight", weights[f"{name}.weight"]),
            self.constant(f"{name}.bias", weights[f"{name}.bias"]),
        )

    def add_and_norm(self, weights: Weights, name: str, change: str, state: str) -> str:
        return self.node(
            "SkipLayerNormalization", change, state, *self.norm(weights, name), domain=_FUSED, epsilon=_TINY
        )

    def serialised(self) -> bytes:
        from onnx import TensorProto, helper

        graph = helper.make_graph(
            self._nodes,
            "sidedoor",
            [helper.make_tensor_value_info("tokens", TensorProto.INT64, ["messages", "length"])],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["messages", "labels"])],
            self._constants,
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(_FUSED, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
        return bytes(model.SerializeToString())


def _rounded(values: Array, axis: int) -> tuple[Array, Array]:
    """Return `values` as int8 and the float32 scale of each row (axis 1) or column (axis 0)."""
    scale = np.maximum(np.abs(values).max(axis, keepdims=True), np.float32(1e-12)) / _TOP
    return np.round(values / scale).astype(np.int8), scale.astype(np.float32)
