"""Charts: a plain frame in, a Plotly figure with its alt text out."""
