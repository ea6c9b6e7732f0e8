# Applications: states, history, the citizen's pages, the officer's desk, the home page.

applications-state-draft = Draft
applications-state-submitted = Sent
applications-state-awaiting-payment = Payment due
applications-state-in-review = In review
applications-state-awaiting-information = More information needed
applications-state-approved = Approved
applications-state-result-ready = Result ready
applications-state-refused = Refused
applications-state-withdrawn = Withdrawn
applications-state-expired = Expired

applications-event-begun = Draft begun
applications-event-sent = Sent
applications-event-payment-required = Payment due
applications-event-review-begun = In review
applications-event-paid = Paid, in review
applications-event-asked = More information needed
applications-event-answered = You answered, in review
applications-event-approved = Approved
applications-event-issued = Result ready
applications-event-refused = Refused
applications-event-withdrawn = Withdrawn
applications-event-expired = Expired
applications-event-taken = Taken on
applications-event-released = Put back into the queue
applications-event-noted = Note

applications-role-citizen = you
applications-role-officer = case worker
applications-role-portal = portal
applications-role-payment = the payment arrived

applications-deadline-review = decision by { $day } ({ $left })
applications-deadline-answer = answer by { $day } ({ $left })
applications-deadline-payment = pay by { $day } ({ $left })
applications-left-days = { $count ->
    [one] { $count } working day left
   *[other] { $count } working days left
}
applications-left-today = today is the last day
applications-left-overdue = overdue
applications-until = by { $day }

# The form
applications-optional = { $title } (optional)
applications-hint-phone = For example, +7 900 000-00-00
applications-hint-snils = For example, 123-456-789 64
applications-hint-passport = Series and number, for example 45 00 123456
applications-hint-address = Region, place, street, house, flat
applications-file-remove = Remove
applications-file-shelf = Choose from “My documents”
applications-file-replace = To replace the file, choose another one
applications-item-add = Add another
applications-item-remove = Remove
applications-save-and-leave = Save and leave
applications-saved-at = Saved at { $time }
applications-draft-kept = Your draft is saved. You can return to it from any device.
applications-unfinished-title = You have an unfinished application
applications-unfinished-text = “{ $service }”, begun on { $day }. Go on from where you stopped, or start again.
applications-resume = Continue the application
applications-begin-anew = Start again
applications-begin-anew-hint = If you start again, the unfinished application will be deleted.

# Sending
applications-check-title = Check your answers
applications-check-missing = Something is missing
applications-check-applicant = Your details from the profile
applications-check-applicant-change = profile details
applications-fee = Fee
applications-fee-later = You pay it after sending; the review begins then.
applications-declaration-title = Before you send it
applications-declaration = By sending the application you confirm that the information is true, and agree to pass it to the agency together with the data of your profile.
applications-send = Send
applications-confirm-step = Sending the application
applications-confirm-changed = Something has changed. Check your answers and send the application again
applications-confirm-no-contact = To send the application, confirm a phone or e-mail address: the code goes there
applications-confirm-soon = When you press the button, we send a code to your confirmed phone or e-mail address.
applications-said-by-code = Confirmed by a code from a message
applications-sent-title = Application sent
applications-sent-number = Application number
applications-sent-next = What happens next
applications-next-pay = Pay the fee
applications-next-pay-note = { $sum }. The review begins as soon as it is paid
applications-next-paid = The fee is paid
applications-next-review = The agency reviews the application
applications-next-review-until = By { $day }. If something is missing, you will be asked for it
applications-next-review-after-payment = Begins after payment
applications-next-result = Result
applications-next-result-note = It comes to your account. We will send you a message
applications-pay = Pay the fee
applications-to-application = Go to the application

