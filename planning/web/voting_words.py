"""Sentences that the scripts of the pages for voting say, by the names under which the scripts know them."""

from planning.errors import N_

ENTERING = {
    "entering": N_("Your code is being checked …"),
    "enter_waits": N_("No signal: your code is sent as soon as there is one. Leave this page open."),
    "busy": N_("Many are sending at this moment. The next try is in {seconds} seconds; nothing is lost."),
}  # fmt: skip
"""On the page where a code is entered, and on a round's page that asks for one."""

VOTING = ENTERING | {
    "sending": N_("Your ballot is being sent …"),
    "waits": N_("No signal: your ballot is kept on this phone and goes as soon as there is one. Leave this page open, or open it again later."),
    "waits_away": N_("No signal: your ballot is kept on this phone and goes by itself as soon as there is one."),
    "received": N_("Your ballot was received"),
    "not_sent": N_("Not sent: {reason}"),
    "restored": N_("What you had begun is here again."),
    "options_changed": N_("The options have changed since you began. What you chose is kept: please look at it again."),
    "look_again": N_("Show me the options as they are now"),
    "enter_again": N_("What you chose is kept on this phone: enter your code again, then cast."),
    "give": N_("choose as number {number}"),
    "given": N_("{option} is number {number}."),
    "equal_given": N_("{options} share number {number}."),
    "taken": N_("{option} is taken away."),
    "undone": N_("The last step is undone."),
    "cleared": N_("Nothing is ranked any more."),
    "up": N_("Up"), "down": N_("Down"), "take": N_("Take away"),
    "join": N_("Same rank as the one above"), "part": N_("Rank of its own"),
    "not_ranked": N_("not ranked"), "not_marked": N_("not marked"), "no_points": N_("no points"),
}  # fmt: skip
"""On the page of a round."""
