"""What the sample's reviews, conferences, contacts and notices say."""

from __future__ import annotations

from typing import Final

SUMMARIES: Final[dict[str, tuple[str, ...]]] = {
    "first": (
        (
            "First review. {He} came into care after concerns at home had grown. {He} knows why in "
            "{his} own words."
        ),
        "First review. The placement was made quickly and has gone well. Health and school know.",
        "First review. Parents attended and understand what is being assessed.",
        "First review. Carers need the health papers. Family time has started.",
        "First review. Basic information was missing at the start and is now in place.",
    ),
    "second": (
        "Second review. The permanence plan was the main question.",
        "Second review. Assessments are back, and the options were gone through.",
        "Second review. The picture is clearer than at the first. School is going well.",
        "Second review. Parents and carers heard the same plan.",
    ),
    "later": (
        "{He} is settled and the plan is working. School reports good progress.",
        "The placement is stable. The talk was about friends, football and family time.",
        "A mixed six months: a change of school, then a better term.",
        "The last decisions were gone through one by one. Most are done.",
        "Good attendance, good health. {He} asked for the record in plain words.",
        "The carers and {he} want the same things. Little needed deciding.",
        "A calm review. {He} brought a list and got through it.",
        "The move was talked through. {He} had not been told early enough, and was told so.",
        "Family time was the main subject. The new arrangement starts at half-term.",
        "Identity and life story were talked about for the first time.",
    ),
    "icpc": (
        (
            "Conference agreed that {he} has suffered harm and is likely to again. The parents "
            "were present and spoke."
        ),
        "Agencies shared the same worries: missed health care, empty cupboards, low attendance.",
        "Repeated incidents between the adults at home. {He} sees and hears them.",
        "The family's strengths were named first. A plan was made with both grandmothers.",
        "Mother asked for help. The conference agreed a plan with her, in her words.",
    ),
    "rcpc": (
        "Progress on most of the plan. The conference heard what is different for {him}.",
        "Some progress. The core group has kept going, and the adults' work has started.",
        "Risk is lower. The conference agreed that the plan should go on until it has lasted.",
        "Little has changed since the last conference, and the plan was rewritten.",
        "School and health see a different child from three months ago.",
        "The parents described what they do differently. Agencies agreed.",
    ),
    "rcpc_end": (
        "The changes have held for months. The plan ended, and a child in need plan begins.",
        "All agencies agreed that {he} no longer needs a protection plan. Support stays in place.",
        "The outcomes were met. The family know whom to ring.",
    ),
    "icpc_none": (
        "Conference agreed that the risk can be met with a child in need plan.",
        "Threshold not met. The family accept support, and the school will keep an eye.",
    ),
    "transfer": (
        "Transfer-in conference. The family moved here with a plan and the plan goes on.",
        "Transfer-in conference. Papers were complete, and the new core group met after it.",
    ),
    "short_break": (
        "Short breaks go well. {He} looks forward to Saturdays, and the parents can rest.",
        "{He} knows the staff, and the communication book comes home each time.",
    ),
}

VIEWS: Final[dict[str, tuple[str, ...]]] = {
    "cla": (
        "The plan is right for {him}. I will check the school move at the midpoint.",
        "I agree with the plan. It needs dates.",
        "I am satisfied that {his} wishes were heard and that the plan meets them in the main.",
        "The placement is good for {him}. Legal security is the next question.",
        "I am concerned about the pace, and have said so.",
        "{He} is well looked after and knows {his} rights.",
        "The order is still needed. I will ask again at the next review.",
        "The plan is clear, and {he} can say what it is.",
    ),
    "cp": (
        "The threshold is met. The plan is short enough to be used.",
        "I agree with the conference. What has to change is plain to the family.",
        "The risk is lower, but has not been tested yet.",
        "The parents' account and the agencies' account are closer than before.",
        "{His} experience has to be the measure of the next three months.",
        "The plan should not be needed for long if the work goes on.",
    ),
}

