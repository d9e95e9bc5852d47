"""What serves the application: the only place that touches internals of Streamlit and uvicorn."""
