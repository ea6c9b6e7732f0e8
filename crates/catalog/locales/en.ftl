# Pages of the catalogue
catalog-home = Home
catalog-services-title = Services
catalog-categories-title = Categories of services
catalog-life-events-title = Life situations
catalog-life-events-text = Choose what is going on: we show which services you will need and in which order.
catalog-agencies-title = Agencies
catalog-service-count = { $count ->
    [0] Soon
    [one] { $count } service
   *[other] { $count } services
}
catalog-none-title = No services yet
catalog-none-text = We add them one by one. Come back later or use the search.

catalog-apply = Get the service
catalog-elsewhere = Your region does not have this service.
catalog-regional = Not every region has this service.
catalog-regional-choose = Choose your region
catalog-lacks-level = This service needs a verified account. Press the button: we show the next step and bring you back here.
catalog-price = Price
catalog-time = Time
catalog-level = Account
catalog-level-simplified = Any, registration is enough
catalog-level-standard = Standard or verified
catalog-level-verified = Verified
catalog-agency = Agency
catalog-about = What the service gives
catalog-who = Who can get it
catalog-documents = Documents you need
catalog-steps = How it goes
catalog-result = Result
catalog-result-valid = The document is valid for { $months ->
    [one] { $months } month
   *[other] { $months } months
}.
catalog-result-valid-years = The document is valid for { $years ->
    [one] { $years } year
   *[other] { $years } years
}.
catalog-refusals = Why it may be refused and what to do
catalog-faq = Questions and answers
catalog-law = What it rests on

catalog-agency-head = Head
catalog-agency-address = Address
catalog-agency-phone = Phone
catalog-agency-email = Email
catalog-agency-hours = Opening hours
catalog-agency-services = Services of the agency

catalog-search-title = Search
catalog-search-title-of = { $query } — search
catalog-search-hint = Write what you need in your own words: “criminal record”, “travel passport”, “new address”.
catalog-search-count = Found: { $count }
catalog-search-none-title = Nothing found
catalog-search-none-text = Try other words or look at the categories of services.
catalog-search-none-narrowed = Nothing fits these filters. Change them or clear them.
catalog-filter-title = Filters
catalog-filter-apply = Show
catalog-filter-reset = Clear the filters
catalog-filter-agency-all = All agencies
catalog-filter-kind = Kind of service
catalog-filter-kind-all = All kinds
catalog-filter-audience = For whom
catalog-filter-audience-all = For everybody
catalog-filter-level-all = Any level
catalog-filter-level-simplified = Simplified is enough
catalog-filter-level-standard = Standard is enough
catalog-filter-level-verified = Verified is enough
catalog-audience-person = Individuals
catalog-audience-sole-proprietor = Sole proprietors
catalog-audience-organisation = Organisations
catalog-elsewhere-tag = Not in your region
catalog-found-service = Service
catalog-found-life-event = Situation
catalog-found-category = Category
catalog-found-agency = Agency
catalog-found-centre = Centre
catalog-rating = Rating
catalog-rating-value = { $stars } of { $most }
catalog-rating-count = { $count ->
    [one] { $count } rating
   *[other] { $count } ratings
}
catalog-where = Where to get it
catalog-where-regions = The service is offered in these regions: { $regions }.
catalog-where-portal = On the portal
catalog-where-portal-text = Apply here; there is no need to go anywhere until you are invited.
catalog-where-agency = At the agency
catalog-where-centres = At a service centre
catalog-where-more = All centres of the region, { $count } more
catalog-where-no-centre = The centres of your region do not take applications for this service.
catalog-elsewhere-count = { $count ->
    [one] { $count } more service is offered in other regions only.
   *[other] { $count } more services are offered in other regions only.
}
catalog-elsewhere-region = Change the region
catalog-elsewhere-title = What is done elsewhere
catalog-elsewhere-text = The portal cannot do this, but it can tell who does.
catalog-step-begun = Begun
catalog-step-sent = Sent
catalog-step-done = Done
catalog-steps-done = { $done } of { $all } done.

