"""What serves the application: the only place that touches internals of Streamlit and uvicorn."""

import gc

# Nearly all that a server reads stays: to look for garbage after every 700 objects is a fifth of its start.
gc.set_threshold(20_000, 20, 50)
