//! The review: asked and answered, approved, refused, withdrawn at the wrong moment.

use applications::Outcome;
use documents::events::DocumentIssued;
use web::testing::{Browser, TestFile};

use crate::world::{OTHER_PHONE, PHONE, SCAN, World, each, number_on, path_of, send_certificate};

const AGENCY: &str = "registry-office";

async fn issue(world: &World, kind: &str) -> Outcome {
    let order = world.inbox.lock().unwrap().orders.last().cloned().expect("a document was ordered");
    let news = DocumentIssued {
        account: order.account,
        reference: order.reference,
        kind: kind.to_owned(),
        document: world.cx.uuid().into(),
        number: "2641773091560028".to_owned(),
    };
    let mut tx = world.db.begin().await.unwrap();
    let outcome = applications::document_issued(&mut tx, &world.cx, &news).await.unwrap();
    tx.commit().await.unwrap();
    outcome
}

async fn ask(officer: &mut Browser, number: &str) {
    officer.visit(&format!("/desk/{number}")).await;
    officer.click("Запросить дополнения").await;
    assert_eq!(officer.submit("Запросить дополнения", &[("text", " ")]).await.status, 422);
    officer.submit("Запросить дополнения", &[("text", "Приложите свидетельство")]).await;
    officer.follow().await;
}

/// Answers with words and a file, after what is wrong with either was told; twice, as a hasty hand does.
async fn answer(vera: &mut Browser, path: &str) {
    assert_eq!(vera.submit("Ответить", &[]).await.errors(), ["Напишите ответ или приложите документ"]);
    let text = TestFile { field: "files", name: "note.txt", bytes: b"text" };
    assert_eq!(vera.upload("Ответить", &[("answer", "Вот")], &[text]).await.status, 422);
    let scan = TestFile { field: "files", name: "свидетельство.png", bytes: SCAN };
    let mut twin = vera.clone();
    vera.upload("Ответить", &[("answer", "Вот оно")], &[scan]).await;
    let page = vera.follow().await;
    // Seven of ten working days were left; they run on from the day of the answer.
    assert!(page.has("На проверке") && page.has("осталось 7 рабочих дней"), "{}", page.text());
    let again = twin.upload("Ответить", &[("answer", "Вот оно")], &[scan]).await;
    assert_eq!(again.location.as_deref(), Some(path), "pressed twice");
}

#[tokio::test]
async fn the_whole_way_from_the_queue_to_the_result() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = send_certificate(&mut vera).await;
        let path = path_of(&vera);
        let mut officer = world.officer("Смирнов", AGENCY).await;
        let page = officer.visit("/desk").await;
        assert!(page.has("Без исполнителя 1") && page.has("Мои 0"), "{}", page.text());
        let page = officer.click(&number).await;
        assert!(page.has("Ветрова") && page.has("На работу"), "{}", page.text());
        officer.submit("Взять в работу", &[]).await;
        let page = officer.follow().await;
        assert!(page.has("Исполнитель: вы") && page.has("Мои 1"), "{}", page.text());

        world.pass_days(3);
        let mut officer = world.officer("Смирнов", AGENCY).await;
        ask(&mut officer, &number).await;
        world.come_back(&mut vera, PHONE).await;
        let page = vera.visit(&path).await;
        assert!(page.has("Нужны дополнения") && page.has("Приложите свидетельство"), "{}", page.text());
        assert!(page.has("ответ до 13 марта 2026"), "{}", page.text());
        answer(&mut vera, &path).await;

        let page = officer.visit("/desk?filter=answered").await;
        assert!(page.has("Ответ пришёл 1") && page.has(&number), "{}", page.text());
        let page = officer.visit(&format!("/desk/{number}")).await;
        assert!(page.has("Вот оно") && page.has("свидетельство.png новый"), "{}", page.text());
        let file = officer.get(&page.link("свидетельство.png новый").unwrap()).await;
        assert_eq!((file.status.as_u16(), file.bytes.as_ref()), (200, SCAN));

        officer.visit(&format!("/desk/{number}")).await;
        officer.submit("Одобрить и выдать", &[]).await;
        assert!(officer.follow().await.has("Одобрено, результат готовится"));
        assert!(vera.visit(&path).await.has("Одобрено"));
        world.work().await;
        {
            let inbox = world.inbox.lock().unwrap();
            let [order] = inbox.orders.as_slice() else { panic!("one document: {}", inbox.orders.len()) };
            assert_eq!(order.data["application"]["number"], number.as_str());
            assert_eq!(order.data["answers"]["purpose"]["text"], "На работу");
            assert_eq!(order.data["applicant"]["family_name"], "Ветрова");
            assert_eq!(order.data["agency"]["name"], "Учётная палата");
            assert_eq!(order.valid_until.unwrap().to_string(), "2026-06-05");
        }
        assert_eq!(issue(&world, "receipt").await, Outcome::NotOurs);
        assert_eq!(issue(&world, "result").await, Outcome::Moved);
        assert_eq!(issue(&world, "result").await, Outcome::Already);
        let page = vera.visit(&path).await;
        for shown in ["Результат готов", "Приложите свидетельство", "Вы ответили", "инспектор"]
        {
            assert!(page.has(shown), "{shown}: {}", page.text());
        }
        assert!(!page.has("Взято в работу"), "what colleagues do among themselves is theirs");
        let page = vera.submit("Отправить оценку", &[]).await;
        assert!(page.status == 422 && page.has("Выберите оценку от 1 до 5"), "{}", page.text());
        vera.submit("Отправить оценку", &[("stars", "5"), ("comment", "Быстро")]).await;
        let page = vera.follow().await;
        assert!(page.has("Спасибо за оценку") && page.has("5 из 5") && page.has("Быстро"), "{}", page.text());
        assert!(!page.has("Оцените услугу"), "once: {}", page.text());
        the_head_reads_the_rating(&world, &mut vera).await;
        assert!(vera.visit("/cabinet").await.has("Результат готов"));
    })
    .await;
}

