"""Jieyi 街议: the house, floor by floor (nothing below ever calls upward).

``pages``               what a visitor sees: the only room that knows Streamlit and folium
``web`` ``cli``         the plain HTTP routes, and the command line
``actions`` ``queries`` one function per act a person performs; one per thing that is shown
``store`` ``reports``   the only room that knows SQLAlchemy; outcomes turned into documents
``i18n``                Chinese and English
``surveys`` ``options`` ``cases``
                        what is there and said; what is proposed and how it is chosen; the matter that joins them
``site`` ``asking`` ``role_table`` ``access``
                        community, courtyard, pin; who may do what
``people`` ``period`` ``wording`` ``addresses`` ``settings`` ``errors``
                        the ground floor: one noun each
"""
