"""Streamlit's own words in the visitor's language: its front end knows English only and offers no translation.

The doorkeeper puts the words and a small script (``widget_words.js``) into the head of Streamlit's page: the script
replaces them where its widgets write them, dates and announcements follow the language by ``navigator.language``. What a
person typed is never touched. A test looks each of these up in the installed Streamlit, another walks every page.
"""

from __future__ import annotations

import json
from functools import cache

from planning.errors import N_
from planning.i18n import translator
from planning.web.assets import address_of

SAID_AS_IS = (
    # the frame
    N_("Skip to main content"), N_("Main menu"), N_("Running..."), N_("Stop"), N_("Close"), N_("Connecting"),
    N_("Error"), N_("Please wait..."), N_("Page not found"), N_("Connection error"), N_("Fullscreen"),
    N_("Close fullscreen"), N_("Link to heading"), N_("Help"), N_("Help for {label}"), N_("Copy to clipboard"),
    N_("Copied"), N_("Network issue"),
    # pages of a list
    N_("Pagination"), N_("Previous page"), N_("Next page"), N_("Page {number}"),
    # choices
    N_("Choose an option"), N_("Choose options"), N_("Choose or add an option"), N_("Choose or add options"),
    N_("No options to select"), N_("No options to select."), N_("No results"), N_("Open"), N_("Clear value"),
    N_("Clear all"), N_("Selectbox options"), N_("Multiselect options"), N_("Selected values"), N_("Select all"),
    N_("Select {count} matches"), N_("Remove {label}"), N_("Add: {label}"),
    N_("You can only select up to {count} options. Remove an option first."),
    N_("You can only select up to {count} option. Remove an option first."),
    # words, numbers, dates
    N_("Clear entry"), N_("Show password"), N_("Hide password"), N_("Invalid input."), N_("Decrement"), N_("Increment"),
    N_("Number is above the allowed range."), N_("Number is below the allowed range."),
    N_("Number is outside the allowed range. Please enter a value between {least} and {most}."),
    N_("Choose date"), N_("Choose date, {month}"), N_("yyyy"), N_("mm"), N_("dd"), N_("Clear date"), N_("month"), N_("year"),
    N_("Previous month"), N_("Next month"), N_("Dismiss"), N_("{count} option available."), N_("{count} options available."),
    N_("Use arrow keys to navigate dates. Enter to select. Escape to close."),
    N_("year, {label}"), N_("month, {label}"), N_("day, {label}"), N_("hour, {label}"), N_("minute, {label}"),
    # files
    N_("Upload"), N_("file upload"), N_("Drag and drop a file here"), N_("Drag and drop files here"), N_("Add files"),
    N_("{size} per file"), N_("{size} per file • {types}"), N_("{type} files are not allowed."),
    N_("File must be {size} or smaller."),
    N_("Connection lost. Please wait for the app to reconnect, then try again."), N_("Download failed"),
    # tables
    N_("Show/hide columns"), N_("Download as CSV"), N_("Search"), N_("Dataframe column menu"), N_("Sort ascending"),
    N_("Sort descending"), N_("Format"), N_("Autosize"), N_("Pin column"), N_("Unpin column"), N_("Hide column"),
    N_("Copy column name"), N_("Rename"), N_("Clear selection"), N_("Automatic"), N_("Localized"), N_("Plain"),
    N_("Compact"), N_("Dollar"), N_("Euro"), N_("Yen"), N_("Percent"), N_("Scientific"), N_("Accounting"),
    N_("Distance"), N_("Calendar"), N_("Duration"), N_("Distinct"), N_("Empty"), N_("Minimum"),
    N_("Maximum"), N_("Average"), N_("Median"), N_("Sum"), N_("Range"), N_("Standard deviation"),
    N_("Minimum length"), N_("Maximum length"), N_("Average length"), N_("Values"), N_("Based on sample"),
    N_("Distribution histogram"), N_("Top values frequency chart"), N_("Type to search"), N_("Close Search"),
    N_("Previous Result"), N_("Next Result"), N_("No data"),
)  # fmt: skip
"""Said as Streamlit says it, in the visitor's language. ``{…}`` is whatever stands there."""

SAID_BETTER = {
    "Count": N_("Number of values"),
    "Connecting to Streamlit server": N_("Connecting to the server"),
    "Unable to connect to Streamlit server": N_("No connection to the server"),
    "Streamlit server is not responding. Are you connected to the internet?": N_(
        "The server does not answer. What was saved is not lost; this page connects again by itself. Is your Wi-Fi on?"
    ),
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": N_(
        "The server does not answer. What was saved is not lost; this page connects again by itself. If it has ended on this machine, start it again:"
    ),
    "streamlit run yourscript.py": N_("make run"),
    "The page that you have requested does not seem to exist. Running the app's main page.": N_(
        "There is no such page here: this is the front page."
    ),
}
"""Said in words of ours in both languages: whoever reads them knows nothing of Streamlit."""

TAG = {"zh": "zh-CN", "en": "en-GB"}
"""How a browser names the language, for dates and announcements."""


@cache
def head_of(language: str) -> bytes:
    """What stands in the head of Streamlit's page: the words as JSON, and the script that uses them."""
    t = translator(language)
    # The placeholders stay: the script fills them with what it finds in their place.
    words = {theirs: t(ours) for theirs, ours in said().items()}
    changed = {theirs: ours for theirs, ours in words.items() if theirs != ours}
    facts = json.dumps({"words": changed, "language": TAG[language]}, ensure_ascii=False).replace("<", "\\u003c")
    script = address_of("widget_words.js")
    return f'<script>window.jieyiWords = {facts};</script><script src="{script}"></script>'.encode()


def said() -> dict[str, str]:
    """Every text of Streamlit's, with the key of ours."""
    return {text: text for text in SAID_AS_IS} | SAID_BETTER
