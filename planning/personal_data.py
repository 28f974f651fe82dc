"""What is kept about people: one table, which the page in the app and `docs/privacy.md` both print.

Whoever keeps something new of a person adds a line here; the days are settings.
"""

from __future__ import annotations

from dataclasses import dataclass

from planning.errors import N_
from planning.settings import Settings


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept: what, why, until when, and who sees it. ``until`` may hold days as ``{name}``."""

    what: str
    why: str
    until: str
    seen_by: str


KEPT = (
    Kept(
        N_("A random number in a cookie of your browser, and beside your comments and “me too”s"),
        N_("So that you can change or take back what you wrote, and each “me too” counts once. It is not your name."),
        N_("A year in your browser; {browser} days beside what you wrote"),
        N_("Nobody on the pages; whoever operates the machine"),
    ),
    Kept(
        N_("Your comments: words, place, topic, stance, nickname if you gave one, photos"),
        N_("To talk the street over. Place, time and camera are taken out of photos."),
        N_("Until you take them back or erase them"),
        N_("Everybody; the nickname is in no file, and the community may blur the place"),
    ),
    Kept(
        N_("That staff wrote a comment down for you, who it was, and how you agreed"),
        N_("So that your words are told from those of the helper. Your name is asked by nobody"),
        N_("As long as the comment"),
        N_("Everybody: that staff wrote it down. Moderators: who"),
    ),
    Kept(
        N_("Earlier wordings of a comment that you changed, and comments that you took back"),
        N_("So that moderators can follow a quarrel"),
        N_("{withdrawn} days"),
        N_("Moderators"),
    ),
    Kept(
        N_("Who is in charge of a courtyard: the name, what they belong to, and their term"),
        N_("So that everybody knows whom to ask, and how they were chosen"),
        N_("As long as the courtyard is kept, or until it is erased on request"),
        N_("Everybody, if they agreed; else those who work here"),
    ),
    Kept(
        N_("That a phone signed in at a meeting"),
        N_("So that it can be said how many were there, and a second tap counts once"),
        N_("Until the minutes are recorded, at the latest {browser} days; then only how many there were"),
        N_("Nobody: everybody reads how many"),
    ),
    Kept(
        N_("Comments that a moderator hid"),
        N_("So that hiding can be looked into and undone"),
        N_("{hidden} days"),
        N_("You in your own browser, and moderators"),
    ),
    Kept(
        N_("What a household said at its door, or what tells of a child"),
        N_("Planners and social workers may note it for their work"),
        N_("Until it is erased on request"),
        N_("Only the members of staff who are named beside it"),
    ),
    Kept(
        N_("Of a structure on a roof: how far the talk with its household has come, and a note"),
        N_("So that nobody has to say it twice, and works are planned with whoever agreed"),
        N_("As long as the structure is on the map; a note until it is erased on request"),
        N_("Planners and social workers of that courtyard; the board in the log. Everybody else reads “surveyed”"),
    ),
    Kept(
        N_(
            "An objection to a case: the door or shop, the words, who went there, what was explained and what came of it"
        ),
        N_("So that who objects is visited and answered, and not only counted"),
        N_("As long as the case; words, label and visits until they are mended or erased on request"),
        N_("Those who work on the case. Everybody: the topic and the answer, and the words only if you allow it"),
    ),
    Kept(
        N_("Who was at a meeting that decided a case, if it was noted"),
        N_("So that it can be said how it was decided"),
        N_("As long as the decision stands"),
        N_("Those who work on the case; everybody reads how many they were"),
    ),
    Kept(
        N_(
            "Your answers to a questionnaire, with photos and places that you gave, the themes under which staff put your words, and your courtyard if it asks for it"
        ),
        N_("To know what people here need. Your name is asked by nobody"),
        N_("As long as the questionnaire is kept, or until you erase them"),
        N_("Those who work on the questionnaire. Everybody, once it is closed: counts, as far as they tell on nobody"),
    ),
    Kept(
        N_(
            "What you wrote on a questionnaire on paper, beside the number of the sheet; where codes are used, a keyed hash of yours"
        ),
        N_("So that what was typed can be held against the paper by another person, and mended"),
        N_(
            "Until the batch is confirmed; then your answers are kept like those of a phone, without number and hash. Only where a batch had a single readable sheet its moment still tells which one it was. The sheets themselves your community keeps or destroys"
        ),
        N_("Those who enter and confirm them"),
    ),
    Kept(
        N_("Where a questionnaire is opened by codes: a keyed hash that says that a code was used for it"),
        N_("So that each code answers once"),
        N_("Until the questionnaire is closed"),
        N_("Nobody: it leads neither to the answers nor to a ballot"),
    ),
    Kept(
        N_(
            "In a rooftop or lift case: your door, your name if it is needed, how far the talk has come, notes; the area of your flat"
        ),
        N_("So that each household is spoken to, and costs are shared exactly"),
        N_("As long as the case, or until it is forgotten on request"),
        N_("Those who work on the case, in your courtyard; everybody reads counts of five and more"),
    ),
    Kept(
        N_(
            "On a walk from door to door: the name of your shop or your door, whether somebody was met, when to come back, a note; never what you answered"
        ),
        N_("So that nobody is left out and nobody is asked twice. Kept by the day, without an hour"),
        N_("Until {walk} days after the walk is closed, or until it is forgotten on request; then only counts"),
        N_("Those who go from door to door in your courtyard; everybody reads counts of five and more"),
    ),
    Kept(
        N_(
            "What you answered when residents were asked whether a case or a group did well: the answers, and your words"
        ),
        N_("So that what was promised is measured by those who live with it"),
        N_("As long as the case; your words until you erase them"),
        N_(
            "Everybody: figures of five answers and more. Words: moderators and the board, and everybody once a moderator shows them"
        ),
    ),
    Kept(
        N_("Who contributed to a common fund, and how much"),
        N_("So that the book of the fund adds up, and can be checked"),
        N_("The amount as long as the book; the name until it is forgotten on request"),
        N_("The board; everybody reads the amount, and the name only if you allow it"),
    ),
    Kept(
        N_(
            "On an evidence walk: your photos with place, time and note, beside the random number of your browser or your account; which accounts walked along"
        ),
        N_(
            "So that you can take them back, and the leader can ask. Camera and owner are taken out of each file; with the code of the day nobody asks your name"
        ),
        N_(
            "Kept photos as long as the walk, or until you erase them; what was laid aside, or what nobody looked at, {hidden} days; the number of your browser {browser} days"
        ),
        N_("Before they are kept: those who work on the walk. Kept photos: everybody, without who took them"),
    ),
    Kept(
        N_("Photos that you chose and did not send"),
        N_("So that a form that was refused loses none"),
        N_("One day"),
        N_("You, in your own browser"),
    ),
    Kept(
        N_("Which forms were already sent (a hash of them)"),
        N_("So that a double click counts once"),
        N_("{forms} days"),
        N_("Nobody"),
    ),
    Kept(
        N_(
            "The roll of a vote: doors and shops, where the board gives them owner numbers, floor areas and who was reached, and whether their code was used"
        ),
        N_("One ballot for each door, and a turnout"),
        N_("As long as the vote is kept"),
        N_("The board; everybody reads the turnout of groups of five and more"),
    ),
    Kept(
        N_("Ballots: what was ranked, without a name and without a time"),
        N_("To count, and to count again"),
        N_("As long as the vote is kept"),
        N_("The board, after closing; everybody reads the result"),
    ),
    Kept(
        N_(
            "Voting codes (only a hash of each): which line of the roll each one is for, and that it was used; where a vote is open to everybody, a hash of your browser’s number instead"
        ),
        N_("So that each code counts once, and a lost one can be replaced"),
        N_("As long as the vote is kept; at closing, when it was used and from which phone is destroyed"),
        N_("The board: who of the roll has a code and has voted, never how; nobody sees a code again"),
    ),
    Kept(
        N_(
            "Receipts: a hash of a random number of your phone, a hash of what it sent, your receipt and the commitment that it is short for; where the vote was announced so, the secret number that opens it"
        ),
        N_("So that a phone that asks again counts once, and you can find your ballot received"),
        N_("As long as the vote is kept; the secret number and the way to the ballot are destroyed at closing"),
        N_("Everybody, after closing: the commitments, in sorted order. You, on your own phone: your receipt"),
    ),
    Kept(
        N_("Of a yes or no with a decision rule: heads and floor areas added up by choice, never beside a ballot"),
        N_("To decide by heads and by area"),
        N_("As long as the vote is kept"),
        N_("Everybody, after closing, as far as a sum tells on nobody"),
    ),
    Kept(
        N_("Accounts of staff: name, password (only its hash), roles"),
        N_("To know who may do what"),
        N_("Until an administrator erases the account"),
        N_("Administrators; other staff read the name beside what was changed"),
    ),
    Kept(
        N_("Which identity at another provider opens an account of staff"),
        N_("To sign in without a password"),
        N_("Until the account is erased"),
        N_("Nobody on the pages; whoever operates the machine"),
    ),
    Kept(
        N_("Signed-in browsers of staff (a hash of their cookie)"),
        N_("So that staff stay signed in"),
        N_("Twelve hours, or until they sign out or the account is shut"),
        N_("Nobody on the pages; whoever operates the machine"),
    ),
    Kept(
        N_("Invitations of staff: role, a note for whom, and who invited (of the link only a hash)"),
        N_("So that a link opens one account, once"),
        N_("{forms} days after the link has expired, or until the account that it made is erased"),
        N_("Administrators"),
    ),
    Kept(
        N_("The planner team's register: name, profession, trainings with their dates, courtyards"),
        N_("So that residents and staff know whom to ask"),
        N_("Until staff change it, or erase the account that it belongs to"),
        N_("Staff; name, profession and courtyards everybody, if the person agreed"),
    ),
    Kept(
        N_(
            "A matter that you raised: words, place, topic; of its receipt word a hash only, and no browser and no name"
        ),
        N_("So that it is answered, and whoever holds the word sees what became of it"),
        N_("Until whoever holds the word takes it back: then its words are erased at once"),
        N_("Everybody, or staff only if you say so. With the word: you"),
    ),
    Kept(
        N_("Your votes on statements, and statements that you added, beside the random number of your browser"),
        N_("So that each vote counts once and you can change it"),
        N_("{browser} days beside your browser; the votes without it as long as the case"),
        N_("Nobody one by one on the pages; those who lead cases may load them as a file, under a number"),
    ),
    Kept(
        N_("The log of what staff changed: number of the account, act, object and time"),
        N_("So that nothing is changed in secret"),
        N_("Always: it can only grow. An erased account is a number in it"),
        N_("The board and administrators"),
    ),
    Kept(
        N_("The words of that log: what was before and after, and why"),
        N_("So that a change can be looked into and undone"),
        N_(
            "Always, except words that name an erased account or are about an erased comment: they go with it, and the log still fits together"
        ),
        N_("The board and administrators"),
    ),
    Kept(
        N_("Your network address"),
        N_("Wrong codes and photos are counted against it in memory, so that nobody tries without end"),
        N_("Ten minutes; it is not written down"),
        N_("Nobody"),
    ),
)

COLUMNS = (N_("What is kept"), N_("Why"), N_("For how long"), N_("Who sees it"))
TITLE = N_("What is kept about you")
LEAD = N_(
    "Residents need no account and no name. Here is everything that is kept of a person, and how to have it erased."
)
HOW = N_(
    "To see or erase what came from your browser, use the buttons on this page. From another device, or for an account, "
    "go to the administrator and name the number of one of your comments."
)
OPERATOR = N_("Whoever operates the machine can read its database. Ask your community who that is.")


def days(settings: Settings) -> dict[str, int]:
    """What fills the ``until`` of the table."""
    return {
        "browser": settings.keep_browser_days, "withdrawn": settings.keep_withdrawn_days,
        "hidden": settings.keep_hidden_days, "forms": settings.keep_forms_days, "walk": settings.keep_walk_days,
    }  # fmt: skip