DECISIONS: Final[tuple[tuple[str, str, int, str, int, int], ...]] = (
    (
        "Update the care plan after the review, and share it with {him}",
        "Social worker",
        14,
        "cla",
        0,
        17,
    ),
    ("Permanence planning meeting to be held", "Team manager", 28, "early", 0, 15),
    ("Life story work to begin, with a named worker", "Social worker", 90, "cla", 5, 15),
    ("Contact with brothers and sisters every fortnight", "Social worker", 21, "cla", 3, 16),
    ("Supervised family time to go up to three times a week", "Social worker", 14, "C1", 0, 6),
    ("Review health assessment to be booked", "Carer", 30, "cla", 0, 17),
    ("Dentist appointment, and the result to the social worker", "Carer", 42, "cla", 2, 17),
    ("Optician appointment", "Carer", 42, "cla", 4, 17),
    ("PEP actions to be reviewed with the school", "Virtual school", 42, "cla", 4, 17),
    ("One-to-one tuition in maths for two terms", "Virtual school", 60, "cla", 7, 16),
    ("Referral to the therapy service, with the carer's notes", "Social worker", 21, "cla", 5, 16),
    ("Apply for a passport", "Social worker", 56, "cla", 1, 17),
    ("Savings account to be opened, and the card kept by the carer", "Carer", 60, "cla", 3, 17),
    ("Delegated authority for sleepovers to be signed", "Social worker", 14, "cla", 6, 16),
    ("Viability assessment of the aunt", "Social worker", 56, "relatives", 0, 11),
    ("Legal planning meeting about the agreement", "Team manager", 42, "V2", 0, 15),
    (
        "Match for long-term fostering to go to panel",
        "Fostering team",
        84,
        "long_term_foster",
        5,
        15,
    ),
    ("Statement for the discharge application", "Social worker", 56, "discharge", 4, 17),
    ("Advocate to meet {him} before the next review", "Social worker", 70, "cla", 8, 17),
    (
        "Pathway plan to name the adviser and the accommodation",
        "Personal adviser",
        42,
        "cla",
        15,
        17,
    ),
    ("Provisional driving licence", "Personal adviser", 56, "cla", 16, 17),
    ("College application with the careers worker", "Virtual school", 56, "cla", 15, 17),
    ("Swimming lessons to go on, paid from the allowance", "Carer", 14, "cla", 4, 12),
    ("Letter from the IRO to {him} about the review", "IRO", 20, "cla", 4, 17),
    ("Photographs from the birth family for the memory box", "Social worker", 60, "cla", 0, 10),
    (
        "Stability meeting with the carers and their supervising worker",
        "Fostering team",
        21,
        "cla",
        4,
        16,
    ),
    ("Family finding timetable to the adoption review", "Adoption team", 56, "E1", 0, 7),
    ("Later-life letter to be begun", "Social worker", 84, "E1", 0, 7),
    ("Home Office papers to the solicitor", "Social worker", 28, "uasc", 14, 17),
    ("English classes three days a week", "Virtual school", 28, "uasc", 14, 17),
    ("Core group within ten working days", "Social worker", 14, "cp", -1, 17),
    ("Parenting programme to begin", "Family support worker", 42, "cp", -1, 15),
    ("Work with both parents on domestic abuse", "Specialist worker", 60, "cp", -1, 17),
    ("Father to be spoken to, and his part in the plan agreed", "Social worker", 21, "cp", -1, 17),
    (
        "Safety plan with the grandparents, written in their words",
        "Social worker",
        14,
        "cp",
        -1,
        17,
    ),
    ("Home visits every ten days, half of them unannounced", "Social worker", 30, "cp", -1, 17),
    ("Direct work with {him} on worries and wishes", "Social worker", 56, "cp", 4, 17),
    ("Breakfast club, and attendance above 90%", "School", 60, "cp", 4, 16),
    ("Health visitor to weigh and see {him} each fortnight", "Health visitor", 30, "cp", 0, 3),
    ("Drug and alcohol assessment of the mother", "Specialist worker", 35, "cp", -1, 17),
    ("Housing repairs: heating and the back door", "Housing officer", 30, "cp", -1, 17),
    ("Advocate to bring {his} views to the next conference", "Social worker", 60, "cp", 8, 17),
    ("Hospital plan to be shared with the ward and the midwife", "Social worker", 28, "cp", -1, -1),
    ("Cot, safe sleep advice and a visit by the midwife", "Midwife", 28, "cp", -1, -1),
    ("School nurse to see {him} about sleep", "School nurse", 35, "cp", 5, 15),
)
"""Decision, owner, days to do it, for whom, youngest and oldest age.

For whom is ``cla``, ``cp``, a legal status, a permanence plan, or ``uasc``, ``early`` (up to the
second review), ``discharge``.
"""