/// What Вера said is read by the head of that agency, who does not learn who said it; Вера sees that it was read.
async fn the_head_reads_the_rating(world: &World, vera: &mut Browser) {
    let mut head = world.head("Руднева", AGENCY).await;
    head.visit("/desk").await;
    let page = head.click("Оценки").await;
    assert!(page.has("Быстро") && page.has("5 из 5") && page.has("Пробная справка"), "{}", page.text());
    assert!(!page.has("Ветрова") && page.has("Средняя") && page.has("5,0"), "{}", page.text());
    let page = head.submit("Показать", &[("stars", "1")]).await;
    assert!(page.has("Отзывов пока нет") && !page.has("Быстро"), "{}", page.text());
    let mut other = world.head("Орехов", "interior-ministry").await;
    assert!(other.visit("/desk/ratings").await.has("Отзывов пока нет"));
    assert!(other.visit("/desk/ratings?service=trial-certificate&page=2").await.has("Отзывов пока нет"));
    let mut officer = world.officer("Лазарев", AGENCY).await;
    assert_eq!(officer.get("/desk/ratings").await.status, 403, "the head alone");
    assert!(officer.visit("/desk").await.link("Оценки").is_none());
    let page = vera.visit("/cabinet/access").await;
    assert!(page.has("Прочитан ваш отзыв об услуге") && page.has("Отзывы об услугах ведомства"), "{}", page.text());
}

