"""The pages: the only room that knows Streamlit and folium. `main.py` is the script that Streamlit runs."""
