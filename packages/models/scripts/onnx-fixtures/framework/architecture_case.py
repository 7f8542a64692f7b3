"""Architecture cases: a PyTorch module with random weights, exported by one of PyTorch's two exporters."""

import contextlib
import io
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn

from .case_folder import assert_same, inputs_of, run_with_onnx_runtime, write_case
from .randomness import Draws, seed_of
from .traces import without_traces


def contributions(part: nn.Conv2d | nn.ConvTranspose2d | nn.Linear) -> float:
    """How many inputs meet in one output; a transposed convolution of one pixel spreads it and adds nothing up."""
    if not isinstance(part, nn.ConvTranspose2d):
        return part.weight[0].numel()
    per_pixel = part.kernel_size[0] ** 2 / part.stride[0] ** 2
    return part.weight.shape[0] * (1 if part.stride[0] == 1 and part.padding[0] == 0 else per_pixel)


@torch.no_grad()
def randomise(module: nn.Module) -> None:
    """Weights and statistics that are nobody's defaults: a forgotten scale, mean or epsilon shows in the output."""
    for part in module.modules():
        if isinstance(part, (nn.BatchNorm1d, nn.BatchNorm2d)):
            part.running_mean.normal_(0, 0.3)
            part.running_var.uniform_(0.5, 1.5)
        if isinstance(part, (nn.BatchNorm2d, nn.BatchNorm1d, nn.InstanceNorm2d, nn.LayerNorm, nn.GroupNorm)):
            if part.weight is not None:
                nn.init.uniform_(part.weight, 0.6, 1.6)
                nn.init.normal_(part.bias, 0, 0.3)
        elif isinstance(part, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
            part.weight.normal_(0, 1.3 / contributions(part) ** 0.5)
            if part.bias is not None:
                part.bias.normal_(0, 0.2)


def exported(
    module: nn.Module,
    arguments: tuple[torch.Tensor, ...],
    *,
    names: list[str],
    output_names: list[str],
    dynamo: bool,
    opset: int,
    fixed: bool,
    dynamic: list[dict[int, str]] | None,
    options: dict,
) -> onnx.ModelProto:
    """`dynamic` names the free sizes of each input by axis; without it the batch is free, unless `fixed`."""
    free = dynamic or [{0: "n"}] * len(names)
    common = {"input_names": names, "output_names": output_names, "opset_version": opset, **options}
    # The exporters print their progress, and whole graphs where they fail.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        if dynamo:
            sizes = {name: torch.export.Dim(name) for axes in free for name in axes.values()}
            shapes = (
                None if fixed else tuple({axis: sizes[key] for axis, key in axes.items()} for axes in free)
            )
            program = torch.onnx.export(
                module, arguments, dynamo=True, dynamic_shapes=shapes, verbose=False, **common
            )
            return program.model_proto
        # Other sizes of an output than its batch are not those of an input, only free like them.
        grown = {axis: key if axis == 0 else f"image_{key}" for axis, key in free[0].items()}
        axes = None if fixed else {**dict(zip(names, free)), **{name: grown for name in output_names}}
        buffer = io.BytesIO()
        torch.onnx.export(module, arguments, buffer, dynamo=False, dynamic_axes=axes, **common)
        return onnx.load_from_string(buffer.getvalue())


class ArchitectureCases:
    def __init__(self, folder: Path, only: Callable[[str], bool]):
        self.folder = folder
        self.only = only

    def add(
        self,
        name: str,
        description: str,
        build: Callable[[], nn.Module],
        inputs: Callable[[Draws], dict[str, np.ndarray]],
        *,
        dynamo: bool,
        opset: int,
        outputs: list[str] | None = None,
        fixed: bool = False,
        varies: bool = True,
        finite: bool = True,
        keep_metadata: bool = False,
        atol: float = 1e-5,
        notes: dict | None = None,
        external: bool = False,
        dynamic: list[dict[int, str]] | None = None,
        options: dict | None = None,
    ) -> None:
        """The weights depend on the name up to its last dot, so that the exports of one network are the same network."""
        full = f"{name}.{'dynamo' if dynamo else 'torchscript'}-{opset}"
        if not self.only(full):
            return
        torch.manual_seed(seed_of(name))
        module = build()
        randomise(module)
        finish = getattr(module, "after_randomising", None)
        if finish:
            finish()
        module.eval()
        recorded = inputs(Draws(name))
        arguments = tuple(torch.from_numpy(value) for value in recorded.values())
        with torch.no_grad():
            result = module(*arguments)
        results = result if isinstance(result, tuple) else (result,)
        output_names = outputs or ["image"]
        answer = {
            key: np.ascontiguousarray(value.numpy()) for key, value in zip(output_names, results, strict=True)
        }
        image = answer[output_names[0]]
        if finite and not np.isfinite(image).all():
            raise AssertionError(f"{full}: not finite")
        if varies and not fixed and not (image.std(axis=0).mean() > 0.01 and image.std() > 0.05):
            raise AssertionError(
                f"{full}: the images hardly vary ({image.std(axis=0).mean()}, {image.std()})"
            )
        model = without_traces(
            exported(
                module,
                arguments,
                names=list(recorded),
                output_names=output_names,
                dynamo=dynamo,
                opset=opset,
                fixed=fixed,
                dynamic=dynamic,
                options=options or {},
            ),
            keep_metadata,
        )
        # Where the exporter was given no names, it made its own.
        recorded = dict(zip((value.name for value in inputs_of(model)), recorded.values(), strict=True))
        answer = dict(zip((value.name for value in model.graph.output), answer.values(), strict=True))
        onnx.checker.check_model(model)
        assert_same(full, answer, run_with_onnx_runtime(model, recorded), atol)
        if not fixed:
            one = {key: value[:1] for key, value in recorded.items()}
            assert_same(
                f"{full}, batch 1",
                {k: v[:1] for k, v in answer.items()},
                run_with_onnx_runtime(model, one),
                atol,
            )
        write_case(
            self.folder / full,
            description=description,
            producer=f"torch.onnx.export(dynamo={dynamo})",
            reference="PyTorch",
            model=model,
            inputs=recorded,
            outputs=answer,
            atol=atol,
            notes={**({"fixedBatch": 1} if fixed else {}), **(notes or {})},
            external=external,
        )

    def both(
        self,
        name: str,
        description: str,
        build,
        inputs,
        *,
        torchscript: int | None,
        dynamo: int | None,
        **rest,
    ) -> None:
        """The same network through both exporters, at one opset each."""
        if torchscript:
            self.add(name, description, build, inputs, dynamo=False, opset=torchscript, **rest)
        if dynamo:
            self.add(name, description, build, inputs, dynamo=True, opset=dynamo, **rest)
