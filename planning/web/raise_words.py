"""Sentences that the scripts of the public-opinion channel say, by the names under which the scripts know them."""

from planning.errors import N_

WORDS = {
    "sending": N_("Sending …"),
    "raised": N_("Your matter has come in. Keep this receipt word: with it you see what becomes of it, on any phone."),
    "waits": N_("No signal: your matter is kept on this phone and goes as soon as there is one. Leave this page open, or open it again later."),
    "waits_away": N_("No signal: your matter is kept on this phone and goes by itself as soon as there is one."),
    "busy": N_("Many are sending at this moment. The next try is in {seconds} seconds; nothing is lost."),
    "restored": N_("What you had begun is here again."),
    "refused_kept": N_("Not sent: {reason}"),
    "edit": N_("Mend it"),
    "me_too": N_("Me too"),
    "thanks": N_("Your “me too” is counted."),
    "not_sent": N_("No connection: nothing is lost, please try again."),
    "left": N_("{count} characters left"),
    "follow": N_("See what becomes of it"),
    "forget": N_("Forget it on this phone"),
    "forgotten": N_("This phone has forgotten the word. Whoever has written it down can still use it."),
    "unknown": N_("No matter here has this receipt word: look whether every sign is right, and whether it is this community."),
    "wait": N_("It is looked for …"),
}  # fmt: skip
"""Sentences that the scripts of the page say."""
