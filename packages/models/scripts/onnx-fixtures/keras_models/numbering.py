"""Numbers that tf2onnx gives out in an order that changes from run to run."""

import re

import onnx


def renumbered(model: onnx.ModelProto) -> onnx.ModelProto:
    """Counts the names that end in __number anew, in the order in which the file has them."""
    names: dict[str, str] = {}

    def renamed(name: str) -> str:
        found = re.fullmatch(r"(.*__)\d+((?::\d+)?)", name)
        if not found:
            return name
        return names.setdefault(name, f"{found[1]}{len(names)}{found[2]}")

    graph = model.graph
    for value in [*graph.input, *graph.output]:
        value.name = renamed(value.name)
        for dimension in value.type.tensor_type.shape.dim:
            if dimension.dim_param:
                dimension.dim_param = renamed(dimension.dim_param)
    for node in graph.node:
        node.name = renamed(node.name)
        node.input[:] = [renamed(name) for name in node.input]
        node.output[:] = [renamed(name) for name in node.output]
    for entry in [*graph.initializer, *graph.value_info]:
        entry.name = renamed(entry.name)
    weights = sorted(graph.initializer, key=lambda weight: weight.name)
    del graph.initializer[:]
    graph.initializer.extend(weights)
    return model
