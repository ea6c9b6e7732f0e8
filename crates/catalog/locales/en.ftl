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
catalog-elsewhere = Your region does not have this service. Check the region at the top of the page.
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
catalog-found-service = Service
catalog-found-life-event = Situation
catalog-found-category = Category
catalog-found-agency = Agency
