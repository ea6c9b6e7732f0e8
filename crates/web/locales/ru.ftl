# Слова самого портала: шапка, подвал, составные части страниц, страницы ошибок.
ui-brand = Окно
ui-skip = Перейти к содержанию
ui-menu = Меню
ui-menu-services = Услуги
ui-menu-life-events = Ситуации
ui-menu-agencies = Ведомства
ui-menu-centres = Центры
ui-menu-support = Помощь
ui-region = Регион:
ui-low-vision = Версия для слабовидящих
ui-notifications = Уведомления
ui-cabinet = Кабинет
ui-sign-in = Войти
ui-sign-out = Выйти
ui-workplace = Рабочее место
ui-keys-off = Выключить быстрые клавиши
ui-keys-on = Включить быстрые клавиши

ui-side-menu = Разделы кабинета
ui-side-services = Мои услуги
ui-side-applications = Заявления
ui-side-payments = Оплата
ui-side-certificates = Справки
ui-side-files = Мои документы
ui-side-notifications = Уведомления
ui-side-settings = Настройки

ui-footer-about = О портале
ui-footer-terms = Условия использования
ui-footer-privacy = Политика конфиденциальности
ui-footer-questions = Вопросы и ответы
ui-footer-centres = Найти центр
ui-footer-low-vision = Для слабовидящих
ui-footer-ordinary = Обычная версия
ui-footer-check = Проверить документ
ui-footer-consent = Ведомства получают ваши данные только с вашего согласия.
ui-footer-who = Кто их смотрел

ui-back = Назад
ui-back-label = Шаг назад
ui-save = Сохранить
ui-continue = Продолжить
ui-change = Изменить
ui-choose = Выберите
ui-yes = Да
ui-no = Нет
ui-breadcrumbs = Вы здесь
ui-pages = Страницы
ui-previous = Назад
ui-next = Дальше
ui-step = Шаг { $step } из { $total }
ui-copy = Копировать
ui-copied = Скопировано
ui-saving = Сохраняем…
ui-saved = Сохранено
ui-saved-at = Сохранено в { $time }
ui-password-show-label = Показать пароль
ui-password-hide-label = Скрыть пароль
ui-not-saved = Не удалось сохранить. Проверьте связь
ui-error-summary = Исправьте ошибки
ui-error-prefix = Ошибка:
ui-day-hint = Например, 27.03.2015
ui-file-hint = PDF, JPEG или PNG, не больше 5 МБ
ui-password-show = Показать
ui-password-hide = Скрыть
ui-password-shown = Пароль виден
ui-password-hidden = Пароль скрыт
ui-characters-most = Не больше { $max ->
    [one] { $max } знака
   *[other] { $max } знаков
}
ui-characters-left = Осталось знаков:
ui-characters-over = Лишних знаков:
ui-search-label = Поиск по порталу
ui-search-placeholder = Услуга, документ или ведомство
ui-search-button = Найти
ui-search-none = Подсказок нет
ui-search-some = Подсказок:

region-title = Ваш регион
region-hint = От региона зависят услуги, сроки и часовой пояс

error-reference = Номер обращения:
error-home = На главную
error-support = Помощь
error-not-found-title = Такой страницы нет
error-not-found-text = Проверьте адрес или найдите нужное через поиск. Если вы пришли по ссылке, она могла устареть.
error-denied-title = Эта страница вам недоступна
error-denied-text = У вашей учётной записи нет доступа к этой странице. Если он нужен для работы, обратитесь к администратору.
error-conflict-title = Данные уже изменились
error-conflict-text = Пока вы заполняли страницу, здесь что-то поменялось. Вернитесь, обновите страницу и повторите.
error-throttled-title = Слишком много попыток
error-throttled-text = Мы сделали паузу, чтобы защитить вас. Попробуйте снова после { $time }.
error-sign-in-title = Войдите
error-sign-in-text = Эта страница открывается после входа.
error-expired-title = Страница устарела
error-expired-text = Вернитесь назад, обновите страницу и отправьте форму ещё раз. Мы ничего не изменили.
error-malformed-title = Не удалось понять запрос
error-malformed-text = Вернитесь назад и попробуйте ещё раз. Мы ничего не изменили.
error-too-large-title = Слишком большой файл
error-too-large-text = Уменьшите файл или отправьте несколько файлов по одному.
error-overloaded-title = Сейчас очень много посетителей
error-overloaded-text = Подождите несколько секунд и обновите страницу. Всё, что вы сохранили, на месте.
error-too-slow-title = Соединение слишком медленное
error-too-slow-text = Мы не дождались вашего запроса. Проверьте связь и отправьте его ещё раз. Мы ничего не изменили.
error-away-title = Портал временно не отвечает
error-away-text = Подождите минуту и обновите страницу. Всё, что вы сохранили, на месте. Если вы отправляли форму, посмотрите в кабинете, дошла ли она.
error-fault-title = У нас что-то сломалось
error-fault-text = Мы уже знаем об ошибке. Попробуйте ещё раз через несколько минут. Всё, что вы сохранили, на месте.

styleguide-title = Составные части страниц
styleguide-chart = Решено за 14 дней
styleguide-consent = Согласен с <a href="/about">условиями</a> и обработкой данных
styleguide-role = Инспектор
styleguide-level = подтверждена
styleguide-level-short = подтверждена
field-unreadable = Здесь есть знаки, которые нельзя прочитать. Сотрите их и наберите заново
