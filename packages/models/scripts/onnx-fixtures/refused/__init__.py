from .contradictions import contradictions
from .damage import damage
from .excess import excess
from .operators import operators

refused_groups = [operators, damage, contradictions, excess]