#[tokio::test]
async fn refused_with_reason_and_advice_corrected_and_sent_again() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = send_certificate(&mut vera).await;
        let path = path_of(&vera);
        let mut officer = world.officer("Смирнов", AGENCY).await;
        officer.visit(&format!("/desk/{number}")).await;
        officer.click("Отказать").await;
        assert_eq!(officer.submit("Отказать", &[("text", "Имя другое")]).await.errors(), ["Выберите причину отказа"]);
        officer.submit("Отказать", &[("ground", "wrong-data"), ("text", "Имя другое")]).await;
        assert!(officer.follow().await.has("В услуге отказано"));
        let page = vera.visit(&path).await;
        let told = ["Причина: Данные не совпали", "Что делать: Проверьте имя и подайте снова", "Пояснение: Имя другое"];
        for shown in ["Отклонено"].into_iter().chain(told) {
            assert!(page.has(shown), "{shown}: {}", page.text());
        }
        vera.submit("Исправить и отправить снова", &[]).await;
        let page = vera.follow().await;
        assert_eq!(page.heading(), "Менялось ли у вас имя?", "{}", page.text());
        assert_eq!(page.attribute("[name='name_changed'][checked]", "value").as_deref(), Some("no"));
        for _ in 0..3 {
            vera.submit("Продолжить", &[]).await;
            vera.follow().await;
        }
        vera.submit("Отправить", &[]).await;
        let page = vera.follow().await;
        assert!(!page.has(&number), "a new application has a new number");
        let page = vera.click("Перейти к заявлению").await;
        assert_eq!(page.link(&format!("Подано вместо заявления № {number}")).as_deref(), Some(path.as_str()));
        let instead = number_on(&page);
        // The refused one says so, and does not make another one; not even when the button of an old page is pressed.
        let mut back = vera.clone();
        let page = vera.visit(&path).await;
        assert_eq!(page.link(&format!("Вы подали вместо него заявление № {instead}")), Some(back.page().path.clone()));
        assert!(!page.has("Исправить и отправить снова"), "{}", page.text());
        let here = back.page().path.clone();
        assert_eq!(back.post(&format!("{path}/correct"), &[]).await.location, Some(here));
        let page = officer.visit(&format!("/desk/{instead}")).await;
        let former = format!("Подано вместо заявления № {number}");
        assert_eq!(page.link(&former).as_deref(), Some(format!("/desk/{number}").as_str()), "{}", page.text());
        world.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn withdrawn_sent_again_with_the_same_answers_unless_another_form_is_unfinished() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = send_certificate(&mut vera).await;
        let path = path_of(&vera);
        vera.visit(&format!("{path}/withdraw")).await;
        vera.submit("Да, отозвать", &[]).await;
        let page = vera.follow().await;
        assert!(page.has("Вы отозвали заявление") && page.has("больше не рассматривает"), "{}", page.text());
        let mut officer = world.officer("Смирнов", AGENCY).await;
        let case = officer.visit(&format!("/desk/{number}")).await;
        assert!(!case.has("Взять в работу"), "nothing is left to do: {}", case.text());
        // Another form of that service is unfinished: it is shown, and not taken for this one.
        vera.visit("/services/trial-certificate/apply").await;
        vera.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Орлова")]).await;
        vera.visit(&path).await;
        vera.submit("Подать снова с теми же ответами", &[]).await;
        let page = vera.follow().await;
        assert!(page.has("У вас уже есть незаконченное заявление"), "{}", page.text());
        vera.click("Удалить черновик").await;
        vera.submit("Удалить черновик", &[]).await;
        vera.visit(&path).await;
        vera.submit("Подать снова с теми же ответами", &[]).await;
        let page = vera.follow().await;
        assert_eq!(page.attribute("[name='name_changed'][checked]", "value").as_deref(), Some("no"), "{}", page.text());
        let page = vera.visit(&path).await;
        assert!(page.has("Вы исправляете его: черновик сохранён") && !page.has("Подать снова"), "{}", page.text());
        // A draft has nothing to be sent again.
        let draft = page.link("Вы исправляете его: черновик сохранён").unwrap();
        assert_eq!(vera.post(&format!("{draft}/correct"), &[]).await.status, 404);
        vera.visit(&format!("{draft}/withdraw")).await;
        vera.submit("Удалить черновик", &[]).await;
        let page = vera.visit(&draft).await;
        assert!(
            page.has("черновик удалён вместе с ответами") && page.link("Подать снова").is_some(),
            "{}",
            page.text()
        );
        assert!(vera.visit(&path).await.has("Подать снова с теми же ответами"), "the deleted draft does not count");
        world.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn of_two_officers_the_second_is_told() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = send_certificate(&mut vera).await;
        let mut first = world.officer("Смирнов", AGENCY).await;
        let mut second = world.officer("Кузнецова", AGENCY).await;
        first.visit(&format!("/desk/{number}")).await;
        second.visit(&format!("/desk/{number}")).await;
        let (one, two) = tokio::join!(first.submit("Взять в работу", &[]), second.submit("Взять в работу", &[]));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409]);
        let (mut winner, loser) = if one.status == 303 { (first, second) } else { (second, first) };
        assert!(loser.page().has("Не получилось"), "{}", loser.page().text());
        assert!(winner.follow().await.has("Исполнитель: вы"));
        let mut loser = loser;
        let page = loser.visit(&format!("/desk/{number}")).await;
        assert!(!page.has("Одобрить и выдать"), "{}", page.text());
        let forced = loser.post(&format!("/desk/{number}/approve"), &[("version", "1")]).await;
        assert_eq!(forced.status, 409);
        assert!(forced.has("уже работает коллега"), "{}", forced.text());
    })
    .await;
}