# Service centres
catalog-centres-title = Find a centre
catalog-centres-text = A service centre confirms your identity by your passport and helps with your account. No appointment, free of charge.
catalog-centres-query = Name, town or street
catalog-centres-region = Region
catalog-centres-everywhere = All regions
catalog-centres-find = Find
catalog-centres-all = Show all centres
catalog-centres-count = { $count ->
    [one] { $count } centre found
   *[other] { $count } centres found
}
catalog-centres-none-title = No such centres
catalog-centres-none-text = Change the words, choose another region or untick “Open now”.
catalog-centre-open = Open now
catalog-centre-closed = Closed
catalog-centre-break = Break
catalog-centre-open-until = until { $time }
catalog-centre-opens-today = opens at { $time }
catalog-centre-opens-tomorrow = opens tomorrow at { $time }
catalog-centre-opens-on = opens on { $day ->
    [monday] Monday
    [tuesday] Tuesday
    [wednesday] Wednesday
    [thursday] Thursday
    [friday] Friday
    [saturday] Saturday
   *[other] Sunday
} at { $time }
catalog-centre-directions = How to get there
catalog-centre-day = Day
catalog-centre-hours = Hours
catalog-centre-today = today
catalog-centre-day-off = Closed
catalog-centre-no-break = no break
catalog-centre-does = What it does
catalog-centre-registration = Registration
catalog-centre-registration-text = Help with opening an account. Bring your passport and mobile phone.
catalog-centre-confirmation = Confirmation of identity
catalog-centre-confirmation-text = Bring your passport and SNILS and give the number of your account. About three minutes.
catalog-centre-recovery = Recovery of access
catalog-centre-recovery-text = If you no longer have your former phone and email. Bring your passport and SNILS.
catalog-weekday-monday = Monday
catalog-weekday-tuesday = Tuesday
catalog-weekday-wednesday = Wednesday
catalog-weekday-thursday = Thursday
catalog-weekday-friday = Friday
catalog-weekday-saturday = Saturday
catalog-weekday-sunday = Sunday

# Help
catalog-support-title = Help
catalog-support-groups = Who needs help
catalog-support-contacts = Contact us
catalog-support-hotline = Hotline
catalog-support-in-person = In person, with your passport
catalog-support-secrets = We never ask for your password or the codes from our messages.

# About the portal
catalog-about-title = About the portal
catalog-about-lead = Okno helps you get a public service from beginning to end without leaving home.
catalog-about-what = What you can do here
catalog-about-what-find = Find a <a class="govuk-link" href="/services">service</a> and learn who may have it, what it costs and how long it takes.
catalog-about-what-apply = Apply, pay the fee and follow the review.
catalog-about-what-result = Get a certificate or another document with the electronic signature of the agency.
catalog-about-what-check = <a class="govuk-link" href="/check">Check a document</a> that somebody has shown you. No account is needed.
catalog-about-data = Who sees your data
catalog-about-data-you = You, in your account.
catalog-about-data-officer = An officer of an agency, only for an application that you sent to this agency.
catalog-about-data-operator = An operator of a service centre, for two hours while serving you.
catalog-about-data-registries = The registries of passports and insurance numbers, which compare what you entered.
catalog-about-data-ledger = Every look and every transfer is written down: who, when and why. The log is open to you in your account: <a class="govuk-link" href="/cabinet/access">Who looked at my data</a>. Its entries form a chain, so nobody can change them unnoticed.
catalog-about-data-sealed = Personal data lie encrypted, with a key of its own for each account. There is no advertising, and data are not sold.
catalog-about-papers = More: <a class="govuk-link" href="/terms">terms of use</a> and <a class="govuk-link" href="/privacy">privacy policy</a>.
catalog-about-licences = Open licences
catalog-about-licences-own = The code of the portal is open under the Apache License 2.0.
catalog-about-licences-others = The typeface, icons and styles of these pages were made by people who opened their work too.
catalog-about-licences-link = Whose they are and on which terms
catalog-season-opens = Applications are taken from { $day }.
catalog-season-closes = Applications are taken until { $day } inclusive.
catalog-paused = Applications are not taken for now.
catalog-paused-until = Applications are not taken until { $day }.
