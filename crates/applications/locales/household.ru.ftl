# Дети и транспорт из отправленного заявления: по желанию в профиль.

applications-household-title = Добавить в профиль?
applications-household-hint = Отметьте, что сохранить. В следующих анкетах это можно будет выбрать из списка. Убрать запись можно в любой день
applications-household-keep = Добавить
applications-household-later = Не добавлять
applications-household-none = Отметьте хотя бы одну запись или выберите «Не добавлять»
applications-household-offer = Вы ввели данные, которых нет в профиле.
applications-household-offer-link = Добавить их в профиль
