# Что не так с услугой – для того, кто её описывает
forms-problem-unreadable = не читается: { $reason }
forms-problem-unexpected = здесь должно быть { $wanted }, а написано { $found }
forms-problem-needed = здесь нужно: { $wanted }
forms-problem-unknown-field = здесь нет поля `{ $name }`; есть { $known }
forms-problem-unknown-word = `{ $name }` здесь не знают; есть { $known }
forms-problem-missing-field = нет поля `{ $name }`
forms-problem-field-twice = поле `{ $name }` написано дважды
forms-problem-text-empty = текст пуст

forms-problem-not-code = в коде строчные латинские буквы, цифры и дефисы
forms-problem-not-page-id = в имени страницы строчные латинские буквы, цифры и дефисы
forms-problem-not-name = `{ $name }` – не имя: строчные латинские буквы, цифры и `_`
forms-problem-reserved = `{ $name }` в условиях означает другое
forms-problem-stands-already = `{ $name }` уже есть: { $place }

forms-problem-no-pages = услуга о чём-то спрашивает: нужна хотя бы одна страница
forms-problem-empty-page = на странице нужен хотя бы один вопрос
forms-problem-no-question-on-page = на этой странице нет вопроса `{ $name }`
forms-problem-no-audience = скажите, для кого услуга
forms-problem-no-category = услуга стоит хотя бы в одной категории
forms-problem-no-snils-question = нет вопроса `{ $name }` типа snils
forms-problem-no-question = нет вопроса `{ $name }`
forms-problem-template-name = нужно имя файла `.typ` рядом с service.yaml
forms-problem-digits-needed = нужно столько цифр: { $count }
forms-problem-inn-check-digit = контрольная цифра ИНН не сходится

forms-problem-not-of-type = у вопроса этого типа такого поля нет; оно для { $kinds }
forms-problem-option-id = имя `{ $name }` пусто или встречается дважды
forms-problem-few-options = в выборе не меньше двух вариантов
forms-problem-more-than = больше, чем { $field }
forms-problem-too-many-items = не больше { $most }
forms-problem-empty-group = группа спрашивает о чём-то у каждого: нужен хотя бы один вопрос
forms-problem-group-item = скажите, как называется один из группы
forms-problem-group-within = группы внутри группы в языке нет
forms-problem-prefill-household = `{ $path }` – для вопроса типа { $kind } или группы с таким вопросом
forms-problem-prefill-unknown = `{ $path }` нет; есть { $known }
forms-problem-prefill-type = `{ $path }` другого типа

forms-problem-in-expression = { $fault }, в `{ $source }`
forms-problem-expression-empty = условие пусто
forms-problem-expression-long = условие длиннее { $most } знаков: дайте его частям имена в `computed`
forms-problem-expression-deep = условие вложено слишком глубоко: дайте его частям имена в `computed`
forms-problem-expression-unreadable = условие не читается
forms-problem-expression-unreadable-at = условие не читается, знак { $place }: { $reason }
forms-problem-not-in-language = этого в языке нет: { $what }
forms-problem-no-maps = фигурных скобок в языке нет
forms-problem-no-function = нет функции `{ $name }`; есть { $known }
forms-problem-function-takes = `{ $name }` берёт столько значений: { $count }, а дано { $given }
forms-problem-no-list-function = у списка нет `.{ $name }`; есть .exists, .all, .count и .sum
forms-problem-write-each = пишите `список.{ $name }(item, …item.поле…)`
forms-problem-whole-numbers = числа здесь целые; деньги пишут так: `roubles(3500)`
forms-problem-no-null = null здесь нет: спросите `answered(имя)`

forms-problem-no-such-name = нет вопроса или вычисляемого значения `{ $name }`
forms-problem-asked-later = `{ $name }` спрашивают позже
forms-problem-asked-of-items = `{ $name }` спрашивают у каждого из `{ $group }`: пишите `{ $group }.exists(item, …item.{ $name }…)`
forms-problem-depends-later = `{ $name }` зависит от того, что спрашивают позже, или само с ошибкой
forms-problem-no-profile-field = в профиле нет поля `{ $name }`
forms-problem-no-field = нет поля `{ $name }`, есть { $record }
forms-problem-needs-record = `.{ $name }` бывает у элемента группы, адреса или человека, а здесь { $found }
forms-problem-list-empty = список пуст
forms-problem-list-mixed = в списке и { $one }, и { $other }
forms-problem-list-needed = нужен список, а здесь { $found }
forms-problem-sum-needs = `.sum` складывает числа или деньги, а здесь { $found }
forms-problem-condition-needed = в скобках нужно условие, а здесь { $found }
forms-problem-no-option = `{ $name }` нет среди вариантов { $known }
forms-problem-not-a-day = `{ $text }` – не день; пишите `date("2026-11-21")`
forms-problem-does-not-go = `{ $sign }` не применить: { $types }
forms-problem-wrong-type = получается { $found }, а нужно { $wanted }, в `{ $source }`
forms-problem-always-same = `{ $source }` не зависит от ответов: всегда одно и то же
forms-problem-circle = зависит само от себя: { $way }
forms-problem-page-unreachable = ни при каких ответах эта страница не появится
forms-problem-question-unreachable = ни при каких ответах этот вопрос не появится

forms-problem-type-flag = да или нет
forms-problem-type-number = целое число
forms-problem-type-money = деньги
forms-problem-type-day = день
forms-problem-type-text = текст
forms-problem-type-one-of = одно из: { $options }
forms-problem-type-list = список ({ $of })
forms-problem-type-record = запись с полями { $fields }

forms-problem-shape-text = текст
forms-problem-shape-list = список
forms-problem-shape-fields = поля
forms-problem-shape-number = целое число
forms-problem-shape-flag = true или false
forms-problem-shape-nothing = ничего

forms-problem-example-day = это не день
forms-problem-example-question = такого вопроса нет
forms-problem-example-profile = такого поля в профиле нет или это не его значение
forms-problem-example-differs = ожидалось { $expected }, получилось { $found }

forms-problem-folder-name = не совпадает с именем папки, `{ $code }`
forms-problem-no-agency = нет ведомства `{ $name }`
forms-problem-no-such-category = нет категории `{ $name }`
forms-problem-no-region = нет региона `{ $name }`
forms-problem-no-template = файла `{ $name }` нет; шаблон документа – `{ $known }`
forms-problem-no-time-zone = нет часового пояса `{ $name }`
forms-problem-not-a-link = `{ $address }` – не страница портала, не https:// и не tel:
forms-problem-hours-disorder = часы работы пересекаются или стоят не по порядку: { $day }
forms-problem-not-typeset = документ по этому шаблону не сверстать: { $reason }

forms-problem-or = или
forms-problem-and = и
