# The agreement of a second party: the state, the pages of whoever agrees and of whoever applied.

applications-state-awaiting-agreement = Waiting for agreement
applications-state-declined = Not agreed
applications-event-agreement-required = Waiting for agreement
applications-event-agreed = Agreement given
applications-event-declined = Not agreed
applications-role-second-party = the other party
applications-deadline-agreement = agreement until { $day } ({ $left })

agreements-wait-title = We are waiting for the other party's agreement
agreements-wait-text = The application is in the account of the person with this SNILS, if that person has a verified account. Tell them to come to the portal: they read the application and confirm it with a code. Then it goes on.
agreements-wait-who = We do not say whether they have an account: that is their personal data. If they have none, they can register and confirm their identity, and the application will be there.
agreements-refused-title = The other party did not agree
agreements-refused-text = The agency did not get the application, and there is no fee to pay. Come to an agreement and send it again: what you entered is kept.
agreements-next = The other party confirms the application
agreements-next-note = By { $day }, in their own account. Tell them about it
agreements-own-title = You gave your own SNILS instead of the other party's
agreements-own-text = Go back to the question and enter the SNILS of the other person: two people confirm this application.

home-waiting-agreement = Waits for your agreement
agreements-title = Your agreement is needed
agreements-who = { $name } asks you to confirm the application “{ $service }”. Read it and decide.
agreements-applicant = Who applied
agreements-you = Who you are
agreements-what = What you agree to
agreements-until = Answer by { $day }. If you do not, the application is closed.
agreements-code = When you press the button, we send a code to your confirmed phone or e-mail address.
agreements-confirm = Confirm
agreements-decline = Decline
agreements-no-contact = To confirm the application, add a phone or e-mail address: the code goes there
agreements-given = You have confirmed the application
agreements-declined = You have declined, and the applicant has been told
agreements-agreed-title = You have confirmed the application
agreements-agreed-text = The applicant and the agency see to the rest. Nothing more is needed of you.
agreements-declined-title = You have declined
agreements-declined-text = The application is closed. If you have changed your mind, the applicant can send it again.
agreements-closed-title = Your agreement is not needed any more
agreements-closed-text = The application was withdrawn, or the time to answer has passed. If it is still wanted, the applicant can send it again.
agreements-decline-title = Decline the application?
agreements-decline-text = The application is closed. The applicant is told, and reads your reason.
agreements-decline-reason = Why you decline
agreements-decline-hint = For example: the date in the application is wrong. The applicant reads this text
agreements-decline-empty = Write why you decline, in at most 1,000 characters
agreements-decline-no = Do not decline

# The rules of the service on the page of a case
desk-rules = Which rules had a say
desk-rule-met = No obstacle
desk-rule-broken = This is an obstacle
desk-rule-unknown = It cannot be told: something is not known
desk-rule-no-fee = No fee
desk-rule-review = Review, working days
desk-rule-today = Day of sending
desk-rule-sex = Sex
desk-rule-children = Children in the profile
desk-rule-vehicles = Vehicles in the profile
desk-rule-profile = In the profile

desk-agreement = Agreement of the other party
desk-agreement-given = Agreed
desk-agreement-by-code = confirmed by a code

# Notices to the applicant
applications-notice-agreement = “{ $service-en }”: application No. { $number } was sent and waits for the other party's agreement until { $due-en }. Tell them about it.
applications-notice-agreement-subject = Application No. { $number } waits for the other party
applications-notice-agreement-sms = Application { $number } waits for the other party's agreement until { $due-en }. Tell them.
applications-notice-agreed = “{ $service-en }”: the other party has confirmed application No. { $number }, and it has gone to the agency.
applications-notice-agreed-subject = Application No. { $number }: agreement given
applications-notice-agreed-sms = Application { $number }: agreement given, it is being reviewed.
applications-notice-declined = “{ $service-en }”: the other party did not agree to application No. { $number }. The reason and what to do are in your account.
applications-notice-declined-subject = Application No. { $number }: not agreed
applications-notice-declined-sms = Application { $number }: the other party did not agree. The reason is in your Okno account.
applications-notice-near-agreement = “{ $service-en }”: the other party has not confirmed application No. { $number } yet. They can until { $due-en }.
applications-notice-near-agreement-subject = Application No. { $number }: the last day to agree is near
applications-notice-near-agreement-sms = Application { $number }: the other party has not agreed yet, until { $due-en }.

# Notices to the second party
applications-notice-second-asked = You are asked to confirm the application “{ $service-en }”. Read it in your account and answer by { $due-en }. If you know nothing of it, decline.
applications-notice-second-asked-subject = Your agreement is needed: “{ $service-en }”
applications-notice-second-asked-sms = Your agreement to an application is needed. Answer by { $due-en } in your Okno account.
applications-notice-second-near = The application “{ $service-en }” still waits for your agreement, until { $due-en }.
applications-notice-second-near-subject = The last day is near: “{ $service-en }”
applications-notice-second-near-sms = An application waits for your agreement until { $due-en }.
applications-notice-second-agreed = You have confirmed the application “{ $service-en }”. If it was not you, change your password and tell the support.
applications-notice-second-agreed-subject = You have confirmed the application “{ $service-en }”
applications-notice-second-agreed-sms = You have confirmed an application. If it was not you, change your password.
applications-notice-second-declined = You have declined the application “{ $service-en }”. The applicant has been told.
applications-notice-second-declined-subject = You have declined: “{ $service-en }”
applications-notice-second-declined-sms = You have declined an application. The applicant has been told.
applications-notice-second-withdrawn = The application “{ $service-en }” was withdrawn: your agreement is not needed any more.
applications-notice-second-withdrawn-subject = The application “{ $service-en }” was withdrawn
applications-notice-second-withdrawn-sms = The application was withdrawn, your agreement is not needed any more.
applications-notice-second-expired = The application “{ $service-en }” is closed: the time for your agreement has passed.
applications-notice-second-expired-subject = Too late: “{ $service-en }”
applications-notice-second-expired-sms = The application is closed: the time for your agreement has passed.
