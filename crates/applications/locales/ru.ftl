# Заявления: состояния, история, страницы гражданина, рабочее место инспектора, главная.

applications-state-draft = Черновик
applications-state-submitted = Отправлено
applications-state-awaiting-payment = Ожидает оплаты
applications-state-in-review = На проверке
applications-state-awaiting-information = Нужны дополнения
applications-state-approved = Одобрено
applications-state-result-ready = Результат готов
applications-state-refused = Отклонено
applications-state-withdrawn = Отозвано
applications-state-expired = Срок истёк

applications-event-begun = Черновик создан
applications-event-sent = Отправлено
applications-event-payment-required = Ожидает оплаты
applications-event-review-begun = На проверке
applications-event-paid = Оплачено, на проверке
applications-event-asked = Нужны дополнения
applications-event-answered = Вы ответили, на проверке
applications-event-approved = Одобрено
applications-event-issued = Результат готов
applications-event-refused = Отклонено
applications-event-withdrawn = Отозвано
applications-event-expired = Срок истёк
applications-event-taken = Взято в работу
applications-event-released = Возвращено в очередь
applications-event-noted = Заметка

applications-role-citizen = вы
applications-role-officer = инспектор
applications-role-portal = портал
applications-role-payment = пришла оплата

applications-deadline-review = решение до { $day } ({ $left })
applications-deadline-answer = ответ до { $day } ({ $left })
applications-deadline-payment = оплата до { $day } ({ $left })
applications-left-days = { $count ->
    [one] остался { $count } рабочий день
    [few] осталось { $count } рабочих дня
   *[other] осталось { $count } рабочих дней
}
applications-left-today = сегодня последний день
applications-left-overdue = срок прошёл
applications-until = до { $day }

# Форма
applications-optional = { $title } (необязательно)
applications-hint-phone = Например, +7 900 000-00-00
applications-hint-snils = Например, 123-456-789 64
applications-hint-passport = Серия и номер, например 45 00 123456
applications-hint-address = Регион, населённый пункт, улица, дом, квартира
applications-file-remove = Удалить
applications-file-shelf = Выбрать из «Моих документов»
applications-file-replace = Чтобы заменить файл, выберите другой
applications-item-add = Добавить ещё
applications-item-remove = Удалить
applications-save-and-leave = Сохранить и выйти
applications-saved-at = Сохранено в { $time }
applications-draft-kept = Черновик сохранён. Вернуться к нему можно с любого устройства.
applications-unfinished-title = У вас есть незаконченное заявление
applications-unfinished-text = «{ $service }», начато { $day }. Продолжите с того места, где остановились, или начните заново.
applications-resume = Продолжить заполнение
applications-begin-anew = Начать заново
applications-begin-anew-hint = Если начать заново, незаконченное заявление будет удалено.

# Отправка
applications-check-title = Проверьте данные
applications-check-missing = Заполнено не всё
applications-check-applicant = Ваши данные из профиля
applications-check-applicant-change = данные профиля
applications-fee = Пошлина
applications-fee-later = Оплатите её после отправки, тогда начнётся проверка.
applications-declaration-title = Перед отправкой
applications-declaration = Отправляя заявление, вы подтверждаете, что данные верны, и соглашаетесь передать их ведомству вместе с данными профиля.
applications-send = Отправить
applications-confirm-step = Отправка заявления
applications-confirm-changed = Данные изменились. Проверьте их и отправьте заявление ещё раз
applications-confirm-no-contact = Чтобы отправить заявление, подтвердите телефон или почту: туда придёт код
applications-confirm-soon = После нажатия мы пришлём код на подтверждённый телефон или почту.
applications-said-by-code = Подтверждено кодом из сообщения
applications-sent-title = Заявление отправлено
applications-sent-number = Номер заявления
applications-sent-next = Что дальше
applications-next-pay = Оплатите пошлину
applications-next-pay-note = { $sum }. Проверка начнётся сразу после оплаты
applications-next-paid = Пошлина оплачена
applications-next-review = Ведомство проверит заявление
applications-next-review-until = До { $day }. Если чего-то не хватит, вас попросят дополнить
applications-next-review-after-payment = Начнётся после оплаты
applications-next-result = Результат
applications-next-result-note = Придёт в кабинет. Мы пришлём сообщение
applications-pay = Оплатить пошлину
applications-to-application = Перейти к заявлению

