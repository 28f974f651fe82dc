"""Sentences that the script of a questionnaire says, by the names under which it knows them."""

from planning.errors import N_

WORDS = {
    "sending": N_("Sending …"),
    "received": N_("Your answers were received"),
    "waits": N_("No signal: your answers are kept on this phone and go as soon as there is one. Leave this page open, or open it again later."),
    "waits_away": N_("No signal: your answers are kept on this phone and go by themselves as soon as there is one."),
    "busy": N_("Many are sending at this moment. The next try is in {seconds} seconds; nothing is lost."),
    "restored": N_("What you had begun is here again."),
    "missing": N_("Please answer: {question}"),
    "photo_goes": N_("{percent} % sent"),
    "photo_waits": N_("waits for a signal"),
    "photo_there": N_("The photo is here"),
    "not_sent": N_("No connection: nothing is lost, please try again."),
    "map_loading": N_("The map is being fetched …"),
    "map_failed": N_("The map could not be fetched: choose a place from the list, or try again."),
    "map_help": N_("Map: arrow keys move it, plus and minus zoom, Enter chooses its middle"),
    "drawn": N_("Points set: {count}"),
    "changed": N_("The questions have changed since you began: please look through them again."),
}  # fmt: skip
"""Sentences that the script says."""
