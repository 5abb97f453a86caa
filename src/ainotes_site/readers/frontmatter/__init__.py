"""Front matter and fields that stand as text: what they are in, and what their values mean."""
