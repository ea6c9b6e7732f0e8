# What is wrong with a service, as its author reads it
forms-problem-unreadable = cannot be read: { $reason }
forms-problem-unexpected = { $wanted } is needed, not { $found }
forms-problem-needed = { $wanted } is needed here
forms-problem-unknown-field = there is no field `{ $name }` here; there are { $known }
forms-problem-unknown-word = `{ $name }` is not known here; there are { $known }
forms-problem-missing-field = the field `{ $name }` is missing
forms-problem-field-twice = the field `{ $name }` stands twice
forms-problem-text-empty = the text is empty

forms-problem-not-code = a code is small Latin letters, digits and hyphens
forms-problem-not-page-id = the id of a page is small Latin letters, digits and hyphens
forms-problem-not-name = `{ $name }` is no name: small Latin letters, digits and `_`
forms-problem-reserved = `{ $name }` means something else in expressions
forms-problem-stands-already = `{ $name }` stands already at { $place }

forms-problem-no-pages = a service asks something: at least one page
forms-problem-empty-page = a page asks something
forms-problem-no-question-on-page = there is no question `{ $name }` on this page
forms-problem-no-audience = the service is for someone
forms-problem-no-category = at least one category lists the service
forms-problem-no-snils-question = there is no question `{ $name }` of type snils
forms-problem-no-question = there is no question `{ $name }`
forms-problem-template-name = the name of a `.typ` file beside service.yaml
forms-problem-digits-needed = { $count } digits are needed
forms-problem-inn-check-digit = the check digit of the ИНН is wrong

forms-problem-not-of-type = does not belong to a question of this type; it is for { $kinds }
forms-problem-option-id = `{ $name }` is empty or stands twice
forms-problem-few-options = a choice has at least two options
forms-problem-more-than = is more than { $field }
forms-problem-too-many-items = at most { $most }
forms-problem-empty-group = a group asks something of each item
forms-problem-group-item = say what one item is called
forms-problem-group-within = a group within a group is not part of the language
forms-problem-prefill-household = `{ $path }` is for a question of type { $kind }, or a group that asks one
forms-problem-prefill-unknown = there is nothing at `{ $path }`; there are { $known }
forms-problem-prefill-type = `{ $path }` is of another type

forms-problem-in-expression = { $fault }, in `{ $source }`
forms-problem-expression-empty = the expression is empty
forms-problem-expression-long = the expression is longer than { $most } characters: give parts of it names in `computed`
forms-problem-expression-deep = the expression is nested too deep: give parts of it names in `computed`
forms-problem-expression-unreadable = cannot be read
forms-problem-expression-unreadable-at = cannot be read at character { $place }: { $reason }
forms-problem-not-in-language = { $what } is not part of the language
forms-problem-no-maps = braces are not part of the language
forms-problem-no-function = there is no function `{ $name }`; there are { $known }
forms-problem-function-takes = `{ $name }` takes { $count } values, not { $given }
forms-problem-no-list-function = a list has no `.{ $name }`; it has .exists, .all, .count and .sum
forms-problem-write-each = write `list.{ $name }(item, …item.field…)`
forms-problem-whole-numbers = numbers are whole here; money is written `roubles(3500)`
forms-problem-no-null = there is no null: ask `answered(name)`

forms-problem-no-such-name = there is no question or computed value `{ $name }`
forms-problem-asked-later = `{ $name }` is asked later
forms-problem-asked-of-items = `{ $name }` is asked of each item of `{ $group }`: write `{ $group }.exists(item, …item.{ $name }…)`
forms-problem-depends-later = `{ $name }` depends on something that is asked later, or has a problem itself
forms-problem-no-profile-field = the profile has no field `{ $name }`
forms-problem-no-field = no field `{ $name }` in { $record }
forms-problem-needs-record = `.{ $name }` needs a group's item, an address or a person, not { $found }
forms-problem-list-empty = the list is empty
forms-problem-list-mixed = a list holds both { $one } and { $other }
forms-problem-list-needed = a list is needed, not { $found }
forms-problem-sum-needs = `.sum` needs numbers or money, not { $found }
forms-problem-condition-needed = a condition is needed in the brackets, not { $found }
forms-problem-no-option = `{ $name }` is none of the options { $known }
forms-problem-not-a-day = `{ $text }` is not a day; write `date("2026-11-21")`
forms-problem-does-not-go = `{ $sign }` does not go with { $types }
forms-problem-wrong-type = gives { $found }, but { $wanted } is needed, in `{ $source }`
forms-problem-always-same = `{ $source }` depends on no answer: it is always the same
forms-problem-circle = goes in a circle: { $way }
forms-problem-page-unreachable = no answers lead to this page
forms-problem-question-unreachable = no answers lead to this question

forms-problem-type-flag = yes or no
forms-problem-type-number = a whole number
forms-problem-type-money = money
forms-problem-type-day = a day
forms-problem-type-text = a text
forms-problem-type-one-of = one of { $options }
forms-problem-type-list = a list of { $of }
forms-problem-type-record = something with the fields { $fields }

forms-problem-shape-text = a text
forms-problem-shape-list = a list
forms-problem-shape-fields = fields
forms-problem-shape-number = a whole number
forms-problem-shape-flag = true or false
forms-problem-shape-nothing = nothing

forms-problem-example-day = not a day
forms-problem-example-question = there is no such question
forms-problem-example-profile = not a field of the profile, or not its value
forms-problem-example-differs = expected { $expected }, found { $found }

forms-problem-folder-name = is not the name of its folder, `{ $code }`
forms-problem-no-agency = there is no agency `{ $name }`
forms-problem-no-such-category = there is no category `{ $name }`
forms-problem-no-region = there is no region `{ $name }`
forms-problem-no-template = `{ $name }` is not there; the template is `{ $known }`
forms-problem-no-time-zone = there is no time zone `{ $name }`
forms-problem-not-a-link = `{ $address }` is neither a page of the portal, nor https://, nor tel:
forms-problem-hours-disorder = the hours of { $day } overlap or are out of order
forms-problem-not-typeset = the typesetter refuses the template: { $reason }

forms-problem-or = or
forms-problem-and = and