# Заявления
applications-title = Заявления
applications-history-title = История
applications-history-all = История заявлений
applications-history-empty = Здесь появится история
applications-filter = Состояние заявления
applications-filter-all = Все
applications-empty-title = Заявлений пока нет
applications-empty-text = Выберите услугу, заполните и отправьте заявление. Здесь будет видно, что с ним происходит.
applications-empty-action = Выбрать услугу
applications-line-sent = № { $number } от { $day }
applications-line-begun = Начато { $day }
applications-draft-title = Заявление ещё не отправлено
applications-draft-text = Всё, что вы ввели, сохранено.
applications-draft-delete = Удалить черновик
applications-draft-delete-title = Удалить черновик?
applications-draft-delete-text = «{ $service }»: введённые данные пропадут. Отменить это нельзя.
applications-draft-deleted = Черновик удалён
applications-draft-delete-yes = Удалить черновик
applications-draft-delete-no = Не удалять
applications-asked-title = Ведомство просит дополнить заявление
applications-asked-clock = Пока вы отвечаете, срок не идёт.
applications-answer-label = Ваш ответ
applications-answer-files = Документы
applications-answer-files-kept = Документы, которые вы приложили
applications-answer = Ответить
applications-answered = Ответ отправлен. Проверка продолжается.
applications-answer-empty = Напишите ответ или приложите документ
applications-answer-too-long = Сократите ответ до 4000 знаков
applications-answer-too-many-files = Приложите не больше 10 файлов за один раз
applications-answer-files-sent = Ваши документы
applications-payment-title = Оплатите пошлину
applications-payment-text = К оплате { $sum }. Проверка начнётся сразу после оплаты.
applications-refused-title = В услуге отказано
applications-correct = Исправить и отправить снова
applications-corrects = Подано вместо заявления № { $number }
applications-correct-unfinished = У вас уже есть незаконченное заявление на эту услугу. Отправьте его или удалите, потом исправите прежнее.
applications-instead = Вы подали вместо него заявление № { $number }
applications-instead-draft = Вы исправляете его: черновик сохранён
applications-answers-sent = Что вы отправили
applications-approved-text = Решение принято, результат готовится. Обычно это занимает меньше минуты.
applications-done-text = Услуга оказана
applications-expired-title = Срок истёк
applications-expired-answer = Ведомство не получило от вас ответа в срок, поэтому заявление закрыто. Ответы, которые вы отправили, сохранены.
applications-expired-payment = Пошлина не оплачена в срок, поэтому заявление закрыто. Ответы, которые вы отправили, сохранены.
applications-expired-agreement = Второй участник не ответил в срок, поэтому заявление закрыто. Ответы, которые вы отправили, сохранены.
applications-draft-gone-text = Заявление не было отправлено, его черновик удалён вместе с ответами.
applications-withdrawn-title = Вы отозвали заявление
applications-withdrawn-text = Ведомство его больше не рассматривает. Ответы, которые вы отправили, сохранены.
applications-apply-again = Подать снова
applications-apply-again-same = Подать снова с теми же ответами
applications-said-ground = Причина: { $text }
applications-said-advice = Что делать: { $text }
applications-said-comment = Пояснение: { $text }
applications-result-title = Результат готов
applications-download = Скачать
applications-withdraw = Отозвать заявление
applications-withdraw-title = Отозвать заявление?
applications-withdraw-text = «{ $service }», № { $number }. Ведомство перестанет его рассматривать. Отменить это нельзя, но можно подать новое.
applications-withdraw-fee = Уплаченная пошлина не возвращается сама: попросите о возврате ведомство.
applications-withdraw-yes = Да, отозвать
applications-withdraw-no = Не отзывать
applications-withdrawn = Заявление отозвано
applications-withdraw-too-late = Отозвать уже нельзя: ведомство приняло решение

applications-applicant-name = Фамилия, имя, отчество
applications-applicant-born-on = Дата рождения
applications-applicant-birth-place = Место рождения
applications-applicant-citizenship = Гражданство
applications-applicant-passport = Паспорт
applications-applicant-passport-issued-on = Паспорт выдан
applications-applicant-snils = СНИЛС
applications-applicant-address = Адрес регистрации
applications-applicant-phone = Телефон
applications-applicant-email = Электронная почта

