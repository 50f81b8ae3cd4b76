"""What the sample's monitoring checks say: the child's experience, then what it means."""

from __future__ import annotations

from typing import Final

EXPERIENCE: Final[dict[str, tuple[str, ...]]] = {
    "baby": (
        "Carer says {he} sleeps through, feeds well and reaches for her.",
        "Seen with the carer: alert, babbling, looks to her when unsure.",
        "{He} is pulling up to stand. Family time leaves {him} unsettled for a day.",
        "Health visitor has no worries. Weight is on its line.",
        "{He} goes to the carer for comfort. New faces upset {him}.",
        "Walking now. Contact three times a week is going well, and mum brings lunch.",
        "Startles at loud noise, less than at the last review.",
        "A happy, busy toddler in the carer's words. First words are coming.",
    ),
    "foster": (
        "{He} told me that {he} likes the new bedroom and wants to keep swimming.",
        "Says home is “all right now”. Worried that the school move is decided without {him}.",
        "{He} has a best friend on the street, and sleepovers are agreed.",
        "Carer describes {him} as calmer. {He} still asks every Sunday about {his} brother.",
        "{He} showed me the reading certificate. Wants more time with nan.",
        "Quiet on the phone. Carer says that {he} has been low since the cancelled contact.",
        "{He} feels part of the family and was cross to be left out of the holiday photographs.",
        "{He} says that {he} knows why {he} is here, and that nobody at school does.",
        "Bedtimes are easier. {He} likes the night light that the carer bought.",
        "{He} would like a dog. Everything else is fine, {he} says.",
        "{He} says that the carers listen, and that the house is loud.",
        "Has joined the football club and goes every week.",
    ),
    "kin": (
        "{He} says living with nan is “just normal”.",
        "Nan is tired but steady. {He} helps with the shopping and likes it.",
        "{He} sees {his} mum at nan's on Sundays and would like it to stay that way.",
        "{He} shares a room with a cousin and wants {his} own shelf.",
        "Aunt says that {he} has stopped hiding food.",
        "{He} is proud of the school trip photograph on the wall.",
        "Settled at {his} uncle's. {He} asked whether {he} may take his surname.",
    ),
    "residential": (
        "{He} says that staff are fair, except about phones.",
        "Has a good keyworker, and asks for her when things go wrong.",
        "{He} wants to know how long {he} will be there.",
        "Two incidents since the review, both short. {He} talked about each of them afterwards.",
        "{He} is back in education three days a week and says that it is “not bad”.",
        "The home is far from {his} friends. {He} would like a visit to the old town each month.",
        "{He} cooked for the house on Friday and sent me a photograph.",
    ),
    "home": (
        "{He} says that it is good to be home, and better when dad is not shouting.",
        "Mum reports that mornings go well. School agrees.",
        "{He} likes that the family worker comes on Tuesdays.",
        "Home visit: warm, tidy, food in. {He} played throughout.",
        "{He} says that nothing bad has happened since the summer.",
        "{He} told school that mum has been sad again.",
        "Dad has kept to the agreement. {He} sees him at nan's house.",
    ),
    "semi": (
        "{He} has {his} own key and keeps the flat tidy. Evenings are lonely.",
        "College is going well. Money runs out before the end of the week.",
        "{He} rings {his} support worker when {he} needs something, which is new.",
        "{He} has joined a mosque and a cricket team.",
        "Waiting for news of {his} claim. Sleep is poor before every appointment.",
        "{He} wants to cook like {his} mother did and has been shown how to shop for it.",
    ),
    "plan": (
        "Seen at school. Says that it is quieter at home and that {he} has {his} own bed now.",
        "{He} drew the house with everybody inside, which is different from last time.",
        "Clean and fed, says the school. Late twice in a month instead of every day.",
        "{He} worries about {his} mum when {he} is in class.",
        "{He} said that the police have not been to the house.",
        "Keeps close to {his} sister. Both say they like the breakfast club.",
        "{He} is often late on Mondays, after the weekends with dad.",
        "{He} told the social worker that grown-ups argue in whispers now.",
        "School nurse: nits treated, glasses worn, more to say for {himself}.",
        "{He} did not want to talk today, and that is {his} right. The school sees no change.",
    ),
    "plan_baby": (
        "Health visitor sees a responsive baby. Immunisations are up to date.",
        "Nursery says that {he} arrives clean and is picked up on time.",
        "{He} is gaining weight. Both parents can settle {him}.",
        "Sleeps badly, and mum finds the nights hard. Her own mother is helping.",
        "Sleeping in a cot at last. The safe sleep advice has been gone through again.",
        "Two missed clinic appointments. Seen since, and thriving.",
    ),
    "unborn": (
        "Mother has kept every midwife appointment since the conference.",
        "Parents have begun the parenting work and have the cot and the car seat.",
    ),
}
"""What it is like to be this child, by where {he} lives; ``plan`` is on a protection plan."""

