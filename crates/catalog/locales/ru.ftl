# Страницы каталога
catalog-home = Главная
catalog-services-title = Услуги
catalog-categories-title = Категории услуг
catalog-life-events-title = Жизненные ситуации
catalog-life-events-text = Выберите, что происходит: мы подскажем, какие услуги понадобятся и в каком порядке.
catalog-agencies-title = Ведомства
catalog-service-count = { $count ->
    [0] Скоро
    [one] { $count } услуга
    [few] { $count } услуги
   *[other] { $count } услуг
}
catalog-none-title = Услуг пока нет
catalog-none-text = Мы добавляем их одну за другой. Загляните позже или воспользуйтесь поиском.

catalog-apply = Получить услугу
catalog-elsewhere = В вашем регионе этой услуги нет.
catalog-regional = Услуга есть не во всех регионах.
catalog-regional-choose = Выбрать регион
catalog-lacks-level = Для этой услуги нужна подтверждённая учётная запись. Нажмите кнопку: мы подскажем следующий шаг и вернём вас сюда.
catalog-price = Стоимость
catalog-time = Срок
catalog-level = Учётная запись
catalog-level-simplified = Любая, достаточно регистрации
catalog-level-standard = Стандартная или подтверждённая
catalog-level-verified = Подтверждённая
catalog-agency = Ведомство
catalog-about = Что даёт услуга
catalog-who = Кто может получить
catalog-documents = Какие документы нужны
catalog-steps = Как это происходит
catalog-result = Результат
catalog-result-valid = Документ действует { $months ->
    [one] { $months } месяц
    [few] { $months } месяца
   *[other] { $months } месяцев
}.
catalog-result-valid-years = Документ действует { $years ->
    [one] { $years } год
    [few] { $years } года
   *[other] { $years } лет
}.
catalog-refusals = Почему могут отказать и что делать
catalog-faq = Вопросы и ответы
catalog-law = На чём это основано

catalog-agency-head = Руководитель
catalog-agency-address = Адрес
catalog-agency-phone = Телефон
catalog-agency-email = Электронная почта
catalog-agency-hours = Часы работы
catalog-agency-services = Услуги ведомства

catalog-search-title = Поиск
catalog-search-title-of = { $query } — поиск
catalog-search-hint = Напишите, что вам нужно, своими словами: «справка о несудимости», «загран», «прописка».
catalog-search-count = Нашлось: { $count }
catalog-search-none-title = Ничего не нашлось
catalog-search-none-text = Попробуйте другие слова или посмотрите категории услуг.
catalog-search-none-narrowed = С такими фильтрами ничего нет. Измените их или сбросьте.
catalog-filter-title = Фильтры
catalog-filter-apply = Показать
catalog-filter-reset = Сбросить фильтры
catalog-filter-agency-all = Все ведомства
catalog-filter-kind = Вид услуги
catalog-filter-kind-all = Все виды
catalog-filter-audience = Для кого
catalog-filter-audience-all = Для всех
catalog-filter-level-all = Любой уровень
catalog-filter-level-simplified = Хватит упрощённой
catalog-filter-level-standard = Хватит стандартной
catalog-filter-level-verified = Хватит подтверждённой
catalog-audience-person = Частным лицам
catalog-audience-sole-proprietor = Предпринимателям
catalog-audience-organisation = Организациям
catalog-elsewhere-tag = Не в вашем регионе
catalog-found-service = Услуга
catalog-found-life-event = Ситуация
catalog-found-category = Категория
catalog-found-agency = Ведомство
catalog-found-centre = Центр
catalog-rating = Оценка
catalog-rating-value = { $stars } из { $most }
catalog-rating-count = { $count ->
    [one] { $count } отзыв
    [few] { $count } отзыва
   *[other] { $count } отзывов
}
catalog-where = Где получить
catalog-where-regions = Услуга есть в этих регионах: { $regions }.
catalog-where-portal = На портале
catalog-where-portal-text = Подайте заявление здесь, приходить никуда не нужно, пока вас не пригласят.
catalog-where-agency = В ведомстве
catalog-where-centres = В центре обслуживания
catalog-where-more = Все центры региона, ещё { $count }
catalog-where-no-centre = В вашем регионе центры заявления на эту услугу не принимают.
catalog-elsewhere-count = { $count ->
    [one] Ещё { $count } услуга есть только в других регионах.
    [few] Ещё { $count } услуги есть только в других регионах.
   *[other] Ещё { $count } услуг есть только в других регионах.
}
catalog-elsewhere-region = Сменить регион
catalog-elsewhere-title = Что делают не на портале
catalog-elsewhere-text = Здесь портал не поможет, но подскажет, кто поможет.
catalog-step-begun = Начато
catalog-step-sent = Отправлено
catalog-step-done = Готово
catalog-steps-done = Готово { $done } из { $all }.

