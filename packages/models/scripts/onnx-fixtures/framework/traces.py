"""Takes out of a model what exporters note about the machine that they ran on."""

import onnx


def without_traces(model: onnx.ModelProto, keep_metadata: bool) -> onnx.ModelProto:
    """Drops the source lines that the exporter notes (they hold the paths of the machine), and what else fills a file."""

    def cleaned(entry) -> None:
        if hasattr(entry, "doc_string"):
            entry.doc_string = ""
        kept = [p for p in entry.metadata_props if keep_metadata and "stack_trace" not in p.key]
        del entry.metadata_props[:]
        entry.metadata_props.extend(kept)

    def walk(graph) -> None:
        cleaned(graph)
        for entry in [*graph.node, *graph.value_info, *graph.input, *graph.output, *graph.initializer]:
            cleaned(entry)
        for node in graph.node:
            for attribute in node.attribute:
                attribute.doc_string = ""
                if attribute.HasField("g"):
                    walk(attribute.g)

    model.doc_string = ""
    walk(model.graph)
    for function in model.functions:
        function.doc_string = ""
        for node in function.node:
            cleaned(node)
    return model