ON_TRACK: Final[tuple[str, ...]] = (
    "Decisions of the review are done or in hand, and the plan still fits.",
    "No drift. The placement meets {his} needs, and the next step has a date.",
    "The social worker has visited on time and saw {him} alone. I have no concerns.",
    "Plan is current and everybody gives the same account of it.",
    "Progress is steady. The only thing outstanding is the dentist, booked for next month.",
    "Education is going well and the PEP actions are in place.",
    "Contact is working for {him} as agreed, with no change needed before the review.",
    "The care plan matches what I hear from {him} and from the carer.",
    "Family time has been increased as decided, and {he} manages it well.",
    "All but one decision done. The last waits for the school's report, due this week.",
    "Health assessment done and its advice followed up.",
    "Nothing has slipped. The review date stands.",
    "The plan is moving at {his} pace, and the carer has the support that was promised.",
    "{His} request from the review has been met, and {he} knows it.",
)

ON_TRACK_PLAN: Final[tuple[str, ...]] = (
    "Core groups are held every four weeks and the plan is being worked on.",
    "Parents are doing what was asked. Risk is lower than at the conference.",
    "Agencies give the same picture. The plan is the right one for now.",
    "The work on domestic abuse has started, and {he} notices the difference.",
    (
        "Announced and unannounced visits show the same home. No reason to bring the conference "
        "forward."
    ),
    "Attendance is up and the school is no longer worried about hunger.",
    "Progress on three of four outcomes. The fourth is for the next core group.",
    "The family's network is involved, and the safety plan has been used once, as it should be.",
)

WATCH: Final[tuple[str, ...]] = (
    "Two decisions are late. The social worker gave me dates, and I will look again in a month.",
    "A new social worker is starting. I have asked for a handover visit with {him}.",
    (
        "The permanence plan is written but not agreed. I will speak to the team manager if it has "
        "no date by half-term."
    ),
    (
        "The placement is under some strain. A stability meeting has been held, and I want to see "
        "its outcome."
    ),
    "School attendance has dipped. The virtual school is involved, and I will check after the PEP.",
    "The assessment is a fortnight behind. There is a reason, but it must not become a month.",
    "Contact has been cancelled twice. I have asked for the pattern in writing.",
    "The care plan needs updating since the move. The social worker will send it this week.",
    "{He} has not been seen alone since the review. A visit is booked; I will ask {him} about it.",
    "Funding for therapy is agreed in principle only. I have asked who signs and when.",
    "The health action from the review is not done. The carer now has the appointment.",
)

WATCH_PLAN: Final[tuple[str, ...]] = (
    "One core group was missed. The next is this week, and I will read its minutes.",
    "Mother's engagement comes and goes. I have asked what happens if it stops.",
    "The father has not been spoken to. I have asked for that before the conference.",
    "The plan is being carried out, but little has changed for {him} yet.",
    "The parenting course has a waiting list. I have asked for something in the meantime.",
    "School's worries have come back. The social worker will see {him} this week.",
)

CHALLENGE: Final[tuple[str, ...]] = (
    (
        "This has drifted since the review and the reasons are not about {him}. I have raised a "
        "challenge."
    ),
    "What was agreed has not been done, and {he} is the one who waits. Challenge raised today.",
    (
        "I am not satisfied that the plan can do what it says. Raised as a challenge with the team "
        "manager."
    ),
    "The delay now matters for {him}. A challenge sets out what has to happen.",
)

