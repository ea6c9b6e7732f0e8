# Ошибки у вопросов заявления
forms-error-no-such-page = Этой страницы в заявлении нет
forms-error-required = Заполните поле «{ $title }»
forms-error-choose = Выберите ответ: «{ $title }»
forms-error-attach = Приложите файл: «{ $title }»
forms-error-family-name = Введите фамилию: «{ $title }»
forms-error-given-name = Введите имя: «{ $title }»
forms-error-birth-date = Введите дату рождения: «{ $title }»
forms-error-not-option = Выберите один из вариантов: «{ $title }»
forms-error-not-number = В поле «{ $title }» нужно целое число, например 2
forms-error-not-money = В поле «{ $title }» нужна сумма в рублях, например 1 500,00
forms-error-not-day = В поле «{ $title }» нужна дата, например 27.03.2015
forms-error-not-phone = В поле «{ $title }» нужен номер мобильного телефона, например +7 900 000-00-00
forms-error-not-email = В поле «{ $title }» нужен адрес электронной почты, например vera@example.ru
forms-error-snils-form = В СНИЛС 11 цифр, например 123-456-789 64
forms-error-snils-check-digit = СНИЛС введён с ошибкой: контрольное число не сходится. Проверьте цифры
forms-error-inn-form = В ИНН 10 или 12 цифр
forms-error-inn-check-digit = ИНН введён с ошибкой: контрольное число не сходится. Проверьте цифры
forms-error-not-passport = Введите серию и номер паспорта: 4 и 6 цифр, например 45 00 123456
forms-error-address-line = Введите адрес: «{ $title }»
forms-error-postal-code = В почтовом индексе 6 цифр, например 119019
forms-error-too-short = Слишком коротко: в поле «{ $title }» нужно не меньше { $limit } знаков
forms-error-too-long = Слишком длинно: в поле «{ $title }» помещается не больше { $limit } знаков
forms-error-not-cyrillic = В поле «{ $title }» пишите русскими буквами
forms-error-not-latin = В поле «{ $title }» пишите латинскими буквами, как в загранпаспорте
forms-error-not-digits = В поле «{ $title }» пишите только цифры
forms-error-less-than = В поле «{ $title }» нужно не меньше { $limit }
forms-error-more-than = В поле «{ $title }» нужно не больше { $limit }
forms-error-before = В поле «{ $title }» нужна дата не раньше { $limit }
forms-error-after = В поле «{ $title }» нужна дата не позже { $limit }
forms-error-too-few = Добавьте ещё: «{ $title }», не меньше { $limit }
forms-error-too-many = Слишком много: «{ $title }», не больше { $limit }
forms-error-too-few-files = Приложите ещё файлы: «{ $title }», не меньше { $limit }
forms-error-too-many-files = Слишком много файлов: «{ $title }», не больше { $limit }
forms-error-own = { $text }

# Части адреса и имени
forms-part-postal-code = Почтовый индекс
forms-part-family-name = Фамилия
forms-part-given-name = Имя
forms-part-patronymic = Отчество
forms-part-born-on = Дата рождения

# Виды услуг
forms-kind-certificate = Справка или выписка
forms-kind-document = Документ
forms-kind-registration = Регистрация
forms-kind-permit = Разрешение
forms-kind-benefit = Пособие или льгота
forms-kind-appointment = Запись на приём
forms-kind-payment = Оплата
forms-kind-statement = Обращение
