# Children and vehicles of an application that was sent: into the profile, if the citizen wishes.

applications-household-title = Add to your profile?
applications-household-hint = Mark what to keep. In later forms you can choose it from a list. You can remove it on any day
applications-household-keep = Add
applications-household-later = Do not add
applications-household-none = Mark at least one, or choose “Do not add”
applications-household-offer = You entered something that is not in your profile.
applications-household-offer-link = Add it to your profile
