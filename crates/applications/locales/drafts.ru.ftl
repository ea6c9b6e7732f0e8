## Черновики: два окна, конец сеанса, новая редакция, напоминания

drafts-conflict-title = Эти ответы изменились в другом окне
drafts-conflict-text = Страницу «{ $page }» вы сохранили и в другом окне или на другом устройстве. Выберите, какие ответы оставить.
drafts-conflict-theirs = В другом окне
drafts-conflict-ours = В этом окне
drafts-conflict-nothing = Нет ответа
drafts-conflict-keep-ours = Оставить ответы из этого окна
drafts-conflict-keep-theirs = Оставить ответы из другого окна
drafts-rescued = Сеанс закончился, поэтому мы попросили войти снова. Всё, что вы ввели, на месте.
drafts-rescued-files = Сеанс закончился, поэтому мы попросили войти снова. Всё, что вы ввели, на месте, но файлы нужно выбрать ещё раз.
drafts-renewed-title = Услуга обновилась
drafts-renewed-text = Пока вы заполняли заявление «{ $service }», в форме услуги изменились вопросы. Остальные ваши ответы сохранены.
drafts-renewed-anew = Эти вопросы нужно ответить заново
drafts-renewed-dropped = Эти ответы больше не нужны
drafts-line = заполнено { $done } из { $pages } · хранится до { $day }
drafts-line-new = хранится до { $day }
drafts-kept-until = Черновик хранится до { $day }. Если к нему вернуться раньше, срок продлится.
drafts-notice-waits = Вы начали заполнять «{ $service-ru }». Черновик ждёт вас до { $due-ru }.
drafts-notice-last = Черновик «{ $service-ru }» скоро будет удалён: он хранится до { $due-ru }. Продолжите заполнение, если он ещё нужен.
drafts-notice-waits-subject = Ваш черновик ждёт
drafts-notice-waits-sms = Черновик «{ $service-ru }» ждёт вас до { $due-ru }.
drafts-notice-last-subject = Черновик скоро будет удалён
drafts-notice-last-sms = Черновик «{ $service-ru }» будет удалён после { $due-ru }.
drafts-file-new-tab = (откроется в новой вкладке)
drafts-file-pages = Можно выбрать сразу несколько фотографий страниц: мы соединим их в один PDF в том порядке, в каком вы их выбрали
drafts-file-join = Соединить выбранные фотографии в один PDF
