from .convolutional import convolutional

architecture_groups = [convolutional]
