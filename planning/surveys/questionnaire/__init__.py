"""Questionnaires 问卷: what is asked, under which conditions; read from and written as XLSForm."""
