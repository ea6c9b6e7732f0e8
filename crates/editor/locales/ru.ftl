# Редактор услуг
editor-workplace = Администрирование
editor-title = Услуги
editor-menu = Разделы услуги
editor-menu-service = Состояние и история
editor-menu-files = Файлы
editor-new = Новая услуга
editor-search = Название или код услуги
editor-none = Услуг не нашлось
editor-column-service = Услуга
editor-column-state = Состояние
editor-column-edition = Редакция
editor-column-draft = Черновик
editor-column-time = Когда
editor-column-event = Что сделано
editor-column-who = Кто
editor-column-note = Примечание
editor-state-published = Опубликована
editor-state-paused = Приостановлена
editor-state-draft = Черновик
editor-saved-by = { $name }, { $time }
editor-edition-of = № { $number }, { $time }
editor-is-offered = Действует
editor-russian = Русский
editor-english = English

# Новая услуга
editor-new-code = Код услуги
editor-new-code-hint = Часть адреса: строчные латинские буквы, цифры и дефис, например fishing-licence
editor-new-code-wrong = В коде строчные латинские буквы, цифры и дефис, от 3 до 60 знаков
editor-new-code-taken = Такой код уже есть
editor-new-title-ru = Название на русском
editor-new-title-en = Название на английском
editor-new-title-empty = Введите название на обоих языках
editor-new-agency = Ведомство
editor-new-agency-choose = Выберите ведомство
editor-new-category = Категория
editor-new-category-choose = Выберите категорию
editor-new-source = С чего начать
editor-new-source-wrong = Из этой услуги копию сделать не удалось. Начните с шаблона
editor-new-template = Шаблон
editor-new-begin = Создать
editor-import-title = Из архива
editor-import-file = Архив ZIP с папкой услуги
editor-import-hint = Файл service.yaml, документ result.typ и примеры examples/*.yaml
editor-import = Загрузить архив
editor-archive-none = Выберите архив
editor-archive-unreadable = Это не архив ZIP, или он повреждён
editor-archive-no-service = В архиве нет файла service.yaml
editor-archive-no-code = В service.yaml нет кода услуги
editor-archive-too-large = В архиве больше, чем может быть у услуги: 100 файлов, 512 КБ
editor-archive-bad-file = Этот файл не может быть файлом услуги: { $name }
editor-begun = Черновик создан
editor-imported = Архив загружен в черновик

# Состояние и история
editor-edit = Править
editor-outline = Тексты
editor-preview = Предпросмотр
editor-trial = Проба на примерах
editor-compare = Сравнение
editor-export = Скачать архив
editor-public-page = Страница для граждан
editor-history = История
editor-event-published = Опубликована редакция
editor-event-paused = Приём заявлений приостановлен
editor-event-resumed = Приём заявлений возобновлён
editor-event-rolled-back = Возвращена прежняя редакция
editor-by-files = Файлы установки
editor-by-command = Командная строка
editor-roll-back = Вернуть эту редакцию
editor-was-rolled-back = Действует прежняя редакция
editor-resume = Возобновить
editor-was-resumed = Приём заявлений возобновлён
editor-paused = Приём заявлений приостановлен
editor-paused-until = Приём заявлений приостановлен до { $day }
editor-pause = Приостановить
editor-pause-change = Изменить условия паузы
editor-pause-title = Приостановить приём заявлений
editor-pause-about = Страница услуги останется и скажет, до какого дня и почему. Начатые черновики сохранятся.
editor-pause-reason-ru = Причина на русском
editor-pause-reason-en = Причина на английском
editor-pause-reason-empty = Напишите причину на обоих языках, до 1000 знаков
editor-pause-day = День, с которого приём возобновится
editor-pause-day-hint = Например, 27.12.2026. Оставьте пустым, если он неизвестен
editor-pause-day-wrong = Введите день позже сегодняшнего, например 27.12.2026
editor-was-paused = Приём заявлений приостановлен
editor-note = Примечание для коллег
editor-note-too-long = Примечание длиннее 1000 знаков

# Файлы
editor-text = Текст файла { $file }
editor-check = Проверить
editor-save = Сохранить
editor-publish = Опубликовать
editor-published = Редакция опубликована, граждане уже видят её
editor-not-published = Не опубликовано: исправьте ошибки. Ваш текст сохранён в черновике.
editor-too-late = Не опубликовано: пока вы правили, коллега сохранил черновик или опубликовал другую редакцию. Сравните их.
editor-faster = Не сохранено: пока вы правили, коллега сохранил черновик. Ваш текст в поле ниже, отличия от сохранённого показаны. Если сохраните снова, останется ваш; прежний виден в сравнении.
editor-faster-outline = Не сохранено: пока вы правили, коллега сохранил черновик. Ваши тексты в полях; сохраните ещё раз, если они верны.
editor-behind = Действует не та редакция, с которой начат черновик.
editor-go-on = Продолжить поверх действующей
editor-saved = Черновик сохранён
editor-checked = Ошибок нет
editor-problems = { $count ->
    [one] { $count } ошибка
    [few] { $count } ошибки
   *[other] { $count } ошибок
}
editor-file-more = Добавить файл
editor-file-new = Имя нового файла
editor-file-add = Добавить файл
editor-file-remove = Удалить этот файл
editor-file-needed = Без service.yaml услуги нет
editor-file-too-large = Файлы услуги больше 512 КБ
editor-file-name-wrong = Имя файла: латинские строчные буквы, цифры, дефис и точка, например examples/second.yaml; такого ещё не должно быть
editor-discard = Удалить черновик
editor-discarded = Черновик удалён

# Предпросмотр и проба
editor-choose-page = Страница заявления
editor-choose-example = Пример
editor-choose = Показать
editor-no-example = Без ответов
editor-no-preview = Предпросмотр появится, когда в service.yaml не будет ошибок
editor-passed-over = При этих ответах страница не показывается
editor-no-examples = Примеров пока нет
editor-trial-what = Что
editor-trial-expected = Ожидается
editor-trial-came = Получилось
editor-trial-fine = Сходится
editor-trial-differs = Расходится
editor-trial-pages = Страницы
editor-trial-errors = Ошибки в полях
editor-trial-unmet = Невыполненные условия
editor-trial-fee = Пошлина
editor-trial-review = Срок, рабочих дней

# Сравнение
editor-compare-from = Было
editor-compare-to = Стало
editor-compare-show = Сравнить
editor-compare-edition = Редакция № { $number }, { $time }
editor-compare-save = Черновик, сохранение { $number }, { $time }
editor-compare-questions = Вопросы
editor-question-added = Добавлен
editor-question-removed = Удалён
editor-question-changed = Изменён
editor-difference = Отличия по строкам
editor-no-difference = Отличий нет

# Тексты
editor-parts = Части услуги
editor-part-service = Услуга
editor-part-decision = Решение
editor-outline-broken = Файл service.yaml не читается. Исправьте его текст:
editor-text-empty = Не сохранено: у каждого текста должны быть оба языка
editor-text-not-put = Не сохранено: текст не удалось поставить в файл. Исправьте его в файле
editor-text-title = Название
editor-text-hint = Подсказка
editor-text-intro = Вступление
editor-text-short = Коротко
editor-text-about = О чём это
editor-text-who = Кто может получить
editor-text-price = Цена
editor-text-time = Срок
editor-text-note = Пояснение
editor-text-advice = Что делать
editor-text-explain = Что не так
editor-text-message = Сообщение об ошибке
editor-text-question = Вопрос
editor-text-answer = Ответ
editor-text-law = Закон
editor-text-item = Название одного
editor-text-purpose = Назначение платежа
editor-text-other = Текст
