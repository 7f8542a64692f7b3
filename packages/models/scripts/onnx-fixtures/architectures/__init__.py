from .conditional import conditional
from .convolutional import convolutional
from .exports import exports
from .normalised import normalised
from .plain import plain
from .residual import residual
from .styled import styled
from .u_shaped import u_shaped

architecture_groups = [convolutional, residual, conditional, u_shaped, styled, normalised, plain, exports]
