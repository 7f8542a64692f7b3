from .activations import activations
from .arithmetic import arithmetic
from .convolution import convolution
from .indexing import indexing
from .linear import linear
from .normalisation import normalisation
from .parts import parts
from .pooling import pooling
from .reshaping import reshaping
from .resizing import resizing
from .weights import weights

operator_groups = [
    linear,
    convolution,
    normalisation,
    activations,
    arithmetic,
    reshaping,
    parts,
    indexing,
    resizing,
    pooling,
    weights,
]