# Уведомления: в кабинете и письмом, тема, SMS
applications-notice-sent = «{ $service-ru }»: заявление № { $number } принято. О каждом шаге мы сообщим.
applications-notice-sent-subject = Заявление № { $number } отправлено
applications-notice-sent-sms = Заявление { $number } отправлено. Следите за ним в кабинете Окна.
applications-notice-payment = «{ $service-ru }»: оплатите пошлину { $sum-ru } до { $due-ru }, и проверка заявления № { $number } начнётся.
applications-notice-payment-subject = Заявление № { $number } ждёт оплаты
applications-notice-payment-sms = Заявление { $number }: оплатите пошлину { $sum-ru } до { $due-ru } в кабинете Окна.
applications-notice-paid = «{ $service-ru }»: оплата пришла, заявление № { $number } на проверке. Решение до { $due-ru }.
applications-notice-paid-subject = Заявление № { $number } на проверке
applications-notice-paid-sms = Оплата пришла, заявление { $number } на проверке.
applications-notice-asked = «{ $service-ru }»: ведомство просит дополнить заявление № { $number }. Ответьте до { $due-ru }.
applications-notice-asked-subject = Заявление № { $number }: нужны дополнения
applications-notice-asked-sms = Заявление { $number }: нужны дополнения. Ответьте до { $due-ru } в кабинете Окна.
applications-notice-issued = «{ $service-ru }»: результат по заявлению № { $number } готов, он в кабинете. Там же можно оценить услугу.
applications-notice-issued-subject = Заявление № { $number }: результат готов
applications-notice-issued-sms = Заявление { $number }: результат готов, он в кабинете Окна.
applications-notice-refused = «{ $service-ru }»: по заявлению № { $number } отказано. Причина и что делать дальше указаны в кабинете.
applications-notice-refused-subject = Заявление № { $number } отклонено
applications-notice-refused-sms = Заявление { $number } отклонено. Причина и совет в кабинете Окна.
applications-notice-withdrawn = «{ $service-ru }»: вы отозвали заявление № { $number }. Если это были не вы, смените пароль.
applications-notice-withdrawn-subject = Заявление № { $number } отозвано
applications-notice-withdrawn-sms = Заявление { $number } отозвано.
applications-notice-expired = «{ $service-ru }»: срок по заявлению № { $number } прошёл, оно закрыто. Можно подать новое.
applications-notice-expired-subject = Заявление № { $number }: срок истёк
applications-notice-expired-sms = Заявление { $number } закрыто: срок истёк. Можно подать новое.
applications-notice-near-answer = «{ $service-ru }»: ведомство ждёт вашего ответа по заявлению № { $number } до { $due-ru }.
applications-notice-near-answer-subject = Заявление № { $number }: скоро последний день ответа
applications-notice-near-answer-sms = Заявление { $number }: ответьте ведомству до { $due-ru }.
applications-notice-near-payment = «{ $service-ru }»: пошлину { $sum-ru } по заявлению № { $number } нужно оплатить до { $due-ru }.
applications-notice-near-payment-subject = Заявление № { $number }: скоро последний день оплаты
applications-notice-near-payment-sms = Заявление { $number }: оплатите { $sum-ru } до { $due-ru }.

