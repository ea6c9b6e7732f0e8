# Examples
examples-title = Examples
examples-about = An example is the application of an invented person and what must come of it. The service cannot be published while any example differs from the description.
examples-none = There are no examples yet
examples-none-text = Fill in the form as an applicant would and save the outcome: the portal checks it before every publishing.
examples-new = New example
examples-counted = { $fine ->
    [0] None of the examples holds: { $count }.
   *[other] Examples that hold: { $fine } of { $count }.
}
examples-keep-back = Examples expect something else than what comes now, so the service cannot be published. Look at the differences: if they are meant, accept the new outcome.
examples-look = Look at the examples
examples-unreadable = Cannot be read
examples-differences = What is different now
examples-accept = Accept the new outcome
examples-accept-all = Accept all new outcomes: { $count }
examples-accepted = The new outcome was accepted
examples-gone = There is no such example any more
examples-too-large = Not saved: a service may have up to 100 files, 512 KB together
examples-pages = Pages
examples-open = Open in the try-out
examples-rename = Rename
examples-remove = Delete
examples-on-day = Applied on { $day }
examples-on-day-born = Applied on { $day }, the applicant was born on { $born }

# How it differs
examples-answer-lost = There is no question { $name } any more: the answer to it leaves the example
examples-page-gone = The page “{ $title }” was expected, now it is not shown
examples-page-new = The page “{ $title }” is shown now
examples-pages-order = The pages come in another order: { $titles }
examples-error-gone = A mistake was expected at the question “{ $title }”, now there is none
examples-error-new = There is a mistake at the question “{ $title }” now: { $message }
examples-error-other = Another mistake was expected at the question “{ $title }”, now: { $message }
examples-unmet-gone = A condition was expected not to be met: “{ $explain }”. Now it is met
examples-unmet-lost = The condition { $explain } was expected not to be met, it is not there any more
examples-unmet-new = A condition is not met now: “{ $explain }”
examples-unmet-order = The conditions that are not met come in another order
examples-fee-differs = Fee: expected { $expected }, now { $came }
examples-review-differs = Time of review: expected { $expected }, now { $came }

# What comes
examples-can-be-sent = The application can be sent
examples-cannot-be-sent = The application cannot be sent
examples-error = A mistake at the question “{ $title }”: { $message }
examples-unmet = A condition is not met: “{ $explain }”
examples-fee = Fee: { $sum }
examples-fee-none = free of charge
examples-fee-unknown = not known yet
examples-fee-sum = { $sum }
examples-review = Time of review: { $days }
examples-review-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
}

# Try-out
examples-trial = Try-out
examples-trial-about = Fill in the form as an applicant would. Invent the person: nothing is sent, and every administrator sees the example.
examples-opened = The example “{ $title }” is open
examples-way = Steps of the try-out
examples-applicant = Applicant
examples-outcome = Outcome
examples-today = Day of applying
examples-today-hint = Ages and times are counted from it. For example, 21.11.2026
examples-day-wrong = Enter a day, for example 21.11.2026
examples-profile = What else the profile knows
examples-children = Children in the profile
examples-child = Child { $number }
examples-vehicles = Vehicles in the profile
examples-vehicle = Vehicle { $number }
examples-anew = Begin again
examples-file-hint = In a try-out a file is only named: write its name, for example certificate.pdf. Several with semicolons between
examples-skip = Go on with the mistake
examples-skip-hint = The form lets no applicant go on with a mistake. An example may show that: the mistake becomes the one expected.
examples-wrong = What is wrong
examples-keep = Save as an example
examples-keep-hint = What this example shows, in one phrase
examples-keep-new = Save as a new one
examples-saved = The example was saved
examples-faster = Not saved: while you were trying it out, a colleague saved the draft. This is what comes of it now; if it is right, save again.
