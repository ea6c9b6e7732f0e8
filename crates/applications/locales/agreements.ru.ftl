# Согласие второго участника: состояние, страницы того, кто соглашается, и того, кто подал.

applications-state-awaiting-agreement = Ожидает согласия
applications-state-declined = Нет согласия
applications-event-agreement-required = Ожидает согласия
applications-event-agreed = Согласие получено
applications-event-declined = Нет согласия
applications-role-second-party = второй участник
applications-deadline-agreement = согласие до { $day } ({ $left })

agreements-wait-title = Ждём согласия второго участника
agreements-wait-text = Заявление появилось в кабинете человека с этим СНИЛС, если у него подтверждённая учётная запись. Сообщите ему и попросите зайти на портал: он прочитает заявление и подтвердит его кодом. После этого заявление пойдёт дальше.
agreements-wait-who = Есть ли у него учётная запись, мы не говорим: это его личные данные. Если её нет, пусть зарегистрируется и подтвердит личность, и заявление появится у него само.
agreements-refused-title = Второй участник не согласился
agreements-refused-text = Ведомство заявления не получило, пошлину платить не нужно. Договоритесь и отправьте заявление снова: введённые данные сохранены.
agreements-next = Второй участник подтвердит заявление
agreements-next-note = До { $day }, в своём кабинете. Сообщите ему об этом
agreements-own-title = Вы указали свой СНИЛС вместо СНИЛС второго участника
agreements-own-text = Вернитесь к вопросу и введите СНИЛС другого человека: заявление подтверждают двое.

home-waiting-agreement = Ждёт вашего согласия
agreements-title = Нужно ваше согласие
agreements-who = { $name } просит вас подтвердить заявление «{ $service }». Прочитайте и решите.
agreements-applicant = Кто подал
agreements-you = Кто вы
agreements-what = С чем вы соглашаетесь
agreements-until = Ответьте до { $day }. Если не ответить, заявление закроется.
agreements-code = После нажатия мы пришлём код на ваш подтверждённый телефон или почту.
agreements-confirm = Подтвердить
agreements-decline = Отказаться
agreements-no-contact = Чтобы подтвердить заявление, добавьте телефон или почту: туда придёт код
agreements-given = Вы подтвердили заявление
agreements-declined = Вы отказались, заявителю сообщили
agreements-agreed-title = Вы подтвердили заявление
agreements-agreed-text = Дальше им занимаются заявитель и ведомство, от вас больше ничего не нужно.
agreements-declined-title = Вы отказались
agreements-declined-text = Заявление закрыто. Если вы передумали, заявитель может отправить его снова.
agreements-closed-title = Ваше согласие больше не нужно
agreements-closed-text = Заявление отозвано, или срок ответа прошёл. Если оно всё ещё нужно, заявитель может отправить его снова.
agreements-decline-title = Отказаться от заявления?
agreements-decline-text = Заявление закроется, заявитель узнает об отказе и прочитает причину.
agreements-decline-reason = Почему вы отказываетесь
agreements-decline-hint = Например: в заявлении ошибка в дате. Заявитель прочитает этот текст
agreements-decline-empty = Напишите, почему вы отказываетесь: не больше 1000 знаков
agreements-decline-no = Не отказываться

# Правила услуги на странице дела
desk-rules = Что сработало
desk-rule-met = Препятствия нет
desk-rule-broken = Препятствие есть
desk-rule-unknown = Нельзя сказать: данных не хватает
desk-rule-no-fee = Без пошлины
desk-rule-review = Срок рассмотрения, рабочих дней
desk-rule-today = День отправки
desk-rule-sex = Пол
desk-rule-children = Детей в профиле
desk-rule-vehicles = Машин в профиле
desk-rule-profile = В профиле

desk-agreement = Согласие второго участника
desk-agreement-given = Согласие дано
desk-agreement-by-code = подтверждено кодом

# Уведомления заявителю
applications-notice-agreement = «{ $service-ru }»: заявление № { $number } отправлено и ждёт согласия второго участника до { $due-ru }. Сообщите ему об этом.
applications-notice-agreement-subject = Заявление № { $number } ждёт согласия второго участника
applications-notice-agreement-sms = Заявление { $number } ждёт согласия второго участника до { $due-ru }. Сообщите ему.
applications-notice-agreed = «{ $service-ru }»: второй участник подтвердил заявление № { $number }, оно передано ведомству.
applications-notice-agreed-subject = Заявление № { $number }: согласие получено
applications-notice-agreed-sms = Заявление { $number }: согласие получено, оно на проверке.
applications-notice-declined = «{ $service-ru }»: второй участник не согласился с заявлением № { $number }. Причина и что делать дальше указаны в кабинете.
applications-notice-declined-subject = Заявление № { $number }: нет согласия
applications-notice-declined-sms = Заявление { $number }: второй участник не согласился. Причина в кабинете Окна.
applications-notice-near-agreement = «{ $service-ru }»: второй участник ещё не подтвердил заявление № { $number }. Он может сделать это до { $due-ru }.
applications-notice-near-agreement-subject = Заявление № { $number }: скоро последний день согласия
applications-notice-near-agreement-sms = Заявление { $number }: второй участник ещё не согласился, срок до { $due-ru }.

# Уведомления второму участнику
applications-notice-second-asked = Вас просят подтвердить заявление «{ $service-ru }». Прочитайте его в кабинете и ответьте до { $due-ru }. Если вы ни о чём не договаривались, откажитесь.
applications-notice-second-asked-subject = Нужно ваше согласие: «{ $service-ru }»
applications-notice-second-asked-sms = Нужно ваше согласие на заявление. Ответьте до { $due-ru } в кабинете Окна.
applications-notice-second-near = Заявление «{ $service-ru }» ещё ждёт вашего согласия, до { $due-ru }.
applications-notice-second-near-subject = Скоро последний день: «{ $service-ru }»
applications-notice-second-near-sms = Заявление ждёт вашего согласия до { $due-ru }.
applications-notice-second-agreed = Вы подтвердили заявление «{ $service-ru }». Если это были не вы, смените пароль и сообщите в поддержку.
applications-notice-second-agreed-subject = Вы подтвердили заявление «{ $service-ru }»
applications-notice-second-agreed-sms = Вы подтвердили заявление. Если это были не вы, смените пароль.
applications-notice-second-declined = Вы отказались подтвердить заявление «{ $service-ru }». Заявителю сообщили.
applications-notice-second-declined-subject = Вы отказались: «{ $service-ru }»
applications-notice-second-declined-sms = Вы отказались подтвердить заявление. Заявителю сообщили.
applications-notice-second-withdrawn = Заявление «{ $service-ru }» отозвано: ваше согласие больше не нужно.
applications-notice-second-withdrawn-subject = Заявление «{ $service-ru }» отозвано
applications-notice-second-withdrawn-sms = Заявление отозвано, ваше согласие больше не нужно.
applications-notice-second-expired = Заявление «{ $service-ru }» закрыто: срок для вашего согласия прошёл.
applications-notice-second-expired-subject = Срок прошёл: «{ $service-ru }»
applications-notice-second-expired-sms = Заявление закрыто: срок для вашего согласия прошёл.
