# Errors at the questions of an application
forms-error-no-such-page = This application has no such page
forms-error-required = Enter “{ $title }”
forms-error-choose = Choose an answer: “{ $title }”
forms-error-attach = Attach a file: “{ $title }”
forms-error-family-name = Enter the family name: “{ $title }”
forms-error-given-name = Enter the given name: “{ $title }”
forms-error-birth-date = Enter the date of birth: “{ $title }”
forms-error-not-option = Choose one of the options: “{ $title }”
forms-error-not-number = “{ $title }” must be a whole number, for example 2
forms-error-not-money = “{ $title }” must be a sum in roubles, for example 1 500.00
forms-error-not-day = “{ $title }” must be a date, for example 27.03.2015
forms-error-not-phone = “{ $title }” must be a mobile phone number, for example +7 900 000-00-00
forms-error-not-email = “{ $title }” must be an email address, for example vera@example.org
forms-error-snils-form = A SNILS has 11 digits, for example 123-456-789 64
forms-error-snils-check-digit = There is a mistake in the SNILS: its check number does not agree. Check the digits
forms-error-inn-form = An INN has 10 or 12 digits
forms-error-inn-check-digit = There is a mistake in the INN: its check number does not agree. Check the digits
forms-error-not-passport = Enter the series and number of the passport: 4 and 6 digits, for example 45 00 123456
forms-error-address-line = Enter an address: “{ $title }”
forms-error-postal-code = A postal code has 6 digits, for example 119019
forms-error-too-short = Too short: “{ $title }” needs at least { $limit } characters
forms-error-too-long = Too long: “{ $title }” takes at most { $limit } characters
forms-error-not-cyrillic = “{ $title }” must be in Russian letters
forms-error-not-latin = “{ $title }” must be in Latin letters, as in a foreign travel passport
forms-error-not-digits = “{ $title }” must be digits only
forms-error-less-than = “{ $title }” must be at least { $limit }
forms-error-more-than = “{ $title }” must be at most { $limit }
forms-error-before = “{ $title }” must be { $limit } or later
forms-error-after = “{ $title }” must be { $limit } or earlier
forms-error-too-few = Add more: “{ $title }”, at least { $limit }
forms-error-too-many = Too many: “{ $title }”, at most { $limit }
forms-error-too-few-files = Attach more files: “{ $title }”, at least { $limit }
forms-error-too-many-files = Too many files: “{ $title }”, at most { $limit }
forms-error-own = { $text }

# Parts of an address and of a name
forms-part-postal-code = Postal code
forms-part-family-name = Family name
forms-part-given-name = Given name
forms-part-patronymic = Patronymic
forms-part-born-on = Date of birth

# Kinds of services
forms-kind-certificate = Certificate or extract
forms-kind-document = Document
forms-kind-registration = Registration
forms-kind-permit = Permit
forms-kind-benefit = Benefit
forms-kind-appointment = Appointment
forms-kind-payment = Payment
forms-kind-statement = Statement
