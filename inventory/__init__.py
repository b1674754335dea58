"""Goods: stock movements and balances. Knows nothing of the console and nothing of Qt."""
