//! Services made by whoever does not know their language: questions by form, problems in words, a folder that is refused.

use http::StatusCode;
use okno::services::{command, watch::Watch};
use web::testing::{Browser, Response};

use crate::{
    house::{House, each},
    people::ANNA,
    services::{SERVICES, begun, replaced, typesetter},
};

/// Opens the form of a part of «Билет рыбака», fills it in and saves it.
async fn saved(admin: &mut Browser, query: &str, fields: &[(&str, &str)]) -> Response {
    let page = admin.visit(&format!("{SERVICES}/fishing-licence/part?{query}")).await;
    assert_eq!(page.status, StatusCode::OK, "{query}: {}", page.text());
    admin.submit("Сохранить", fields).await;
    if admin.last().status.is_redirection() { admin.follow().await } else { admin.page().clone() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_made_without_seeing_its_text() {
    each(async |house| {
        let mut admin = begun(&house).await;
        let rod = [
            ("title.ru", "Чем вы ловите"),
            ("title.en", "What you fish with"),
            ("options[0].title.ru", "Удочка"),
            ("options[0].title.en", "A rod"),
            ("options[1].title.ru", "Сеть"),
            ("options[1].title.en", "A net"),
            ("options[1].id", "net"),
        ];
        let choice = "in=pages[0].questions&type=choice";
        let half = saved(&mut admin, choice, &rod[..3]).await;
        assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(half.has("Напишите на обоих языках"), "{}", half.text());
        assert_eq!(half.value("title.ru").as_deref(), Some("Чем вы ловите"), "what was typed stays");
        let page = saved(&mut admin, choice, &rod).await;
        assert!(page.has("Черновик сохранён") && page.has("chem_vy_lovite"), "{}", page.text());

        // A condition is checked at once, in the reader's words.
        let number = [("title.ru", "Длина сети"), ("title.en", "Length of the net"), ("max", "100"), ("id", "length")];
        let wrong = [&number[..], &[("when", "chem_vy_lovit == \"net\"")]].concat();
        let page = saved(&mut admin, "in=pages[0].questions&type=number", &wrong).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has("нет вопроса или вычисляемого значения `chem_vy_lovit`"), "{}", page.text());
        let right = [&number[..], &[("when", "chem_vy_lovite == \"net\"")]].concat();
        assert!(saved(&mut admin, "in=pages[0].questions&type=number", &right).await.has("Длина сети"));

        let water = [("title.ru", "Где вы ловите"), ("title.en", "Where you fish"), ("intro.ru", ""), ("id", "waters")];
        assert!(saved(&mut admin, "in=pages", &water).await.has("на странице нужен хотя бы один вопрос"));
        let river = [("title.ru", "Какая река"), ("title.en", "Which river")];
        let page = saved(&mut admin, "in=pages[1].questions&type=text", &river).await;
        assert!(page.has("Какая река"), "{}", page.text());
        // The first question is asked last on its page; one of the others goes.
        admin.submit("Ниже: Куда вы его отдадите", &[]).await;
        let page = admin.follow().await;
        assert!(page.has("`purpose` спрашивают позже"), "what depends on it says so: {}", page.text());
        let at = |id: &str, page: &Response| part_of(page, id);
        let place = at("Куда именно", &page);
        admin.visit(&format!("{SERVICES}/fishing-licence/part?at={place}")).await;
        admin.submit("Удалить вопрос", &[]).await;
        let page = admin.follow().await;
        assert!(page.has("Удалено") && !page.has("спрашивают позже"), "{}", page.text());

        // Comments and everything else of the text stay.
        let text = admin.visit(&format!("{SERVICES}/fishing-licence/edit")).await.value("text").unwrap();
        assert!(text.contains("# Вопросы заявления, страница за страницей."), "{text}");
        assert!(text.contains("level: verified"), "{text}");
        replaced(&mut admin, "Опубликовать", "level: verified", "level: simplified").await;
        assert!(admin.follow().await.has("Редакция опубликована"), "{}", admin.page().text());
        sends(&house).await;
    })
    .await;
}

/// The path of the part with this title, by the link of its form.
fn part_of(page: &Response, title: &str) -> String {
    let link = page.link(title).unwrap_or_else(|| panic!("{title} in {}", page.text()));
    link.split_once("at=").unwrap().1.to_owned()
}

/// A citizen goes through the form.
async fn sends(house: &House) {
    let mut anna = house.visitor();
    anna.visit("/services/fishing-licence/apply").await;
    house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
    let page = anna.visit("/services/fishing-licence/apply").await;
    assert!(page.has("Чем вы ловите"), "{}", page.text());
    anna.submit("Продолжить", &[("purpose", "work"), ("chem_vy_lovite", "udochka")]).await;
    assert!(anna.follow().await.has("Какая река"), "{}", anna.page().text());
    anna.submit("Продолжить", &[("kakaya_reka", "Волга")]).await;
    assert_eq!(anna.follow().await.heading(), "Проверьте данные");
    // Paused elsewhere, and nobody told this node: the sending itself finds it out.
    command::pause(&house.db, &house.cx, "fishing-licence", None, ("Нерест", "Spawning")).await.unwrap();
    anna.submit("Отправить", &[]).await;
    let page = anna.follow().await;
    assert_eq!(page.path, "/services/fishing-licence", "{}", page.text());
    assert!(page.has("Нерест"), "{}", page.text());
    command::resume(&house.db, &house.cx, "fishing-licence").await.unwrap();
    house.take_over().await;
    anna.visit("/services/fishing-licence/apply").await;
    assert_eq!(house.count("select count(*) from applications where sent_at is not null").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_type_changes_options_go_and_another_administrator_is_not_overwritten() {
    each(async |house| {
        let mut admin = begun(&house).await;
        let form = format!("{SERVICES}/fishing-licence/part?at=pages[0].questions[0]");
        let page = admin.visit(&form).await;
        assert_eq!(page.value("options[1].title.en").as_deref(), Some("Elsewhere"));
        let mut other = admin.clone();
        let more = [
            ("options[0].title.ru", ""),
            ("options[0].title.en", ""),
            ("options[2].title.ru", "В школу"),
            ("options[2].title.en", "To a school"),
        ];
        admin.submit("Сохранить", &more).await;
        admin.follow().await;
        let text = admin.visit(&format!("{SERVICES}/fishing-licence/edit")).await.value("text").unwrap();
        assert!(text.contains("{id: v_shkolu, title: {ru: \"В школу\", en: \"To a school\"}}"), "{text}");
        assert!(!text.contains("id: work"), "{text}");

        let late = other.submit("Сохранить", &[("title.ru", "Моё")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_eq!(late.value("title.ru").as_deref(), Some("Моё"), "what was typed stays");

        admin.visit(&form).await;
        admin.submit("Сменить тип", &[("type", "date")]).await;
        let page = admin.follow().await;
        assert!(page.has("Тип изменён: проверьте поля") && page.value("max").is_some(), "{}", page.text());
        assert_eq!(page.value("options[0].title.ru"), None);
        for query in ["at=documents[7]", "at=pages[9]", "in=categories", "in=pages[0].questions&type=miracle", "at=x"] {
            let page = admin.get(&format!("{SERVICES}/fishing-licence/part?{query}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{query}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_folder_was_refused_for_stands_in_the_list() {
    each(async |house| {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in okno::services::files(None).unwrap() {
            let Some(path) = path.strip_prefix("hunting-ticket/") else { continue };
            let file = folder.path().join("hunting-ticket").join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text.replace("agency: hunting-department", "agency: nobody-at-all")).unwrap();
        }
        let mut watch = Watch::new(folder.path(), typesetter());
        watch.look(&house.db, &house.cx).await;
        watch.look(&house.db, &house.cx).await.unwrap();
        let mut admin = house.staff("administrator").await;
        let page = admin.visit(SERVICES).await;
        assert!(page.has("Из папки услуг не принято") && page.has("нет ведомства `nobody-at-all`"), "{}", page.text());
        assert!(page.has("hunting-ticket/service.yaml:"), "{}", page.text());
        let page = admin.visit(&format!("{SERVICES}?lang=en")).await;
        assert!(page.has("there is no agency `nobody-at-all`"), "{}", page.text());

        let file = folder.path().join("hunting-ticket/service.yaml");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace("nobody-at-all", "hunting-department")).unwrap();
        watch.look(&house.db, &house.cx).await;
        watch.look(&house.db, &house.cx).await.unwrap();
        assert!(!admin.visit(SERVICES).await.has("Not taken over"), "{}", admin.page().text());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_cannot_be_set_in_type_keeps_the_service_back() {
    each(async |house| {
        let mut admin = begun(&house).await;
        admin.visit(&format!("{SERVICES}/fishing-licence/edit?file=result.typ")).await;
        let broken = replaced(&mut admin, "Опубликовать", "strong(applicant-name)", "strong(aplicant-name)").await;
        assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = "документ по этому шаблону не сверстать: unknown variable: aplicant-name";
        assert!(broken.has("result.typ:7") && broken.has(told), "{}", broken.text());
        let page = admin.visit(&format!("{SERVICES}/fishing-licence/examples")).await;
        assert!(page.has(told), "{}", page.text());
        admin.visit(&format!("{SERVICES}/fishing-licence/edit?file=result.typ")).await;
        replaced(&mut admin, "Проверить", "strong(aplicant-name)", "strong(applicant-name)").await;
        assert!(admin.follow().await.has("Ошибок нет"), "{}", admin.page().text());
        assert!(admin.visit(&format!("{SERVICES}/fishing-licence/examples")).await.has("Верстается"));
        let (folder, files) = (tempfile::tempdir().unwrap(), okno::services::files(None).unwrap());
        let own = folder.path().join("hunting-ticket");
        for (path, text) in &files {
            let Some(path) = path.strip_prefix("hunting-ticket/") else { continue };
            std::fs::create_dir_all(own.join("examples")).unwrap();
            let text = if path == "result.typ" { format!("{text}\n#nobody-knows-this()\n") } else { text.clone() };
            std::fs::write(own.join(path), text).unwrap();
        }
        let said = command::check(&own).await.unwrap_err().to_string();
        assert!(said.contains("hunting-ticket/result.typ:") && said.contains("nobody-knows-this"), "{said}");
    })
    .await;
}
