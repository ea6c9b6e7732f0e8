# Примеры
examples-title = Примеры
examples-about = Пример – заявление придуманного человека и то, что из него должно выйти. Услугу не опубликовать, пока хоть один пример расходится с описанием.
examples-none = Примеров пока нет
examples-none-text = Заполните форму как заявитель и сохраните итог: портал проверит его перед каждой публикацией.
examples-new = Новый пример
examples-counted = { $fine ->
    [0] Не сходится ни один из примеров: { $count }.
   *[other] Сходится примеров: { $fine } из { $count }.
}
examples-keep-back = Примеры ожидают не того, что выходит сейчас, поэтому услугу не опубликовать. Посмотрите отличия: если так и задумано, примите новый итог.
examples-look = Посмотреть примеры
examples-unreadable = Не читается
examples-differences = Что теперь иначе
examples-accept = Принять новый итог
examples-accept-all = Принять все новые итоги: { $count }
examples-accepted = Новый итог принят
examples-gone = Такого примера уже нет
examples-too-large = Не сохранено: у услуги может быть до 100 файлов, вместе до 512 КБ
examples-pages = Страницы
examples-open = Открыть в пробе
examples-rename = Переименовать
examples-remove = Удалить
examples-on-day = Подано { $day }
examples-on-day-born = Подано { $day }, заявитель родился { $born }

# Чем отличается
examples-answer-lost = Вопроса { $name } больше нет, ответ на него из примера уйдёт
examples-page-gone = Ожидалась страница «{ $title }», теперь её не показывают
examples-page-new = Теперь показывают страницу «{ $title }»
examples-pages-order = Страницы идут в другом порядке: { $titles }
examples-error-gone = Ожидалась ошибка у вопроса «{ $title }», теперь её нет
examples-error-new = Теперь у вопроса «{ $title }» ошибка: { $message }
examples-error-other = У вопроса «{ $title }» ожидалась другая ошибка, теперь: { $message }
examples-unmet-gone = Ожидалось, что условие не выполнено: «{ $explain }». Теперь выполнено
examples-unmet-lost = Ожидалось невыполненное условие { $explain }, его больше нет
examples-unmet-new = Теперь не выполнено условие: «{ $explain }»
examples-unmet-order = Невыполненные условия идут в другом порядке
examples-fee-differs = Пошлина: ожидалось { $expected }, теперь { $came }
examples-review-differs = Срок рассмотрения: ожидалось { $expected }, теперь { $came }

# Что выходит
examples-can-be-sent = Заявление можно отправить
examples-cannot-be-sent = Отправить заявление нельзя
examples-error = Ошибка у вопроса «{ $title }»: { $message }
examples-unmet = Не выполнено условие: «{ $explain }»
examples-fee = Пошлина: { $sum }
examples-fee-none = бесплатно
examples-fee-unknown = пока неизвестно
examples-fee-sum = { $sum }
examples-review = Срок рассмотрения: { $days }
examples-review-days = { $count ->
    [one] { $count } рабочий день
    [few] { $count } рабочих дня
   *[other] { $count } рабочих дней
}

# Проба
examples-trial = Проба
examples-trial-about = Заполните форму, как её заполнит заявитель. Человека придумайте: ничего не отправится, а пример увидят все администраторы.
examples-opened = Открыт пример «{ $title }»
examples-way = Шаги пробы
examples-applicant = Заявитель
examples-outcome = Итог
examples-today = День, когда подают
examples-today-hint = От него считаются возраст и сроки. Например, 21.11.2026
examples-day-wrong = Введите день, например 21.11.2026
examples-profile = Что ещё известно из профиля
examples-children = Дети в профиле
examples-child = Ребёнок { $number }
examples-vehicles = Транспорт в профиле
examples-vehicle = Автомобиль { $number }
examples-anew = Начать сначала
examples-file-hint = В пробе файл только называют: напишите имя, например справка.pdf. Несколько – через точку с запятой
examples-skip = Дальше с ошибкой
examples-skip-hint = Заявителя с ошибкой форма не пустит дальше. Пример может это и показывать: ошибка станет ожидаемой.
examples-wrong = Что не так
examples-keep = Сохранить как пример
examples-keep-hint = Что показывает этот пример, одной фразой
examples-keep-new = Сохранить как новый
examples-saved = Пример сохранён
examples-faster = Не сохранено: пока вы пробовали, коллега сохранил черновик. Здесь итог по нему; если он верен, сохраните ещё раз.
