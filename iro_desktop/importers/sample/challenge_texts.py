"""What the sample's challenges are about: whole stories, so that every field of one agrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Story:
    """One issue from evidence to outcome; ``theme`` is one of the default themes.

    ``right_outcome`` is in the child's own terms. ``tracks`` holds ``cla``, ``cp`` or both; the
    ages bound whom it can be told about. ``{he}``, ``{him}`` and ``{his}`` stand for the child.
    """

    theme: str
    evidence: str
    impact: str
    child_view: str
    right_outcome: str
    needed: str
    by_whom: str
    accepts: str
    partly: str
    changed: str
    learning: str = ""
    tracks: str = "cla"
    ages: tuple[int, int] = (0, 17)
    statuses: str = ""


STORIES: Final[tuple[Story, ...]] = (
    Story(
        theme="Delay: permanence",
        evidence="The second review asked for a permanence plan by this month. No planning "
        "meeting has been held and none is booked.",
        impact="{He} does not know where {he} will be living by the next school year.",
        child_view="{He} told me that {he} has stopped asking because nobody knows.",
        right_outcome="“I know where I am going to live, and who decided it.”",
        needed="Hold the permanence planning meeting within ten working days and bring its "
        "recommendation to an early review.",
        by_whom="Team manager",
        accepts="Agreed. The planning meeting is booked and I will chair it myself.",
        partly="The meeting will be held, but not before the family assessment is in.",
        changed="{He} was told the plan by {his} social worker and carer together: {he} stays.",
        learning="Book the planning meeting at the first review, not after the second.",
        ages=(5, 17),
    ),
    Story(
        theme="Delay: assessment or report",
        evidence="The viability assessment of the aunt was due six weeks ago. The aunt says that "
        "she has been visited once.",
        impact="{He} remains in a short-term placement while a family home may be open to {him}.",
        child_view="Too young to say. The carer reports that {he} settles quickly after seeing the "
        "aunt.",
        right_outcome="“I live with my family if they can keep me safe, and I do not wait for it.”",
        needed="Complete the assessment, or say in writing why it cannot go ahead.",
        by_whom="Team manager",
        accepts="The assessment has been given to a second worker and will be finished this month.",
        partly="Two visits are now booked. A date for the report depends on the checks.",
        changed="{He} moved to live with {his} aunt after a week of overnight stays.",
        learning="Ask for the date of the report when the assessment is agreed.",
        ages=(0, 6),
    ),
    Story(
        theme="Delay: court or legal work",
        evidence="Placed with parents under a care order for over a year with no concerns at three "
        "reviews. The discharge application agreed at review has not been made.",
        impact="The family still has to ask before {he} can stay at a friend's house.",
        child_view="“It is embarrassing when my mum has to ring the office.”",
        right_outcome="“I am just at home, like other people.”",
        needed="Send the statement to legal services and make the application.",
        by_whom="Team manager",
        accepts="Legal services have the statement. The application goes in next week.",
        partly="An updated parenting assessment is wanted first; it has been started.",
        changed="The care order was discharged. {He} is at home without the council in the room.",
        learning="Give the application an owner and a date in the review decision.",
        ages=(6, 17),
        statuses="C2",
    ),
    Story(
        theme="Delay: health or education",
        evidence="Therapy was agreed at two reviews. The referral was closed because a consent "
        "form was not returned.",
        impact="{He} is sleeping badly and has been sent home from school twice.",
        child_view="“They said somebody would talk to me about the dreams.”",
        right_outcome="“I have somebody to talk to before it gets worse.”",
        needed="Sign the consent and send the referral again with the school's report.",
        by_whom="Social worker",
        accepts="Consent is signed and the referral was sent again on Tuesday.",
        partly="The referral was sent. Until then the school counsellor has been asked.",
        changed="{He} sees a therapist on Thursdays and asked to keep the time the same.",
        learning="Somebody must check that a referral has arrived.",
        ages=(6, 17),
    ),
    Story(
        theme="Delay: permanence",
        evidence="The placement order was granted in the spring. Family finding has shown no "
        "profile to a panel since.",
        impact="{He} is becoming attached to carers who cannot keep {him}.",
        child_view="Too young to say. The carer describes {him} as clingy at bedtime.",
        right_outcome="“I move once, to the people who will be my family.”",
        needed="Profile regionally now, and bring a timetable to the adoption review.",
        by_whom="Adoption team manager",
        accepts="The profile is with the regional agency and two families have been put forward.",
        partly="The profile is being rewritten; regional search starts when it is ready.",
        changed="A match was agreed at panel and introductions have begun.",
        learning="Track family finding month by month after a placement order.",
        ages=(0, 6),
        statuses="E1",
    ),
    Story(
        theme="Quality of planning: plan not current",
        evidence="The care plan sent for the review is last year's with a new date. It names a "
        "school that {he} left in July.",
        impact="Nobody at the review could say what the plan for {his} education is.",
        child_view="“Half of it is not about me.”",
        right_outcome="“My plan says what is really happening to me.”",
        needed="Write a current care plan with {him} and send it before the record goes out.",
        by_whom="Social worker",
        accepts="Accepted. The plan has been rewritten with {him} and is attached.",
        partly="The education part is rewritten; the rest will follow by the end of the month.",
        changed="{He} has a plan with {his} own words on the first page.",
        learning="Ask for the plan three working days before the review.",
        ages=(7, 17),
    ),
    Story(
        theme="Quality of planning: no clear outcomes",
        evidence="The plan says return home, but sets out no steps, no dates and nothing that the "
        "parents must show.",
        impact="{He} is told that {he} is going home and then that {he} is not.",
        child_view="“I want a date.”",
        right_outcome="“I know what has to happen before I can go home, and when.”",
        needed="A written return plan: what must change, who judges it, by when, and what happens "
        "if it does not.",
        by_whom="Team manager",
        accepts="A return plan with dates is done and the parents have signed it.",
        partly="A draft is with the parents. Dates for overnight stays are not agreed yet.",
        changed="{He} spends weekends at home and can say what the next step is.",
        learning="A plan without steps is a wish.",
        ages=(5, 17),
    ),
    Story(
        theme="Quality of planning: plan does not meet the child's needs",
        evidence="The pathway plan has no accommodation, no money and no named adviser. {He} is 18 "
        "in five months.",
        impact="{He} does not know where {he} will live at 18 and has missed college.",
        child_view="“Everybody asks what I want. Nobody tells me what there is.”",
        right_outcome="“I know where I will live at 18 and who I ring.”",
        needed="Name the adviser now. Bring two real options for accommodation to a meeting with "
        "{him}.",
        by_whom="Leaving care team manager",
        accepts="An adviser has met {him} and staying put with the carers has been costed.",
        partly="An adviser is named. The accommodation panel meets next month.",
        changed="{He} stays with {his} carers after 18 and is back at college.",
        learning="Start pathway planning at 16, with the adviser at the review.",
        ages=(16, 17),
    ),
    Story(
        theme="Quality of planning: no clear outcomes",
        evidence="The child protection plan lists fourteen actions. None says what would be "
        "different for {him}.",
        impact="The family cannot say what has to change, and the core group talks about forms.",
        child_view="{He} told school that meetings do not make mornings any better.",
        right_outcome="“Mornings are calm and I get to school.”",
        needed="Rewrite the plan as four outcomes with the family, in their words.",
        by_whom="Social worker",
        accepts="Rewritten at the core group with both parents. It is now one page.",
        partly="It has been shortened. The family's words will be added at the next core group.",
        changed="{He} has been on time at school for five weeks.",
        learning="Write the plan in the meeting, with the family.",
        tracks="cp",
        ages=(4, 17),
    ),
    Story(
        theme="Delay: drift in carrying out the plan",
        evidence="The third core group was cancelled and nothing has been held for nine weeks. The "
        "parenting work has not started.",
        impact="{He} is living with the same risk as when the plan was made.",
        child_view="Too young to say. The health visitor sees {him} thinner and quieter.",
        right_outcome="“Home is safer now than it was in the summer.”",
        needed="Hold the core group this week and start the work that the conference asked for.",
        by_whom="Team manager",
        accepts="Held on Friday with all agencies. The parenting work starts on Monday.",
        partly="The core group is booked. A worker for the parenting programme is being found.",
        changed="Home conditions improved and {his} weight is back on its line.",
        learning="Core group dates for three months are set at conference.",
        tracks="cp",
        ages=(0, 5),
    ),
    Story(
        theme="Delay: drift in carrying out the plan",
        evidence="Two review conferences have heard the same plan. Police were called three times "
        "in that time and no legal planning meeting has been held.",
        impact="{He} hides upstairs when voices are raised and is often tired in class.",
        child_view="“I want it to stop, but I do not want to leave my mum.”",
        right_outcome="“It is quiet at night.”",
        needed="Hold a legal planning meeting and bring its outcome to an early review conference.",
        by_whom="Service manager",
        accepts="The legal planning meeting was held. Pre-proceedings work has begun.",
        partly="The meeting is agreed, but only after one more assessment visit.",
        changed="The father has moved out, and {he} sleeps through the night.",
        learning="Ask at every second review conference what is different.",
        tracks="cp",
        ages=(5, 15),
    ),
    Story(
        theme="Delay: decision of a review not carried out",
        evidence="Sibling contact every fortnight was a decision of the last two reviews. It has "
        "happened twice in four months.",
        impact="{He} misses {his} brother and thinks that the visits were stopped on purpose.",
        child_view="“Nobody says no. It just does not happen.”",
        right_outcome="“I see my brother every other Saturday.”",
        needed="Agree transport and a supervisor, and put the dates to Easter in writing.",
        by_whom="Social worker",
        accepts="Dates are agreed to the end of term, and both carers have them.",
        partly="Monthly visits start now. Fortnightly depends on the contact centre.",
        changed="{He} has seen {his} brother five times since and keeps the list of dates.",
        learning="A contact decision needs a driver's name.",
        ages=(4, 16),
    ),
    Story(
        theme="Delay: decision of a review not carried out",
        evidence="Four of six decisions of the last review are not done. The manager had agreed "
        "all of them.",
        impact="{He} has no passport and cannot go on the school trip.",
        child_view="“I have asked three times.”",
        right_outcome="“I go on the trip with everybody else.”",
        needed="Apply for the passport this week and send a date for each of the other three.",
        by_whom="Team manager",
        accepts="The passport form has been signed and sent. The others are done or dated.",
        partly="The passport is in hand. Two decisions wait for a new social worker.",
        changed="The passport came in time. {He} went on the trip.",
        learning="Go through decisions at the midpoint, one by one.",
        ages=(8, 17),
    ),
    Story(
        theme="Practice: no social worker or too many changes",
        evidence="Third social worker in seven months. The handover was an email, and the child "
        "was not told.",
        impact="{He} has stopped coming to visits and gives one-word answers.",
        child_view="“I am not telling it all again.”",
        right_outcome="“I have one social worker, and I knew before the last one went.”",
        needed="A permanent worker, introduced in person, and a goodbye visit by the last one.",
        by_whom="Team manager",
        accepts="A permanent worker has been named and was introduced by the last one.",
        partly="The goodbye visit is done. The new post is still being filled.",
        changed="{He} has had the same worker for four months and rings her.",
        ages=(6, 17),
    ),
    Story(
        theme="Practice: visits or contact",
        evidence="No visit has been recorded for nine weeks. The carer confirms that nobody came.",
        impact="Nobody has seen {his} bedroom or asked {him} how {he} is since the move.",
        child_view="“The new one has not been yet.”",
        right_outcome="“My social worker comes when they say they will.”",
        needed="Visit this week, see {him} alone, and record it.",
        by_whom="Social worker",
        accepts="Visited on Wednesday and saw {him} alone. Visits are in the diary to March.",
        partly="A duty worker has visited. The allocated worker returns next week.",
        changed="{He} has been visited on time three times running.",
        ages=(3, 17),
    ),
    Story(
        theme="Delay: health or education",
        evidence="On a part-time timetable since September. No PEP has been completed this year.",
        impact="{He} is in school for nine hours a week and is falling behind in maths.",
        child_view="“I am bored at home.”",
        right_outcome="“I am in school all day, and I have help with maths.”",
        needed="PEP meeting with the virtual school, and a date for full-time return.",
        by_whom="Virtual school",
        accepts="The PEP was held. Full time from after half-term, with one-to-one maths.",
        partly="The PEP was held. The school wants a slower return.",
        changed="{He} is in school full time and moved up a maths set.",
        learning="Ask for the timetable, not for attendance.",
        ages=(5, 16),
    ),
    Story(
        theme="Delay: health or education",
        evidence="The review health assessment is four months late and no dentist has been found.",
        impact="{He} has had toothache for weeks.",
        child_view="“It hurts when I eat.”",
        right_outcome="“My teeth do not hurt, and somebody checks on me.”",
        needed="An urgent dental appointment and a date for the health assessment.",
        by_whom="Social worker",
        accepts="The dentist saw {him} on Monday. The assessment is booked.",
        partly="The dentist saw {him}. The nurse has no date before next month.",
        changed="Two teeth were treated and {he} is eating normally.",
        ages=(3, 17),
    ),
    Story(
        theme="Quality of planning: plan does not meet the child's needs",
        evidence="{He} was moved with two days' notice and no review. The carers say that they had "
        "asked for help for a month.",
        impact="A new town, a 50-minute taxi to school, and {his} things in bin bags.",
        child_view="“I did not say goodbye to the dog.”",
        right_outcome="“I do not move again without being asked.”",
        needed="An early review, a stability meeting with the new carers, and a visit back.",
        by_whom="Team manager",
        accepts="The stability meeting is held and a visit to the former carers is arranged.",
        partly="The early review is agreed. A visit back is being discussed with the carers.",
        changed="{He} has visited the former carers twice and has settled where {he} is.",
        learning="A carer who asks for help is told to the IRO the same week.",
        ages=(5, 17),
    ),
    Story(
        theme="Delay: permanence",
        evidence="The match for long-term fostering has been with the panel adviser since the last "
        "review.",
        impact="{He} calls it home, but the paper says short term, and {he} has read it.",
        child_view="“Am I staying or not?”",
        right_outcome="“It is written down that I am staying.”",
        needed="Take the match to the next panel.",
        by_whom="Fostering team manager",
        accepts="The match is on the agenda of the next panel.",
        partly="The panel wants a health update first. It has been asked for.",
        changed="The match was agreed. {He} chose the colour of {his} room.",
        ages=(6, 16),
    ),
    Story(
        theme="Participation: the child has not been heard",
        evidence="The conference began before {his} views were sought. No advocate was offered.",
        impact="Decisions about {his} home were made without anything from {him}.",
        child_view="“I would have said something if they had asked.”",
        right_outcome="“People heard me before they decided.”",
        needed="Offer an advocate, see {him} alone before the core group, and bring {his} words.",
        by_whom="Social worker",
        accepts="The advocate has met {him}, and {his} views were read out at the core group.",
        partly="{He} has been seen. An advocate can start next month.",
        changed="{He} came to the next conference for the first half, with the advocate.",
        tracks="cp",
        ages=(8, 17),
    ),
    Story(
        theme="Participation: the child has not been heard",
        evidence="{He} was given the consultation form on the morning of the review, in English "
        "only.",
        impact="{He} sat through the meeting and said nothing.",
        child_view="Through an interpreter: “I did not understand what the meeting was for.”",
        right_outcome="“I understand my review, and I have my say.”",
        needed="An interpreter for a visit before the review and for the review itself.",
        by_whom="Social worker",
        accepts="The same interpreter is booked for the visit and for the review.",
        partly="A telephone interpreter is booked. In person was not available.",
        changed="{He} set the first two points of the agenda at the next review.",
        ages=(12, 17),
        statuses="V2",
    ),
    Story(
        theme="Delay: decision of a review not carried out",
        evidence="Life story work has been a decision of three reviews. There is no book and no "
        "worker.",
        impact="{He} has made up {his} own account of why {he} came into care.",
        child_view="“I want to know what happened when I was a baby.”",
        right_outcome="“My life story makes sense to me before I move school.”",
        needed="Name a worker, gather photographs from the family, and begin by half-term.",
        by_whom="Team manager",
        accepts="A worker has been named, and the first session was held.",
        partly="Photographs have been gathered. A worker is to be named.",
        changed="{He} has a book, and shows it to people whom {he} trusts.",
        ages=(5, 13),
    ),
    Story(
        theme="Practice: visits or contact",
        evidence="Contact with the mother was cut from weekly to monthly without a review. The "
        "reason given is staffing.",
        impact="{He} cries after visits and asks when the next one is.",
        child_view="“A month is too long.”",
        right_outcome="“I see my mum often enough to know that she is all right.”",
        needed="Put weekly contact back, or bring the change to a review with reasons that are "
        "about {him}.",
        by_whom="Team manager",
        accepts="Weekly contact starts again from next week.",
        partly="Fortnightly from now, and the change will come to an early review.",
        changed="Contact is weekly again and {he} is sleeping better.",
        ages=(2, 12),
    ),
    Story(
        theme="Practice: statutory duty not met",
        evidence="Missing four times in three weeks. There were no return interviews, and the "
        "strategy meeting has no date.",
        impact="{He} comes back with new things and will not say from whom.",
        child_view="“I am fine. Stop asking.”",
        right_outcome="“Somebody I trust knows where I am.”",
        needed="A strategy meeting, a return interview by somebody whom {he} knows, and a shared "
        "safety plan.",
        by_whom="Service manager",
        accepts="The strategy meeting was held yesterday. The youth worker will do the interviews.",
        partly="Return interviews are arranged. The police are to confirm a date for the meeting.",
        changed="{He} has not been missing for seven weeks and rings the youth worker.",
        ages=(12, 17),
    ),
    Story(
        theme="Quality of planning: plan does not meet the child's needs",
        evidence="There are no parallel plans. If the grandparents' assessment fails, there is "
        "nothing behind it.",
        impact="A negative assessment would put {him} back to the beginning at nine months old.",
        child_view="Too young to say.",
        right_outcome="“Whatever the court decides, my family is ready for me.”",
        needed="Begin the adoption medical and the sibling assessment alongside the kinship one.",
        by_whom="Team manager",
        accepts="Both have been started. The permanence plan now shows two routes.",
        partly="The medical is booked. The sibling assessment waits for a worker.",
        changed="The court had both routes before it, and {he} went to {his} grandparents on time.",
        learning="Ask for both plans at the first review of every baby.",
        ages=(0, 2),
    ),
    Story(
        theme="Delay: court or legal work",
        evidence="Accommodated under section 20 for eight months with no plan for legal security "
        "and no agreement renewed.",
        impact="Either parent could take {him} home tomorrow, and {he} knows it.",
        child_view="“My dad says he is coming to get me.”",
        right_outcome="“I know who decides about me.”",
        needed="A legal planning meeting and a decision: return with a plan, or proceedings.",
        by_whom="Service manager",
        accepts="The legal planning meeting decided to issue. The papers are being drawn up.",
        partly="A new agreement is signed. The planning meeting is next month.",
        changed="An interim order was made. {He} knows that {he} stays while the court decides.",
        learning="Put section 20 over four months on every midpoint check.",
        ages=(3, 14),
        statuses="V2",
    ),
    Story(
        theme="Quality of planning: no exit or discharge plan",
        evidence="The plan is for the child protection plan to end at the next conference, but no "
        "support after it has been agreed.",
        impact="The last plan ended in the same way, and {he} was back on one within the year.",
        child_view="{He} told the school nurse that things are better “for now”.",
        right_outcome="“It stays better.”",
        needed="A child in need plan with named people, ready on the day of the conference.",
        by_whom="Social worker",
        accepts="The child in need plan is drafted, and the family support worker stays.",
        partly="A referral to early help has been made. No worker is named yet.",
        changed="The plan ended with support in place, and {he} still has the same worker.",
        tracks="cp",
        ages=(3, 16),
    ),
    Story(
        theme="Participation: parents or carers have not been heard",
        evidence="Reports reached the family on the morning of the conference, with another "
        "family's details in one of them.",
        impact="The parents left in the first ten minutes and could not be part of the plan.",
        child_view="{He} was told about the meeting by {his} mother, who was upset.",
        right_outcome="“My mum can help to make the plan.”",
        needed="An apology, corrected reports two days before, and a reconvened core group.",
        by_whom="Team manager",
        accepts="An apology was made in person, and the corrected reports have been delivered.",
        partly="Corrected reports have been sent. The service manager will apologise.",
        changed="Both parents stayed for the whole of the next meeting.",
        tracks="cp",
        ages=(2, 16),
    ),
    Story(
        theme="Delay: assessment or report",
        evidence="The pre-birth assessment is not finished, and the baby is due within weeks. No "
        "hospital plan has been shared.",
        impact="Nobody can say who will be in the room when the baby is born.",
        child_view="Not yet born.",
        right_outcome="“When I am born, the people who look after me know what to do.”",
        needed="Finish the assessment and share a hospital plan with the midwife this week.",
        by_whom="Social worker",
        accepts="The plan is with the ward, and both parents have a copy.",
        partly="The hospital plan has been shared in draft.",
        changed="Mother and baby went home together with a plan that everybody had read.",
        tracks="cp",
        ages=(-1, -1),
    ),
)

PLANNING_STORIES: Final = tuple(
    story for story in STORIES if story.theme.startswith("Quality of planning")
)
"""The issues, by no order; ages of -1 mean a child not yet born."""

PRAISE: Final[tuple[tuple[str, str], ...]] = (
    (
        (
            "The social worker drove to see {him} on the evening of the move and stayed until "
            "{he} had unpacked."
        ),
        "{He} has settled, and says so.",
    ),
    (
        "Life story work was done with the grandmother in the room, at {his} pace.",
        "{He} can tell {his} own story.",
    ),
    (
        "The plan was written with {him} on one page, and {he} keeps a copy in {his} room.",
        "{He} knows what happens next.",
    ),
    (
        "The team kept the same worker through a change of area, so {he} need not start again.",
        "{He} has had one worker for two years.",
    ),
    (
        "Both parents were helped to write their part of the conference report.",
        "{His} parents say that the plan is theirs.",
    ),
)
"""Good practice that an officer noted: what was done, and what it meant for the child."""

WHY_STAGE: Final[tuple[str, ...]] = (
    "No reply to the informal challenge.",
    "The reply did not say when it will be done.",
    "Agreed twice and not done; the child's timetable does not allow a third time.",
    "The team manager cannot release the money that it needs.",
    "The harm to the child is too great for an informal stage.",
    "The reply disputes the decision of the review.",
)
"""Why an issue went to a formal stage."""

CAFCASS: Final[tuple[str, ...]] = (
    "Considered. The issue can be settled within the authority, in time for the child.",
    "Considered and not needed: the reply accepts the outcome and gives a date.",
    "Considered. To be looked at again if the date is missed.",
)
"""Why Cafcass was, or was not, asked."""