# Applications
applications-title = Applications
applications-history-title = History
applications-history-all = History of applications
applications-history-empty = The history will be here
applications-filter = State of the application
applications-filter-all = All
applications-empty-title = No applications yet
applications-empty-text = Choose a service, fill in the application and send it. Here you will see what happens to it.
applications-empty-action = Choose a service
applications-line-sent = No. { $number } of { $day }
applications-line-begun = Begun on { $day }
applications-draft-title = The application has not been sent yet
applications-draft-text = Everything you have entered is saved.
applications-draft-delete = Delete the draft
applications-draft-delete-title = Delete the draft?
applications-draft-delete-text = “{ $service }”: what you entered will be lost. This cannot be undone.
applications-draft-deleted = The draft is deleted
applications-draft-delete-yes = Delete the draft
applications-draft-delete-no = Keep the draft
applications-asked-title = The agency asks for more information
applications-asked-clock = The clock stands still until you answer.
applications-answer-label = Your answer
applications-answer-files = Documents
applications-answer-files-kept = Documents you attached
applications-answer = Answer
applications-answered = Your answer is sent. The review goes on.
applications-answer-empty = Write an answer or attach a document
applications-answer-too-long = Shorten the answer to 4000 characters
applications-answer-too-many-files = Attach no more than 10 files at a time
applications-answer-files-sent = Your documents
applications-payment-title = Pay the fee
applications-payment-text = { $sum } to pay. The review begins as soon as it is paid.
applications-refused-title = The application was refused
applications-correct = Correct and send again
applications-corrects = Sent instead of application No. { $number }
applications-correct-unfinished = You already have an unfinished application for this service. Send it or delete it, then correct the earlier one.
applications-instead = You sent application No. { $number } instead
applications-instead-draft = You are correcting it: the draft is saved
applications-answers-sent = What you sent
applications-approved-text = The decision is made, the result is being prepared. It usually takes less than a minute.
applications-done-text = The service has been provided
applications-expired-title = The time is over
applications-expired-answer = The agency did not get your answer in time, so the application is closed. The answers you sent are saved.
applications-expired-payment = The fee was not paid in time, so the application is closed. The answers you sent are saved.
applications-expired-agreement = The other person did not answer in time, so the application is closed. The answers you sent are saved.
applications-draft-gone-text = The application was not sent. Its draft is deleted, and your answers with it.
applications-withdrawn-title = You withdrew the application
applications-withdrawn-text = The agency is no longer reviewing it. The answers you sent are saved.
applications-apply-again = Apply again
applications-apply-again-same = Apply again with the same answers
applications-said-ground = Reason: { $text }
applications-said-advice = What to do: { $text }
applications-said-comment = Explanation: { $text }
applications-result-title = The result is ready
applications-download = Download
applications-withdraw = Withdraw the application
applications-withdraw-title = Withdraw the application?
applications-withdraw-text = “{ $service }”, No. { $number }. The agency will stop reviewing it. This cannot be undone, but you can apply again.
applications-withdraw-fee = A fee that is paid does not come back by itself: ask the agency for a refund.
applications-withdraw-yes = Yes, withdraw
applications-withdraw-no = Do not withdraw
applications-withdrawn = The application is withdrawn
applications-withdraw-too-late = It can no longer be withdrawn: the agency has decided

applications-applicant-name = Full name
applications-applicant-born-on = Date of birth
applications-applicant-birth-place = Place of birth
applications-applicant-citizenship = Citizenship
applications-applicant-passport = Passport
applications-applicant-passport-issued-on = Passport issued on
applications-applicant-snils = SNILS
applications-applicant-address = Registration address
applications-applicant-phone = Phone
applications-applicant-email = E-mail

# Notices: in the cabinet and by mail, subject, SMS
applications-notice-sent = “{ $service-en }”: application No. { $number } has been received. We will tell you of every step.
applications-notice-sent-subject = Application No. { $number } sent
applications-notice-sent-sms = Application { $number } sent. Follow it in your Okno account.
applications-notice-payment = “{ $service-en }”: pay the fee of { $sum-en } by { $due-en } and the review of application No. { $number } will begin.
applications-notice-payment-subject = Application No. { $number } awaits payment
applications-notice-payment-sms = Application { $number }: pay the fee of { $sum-en } by { $due-en } in your Okno account.
applications-notice-paid = “{ $service-en }”: your payment arrived, application No. { $number } is in review. Decision by { $due-en }.
applications-notice-paid-subject = Application No. { $number } is in review
applications-notice-paid-sms = Your payment arrived, application { $number } is in review.
applications-notice-asked = “{ $service-en }”: the agency asks for more information on application No. { $number }. Answer by { $due-en }.
applications-notice-asked-subject = Application No. { $number }: more information needed
applications-notice-asked-sms = Application { $number }: more information needed. Answer by { $due-en } in your Okno account.
applications-notice-issued = “{ $service-en }”: the result of application No. { $number } is ready in your account. You can rate the service there too.
applications-notice-issued-subject = Application No. { $number }: result ready
applications-notice-issued-sms = Application { $number }: the result is ready in your Okno account.
applications-notice-refused = “{ $service-en }”: application No. { $number } was refused. The reason and what to do next are in your account.
applications-notice-refused-subject = Application No. { $number } refused
applications-notice-refused-sms = Application { $number } refused. The reason and advice are in your Okno account.
applications-notice-withdrawn = “{ $service-en }”: you withdrew application No. { $number }. If it was not you, change your password.
applications-notice-withdrawn-subject = Application No. { $number } withdrawn
applications-notice-withdrawn-sms = Application { $number } withdrawn.
applications-notice-expired = “{ $service-en }”: the time of application No. { $number } is over, it is closed. You can apply again.
applications-notice-expired-subject = Application No. { $number } expired
applications-notice-expired-sms = Application { $number } is closed: its time is over. You can apply again.
applications-notice-near-answer = “{ $service-en }”: the agency awaits your answer on application No. { $number } by { $due-en }.
applications-notice-near-answer-subject = Application No. { $number }: the last day to answer is near
applications-notice-near-answer-sms = Application { $number }: answer the agency by { $due-en }.
applications-notice-near-payment = “{ $service-en }”: the fee of { $sum-en } for application No. { $number } must be paid by { $due-en }.
applications-notice-near-payment-subject = Application No. { $number }: the last day to pay is near
applications-notice-near-payment-sms = Application { $number }: pay { $sum-en } by { $due-en }.

