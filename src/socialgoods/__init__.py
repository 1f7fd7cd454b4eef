"""Social Goods (소셜굿즈): the software with which a county runs its social economy plan."""

__version__ = "0.1.0"
