## Возврат отдельных ответов на исправление

desk-ask-questions = Какие ответы исправить
desk-ask-questions-hint = Заявитель сможет изменить только их. Не отмечайте ничего, если нужны только пояснения или документы
applications-said-to-correct = Исправить: { $titles }
applications-said-corrected = { $title }: было «{ $before }», стало «{ $after }»
applications-said-nothing = нет ответа
corrections-instead = Ответить, ничего не исправляя
corrections-open = Исправить ответы
corrections-title = Исправьте ответы
corrections-intro = Ведомство вернуло на исправление только эти ответы. Остальные останутся такими, какими вы их отправили.
corrections-words = Пояснение для ведомства (необязательно)
corrections-send = Отправить исправленное
corrections-back = Вернуться к заявлению
corrections-unchanged = Вы ничего не изменили. Исправьте ответ или напишите, почему он верен.
corrections-lead-elsewhere = С такими ответами меняются другие вопросы, пошлина или условия услуги, поэтому исправить их здесь нельзя. Отзовите заявление и подайте его заново или ответьте ведомству словами.
