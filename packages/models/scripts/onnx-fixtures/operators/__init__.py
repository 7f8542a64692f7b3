from .convolution import convolution
from .linear import linear

operator_groups = [linear, convolution]
