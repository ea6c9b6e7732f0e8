//! A session that ends while corrections, an answer to the agency or a form of the desk are being typed: nothing gets lost,
//! and nobody else sees it.

use web::testing::{Browser, TestFile};

use crate::world::{OTHER_PHONE, OTHER_SCAN, PASSWORD, PHONE, World, each, number_on, path_of, send_renamed};

const AGENCY: &str = "registry-office";
const RESCUED: &str = "Всё, что вы ввели, на месте";

/// Something is asked of Вера; answers her, the address and the number.
async fn asked(world: &World, correct: &[&str]) -> (Browser, String, String) {
    let mut vera = world.citizen(PHONE).await;
    let (path, number) = send_renamed(&mut vera).await;
    let mut officer = world.officer("Смирнов", AGENCY).await;
    officer.visit(&format!("/desk/{number}")).await;
    officer.click("Запросить дополнения").await;
    let mut fields: Vec<(&str, &str)> = correct.iter().map(|id| ("correct", *id)).collect();
    fields.push(("text", "Фамилия не та"));
    assert_eq!(officer.submit("Запросить дополнения", &fields).await.status, 303);
    vera.visit(&path).await;
    (vera, path, number)
}

/// Signs in on the page that the answer led to, and comes back.
async fn come_back(browser: &mut Browser, phone: &str) {
    assert!(browser.last().location.as_deref().unwrap().starts_with("/sign-in?next="), "{}", browser.last().text());
    browser.follow().await;
    assert_eq!(browser.submit("Войти", &[("login", phone), ("password", PASSWORD)]).await.status, 303);
    browser.follow().await;
}