NEXT: Final[tuple[str, ...]] = (
    "I will ask {him} again before the review.",
    "To be looked at first at the next review.",
    "The social worker will ring me when it is done.",
    "I have written to the team manager with the date.",
    "The carer knows that she can ring me.",
    "I have told {him} what I was told.",
    "No contact needed before the review.",
    "I will read the record of the next visit.",
)

FILE_NOTES: Final[tuple[str, ...]] = (
    "Rang the social worker, left a message.",
    "Email from the social worker: visit done, no change.",
    "Looked at the file. Visits are recorded.",
    "Spoke to the duty worker. The allocated worker is on leave.",
)
"""Checks that say nothing of what it means for the child: notes, which do not count."""

ANSWERS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "moved on": {
        "on_track": (
            "Current. Two of three actions done.",
            "Updated after the review.",
            "As dated.",
        ),
        "late": ("Needs updating since the move.", "Some of it is late.", "Current on paper."),
        "blocked": ("Nothing, and that is the trouble.", "Not current since the move."),
    },
    "seen alone": {
        "on_track": ("At the last visit, by the social worker.", "By me at school.", "Twice."),
        "late": ("Not since the review. A visit is booked.", "Once, briefly."),
        "blocked": ("Not since the review.", "Nobody can say when."),
    },
    "visits": {
        "on_track": ("All on time.", "On time, the last one unannounced.", "Every four weeks."),
        "late": ("One was a week late.", "On time, but three different workers."),
        "blocked": ("Two missed.", "None since the social worker left."),
    },
    "health": {
        "on_track": ("Nothing.", "Dentist booked.", "Assessment done, advice followed."),
        "late": ("Dentist.", "CAMHS referral, acknowledged.", "Glasses to be collected."),
        "blocked": ("The referral was closed without asking {him}.", "Therapy, since spring."),
    },
    "education": {
        "on_track": ("PEP done, attendance good.", "Nothing.", "Settled in the new class."),
        "late": ("PEP due this month.", "Attendance is dipping.", "Extra hours not yet agreed."),
        "blocked": ("No school place.", "On a part-time timetable since autumn."),
    },
    "permanence": {
        "on_track": ("Yes.", "Plan agreed.", "Yes, with dates."),
        "late": ("Agreed, but no date yet.", "Waiting for the assessment."),
        "blocked": ("No. Nobody owns it.", "No, the meeting was cancelled again."),
    },
    "wishes": {
        "on_track": (
            "More time with nan: agreed.",
            "To stay where {he} is.",
            "Swimming, and it is paid.",
            "A bigger bedroom: asked for.",
            "To chair the review: agreed.",
            "Nothing new since we spoke.",
        ),
        "late": ("To see {his} brother. Not answered yet.", "A date for the move."),
        "blocked": ("To know what is happening. Nobody has said.", "To be asked."),
    },
    "decisions": {
        "on_track": ("Yes, all of them.", "Yes. One is waiting for school.", "Yes, as dated."),
        "late": ("Most. Two are late.", "One is done, two are not.", "Late, with new dates."),
        "blocked": ("No. The main one is stuck.", "No, nobody owns it."),
    },
    "": {
        "on_track": ("Yes.", "Nothing to add.", "As planned."),
        "late": ("In part.", "Being followed up.", "Not yet."),
        "blocked": ("No.", "No, see the challenge."),
    },
}
"""Answers to a prompt, by words that stand in it and by how the decisions are going."""

ANSWERS_YOUNG: Final[dict[str, tuple[str, ...]]] = {
    "seen alone": ("Seen with the carer and on the floor with toys.", "Too young; seen at home."),
    "education": ("Nursery two mornings.", "Not yet of age.", "Nursery place found."),
    "wishes": ("Too young to say.", "Shown by how {he} settles."),
    "health": ("Weight on its line.", "Immunisations up to date.", "Health visitor every week."),
}
"""Answers about a child who is too young to speak for a review."""

ANSWERS_PLAN: Final[dict[str, tuple[str, ...]]] = {
    "moved on": ("Two of four outcomes met.", "The adults' work has begun.", "Little yet."),
    "wishes": ("That it stays quiet.", "More time with dad.", "Somebody to talk to at school."),
    "permanence": ("At home.", "To stay at home, safely.", "Not looked after."),
    "visits": ("Every ten days, as planned.", "On time, one unannounced.", "One was missed."),
}
"""Answers about a child who is on a plan and not looked after."""
