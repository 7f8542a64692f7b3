from .activations import activations
from .arithmetic import arithmetic
from .convolution import convolution
from .indexing import indexing
from .linear import linear
from .normalisation import normalisation
from .pooling import pooling
from .resizing import resizing
from .shaping import shaping

operator_groups = [
    linear,
    convolution,
    normalisation,
    activations,
    arithmetic,
    shaping,
    indexing,
    resizing,
    pooling,
]
