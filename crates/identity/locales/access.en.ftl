# “Who looked at my data”.

access-title = Who looked at my data
access-lead = Every look at your data and every transfer of them: when, who and why. The newest come first. What you look at yourself is not written down.
access-whole = { $count ->
    [one] The log is whole: { $count } entry, nothing changed or removed.
   *[other] The log is whole: { $count } entries, nothing changed or removed.
}
access-broken = The log is damaged from entry { $position } on: it was changed or removed. We already know. Please call us: { $phone }.
access-none-title = Nobody has looked yet
access-none-text = An entry appears when your data are compared with a registry, or opened by an officer or an operator of a centre.
access-older = The latest 200 entries are shown; earlier ones: { $count }.
access-more = Do you not recognise an action? <a class="govuk-link" href="/support">Turn to support</a>.

access-owner = You
access-portal = The portal
access-stranger = A visitor of the check page

access-operator = Administrator of the portal
access-account-signed-out = All sessions were ended
access-account-locked = The account was locked
access-account-unlocked = The account was opened again
access-operator-owner-asked = The owner asked for it
access-operator-suspicion = Somebody else seems to use it
access-operator-order = By order of a court or an authority
access-operator-left = The member of staff works here no more

access-second-party = The other party of the application

access-account-found = Account found
access-profile-read = Personal data viewed
access-profile-changed = Personal data corrected
access-profile-checked-again = Data sent to be checked again
access-identity-confirmed = Identity confirmed
access-sent-to-registry = Data sent to a registry to be compared
access-application-read = Application opened
access-file-read = File of an application opened
access-document-issue = Document prepared
access-document-revoke = Document revoked
access-document-check = Document checked
access-rating-read = Your comment on a service was read

access-why-application = Review of application No. { $number }
access-why-rating = What people say of the agency's services
access-why-agreement = Agreement to application No. { $number }
access-why-check = Check of authenticity by number { $number }
access-why-visit = { $why }, visit No. { $number }

settings-look-last = The latest: { $action }, { $time }
settings-looks-open = Open the log
access-why-registry = Check of what you entered: { $registry }
