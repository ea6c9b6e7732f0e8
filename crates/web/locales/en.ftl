# The words of the portal itself: header, footer, components, error pages.
ui-brand = Okno
ui-skip = Skip to main content
ui-menu = Menu
ui-menu-services = Services
ui-menu-life-events = Life events
ui-menu-agencies = Agencies
ui-menu-centres = Centres
ui-menu-support = Help
ui-region = Region:
ui-low-vision = Low-vision version
ui-notifications = Notifications
ui-cabinet = My account
ui-sign-in = Sign in
ui-sign-out = Sign out
ui-workplace = Workplace
ui-keys-off = Turn single-key shortcuts off
ui-keys-on = Turn single-key shortcuts on

ui-side-menu = Account sections
ui-side-services = My services
ui-side-applications = Applications
ui-side-payments = Payments
ui-side-certificates = Certificates
ui-side-files = My documents
ui-side-notifications = Notifications
ui-side-settings = Settings

ui-footer-about = About the portal
ui-footer-terms = Terms of use
ui-footer-privacy = Privacy policy
ui-footer-questions = Questions and answers
ui-footer-centres = Find a centre
ui-footer-low-vision = Low-vision version
ui-footer-ordinary = Standard version
ui-footer-check = Check a document
ui-footer-consent = Agencies receive your data only with your consent.
ui-footer-who = Who has seen it

ui-back = Back
ui-back-label = Step back
ui-save = Save
ui-continue = Continue
ui-change = Change
ui-choose = Choose
ui-yes = Yes
ui-no = No
ui-breadcrumbs = You are here
ui-pages = Pages
ui-previous = Previous
ui-next = Next
ui-step = Step { $step } of { $total }
ui-copy = Copy
ui-copied = Copied
ui-saving = Saving…
ui-saved = Saved
ui-saved-at = Saved at { $time }
ui-password-show-label = Show password
ui-password-hide-label = Hide password
ui-not-saved = Could not save. Check your connection
ui-error-summary = There is a problem
ui-error-prefix = Error:
ui-day-hint = For example, 27.03.2015
ui-file-hint = PDF, JPEG or PNG, up to 5 MB
ui-password-show = Show
ui-password-hide = Hide
ui-password-shown = Your password is visible
ui-password-hidden = Your password is hidden
ui-characters-most = At most { $max ->
    [one] { $max } character
   *[other] { $max } characters
}
ui-characters-left = Characters left:
ui-characters-over = Characters too many:
ui-search-label = Search the portal
ui-search-placeholder = Service, document or agency
ui-search-button = Search
ui-search-none = No suggestions
ui-search-some = Suggestions:

region-title = Your region
region-hint = Services, deadlines and the time zone depend on it

error-reference = Reference:
error-home = Go to the home page
error-support = Help
error-not-found-title = Page not found
error-not-found-text = Check the address or use the search. If you followed a link, it may be out of date.
error-denied-title = You cannot open this page
error-denied-text = Your account has no access to this page. If you need it for your work, ask an administrator.
error-conflict-title = The data has changed
error-conflict-text = Something changed here while you were filling in the page. Go back, refresh the page and try again.
error-throttled-title = Too many attempts
error-throttled-text = We paused this to protect you. Try again after { $time }.
error-sign-in-title = Sign in
error-sign-in-text = This page opens after you sign in.
error-expired-title = This page has expired
error-expired-text = Go back, refresh the page and send the form again. Nothing has been changed.
error-malformed-title = We could not understand the request
error-malformed-text = Go back and try again. Nothing has been changed.
error-too-large-title = The file is too large
error-too-large-text = Make the file smaller or send several files one at a time.
error-overloaded-title = Very many people are here right now
error-overloaded-text = Wait a few seconds and refresh the page. Everything you saved is safe.
error-too-slow-title = The connection is too slow
error-too-slow-text = Your request did not arrive in time. Check your connection and send it again. Nothing has been changed.
error-away-title = The portal is temporarily unavailable
error-away-text = Wait a minute and refresh the page. Everything you saved is safe. If you were sending a form, check in your account whether it has arrived.
error-fault-title = Something went wrong on our side
error-fault-text = We already know about it. Try again in a few minutes. Everything you saved is safe.

styleguide-title = Components
styleguide-chart = Decided in 14 days
styleguide-consent = I agree to the <a href="/about">terms</a> and to the processing of my data
styleguide-role = Officer
styleguide-level = verified
styleguide-level-short = verified
field-unreadable = There are characters here that cannot be read. Delete them and type them anew
