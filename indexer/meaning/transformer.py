"""The forward pass of multilingual-e5-small: a BERT encoder (Devlin et al. 2019) of 12 layers in numpy.

Texts of a batch lie one behind the other as rows of one matrix, so that each weight is read once for all of them and
no row is padding; only the attention looks at each text by itself. All arrays are float32.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from indexer.meaning.weights import Matrix, Shape, WeightsFile


@dataclass(frozen=True)
class Linear:
    """x · weightᵀ + bias, weight of shape (outputs, inputs)."""

    weight: Matrix
    bias: Matrix

    def __call__(self, x: Matrix) -> Matrix:
        y: Matrix = x @ self.weight.T
        y += self.bias
        return y


@dataclass(frozen=True)
class Norm:
    """Layer normalisation (Ba et al. 2016) of each row, in place."""

    weight: Matrix
    bias: Matrix
    epsilon: float

    def __call__(self, x: Matrix) -> Matrix:
        x -= x.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1])
        x *= (1 / np.sqrt(variance + np.float32(self.epsilon)))[:, None]
        x *= self.weight
        x += self.bias
        return x


@dataclass(frozen=True)
class Layer:
    """One encoder layer: attention, then two linear maps with GELU between, each added to its input and normalised."""

    attention_in: Linear  # queries (already divided by the root of the head's size), keys and values side by side
    attention_out: Linear
    attention_norm: Norm
    inner: Linear
    outer: Linear
    norm: Norm

    def __call__(self, x: Matrix, edges: Sequence[int], heads: int) -> Matrix:
        y = self.attention_out(_attended(self.attention_in(x), edges, heads))
        y += x
        x = self.attention_norm(y)
        y = self.outer(gelu(self.inner(x)))
        y += x
        return self.norm(y)


def gelu(x: Matrix) -> Matrix:
    """x · Φ(x) in place, by the tanh form of Hendrycks & Gimpel 2016, eq. 2 (off by less than 5e-4; half the time)."""
    z = x * x
    z *= np.float32(0.044715 * (2 / np.pi) ** 0.5)
    z += np.float32((2 / np.pi) ** 0.5)
    z *= x
    np.tanh(z, out=z)
    z += np.float32(1)
    x *= z
    x *= np.float32(0.5)
    return x


def _attended(mixed: Matrix, edges: Sequence[int], heads: int) -> Matrix:
    """Scaled dot-product attention (Vaswani et al. 2017) within each text: (rows, 3 · width) to (rows, width)."""
    rows, width = mixed.shape[0], mixed.shape[1] // 3
    out = np.empty((rows, width), np.float32)
    for start, end in pairwise(edges):
        query, key, value = mixed[start:end].reshape(end - start, 3, heads, -1).transpose(1, 2, 0, 3)
        weight = query @ key.transpose(0, 2, 1)
        weight -= weight.max(axis=2, keepdims=True)
        np.exp(weight, out=weight)
        read = weight @ value
        read /= weight.sum(axis=2, keepdims=True)
        out[start:end] = read.transpose(1, 0, 2).reshape(end - start, width)
    return out


class Transformer:
    """The network with its weights unpacked (85 MB); holds no state of a call, so threads may share it."""

    def __init__(self, weights: WeightsFile) -> None:
        self.shape = weights.shape
        self._weights = weights
        self._positions = weights.vector("emb.pos").reshape(-1, self.shape.width)
        self._positions += weights.vector("emb.type")[: self.shape.width]  # every token is of the first type
        self._norm = _norm(weights, "emb.ln")
        self._layers = [_layer(weights, f"l{number}.") for number in range(self.shape.layers)]

    def mean_states(self, texts: Sequence[Sequence[int]]) -> Matrix:
        """The mean of the last hidden states of each text of piece ids: (texts, width)."""
        lengths = np.array([len(text) for text in texts])
        edges = np.concatenate(([0], np.cumsum(lengths))).tolist()
        x = self._embedded(texts)
        for layer in self._layers:
            x = layer(x, edges, self.shape.heads)
        sums: Matrix = np.add.reduceat(x, edges[:-1], axis=0)
        sums /= lengths[:, None].astype(np.float32)
        return sums

    def _embedded(self, texts: Sequence[Sequence[int]]) -> Matrix:
        x = self._weights.word_vectors(np.concatenate([np.asarray(text, np.intp) for text in texts]))
        x += np.concatenate([self._positions[: len(text)] for text in texts])
        return self._norm(x)


def _layer(weights: WeightsFile, prefix: str) -> Layer:
    return Layer(
        attention_in=_attention_in(weights, prefix),
        attention_out=_linear(weights, prefix + "ao", weights.shape.width),
        attention_norm=_norm(weights, prefix + "aln"),
        inner=(inner := _linear(weights, prefix + "fi", weights.shape.width)),
        outer=_linear(weights, prefix + "fo", len(inner.bias)),
        norm=_norm(weights, prefix + "oln"),
    )


def _attention_in(weights: WeightsFile, prefix: str) -> Linear:
    """Queries, keys and values as one map; the queries carry the 1/√size that attention divides by."""
    query, key, value = (_linear(weights, prefix + name, weights.shape.width) for name in "qkv")
    scale = np.float32(_head_size(weights.shape) ** -0.5)
    return Linear(
        np.concatenate([query.weight * scale, key.weight, value.weight]),
        np.concatenate([query.bias * scale, key.bias, value.bias]),
    )


def _head_size(shape: Shape) -> int:
    return shape.width // shape.heads


def _linear(weights: WeightsFile, name: str, inputs: int) -> Linear:
    return Linear(weights.matrix(name + ".w", inputs), weights.vector(name + ".b"))


def _norm(weights: WeightsFile, name: str) -> Norm:
    return Norm(weights.vector(name + ".w"), weights.vector(name + ".b"), weights.shape.epsilon)