# Центры обслуживания
catalog-centres-title = Найти центр
catalog-centres-text = В центре обслуживания подтверждают личность по паспорту и помогают с учётной записью. Записываться не нужно, приём бесплатный.
catalog-centres-query = Название, город или улица
catalog-centres-region = Регион
catalog-centres-everywhere = Все регионы
catalog-centres-find = Найти
catalog-centres-all = Показать все центры
catalog-centres-count = { $count ->
    [one] Нашёлся { $count } центр
    [few] Нашлось { $count } центра
   *[other] Нашлось { $count } центров
}
catalog-centres-none-title = Таких центров нет
catalog-centres-none-text = Измените слова, выберите другой регион или уберите отметку «Открыто сейчас».
catalog-centre-open = Открыто сейчас
catalog-centre-closed = Закрыто
catalog-centre-break = Перерыв
catalog-centre-open-until = до { $time }
catalog-centre-opens-today = откроется в { $time }
catalog-centre-opens-tomorrow = откроется завтра в { $time }
catalog-centre-opens-on = откроется { $day ->
    [monday] в понедельник
    [tuesday] во вторник
    [wednesday] в среду
    [thursday] в четверг
    [friday] в пятницу
    [saturday] в субботу
   *[other] в воскресенье
} в { $time }
catalog-centre-directions = Как добраться
catalog-centre-day = День
catalog-centre-hours = Часы
catalog-centre-today = сегодня
catalog-centre-day-off = Выходной
catalog-centre-no-break = без перерыва
catalog-centre-does = Что здесь делают
catalog-centre-registration = Регистрация
catalog-centre-registration-text = Помогут завести учётную запись. Возьмите паспорт и мобильный телефон.
catalog-centre-confirmation = Подтверждение личности
catalog-centre-confirmation-text = Возьмите паспорт и СНИЛС и назовите номер учётной записи. Около трёх минут.
catalog-centre-recovery = Восстановление доступа
catalog-centre-recovery-text = Если прежних телефона и почты больше нет. Возьмите паспорт и СНИЛС.
catalog-weekday-monday = Понедельник
catalog-weekday-tuesday = Вторник
catalog-weekday-wednesday = Среда
catalog-weekday-thursday = Четверг
catalog-weekday-friday = Пятница
catalog-weekday-saturday = Суббота
catalog-weekday-sunday = Воскресенье

# Помощь
catalog-support-title = Помощь
catalog-support-groups = Кому помочь
catalog-support-contacts = Связаться с нами
catalog-support-hotline = Горячая линия
catalog-support-in-person = Лично, с паспортом
catalog-support-secrets = Мы никогда не спрашиваем пароль и коды из сообщений.

# О портале
catalog-about-title = О портале
catalog-about-lead = «Окно» помогает получить государственную услугу от начала до конца, не выходя из дома.
catalog-about-what = Что здесь можно
catalog-about-what-find = Найти <a class="govuk-link" href="/services">услугу</a> и узнать, кому она положена, сколько стоит и сколько ждать.
catalog-about-what-apply = Подать заявление, оплатить пошлину и следить за рассмотрением.
catalog-about-what-result = Получить справку или другой документ с электронной подписью ведомства.
catalog-about-what-check = <a class="govuk-link" href="/check">Проверить документ</a>, который вам показали. Для этого не нужно регистрироваться.
catalog-about-data = Кто видит ваши данные
catalog-about-data-you = Вы сами, в кабинете.
catalog-about-data-officer = Инспектор ведомства, только по заявлению, которое вы в это ведомство подали.
catalog-about-data-operator = Оператор центра обслуживания, два часа, пока он вас принимает.
catalog-about-data-registries = Реестры паспортов и СНИЛС, которые сверяют то, что вы ввели.
catalog-about-data-ledger = Каждый просмотр и каждая передача записаны: кто, когда и зачем. Журнал открыт для вас в кабинете: <a class="govuk-link" href="/cabinet/access">Кто смотрел мои данные</a>. Записи связаны в цепочку, и незаметно изменить их нельзя.
catalog-about-data-sealed = Личные данные лежат зашифрованными, у каждой учётной записи свой ключ. Рекламы нет, данные не продаются.
catalog-about-papers = Подробнее: <a class="govuk-link" href="/terms">условия использования</a> и <a class="govuk-link" href="/privacy">политика конфиденциальности</a>.
catalog-about-licences = Открытые лицензии
catalog-about-licences-own = Код портала открыт под лицензией Apache 2.0.
catalog-about-licences-others = Шрифт, значки и оформление страниц сделали люди, которые тоже открыли свою работу.
catalog-about-licences-link = Чьи они и на каких условиях
catalog-season-opens = Заявления принимают с { $day }.
catalog-season-closes = Заявления принимают по { $day } включительно.
catalog-paused = Приём заявлений приостановлен.
catalog-paused-until = Приём заявлений приостановлен до { $day }.
