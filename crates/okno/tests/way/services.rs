//! Services as data: an administrator describes, publishes, pauses and takes back; a folder does the same without a browser.

use http::StatusCode;
use okno::services::{command, watch::Watch};
use web::testing::{Browser, Response, TestFile};

use crate::{
    house::{House, each},
    people::ANNA,
};

pub const SERVICES: &str = "/administration/services";

/// The program that `cargo build` puts beside the folder of the tests.
pub fn typesetter() -> documents::Typesetter {
    let own = std::env::current_exe().unwrap();
    documents::Typesetter::new(own.parent().unwrap().parent().unwrap().join("okno-typeset"))
}

/// Begins the draft of «Билет рыбака» from the template.
pub async fn begun(house: &House) -> Browser {
    let mut admin = house.staff("administrator").await;
    assert_eq!(admin.page().heading(), "Услуги", "{}", admin.page().text());
    admin.click("Новая услуга").await;
    let wrong = admin.submit("Создать", &[("code", "Рыбалка"), ("title_ru", ""), ("title_en", "Angler")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("В коде строчные латинские буквы") && wrong.has("Выберите ведомство"), "{}", wrong.text());
    let fields = [
        ("code", "fishing-licence"),
        ("title_ru", "Билет рыбака"),
        ("title_en", "Angler's licence"),
        ("agency", "hunting-department"),
        ("category", "nature"),
    ];
    assert_eq!(admin.submit("Создать", &fields).await.status, StatusCode::SEE_OTHER, "{}", admin.page().text());
    let page = admin.follow().await;
    assert!(page.has("Черновик создан") && page.has("Какая учётная запись нужна"), "{}", page.text());
    let page = admin.visit(&format!("{SERVICES}/fishing-licence/edit")).await;
    assert!(page.has("Для чего нужен документ"), "with a preview: {}", page.text());
    admin
}

/// Puts one text in place of another in the file that is open, and presses the button.
pub async fn replaced(admin: &mut Browser, button: &str, old: &str, new: &str) -> Response {
    let text = admin.page().value("text").unwrap();
    assert!(text.contains(old), "{old} in {text}");
    admin.submit(button, &[("text", &text.replace(old, new)), ("note", "Первая редакция")]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_made_in_the_browser_is_used_at_once() {
    each(async |house| {
        let mut admin = begun(&house).await;
        let mut anna = house.visitor();
        assert_eq!(anna.get("/services/fishing-licence").await.status, StatusCode::NOT_FOUND);

        let broken = replaced(&mut admin, "Опубликовать", "level: verified", "level: royal").await;
        assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(broken.has("Не опубликовано: исправьте ошибки") && broken.has("service.yaml:7"), "{}", broken.text());
        assert!(broken.value("text").unwrap().contains("level: royal"), "what was typed stays");
        assert_eq!(anna.get("/services/fishing-licence").await.status, StatusCode::NOT_FOUND);

        replaced(&mut admin, "Проверить", "level: royal", "level: simplified").await;
        let page = admin.follow().await;
        assert!(page.has("Ошибок нет"), "{}", page.text());
        let page = admin.visit(&format!("{SERVICES}/hunting-ticket/examples")).await;
        assert!(page.has("Сходится примеров: 2 из 2") && !page.has("Расходится"), "{}", page.text());
        admin.visit(&format!("{SERVICES}/fishing-licence/edit")).await;
        replaced(&mut admin, "Опубликовать", "10 рабочих дней", "3 рабочих дня").await;
        let page = admin.follow().await;
        assert!(page.has("Редакция опубликована, граждане уже видят её"), "{}", page.text());
        assert!(page.has("Власов Георгий Львович") && page.has("Первая редакция") && page.has("№ 1"));

        // The same router: nothing was started again.
        let page = anna.visit("/services/fishing-licence").await;
        assert_eq!(page.heading(), "Билет рыбака");
        assert!(page.has("3 рабочих дня"));
        anna.click("Получить услугу").await;
        house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
        let page = anna.visit("/services/fishing-licence/apply").await;
        assert_eq!(page.heading(), "Для чего нужен документ", "{}", page.text());
        assert!(anna.visit("/search?q=рыбака").await.has("Билет рыбака"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pausing_keeps_drafts_and_going_back_brings_the_former_edition() {
    each(async |house| {
        let mut admin = begun(&house).await;
        replaced(&mut admin, "Опубликовать", "level: verified", "level: simplified").await;
        admin.follow().await;
        let mut anna = house.visitor();
        anna.visit("/services/fishing-licence/apply").await;
        house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
        let draft = anna.visit("/services/fishing-licence/apply").await.path;
        let mut late = anna.clone();
        late.visit(&draft).await;
        late.submit("Продолжить", &[("purpose", "work")]).await;
        assert_eq!(late.follow().await.heading(), "Проверьте данные");

        admin.click("Приостановить").await;
        let wrong = admin.submit("Приостановить", &[("reason_ru", "Нерест"), ("resumes_on", "01.01.2020")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.has("Напишите причину на обоих языках") && wrong.has("Введите день позже сегодняшнего"));
        let terms = [("reason_ru", "Идёт нерест."), ("reason_en", "Spawning."), ("resumes_on", "01.06.2099")];
        admin.submit("Приостановить", &terms).await;
        assert!(admin.follow().await.has("Приём заявлений приостановлен до 1 июня 2099"));
        let page = anna.visit("/services/fishing-licence").await;
        assert!(page.has("Приём заявлений приостановлен до 1 июня 2099") && page.has("Идёт нерест."));
        assert_eq!(page.link("Получить услугу"), None);
        assert_eq!(anna.visit("/services/fishing-licence/apply").await.path, "/services/fishing-licence");
        assert_eq!(anna.visit(&draft).await.path, draft, "the draft goes on");
        anna.submit("Продолжить", &[("purpose", "work")]).await;
        let check = anna.follow().await;
        assert!(
            check.heading() == "Проверьте данные" && check.has("Сейчас заявление не отправить"),
            "{}",
            check.text()
        );
        late.submit("Отправить", &[]).await;
        assert_eq!(late.follow().await.path, "/services/fishing-licence", "a page from before the pause sends nothing");
        admin.submit("Возобновить", &[]).await;
        admin.follow().await;
        assert!(anna.visit("/services/fishing-licence").await.link("Получить услугу").is_some());

        admin.click("Править").await;
        admin.click("Файлы").await;
        replaced(&mut admin, "Опубликовать", "10 рабочих дней", "3 рабочих дня").await;
        admin.follow().await;
        assert!(anna.visit("/services/fishing-licence").await.has("3 рабочих дня"));
        let page = admin.click("Сравнение").await;
        assert!(page.has("Редакция № 2") && page.has("3 рабочих дня"), "{}", page.text());
        admin.visit(&format!("{SERVICES}/fishing-licence")).await;
        admin.submit("Вернуть эту редакцию № 1", &[]).await;
        assert!(admin.follow().await.has("Возвращена прежняя редакция"));
        assert!(anna.visit("/services/fishing-licence").await.has("10 рабочих дней"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_administrators_lose_nothing() {
    each(async |house| {
        let mut one = begun(&house).await;
        let mut other = one.clone();
        let address = format!("{SERVICES}/fishing-licence/edit");
        one.visit(&address).await;
        other.visit(&address).await;
        replaced(&mut one, "Сохранить", "10 рабочих дней", "4 рабочих дня").await;
        let late = replaced(&mut other, "Сохранить", "Бесплатно", "500 ₽").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.has("пока вы правили, коллега сохранил черновик") && late.has("4 рабочих дня"), "{}", late.text());
        assert!(late.value("text").unwrap().contains("500 ₽"), "what was typed stays");
        assert!(one.visit(&address).await.value("text").unwrap().contains("4 рабочих дня"));
        // Published meanwhile: the draft that somebody still has open cannot undo it.
        let stale = one.clone();
        one.submit("Опубликовать", &[]).await;
        assert_eq!(one.last().status, StatusCode::SEE_OTHER, "{}", one.page().text());
        let mut stale = stale;
        assert_eq!(stale.submit("Опубликовать", &[]).await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_change_in_place_and_archives_come_back_to_the_byte() {
    each(async |house| {
        let mut admin = house.staff("administrator").await;
        let page = admin.visit(&format!("{SERVICES}/hunting-ticket/outline?part=pages[0]")).await;
        assert!(page.has("Русский") && page.has("English") && page.has("Зачем нужен билет?"), "{}", page.text());
        assert!(page.has("Вариант 1: название") && page.has("Один вариант"), "{}", page.text());
        admin.submit("Сохранить", &[("pages[0].title.ru", "Какой билет нужен?")]).await;
        assert!(admin.follow().await.has("Черновик сохранён"));
        let text = admin.visit(&format!("{SERVICES}/hunting-ticket/edit")).await.value("text").unwrap();
        let files = okno::services::files(None).unwrap();
        let (_, before) = files.iter().find(|(path, _)| path == "hunting-ticket/service.yaml").unwrap();
        assert_eq!(text, before.replace("ru: Зачем нужен билет?", "ru: \"Какой билет нужен?\""));

        let archive = admin.get(&format!("{SERVICES}/foreign-passport/export")).await;
        assert_eq!(archive.status, StatusCode::OK);
        admin.visit(&format!("{SERVICES}/new")).await;
        let refused = [TestFile { field: "archive", name: "a.zip", bytes: b"PK\x03\x04 no archive" }];
        assert!(admin.upload("Загрузить архив", &[], &refused).await.has("Это не архив ZIP"));
        let sent = [TestFile { field: "archive", name: "foreign-passport.zip", bytes: &archive.bytes }];
        admin.upload("Загрузить архив", &[], &sent).await;
        assert!(admin.follow().await.has("Архив загружен в черновик"));
        let again = admin.get(&format!("{SERVICES}/foreign-passport/export")).await;
        assert_eq!(again.bytes, archive.bytes);
        assert!(admin.visit(&format!("{SERVICES}/foreign-passport/compare")).await.has("Отличий нет"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_taken_over_without_a_restart_and_a_broken_one_is_refused() {
    each(async |house| {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in okno::services::files(None).unwrap() {
            let Some(path) = path.strip_prefix("hunting-ticket/") else { continue };
            let file = folder.path().join("fishing-licence").join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text.replace("code: hunting-ticket", "code: fishing-licence")).unwrap();
        }
        let mut watch = Watch::new(folder.path(), typesetter());
        assert_eq!(watch.look(&house.db, &house.cx).await, None, "it may still be copied");
        let published = watch.look(&house.db, &house.cx).await.unwrap();
        assert_eq!((published.changed, published.problems), (vec!["fishing-licence".to_owned()], vec![]));
        assert_eq!(watch.look(&house.db, &house.cx).await, None, "nothing is new");
        let mut anna = house.visitor();
        house.take_over().await;
        assert_eq!(anna.visit("/services/fishing-licence").await.heading(), "Охотничий билет");

        let file = folder.path().join("fishing-licence/service.yaml");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace("agency: hunting-department", "agency: nobody at all")).unwrap();
        watch.look(&house.db, &house.cx).await;
        let refused = watch.look(&house.db, &house.cx).await.unwrap();
        let words = refused.problems.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(words, ["fishing-licence/service.yaml:21: agency: there is no agency `nobody at all`"]);
        house.take_over().await;
        assert_eq!(anna.visit("/services/fishing-licence").await.status, StatusCode::OK, "the old edition stays");

        // The same from the command line, and out of the database again.
        let own = folder.path().join("fishing-licence");
        let said = command::check(&own).await.unwrap_err().to_string();
        assert!(said.contains("fishing-licence/service.yaml:21: agency"), "{said}");
        std::fs::write(&file, text.replace("5 рабочих дней", "9 рабочих дней")).unwrap();
        assert_eq!(command::check(&own).await.unwrap(), "1 services are right.");
        let said = command::publish(&house.db, &house.cx, &own).await.unwrap();
        assert_eq!(said, "Published: fishing-licence.");
        let list = command::list(&house.db, command::today(&house.cx)).await.unwrap();
        assert!(
            list.lines().any(|line| line.starts_with("fishing-licence") && line.ends_with("edition 2    published")),
            "{list}"
        );
        command::pause(&house.db, &house.cx, "fishing-licence", None, ("Нерест", "Spawning")).await.unwrap();
        command::resume(&house.db, &house.cx, "fishing-licence").await.unwrap();
        command::roll_back(&house.db, &house.cx, "fishing-licence", 1).await.unwrap();
        let out = tempfile::tempdir().unwrap();
        command::export(&house.db, "fishing-licence", Some(2), out.path()).await.unwrap();
        assert_eq!(
            catalog::read_folder(&out.path().join("fishing-licence")).unwrap(),
            catalog::read_folder(&own).unwrap()
        );
    })
    .await;
}