# The desk
desk-title = Queue
desk-my-cases = My cases
desk-ratings = Ratings
desk-ratings-title = Ratings of services
desk-ratings-note = There are no names here. People who wrote a comment see in their access log that the head of the agency has read it.
desk-ratings-service = Service
desk-ratings-all-services = All services
desk-ratings-stars = Rating
desk-ratings-all-stars = Any
desk-ratings-show = Show
desk-ratings-months = By month
desk-ratings-month = Month
desk-ratings-of = { $month ->
    [m1] January
    [m2] February
    [m3] March
    [m4] April
    [m5] May
    [m6] June
    [m7] July
    [m8] August
    [m9] September
    [m10] October
    [m11] November
   *[m12] December
} { $year }
desk-ratings-sent = Applications
desk-ratings-count = Ratings
desk-ratings-average = Average
desk-ratings-list = Comments
desk-ratings-none = No comments yet
desk-filters = Lists of cases
desk-list = Cases
desk-filter-all = All
desk-filter-mine = Mine
desk-filter-unassigned = Unassigned
desk-filter-answered = Answered
desk-filter-due = Due today
desk-filter-waiting = Awaiting applicant
desk-chart = Decided in 14 days
desk-search = Number, family name, SNILS
desk-empty = Nothing here
desk-choose = Choose a case
desk-choose-text = The most urgent come first.
desk-column-case = Case
desk-column-state = State
desk-column-due = Due
desk-status-answered = Answered
desk-due-overdue = overdue
desk-due-today = today
desk-due-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
desk-you = you
desk-colleague = a colleague
desk-role-citizen = applicant
desk-event-asked = More information requested, the clock stands still
desk-event-answered = The applicant answered
desk-sent = sent on { $day }
desk-taken-by = Case worker: { $name }
desk-instead-of = Sent instead of application No. { $number }
desk-not-taken = Unassigned
desk-applicant = Applicant
desk-documents = Documents
desk-file-new = new
desk-decision = For the decision
desk-take = Take on
desk-release = Put back into the queue
desk-ask = Ask for more
desk-ask-title = Ask for more information
desk-ask-label = What is missing
desk-ask-hint = The applicant will read this. Say what to attach or correct, and why
desk-ask-empty = Say what is missing, in at most 4000 characters
desk-asked = The applicant has been asked, the clock stands still
desk-approve = Approve and issue
desk-approved = Approved, the result is being prepared
desk-refuse = Refuse
desk-refuse-title = Refuse
desk-refuse-ground = Reason for refusal
desk-refuse-choose = Choose a reason for refusal
desk-refuse-comment = Explanation for the applicant (optional)
desk-refuse-comment-hint = The applicant sees the reason and advice of the list anyway
desk-refused = Refused, the applicant has been told
desk-note = Note
desk-note-title = A note for colleagues
desk-note-label = Text of the note
desk-note-hint = The applicant will not see it
desk-note-empty = Write a note of at most 4000 characters
desk-note-save = Save the note
desk-text-too-long = Shorten the text to 4000 characters
desk-back-to-case = Back to the case
desk-refusal-not-found = There is no such case
desk-refusal-not-now = Not done: the case is in another state by now. Below it is as it stands.
desk-refusal-changed = Not done: the case changed while you were looking. Below it is as it stands.
desk-refusal-with-colleague = Not done: a colleague is working on this case.

# Home
home-title = Public services
home-heading = What do you need to do?
home-popular = Popular services
home-waiting = Waiting for you
home-situations = Life situations
home-all = All services
home-situation-services = { $count ->
    [one] { $count } service, step by step
   *[other] { $count } services, step by step
}
home-waiting-answer = Answer the agency
home-waiting-payment = Fee of { $sum }
home-waiting-result = Result ready
home-waiting-draft = Finish the application
my-services-title = My services
my-services-nothing-waits = Nothing is required of you at the moment.
my-services-recent = Recent applications
my-services-all-applications = All applications
my-services-all-services = All services

applications-rating-title = Rate the service
applications-rating-hint = Everybody sees the rating without your name; only the agency reads the comment.
applications-rating-5 = 5, excellent
applications-rating-4 = 4, good
applications-rating-3 = 3, passable
applications-rating-2 = 2, bad
applications-rating-1 = 1, terrible
applications-rating-comment = What was good, or what we should improve (optional)
applications-rating-comment-hint = Up to 1000 characters
applications-rating-send = Send the rating
applications-rating-missing = Choose a rating from 1 to 5
applications-rating-too-long = Shorten the comment to 1000 characters
applications-rating-thanks = Thank you for the rating.
applications-rating-yours = Your rating
applications-rating-given = { $stars } of { $most }
