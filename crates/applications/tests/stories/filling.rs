//! Filling in a form: one page at a time, wrong input, files, groups, leaving and coming back.

use web::testing::TestFile;

use crate::world::{
    OTHER_PHONE, OTHER_SCAN, PHONE, SCAN, each, fill_certificate, path_of, renamed, renamed_with_proof,
};

const APPLY: &str = "/services/trial-certificate/apply";

#[tokio::test]
async fn a_guest_is_led_to_registration_and_back() {
    each(async |world| {
        let mut guest = world.visitor("203.0.113.5");
        let answer = guest.get(APPLY).await;
        assert_eq!(answer.location.as_deref(), Some("/register?next=%2Fservices%2Ftrial-certificate%2Fapply"));
        guest.follow().await;
        let done = world.register(&mut guest, PHONE).await;
        assert!(done.html.contains(APPLY), "{}", done.text());
        let page = guest.visit(APPLY).await;
        assert_eq!(page.heading(), "Менялось ли у вас имя?");
        assert!(page.has("Шаг 1 из 4"), "{}", page.text());
        assert_eq!(guest.get("/services/nothing/apply").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn wrong_input_is_shown_at_its_field_and_nothing_typed_is_lost() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        let page = vera.submit("Продолжить", &[]).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.errors().len(), 1, "{:?}", page.errors());
        let page = vera.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Smith")]).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.attribute("#former_name", "value").as_deref(), Some("Smith"));
        // It is there again after a reload, and on another device.
        let page = vera.visit(&page.path).await;
        assert_eq!(page.attribute("#former_name", "value").as_deref(), Some("Smith"));
        vera.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Ветрова")]).await;
        let page = vera.follow().await;
        assert_eq!(page.heading(), "Документ о перемене имени");
        assert!(page.has("Шаг 2 из 5"), "{}", page.text());
        let page = vera.click("Назад").await;
        assert_eq!(page.heading(), "Менялось ли у вас имя?");
        assert_eq!(page.attribute("#former_name", "value").as_deref(), Some("Ветрова"));
    })
    .await;
}

#[tokio::test]
async fn what_does_not_apply_any_more_is_dropped() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        renamed_with_proof(&mut vera).await;
        vera.submit("Продолжить", &[]).await;
        vera.follow().await;
        vera.submit("Продолжить", &[("purpose", "other"), ("purpose_comment", "В школу")]).await;
        let page = vera.follow().await;
        assert_eq!(page.heading(), "Проверьте данные");
        for shown in ["Орлова", "scan.png", "В школу"] {
            assert!(page.has(shown), "{shown}: {}", page.text());
        }
        let page = vera.click("Изменить Вы меняли имя?").await;
        assert!(page.has("Шаг 1 из 5"), "{}", page.text());
        vera.submit("Продолжить", &[("name_changed", "no"), ("former_name", "Орлова")]).await;
        let page = vera.follow().await;
        assert_eq!(page.heading(), "Проверьте данные", "nothing is missing: back at once");
        assert!(!page.has("Орлова") && !page.has("scan.png"), "{}", page.text());
        assert_eq!(vera.get(&format!("{}/pages/proof", path_of(&vera))).await.status, 303, "the page is gone");
    })
    .await;
}

#[tokio::test]
async fn items_of_a_group_come_and_go() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        vera.submit("Продолжить", &[("name_changed", "no")]).await;
        let page = vera.follow().await;
        assert_eq!(page.heading(), "Ваши дети");
        assert!(!page.has("Имя ребёнка"));
        vera.submit("Добавить ещё", &[]).await;
        vera.follow().await;
        vera.submit("Добавить ещё", &[("children.0.child_name", "Лев")]).await;
        let page = vera.follow().await;
        assert_eq!(page.attribute("[name='children.0.child_name']", "value").as_deref(), Some("Лев"));
        let page = vera
            .submit("Продолжить", &[("children.0.child_born", "01.02.2020"), ("children.1.child_name", "Анна")])
            .await;
        assert_eq!(page.status, 422, "the second child has no birth date");
        assert_eq!(page.errors().len(), 1, "{:?}", page.errors());
        vera.submit("Удалить Ребёнок 1", &[("children.1.child_born", "03.04.2021")]).await;
        let page = vera.follow().await;
        assert!(!page.html.contains("Лев"), "{}", page.text());
        vera.submit("Продолжить", &[]).await;
        vera.follow().await;
        vera.submit("Продолжить", &[("purpose", "work")]).await;
        let page = vera.follow().await;
        assert!(page.has("Анна") && page.has("3 апреля 2021") && !page.has("Лев"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn files_are_kept_replaced_removed_and_refused() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        renamed(&mut vera).await;
        assert_eq!(vera.submit("Продолжить", &[]).await.errors().len(), 1, "a file is required");
        let text = TestFile { field: "proof_scan", name: "scan.png", bytes: b"just a text" };
        let page = vera.upload("Продолжить", &[], &[text]).await;
        assert_eq!((page.status.as_u16(), page.errors().len()), (422, 1));
        let first = TestFile { field: "proof_scan", name: "first.png", bytes: SCAN };
        vera.upload("Сохранить и выйти", &[], &[first]).await;
        assert_eq!(vera.last().location.as_deref(), Some("/cabinet/applications"));
        vera.follow().await;
        let page = vera.click("Пробная справка").await;
        let page = if page.has("Продолжить заполнение") {
            vera.click("Продолжить заполнение").await
        } else {
            page
        };
        assert!(page.has("first.png"), "{}", page.text());
        let second = TestFile { field: "proof_scan", name: "second.png", bytes: OTHER_SCAN };
        vera.upload("Продолжить", &[], &[second]).await;
        vera.follow().await;
        let page = vera.click("Назад").await;
        assert!(page.has("Удалить second.png") && !page.has("Удалить first.png"), "{}", page.text());
        vera.submit("Удалить second.png", &[]).await;
        let page = vera.follow().await;
        assert!(!page.has("Удалить second.png"), "{}", page.text());
        assert_eq!(vera.submit("Продолжить", &[]).await.status, 422);
        // Both lie in «Мои документы» now: one is attached again from there.
        let shelved = vera.page().attribute("[name='files:proof_scan']", "value").unwrap();
        let answer = vera.submit("Продолжить", &[("files:proof_scan", &shelved)]).await;
        assert_eq!(answer.status, 303, "{}", vera.page().text());
    })
    .await;
}