#[tokio::test]
async fn withdrawn_while_the_officer_decides() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = send_certificate(&mut vera).await;
        let path = path_of(&vera);
        let mut officer = world.officer("Смирнов", AGENCY).await;
        officer.visit(&format!("/desk/{number}")).await;
        vera.visit(&path).await;
        vera.click("Отозвать заявление").await;
        vera.submit("Да, отозвать", &[]).await;
        let page = officer.submit("Одобрить и выдать", &[]).await;
        assert_eq!(page.status, 409);
        assert!(page.has("дело уже в другом состоянии") && page.has("Отозвано"), "{}", page.text());
        world.work().await;
        assert!(world.inbox.lock().unwrap().orders.is_empty());

        // The other way round: decided first, the citizen is told.
        let mut lev = world.citizen(OTHER_PHONE).await;
        let number = send_certificate(&mut lev).await;
        let path = path_of(&lev);
        lev.visit(&format!("{path}/withdraw")).await;
        officer.visit(&format!("/desk/{number}")).await;
        officer.submit("Одобрить и выдать", &[]).await;
        lev.submit("Да, отозвать", &[]).await;
        let page = lev.follow().await;
        assert!(page.has("Отозвать уже нельзя") && page.has("Одобрено"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn an_old_view_of_a_case_decides_nothing() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = send_certificate(&mut vera).await;
        let path = path_of(&vera);
        let mut officer = world.officer("Смирнов", AGENCY).await;
        officer.visit(&format!("/desk/{number}")).await;
        let mut old = officer.clone();
        ask(&mut officer, &number).await;
        vera.visit(&path).await;
        vera.upload("Ответить", &[("answer", "Всё иначе")], &[]).await;
        let page = old.submit("Одобрить и выдать", &[]).await;
        assert_eq!(page.status, 409);
        assert!(page.has("дело изменилось") && page.has("Всё иначе"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn nobody_answers_and_the_application_expires() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = send_certificate(&mut vera).await;
        let path = path_of(&vera);
        let mut officer = world.officer("Смирнов", AGENCY).await;
        ask(&mut officer, &number).await;
        assert!(officer.visit("/desk?filter=waiting").await.has(&number));
        // Five working days over the holiday of Monday 9 March: until Tuesday 10.
        world.pass_days(8);
        world.work().await;
        world.come_back(&mut vera, PHONE).await;
        assert!(vera.visit(&path).await.has("Нужны дополнения"));
        assert_eq!(world.count("select count(*) from notices where kind = 'reminders'").await, 1);
        world.pass_days(1);
        world.work().await;
        world.come_back(&mut vera, PHONE).await;
        let page = vera.visit(&path).await;
        assert!(page.has("Срок истёк"), "{}", page.text());
        let mut late = vera.clone();
        let answered = late.post(&format!("{path}/answer"), &[("answer", "Поздно")]).await;
        assert_eq!(answered.location.as_deref(), Some(path.as_str()), "it shows how it stands");
        assert!(page.has("Ведомство не получило от вас ответа в срок"), "{}", page.text());
        assert!(!late.visit(&path).await.has("Поздно"));
    })
    .await;
}

#[tokio::test]
async fn a_question_answered_in_time_does_not_expire_later() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = send_certificate(&mut vera).await;
        let path = path_of(&vera);
        let mut officer = world.officer("Смирнов", AGENCY).await;
        ask(&mut officer, &number).await;
        vera.visit(&path).await;
        vera.upload("Ответить", &[("answer", "Вот")], &[]).await;
        world.pass_days(2);
        // Asked again: the watch of the first question finds another day.
        let mut officer = world.officer("Смирнов", AGENCY).await;
        ask(&mut officer, &number).await;
        world.pass_days(6);
        world.work().await;
        world.come_back(&mut vera, PHONE).await;
        assert!(vera.visit(&path).await.has("Нужны дополнения"));
    })
    .await;
}

#[tokio::test]
async fn a_service_without_a_document_is_done_at_once_after_the_officers_answers() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit("/services/trial-permit/apply").await;
        vera.submit("Продолжить", &[("reason", "Для опыта")]).await;
        vera.follow().await;
        vera.submit("Отправить", &[]).await;
        let number = crate::world::number_on(&vera.follow().await);
        let path = path_of(&vera);
        let reference = format!("application:{}", path.rsplit('/').next().unwrap());
        let mut tx = world.db.begin().await.unwrap();
        applications::paid(&mut tx, &world.cx, &reference).await.unwrap();
        tx.commit().await.unwrap();
        let mut officer = world.officer("Смирнов", AGENCY).await;
        officer.visit(&format!("/desk/{number}")).await;
        let page = officer.submit("Одобрить и выдать", &[("entry", "ноль")]).await;
        assert_eq!((page.status.as_u16(), page.errors().len()), (422, 1), "{}", page.text());
        assert_eq!(page.attribute("#entry", "value").as_deref(), Some("ноль"));
        officer.submit("Одобрить и выдать", &[("entry", "12")]).await;
        assert_eq!(officer.last().status, 303);
        let page = vera.visit(&path).await;
        assert!(page.has("Результат готов") && page.has("Услуга оказана"), "{}", page.text());
    })
    .await;
}
