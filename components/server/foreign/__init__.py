"""What is taken from inside Streamlit and uvicorn, each piece looked at before it is used."""
