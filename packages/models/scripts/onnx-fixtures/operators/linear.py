"""Gemm, MatMul and Einsum."""

import torch

from framework.operator_case import OperatorCases
from framework.randomness import Draws


def linear(cases: OperatorCases) -> None:
    draws = Draws("linear")
    x, w, b = draws.normal(3, 5), draws.normal(5, 4), draws.normal(4)
    tensor = torch.from_numpy
    cases.add(
        "gemm", "y = Gemm(x, w, b)", {"x": x}, {"w": w, "b": b}, expected=lambda x: x @ tensor(w) + tensor(b)
    )
    wt = w.T.copy()
    cases.add(
        "gemm-transposed-weights",
        "y = Gemm<transB=1>(x, w, b)",
        {"x": x},
        {"w": wt, "b": b},
        expected=lambda x: torch.nn.functional.linear(x, tensor(wt), tensor(b)),
        opset=11,
    )
    cases.add(
        "gemm-alpha-beta",
        "y = Gemm<alpha=0.5, beta=2.0, transB=1>(x, w, b)",
        {"x": x},
        {"w": wt, "b": b},
        expected=lambda x: 0.5 * x @ tensor(w) + 2 * tensor(b),
    )
    cases.add(
        "gemm-no-bias", "y = Gemm<transB=1>(x, w)", {"x": x}, {"w": wt}, expected=lambda x: x @ tensor(w)
    )
    one = draws.normal(1)
    cases.add(
        "gemm-scalar-bias",
        "y = Gemm(x, w, b)",
        {"x": x},
        {"w": w, "b": one},
        expected=lambda x: x @ tensor(w) + tensor(one),
    )
    # transA makes the batch the inner axis: the constant side carries the rows.
    square = draws.normal(5, 2)
    cases.add(
        "gemm-transposed-input",
        "t = Transpose<perm=[1, 0]>(x) y = Gemm<transA=1>(t, w)",
        {"x": x},
        {"w": square},
        expected=lambda x: x @ tensor(square),
    )
    cases.add("matmul-weights", "y = MatMul(x, w)", {"x": x}, {"w": w}, expected=lambda x: x @ tensor(w))
    s = draws.normal(2, 6, 5)
    cases.add(
        "matmul-sequence-weights", "y = MatMul(x, w)", {"x": s}, {"w": w}, expected=lambda x: x @ tensor(w)
    )
    q, k = draws.normal(2, 4, 3), draws.normal(2, 3, 5)
    cases.add("matmul-batched", "y = MatMul(a, b)", {"a": q, "b": k}, expected=torch.matmul)
    h, g = draws.normal(2, 2, 4, 3), draws.normal(2, 2, 3, 5)
    cases.add("matmul-heads", "y = MatMul(a, b)", {"a": h, "b": g}, expected=torch.matmul)
    left = draws.normal(4, 6)
    cases.add(
        "matmul-constant-left", "y = MatMul(w, x)", {"x": s}, {"w": left}, expected=lambda x: tensor(left) @ x
    )
    cases.add(
        "einsum",
        'y = Einsum<equation="bij,bjk->bik">(a, b)',
        {"a": q, "b": k},
        expected=lambda a, b: torch.einsum("bij,bjk->bik", a, b),
    )