#[tokio::test]
async fn corrections_are_typed_once() {
    each(async |world| {
        let (mut vera, path, _) = asked(&world, &["former_name", "proof_scan"]).await;
        vera.click("Исправить ответы").await;
        world.clock.advance(base::SignedDuration::from_hours(1));
        let scan = TestFile { field: "proof_scan", name: "sharp.png", bytes: OTHER_SCAN };
        let typed = [("former_name", "Соколова"), ("_answer", "Скан теперь виден целиком")];
        vera.upload("Отправить исправленное", &typed, &[scan]).await;
        assert_eq!(world.count("select count(*) from application_history where event = 'answered'").await, 0);
        // Somebody else at this browser finds nothing.
        let mut other = vera.clone();
        world.citizen(OTHER_PHONE).await;
        come_back(&mut other, OTHER_PHONE).await;
        assert_eq!(other.page().status, 404);
        come_back(&mut vera, PHONE).await;
        let page = vera.page().clone();
        assert_eq!(page.path, format!("{path}/corrections"));
        assert!(
            page.has(RESCUED) && page.has("Удалить sharp.png") && !page.has("Удалить blurred.png"),
            "{}",
            page.text()
        );
        assert_eq!(page.attribute("#former_name", "value").as_deref(), Some("Соколова"));
        assert!(page.has("Скан теперь виден целиком"), "{}", page.text());
        assert_eq!(vera.submit("Отправить исправленное", &[]).await.location.as_deref(), Some(path.as_str()));
        let page = vera.follow().await;
        for shown in ["стало «Соколова»", "стало «sharp.png»", "Скан теперь виден целиком"]
        {
            assert!(page.has(shown), "{shown}: {}", page.text());
        }
        assert_eq!(world.count("select count(*) from application_rescues").await, 0);
        world.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn an_answer_and_its_files_are_kept() {
    each(async |world| {
        let (mut vera, path, number) = asked(&world, &[]).await;
        world.clock.advance(base::SignedDuration::from_hours(1));
        let files = [
            TestFile { field: "files", name: "one.png", bytes: OTHER_SCAN },
            TestFile { field: "files", name: "bad.pdf", bytes: b"no pdf" },
        ];
        vera.upload("Ответить", &[("answer", "Прикладываю")], &files).await;
        come_back(&mut vera, PHONE).await;
        let page = vera.page().clone();
        assert_eq!(page.path, path);
        assert!(page.has("файлы нужно выбрать ещё раз: bad.pdf") && page.has("one.png"), "{}", page.text());
        assert!(page.has("Прикладываю"), "{}", page.text());
        assert_eq!(vera.submit("Ответить", &[]).await.status, 303, "{}", vera.page().text());
        let page = vera.follow().await;
        assert!(page.has("На проверке") && page.has("Прикладываю") && page.has("one.png"), "{}", page.text());
        let mut officer = world.officer("Седова", AGENCY).await;
        let page = officer.visit(&format!("/desk/{number}")).await;
        assert_eq!(officer.get(&page.link("one.png новый").unwrap()).await.bytes, OTHER_SCAN);
        assert_eq!(world.count("select count(*) from application_rescues").await, 0);
        world.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_attaches_the_file_of_another_person() {
    each(async |world| {
        let (mut vera, path, _) = asked(&world, &[]).await;
        let files = world.count("select count(*) from application_attachments").await;
        vera.smuggle(&[("files:files", "0199d0a0-0000-7000-8000-000000000000"), ("files:files", "no id")]);
        assert_eq!(vera.submit("Ответить", &[("answer", "Вот")]).await.location.as_deref(), Some(path.as_str()));
        assert_eq!(world.count("select count(*) from application_attachments").await, files);
    })
    .await;
}

/// Signs in at the staff's door that the answer led to.
async fn on_duty_again(world: &World, browser: &mut Browser, name: &str) {
    assert!(browser.last().location.as_deref().unwrap().starts_with("/staff/sign-in?next="));
    browser.follow().await;
    world.sign_in_staff(browser, name).await;
    browser.follow().await;
}

#[tokio::test]
async fn what_an_officer_typed_is_there_after_signing_in_again() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let (_, number) = send_renamed(&mut vera).await;
        let mut officer = world.officer("Смирнов", AGENCY).await;
        officer.visit(&format!("/desk/{number}/ask")).await;
        // The same browser, a day later; a colleague signs in at it.
        world.pass_days(1);
        let typed = [("correct", "former_name"), ("text", "Фамилия не та, что в скане")];
        officer.submit("Запросить дополнения", &typed).await;
        assert_eq!(world.count("select count(*) from application_rescues").await, 1);
        let read = world.count("select count(*) from ledger_entries").await;
        let mut colleague = officer.clone();
        world.officer("Седова", AGENCY).await;
        // No code of an authenticator opens twice.
        world.clock.advance(base::SignedDuration::from_mins(2));
        on_duty_again(&world, &mut colleague, "Седова").await;
        assert!(!colleague.page().has("Фамилия не та"), "{}", colleague.page().text());
        on_duty_again(&world, &mut officer, "Смирнов").await;
        let page = officer.page().clone();
        assert_eq!(page.path, format!("/desk/{number}/ask"));
        assert!(page.has(RESCUED) && page.has("Фамилия не та, что в скане"), "{}", page.text());
        assert_eq!(page.attribute("[name=correct][checked]", "value").as_deref(), Some("former_name"));
        assert!(world.count("select count(*) from ledger_entries").await > read, "the citizen sees that it was opened");
        assert_eq!(officer.submit("Запросить дополнения", &[]).await.status, 303, "{}", officer.page().text());
        assert_eq!(world.count("select count(*) from application_rescues").await, 0);
        world.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn strangers_leave_nothing_at_the_desk() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let (_, number) = send_renamed(&mut vera).await;
        let mut officer = world.officer("Смирнов", AGENCY).await;
        let mark =
            officer.visit(&format!("/desk/{number}/refuse")).await.attribute("[name=shown_to]", "value").unwrap();
        let mut stranger = world.visitor("198.51.100.99");
        stranger.visit("/staff/sign-in").await;
        for mark in [mark.as_str(), "", "//", "x/registry-office/00"] {
            let fields = [("text", "чужое"), ("ground", "wrong-data"), ("shown_to", mark)];
            let answer = stranger.post(&format!("/desk/{number}/refuse"), &fields).await;
            assert!(answer.location.unwrap().starts_with("/staff/sign-in?next="), "{mark}");
        }
        assert_eq!(world.count("select count(*) from application_rescues").await, 0);
    })
    .await;
}

/// Вера sends the permit, whose approval asks a number of the officer, and it is paid; answers the number of the case.
async fn paid_permit(world: &World, vera: &mut Browser) -> String {
    vera.visit("/services/trial-permit/apply").await;
    vera.submit("Продолжить", &[("reason", "Для опыта")]).await;
    vera.follow().await;
    vera.submit("Отправить", &[]).await;
    let number = number_on(&vera.follow().await);
    let path = path_of(vera);
    let reference = format!("application:{}", path.rsplit('/').next().unwrap());
    let mut tx = world.db.begin().await.unwrap();
    applications::paid(&mut tx, &world.cx, &reference).await.unwrap();
    tx.commit().await.unwrap();
    number
}

#[tokio::test]
async fn what_an_officer_typed_into_an_approval_is_there_after_signing_in_again() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = paid_permit(&world, &mut vera).await;
        let mut officer = world.officer("Смирнов", AGENCY).await;
        officer.visit(&format!("/desk/{number}?filter=unassigned")).await;
        world.pass_days(1);
        officer.submit("Одобрить и выдать", &[("entry", "ноль")]).await;
        officer.submit("Одобрить и выдать", &[("entry", "4711")]).await;
        assert_eq!(world.count("select count(*) from application_rescues").await, 1, "the last one stays");
        assert_eq!(world.count("select count(*) from applications where state = 'in_review'").await, 1);
        let mut colleague = officer.clone();
        world.officer("Седова", AGENCY).await;
        world.clock.advance(base::SignedDuration::from_mins(2));
        on_duty_again(&world, &mut colleague, "Седова").await;
        let page = colleague.page().clone();
        assert!(!page.has(RESCUED) && page.attribute("#entry", "value").unwrap_or_default().is_empty());
        on_duty_again(&world, &mut officer, "Смирнов").await;
        let page = officer.page().clone();
        assert_eq!(page.path, format!("/desk/{number}?filter=unassigned"), "{}", page.text());
        assert!(page.has(RESCUED), "{}", page.text());
        assert_eq!(page.attribute("#entry", "value").as_deref(), Some("4711"));
        assert!(page.errors().is_empty(), "nothing was wrong yet: {}", page.text());
        // A colleague wrote a note meanwhile: nothing is done, and what was typed stays.
        colleague.visit(&format!("/desk/{number}/note")).await;
        colleague.submit("Сохранить заметку", &[("text", "Проверено")]).await;
        let page = officer.submit("Одобрить и выдать", &[]).await;
        assert_eq!((page.status.as_u16(), page.attribute("#entry", "value").as_deref()), (409, Some("4711")));
        assert!(page.has("дело изменилось") && page.has("Проверено") && !page.has(RESCUED), "{}", page.text());
        assert_eq!(officer.submit("Одобрить и выдать", &[]).await.status, 303, "{}", officer.page().text());
        assert_eq!(world.count("select count(*) from application_rescues").await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_approval_is_kept_for_an_hour_and_not_for_strangers() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = paid_permit(&world, &mut vera).await;
        let mut officer = world.officer("Смирнов", AGENCY).await;
        let mark = officer.visit(&format!("/desk/{number}")).await.attribute("[name=shown_to]", "value").unwrap();
        let refusal =
            officer.visit(&format!("/desk/{number}/refuse")).await.attribute("[name=shown_to]", "value").unwrap();
        let mut stranger = world.visitor("198.51.100.99");
        stranger.visit("/staff/sign-in").await;
        world.pass_days(1);
        officer.visit("/staff/sign-in").await;
        // The mark of another browser, of another form, none.
        for (is_stranger, mark) in [(true, &mark), (false, &refusal), (false, &String::new())] {
            let browser = if is_stranger { &mut stranger } else { &mut officer };
            let fields = [("entry", "1"), ("version", "1"), ("shown_to", mark.as_str())];
            let answer = browser.post(&format!("/desk/{number}/approve"), &fields).await;
            assert_eq!(answer.location.unwrap(), format!("/staff/sign-in?next=%2Fdesk%2F{number}"));
        }
        assert_eq!(world.count("select count(*) from application_rescues").await, 0);
        officer.post(&format!("/desk/{number}/approve"), &[("entry", "12"), ("shown_to", mark.as_str())]).await;
        assert_eq!(world.count("select count(*) from application_rescues").await, 1);
        world.clock.advance(base::SignedDuration::from_mins(61));
        on_duty_again(&world, &mut officer, "Смирнов").await;
        let page = officer.page().clone();
        assert!(page.has("Номер записи в реестре") && !page.has(RESCUED), "{}", page.text());
    })
    .await;
}
