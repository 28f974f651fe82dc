"""Sentences that the scripts of the page for comments say, by the names under which the scripts know them."""

from planning.errors import N_

WORDS = {
    "sending": N_("Sending …"),
    "pinned": N_("Your comment is pinned. Everybody sees it on the map and in the list from now on."),
    "number": N_("Number of the comment, for the person to take along: {number}. By it an administrator finds and erases it."),
    "waits": N_("No signal: your comment is kept on this phone and goes as soon as there is one. Leave this page open, or open it again later."),
    "waits_away": N_("No signal: your comment is kept on this phone and goes by itself as soon as there is one."),
    "busy": N_("Many are sending at this moment. The next try is in {seconds} seconds; nothing is lost."),
    "not_sent": N_("No connection: nothing is lost, please try again."),
    "mine": N_("My comments"),
    "restored": N_("What you had begun is here again."),
    "refused_kept": N_("Not sent: {reason}"),
    "edit": N_("Mend it"),
    "locating": N_("Looking for where you are …"),
    "located": N_("Your position, accurate to about {metres} m"),
    "coarse": N_("Your phone knows where you are to {metres} m only: better choose a place from the list or on the map."),
    "not_located": N_("Your phone could not say where you are: choose a place from the list or on the map."),
    "outside": N_("You are not in {community} now: choose a place from the list or on the map."),
    "picked": N_("The place that you tapped on the map"),
    "chosen": N_("Chosen: {place}"),
    "no_match": N_("No place of this name: try another word, or use the map."),
    "matches": N_("Places found: {count}"),
    "map_loading": N_("The map is being fetched …"),
    "map_failed": N_("The map could not be fetched: choose a place from the list, or try again."),
    "map_help": N_("Map: arrow keys move it, plus and minus zoom, Enter chooses its middle"),
    "near": N_("{metres} m away"),
    "me_too": N_("Me too"),
    "thanks": N_("Your “me too” is counted."),
    "yours": N_("yours"),
    "left": N_("{count} characters left"),
    "too_many_photos": N_("Please choose at most {most} photos: take some away."),
    "photo_waits": N_("waits for a signal"),
    "photo_goes": N_("{percent} % sent"),
    "drop": N_("Take this photo away"),
}  # fmt: skip
"""Sentences that the scripts of the page say."""