ASKS: Final[tuple[tuple[str, int, int], ...]] = (
    ("To see my brother every week", 4, 16),
    ("A photo book from when I was little", 5, 14),
    ("To stay at the same school", 4, 15),
    ("A dog, or at least to walk one", 5, 14),
    ("To sleep at my friend's house", 7, 15),
    ("My own key", 11, 17),
    ("To see nan in the holidays", 4, 16),
    ("A later bedtime at weekends", 6, 14),
    ("To know why I cannot go home", 6, 17),
    ("A phone that works", 10, 17),
    ("To go to football on Saturdays", 6, 16),
    ("For my mum to have help", 6, 17),
    ("Not to change social worker again", 6, 17),
    ("To have my review at home and not at school", 7, 17),
    ("To pick who comes to my review", 9, 17),
    ("To see where I was born", 6, 17),
    ("Help with my bus fare", 13, 17),
    ("To go to the leavers' party", 10, 16),
    ("Driving lessons", 16, 17),
    ("To stay with my carers when I am 18", 15, 17),
    ("To keep my surname", 7, 16),
    ("A bike", 5, 13),
    ("To talk to somebody about my dreams", 7, 17),
    ("That dad stops shouting", 4, 15),
    ("My bedroom door to shut", 8, 17),
    ("To ring my sister when I want", 6, 17),
    ("Halal food at the home", 12, 17),
    ("For people to tell me things first", 9, 17),
)

CONSULTED: Final[dict[str, tuple[str, ...]]] = {
    "child": (
        "I like it here. I want to stay.",
        "I would like more time with my brother.",
        "School is good. I do not like maths.",
        "It is OK. Do not make the meeting long.",
        "I want to go home but I know why I cannot yet.",
        "I am happy. My room is blue now.",
        "I get fed up with people asking the same thing.",
        "Please ask my mum how she is.",
    ),
    "child, on a plan": (
        "I like it when it is quiet.",
        "My mum is trying.",
        "I do not want people to shout.",
        "School is good. I have a friend.",
        "I want to know what the meeting is for.",
        "It is better than before.",
    ),
    "parent, on a plan": (
        "We are doing what was asked.",
        "I do not think that we need a plan any more.",
        "The family worker listens. That helps.",
        "The report came the day before, and that is too late.",
        "I want help with mornings, not another form.",
        "I agree with some of it.",
    ),
    "parent": (
        "{He} is looked after well, and I miss {him}.",
        "I want to know the date.",
        "I am doing the course and I want somebody to see that.",
        "Nobody told me about the change of school.",
        "I agree with most of it.",
        "The contact centre is too far by bus.",
    ),
    "carer": (
        "Settling well. We need the health papers.",
        "A lovely child and hard work. Respite would help.",
        "We would like to be told sooner when contact changes.",
        "Sleeping through, eating well, doing all right at school.",
        "We want this to be long term.",
        "Behaviour after contact is difficult for a day or two.",
    ),
    "school": (
        "Attendance 97%. Making expected progress.",
        "Attendance 88%. Behind in reading, and the plan is in place.",
        "Popular and helpful. Finds changes of routine hard.",
        "Two fixed-term exclusions this term.",
        "Working above what is expected in English.",
    ),
    "health": (
        "Immunisations up to date. Dentist due.",
        "Health plan is being followed.",
        "Referral accepted, with a wait of twelve weeks.",
        "No health concerns.",
    ),
    "social_worker": (
        "Plan is on course. Court in six weeks.",
        "Assessment will be finished before the review.",
        "Nothing has changed since our call.",
    ),
}

CONTACTS: Final[dict[str, tuple[str, ...]]] = {
    "child, visit": (
        "Visited at home. {He} showed me round and asked about the summer.",
        "Saw {him} alone at school. {He} is worried about moving classes.",
        "Walked round the block with {him} and the dog. Talked about the plan.",
        "Saw {him} at home before tea. {He} drew while we talked.",
        "Saw {him} in the library at school. {He} wants the review to be short.",
    ),
    "child, phone": (
        "Rang before the review. {He} wants to chair the first part.",
        "Short call. {He} had football.",
        "{He} asked when the next review is and whether {his} friend may wait outside.",
    ),
    "child, video": (
        "Video call. {He} told me what to say if {he} does not want to.",
        "Video call from {his} room. {He} turned the camera round to show me the posters.",
    ),
    "child, message": (
        "{He} messaged to say that the weekend went well.",
        "{He} sent a thumbs up to the date.",
        "{He} wrote that {he} wants somebody at the review who knows {him}.",
    ),
    "social_worker": (
        "Case discussion before the review. Papers will come on Thursday.",
        "Rang about the decision on contact. It is being arranged.",
        "Spoke about the placement. A stability meeting is booked.",
        "New worker introduced herself. We went through the plan.",
        "Agreed who tells {him} about the panel date.",
        "Asked for the pathway plan before the review.",
    ),
    "carer": (
        "Carer rang: {he} is worried about the school move.",
        "Carer says all is well and that the last decision is done.",
        "Rang to ask how the first weekend at home went. It went well.",
        "Carer wants to talk about respite. Passed on.",
    ),
    "parent": (
        "Mother rang after the conference. Went through the plan with her again.",
        "Father asked how to send his views. Form sent.",
        "Grandmother called with a question about the assessment.",
    ),
}

