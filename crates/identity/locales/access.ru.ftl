# «Кто смотрел мои данные».

access-title = Кто смотрел мои данные
access-lead = Здесь каждый просмотр и каждая передача ваших данных: когда, кто и зачем. Сначала новые. То, что вы смотрите сами, не записывается.
access-whole = { $count ->
    [one] Журнал цел: { $count } запись, ничего не изменено и не удалено.
    [few] Журнал цел: { $count } записи, ничего не изменено и не удалено.
   *[other] Журнал цел: { $count } записей, ничего не изменено и не удалено.
}
access-broken = Журнал повреждён, начиная с записи { $position }: её изменили или удалили. Мы уже знаем об этом. Позвоните нам: { $phone }.
access-none-title = Пока никто не смотрел
access-none-text = Запись появится, когда ваши данные сверят с реестром, откроет инспектор или оператор центра.
access-older = Показаны последние 200 записей, более ранних: { $count }.
access-more = Не узнаёте чьё-то действие? <a class="govuk-link" href="/support">Обратитесь в поддержку</a>.

access-owner = Вы
access-portal = Портал
access-stranger = Посетитель страницы проверки

access-operator = Администратор портала
access-account-signed-out = Завершены все сеансы
access-account-locked = Учётная запись заблокирована
access-account-unlocked = Учётная запись снова открыта
access-operator-owner-asked = По обращению владельца
access-operator-suspicion = Похоже, ею пользуется кто-то другой
access-operator-order = По решению суда или ведомства
access-operator-left = Сотрудник больше не работает

access-second-party = Второй участник заявления

access-account-found = Найдена учётная запись
access-profile-read = Просмотрены личные данные
access-profile-changed = Исправлены личные данные
access-profile-checked-again = Данные отправлены на повторную проверку
access-identity-confirmed = Подтверждена личность
access-sent-to-registry = Данные переданы в реестр для сверки
access-application-read = Открыто заявление
access-file-read = Открыт файл заявления
access-document-issue = Подготовлен документ
access-document-revoke = Отозван документ
access-document-check = Проверен документ
access-rating-read = Прочитан ваш отзыв об услуге

access-why-application = Рассмотрение заявления № { $number }
access-why-rating = Отзывы об услугах ведомства
access-why-agreement = Согласие по заявлению № { $number }
access-why-check = Проверка подлинности по номеру { $number }
access-why-visit = { $why }, обращение № { $number }

settings-look-last = Последнее: { $action }, { $time }
settings-looks-open = Открыть журнал
access-why-registry = Проверка того, что вы ввели: { $registry }
