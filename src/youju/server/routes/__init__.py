"""The routes, thin: what was asked for → what is called → what goes out."""