#[tokio::test]
async fn nobody_attaches_the_file_of_another() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        renamed_with_proof(&mut vera).await;
        let page = vera.click("Назад").await;
        let file = page.attribute("[name='files:proof_scan']", "value").unwrap();

        let mut lev = world.citizen(OTHER_PHONE).await;
        lev.visit(APPLY).await;
        lev.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Орлов")]).await;
        let page = lev.follow().await;
        let stolen = lev.post(&page.path, &[("files:proof_scan", &file), ("do", "continue")]).await;
        assert_eq!(stolen.status, 422, "as if nothing was attached");
    })
    .await;
}

#[tokio::test]
async fn an_unfinished_form_is_offered_again() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        assert_eq!(vera.visit(APPLY).await.heading(), "Менялось ли у вас имя?", "nothing saved yet: no question");
        vera.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Орлова")]).await;
        let page = vera.visit(APPLY).await;
        assert_eq!(page.heading(), "У вас есть незаконченное заявление");
        let page = vera.click("Продолжить заполнение").await;
        assert_eq!(page.heading(), "Документ о перемене имени");
        vera.visit(APPLY).await;
        vera.submit("Начать заново", &[]).await;
        let page = vera.follow().await;
        assert_eq!(page.heading(), "Менялось ли у вас имя?");
        assert_eq!(page.attribute("#former_name", "value").as_deref().unwrap_or_default(), "");
        assert_eq!(world.count("select count(*) from applications where state = 'draft'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_deleted_draft_takes_what_was_entered_with_it() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        vera.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Орлова")]).await;
        vera.visit("/cabinet/applications").await;
        vera.click("Пробная справка").await;
        vera.click("Удалить черновик").await;
        vera.submit("Удалить черновик", &[]).await;
        let page = vera.follow().await;
        assert!(page.has("Черновик удалён") && page.has("Заявлений пока нет"), "{}", page.text());
        let mut tx = world.db.begin().await.unwrap();
        let account = world.account(PHONE).await;
        let sql = "select answers, id from applications where account = $1";
        let (sealed, id): (Vec<u8>, base::Uuid) = tx.one(sql, db::p![account]).await.unwrap().unwrap();
        let answers = db::vault::open(&mut tx, account, &format!("applications/answers/{id}"), &sealed).await.unwrap();
        assert_eq!(answers, b"{}");
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_another_are_not_there() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        fill_certificate(&mut vera).await;
        let path = path_of(&vera);
        let mut lev = world.citizen(OTHER_PHONE).await;
        for part in ["", "/continue", "/pages/purpose", "/check", "/sent", "/withdraw"] {
            assert_eq!(lev.get(&format!("{path}{part}")).await.status, 404, "{part}");
        }
        lev.visit("/cabinet").await;
        for part in ["/pages/purpose", "/check", "/withdraw", "/correct"] {
            let answer = lev.post(&format!("{path}{part}"), &[("key", "x"), ("purpose", "work")]).await;
            assert_eq!(answer.status, 404, "{part}");
        }
        assert_eq!(vera.visit(&path).await.status, 200);
        assert_eq!(vera.get("/cabinet/applications/nonsense").await.status, 404);
        let mut guest = world.visitor("192.0.2.1");
        assert!(guest.get(&path).await.location.unwrap().starts_with("/sign-in"));
    })
    .await;
}

#[tokio::test]
async fn pressing_twice_saves_once() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        let mut twin = vera.clone();
        let fields = [("name_changed", "yes"), ("former_name", "Орлова")];
        let (first, second) = tokio::join!(vera.submit("Продолжить", &fields), twin.submit("Продолжить", &fields));
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (303, 303));
        assert_eq!(first.location, second.location);
    })
    .await;
}
