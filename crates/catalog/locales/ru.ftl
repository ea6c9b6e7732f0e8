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
catalog-elsewhere = В вашем регионе этой услуги нет. Проверьте регион в шапке страницы.
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
catalog-found-service = Услуга
catalog-found-life-event = Ситуация
catalog-found-category = Категория
catalog-found-agency = Ведомство
