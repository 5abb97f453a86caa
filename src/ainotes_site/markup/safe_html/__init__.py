"""The last gate: what HTML, SVG and MathML may leave."""