NOTICES: Final[dict[str, tuple[str, ...]]] = {
    "placement_move": (
        "Planned move, with introductions.",
        "The carers gave notice. Moved to carers nearby.",
        "Moved from emergency carers after five days.",
    ),
    "out_of_area": ("Only suitable home found; school stays the same for now.",),
    "missing": (
        "Missing overnight, came back by {himself}.",
        "Missing for six hours. Return interview offered.",
        "Did not come back from college; found at a friend's house.",
    ),
    "exclusion": ("Excluded for two days.", "Excluded for a day after a fight at lunch."),
    "section_47": ("Enquiry after something {he} said at school. No further harm found.",),
    "offence": ("Cautioned for criminal damage at the home.",),
    "new_social_worker": ("Handover with a joint visit.", "The last worker left at short notice."),
    "plan_change": (
        "Return home is no longer the plan.",
        "The assessment of relatives was positive.",
    ),
    "complaint": ("Complaint about cancelled contact. Upheld and put right.",),
}

LATE_REASONS: Final[tuple[str, ...]] = (
    "Moved at the request of the child",
    "Carer unwell",
    "Social worker's report not ready",
    "Parent could not attend; moved once",
    "IRO unwell, no cover found",
    "IRO service told late",
)

LATE_CONFERENCE_REASONS: Final[tuple[str, ...]] = (
    "Request reached the service late",
    "No chair available",
    "Report not shared with the family in time",
    "Not quorate on the first date",
    "School holidays",
    "Strategy discussion recorded late",
)

DISSENT: Final[tuple[str, ...]] = (
    "School would have ended the plan.",
    "Health visitor asked for her view to be recorded that risk has not gone down.",
    "Father did not agree with the category.",
)

PLACES: Final[dict[str, tuple[str, ...]]] = {
    "cla": ("At the carers' home", "School", "Family centre", "At home", "Council offices"),
    "cp": ("Conference suite", "Council offices", "Family centre"),
}

FEEDBACK: Final[dict[str, tuple[tuple[int, str], ...]]] = {
    "child": (
        (5, "You listened and you rang me back."),
        (4, "It was all right. Shorter than last time."),
        (5, "I liked that I could start it."),
        (3, "Too many people."),
    ),
    "parent": (
        (4, "I was told what was happening."),
        (3, "Papers came late."),
        (5, "You made sure that I could say my part."),
        (2, "I felt it was decided before I came."),
    ),
    "carer": (
        (5, "Clear decisions, and somebody checks them."),
        (4, "Good to have the date early."),
    ),
    "social_worker": (
        (4, "The challenge was fair, and helped me to get the funding."),
        (5, "Easy to reach since we work by video."),
        (3, "I would like the decisions on the day."),
    ),
    "team": (
        (4, "Working well together. Midpoint calls are useful."),
        (4, "Issues are sorted early."),
        (3, "A challenge went to our manager before we had a chance to put it right."),
        (5, "Video calls before reviews have made this a shared piece of work."),
    ),
    "partner": ((4, "Well chaired."), (3, "The invitation came late.")),
}

PERMANENCE_NOTES: Final[dict[str, tuple[str, ...]]] = {
    "return_1_month": ("Overnight stays have begun.",),
    "return_6_months": ("Depends on the parents' work, to be looked at in three months.",),
    "return_eventual": ("Home when mother has been well for a time; no date yet.",),
    "relatives": ("Assessment of the grandmother was positive.", "An aunt has come forward."),
    "long_term_foster": ("Present carers wish to be matched.", "{He} wants to stay."),
    "residential": ("The home meets {his} needs until 18.",),
    "supported": ("A shared house from 17, with the same support worker.",),
    "adoption": ("Both parents opposed; the court agreed the plan.",),
    "other": ("Special guardianship is being considered by the carers.",),
}

DISCHARGE_NOTES: Final[dict[str, str]] = {
    "agreed": "Settled for over a year. Agreed at review; the statement has been asked for.",
    "applied": "At home for over a year without concerns. The application has been made.",
    "granted": "Agreed at review, and granted. The family are on their own feet.",
    "refused": "Refused: the court wants to see a year without calls to the police.",
    "not now": "Looked at and not now: support under the order is still needed.",
}

LIFE_STORY_NOTES: Final[tuple[str, ...]] = (
    "Work is done with the carer on Sundays.",
    "Grandmother has given photographs.",
    "{He} wants to stop for a while, and to take it up after the holidays.",
    "The book is kept in {his} room.",
)
