"""Ways of exporting that people use: no names, no free batch, weights among the inputs, free sizes of images."""

from torch import nn

from framework.architecture_case import ArchitectureCases


def small() -> nn.Module:
    return nn.Sequential(
        nn.Linear(6, 32),
        nn.LeakyReLU(0.2),
        nn.Unflatten(1, (2, 4, 4)),
        nn.ConvTranspose2d(2, 1, 4, 2, 1),
        nn.Tanh(),
    )


def any_size() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1),
        nn.InstanceNorm2d(4, affine=True),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(4, 3, 3, padding=1),
        nn.Tanh(),
    )


def exports(cases: ArchitectureCases) -> None:
    one = lambda draws: {"z": draws.normal(1, 6)}
    unnamed = {"input_names": None, "output_names": None}
    cases.both(
        "default-call",
        "torch.onnx.export without names and free sizes",
        small,
        one,
        torchscript=17,
        dynamo=18,
        fixed=True,
        options=unnamed,
    )
    cases.add(
        "initializers-as-inputs",
        "an older habit: weights stand among the graph's inputs too",
        small,
        lambda draws: {"z": draws.normal(2, 6)},
        dynamo=False,
        opset=13,
        options={"keep_initializers_as_inputs": True},
    )
    cases.add(
        "unfolded",
        "exported without constant folding",
        small,
        lambda draws: {"z": draws.normal(2, 6)},
        dynamo=False,
        opset=13,
        options={"do_constant_folding": False},
    )
    cases.both(
        "any-size",
        "image to image of any size: rows and columns are free too",
        any_size,
        lambda draws: {"source": draws.normal(2, 3, 8, 6)},
        torchscript=13,
        dynamo=18,
        dynamic=[{0: "n", 2: "rows", 3: "columns"}],
    )