# Рабочее место
desk-title = Очередь
desk-my-cases = Мои дела
desk-ratings = Оценки
desk-ratings-title = Оценки услуг
desk-ratings-note = Имён здесь нет. Кто написал отзыв, увидит в своём журнале, что руководитель ведомства его прочёл.
desk-ratings-service = Услуга
desk-ratings-all-services = Все услуги
desk-ratings-stars = Оценка
desk-ratings-all-stars = Любая
desk-ratings-show = Показать
desk-ratings-months = По месяцам
desk-ratings-month = Месяц
desk-ratings-of = { $month ->
    [m1] Январь
    [m2] Февраль
    [m3] Март
    [m4] Апрель
    [m5] Май
    [m6] Июнь
    [m7] Июль
    [m8] Август
    [m9] Сентябрь
    [m10] Октябрь
    [m11] Ноябрь
   *[m12] Декабрь
} { $year }
desk-ratings-sent = Заявлений
desk-ratings-count = Оценок
desk-ratings-average = Средняя
desk-ratings-list = Отзывы
desk-ratings-none = Отзывов пока нет
desk-filters = Списки дел
desk-list = Дела
desk-filter-all = Все
desk-filter-mine = Мои
desk-filter-unassigned = Без исполнителя
desk-filter-answered = Ответ пришёл
desk-filter-due = Срок сегодня
desk-filter-waiting = Ждём заявителя
desk-chart = Решено за 14 дней
desk-search = Номер, фамилия, СНИЛС
desk-empty = Здесь пусто
desk-choose = Выберите дело
desk-choose-text = Сверху самые срочные.
desk-column-case = Дело
desk-column-state = Состояние
desk-column-due = Срок
desk-status-answered = Ответ пришёл
desk-due-overdue = просрочено
desk-due-today = сегодня
desk-due-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
desk-you = вы
desk-colleague = коллега
desk-role-citizen = заявитель
desk-event-asked = Запрошены дополнения, срок остановлен
desk-event-answered = Заявитель ответил
desk-sent = отправлено { $day }
desk-taken-by = Исполнитель: { $name }
desk-instead-of = Подано вместо заявления № { $number }
desk-not-taken = Без исполнителя
desk-applicant = Заявитель
desk-documents = Документы
desk-file-new = новый
desk-decision = Для решения
desk-take = Взять в работу
desk-release = Вернуть в очередь
desk-ask = Запросить дополнения
desk-ask-title = Запросить дополнения
desk-ask-label = Чего не хватает
desk-ask-hint = Заявитель прочитает этот текст. Напишите, что приложить или исправить и почему
desk-ask-empty = Напишите, чего не хватает: не больше 4000 знаков
desk-asked = Дополнения запрошены, срок остановлен
desk-approve = Одобрить и выдать
desk-approved = Одобрено, результат готовится
desk-refuse = Отказать
desk-refuse-title = Отказать
desk-refuse-ground = Причина отказа
desk-refuse-choose = Выберите причину отказа
desk-refuse-comment = Пояснение заявителю (необязательно)
desk-refuse-comment-hint = Причину и совет из списка заявитель увидит и так
desk-refused = В услуге отказано, заявителю сообщили
desk-note = Заметка
desk-note-title = Заметка для коллег
desk-note-label = Текст заметки
desk-note-hint = Заявитель её не увидит
desk-note-empty = Напишите заметку: не больше 4000 знаков
desk-note-save = Сохранить заметку
desk-text-too-long = Сократите текст до 4000 знаков
desk-back-to-case = Вернуться к делу
desk-refusal-not-found = Такого дела нет
desk-refusal-not-now = Не получилось: дело уже в другом состоянии. Ниже оно такое, какое есть сейчас.
desk-refusal-changed = Не получилось: дело изменилось, пока вы смотрели. Ниже оно такое, какое есть сейчас.
desk-refusal-with-colleague = Не получилось: с этим делом уже работает коллега.

# Главная
home-title = Государственные услуги
home-heading = Что вам нужно сделать?
home-popular = Популярные услуги
home-waiting = Ждут вас
home-situations = Жизненные ситуации
home-all = Все услуги
home-situation-services = { $count ->
    [one] { $count } услуга
    [few] { $count } услуги по порядку
   *[other] { $count } услуг по порядку
}
home-waiting-answer = Ответьте ведомству
home-waiting-payment = Пошлина { $sum }
home-waiting-result = Результат готов
home-waiting-draft = Закончите заявление
my-services-title = Мои услуги
my-services-nothing-waits = Сейчас от вас ничего не требуется.
my-services-recent = Недавние заявления
my-services-all-applications = Все заявления
my-services-all-services = Все услуги

applications-rating-title = Оцените услугу
applications-rating-hint = Оценка видна всем без имени, комментарий прочтёт только ведомство.
applications-rating-5 = 5, отлично
applications-rating-4 = 4, хорошо
applications-rating-3 = 3, терпимо
applications-rating-2 = 2, плохо
applications-rating-1 = 1, ужасно
applications-rating-comment = Что понравилось или что исправить (необязательно)
applications-rating-comment-hint = До 1000 знаков
applications-rating-send = Отправить оценку
applications-rating-missing = Выберите оценку от 1 до 5
applications-rating-too-long = Сократите комментарий до 1000 знаков
applications-rating-thanks = Спасибо за оценку.
applications-rating-yours = Ваша оценка
applications-rating-given = { $stars } из { $most }
