//! Files of a form: refused, joined, looked at, replaced; and what was computed from its answers.

use web::testing::{Browser, Response, TestFile};

use crate::world::{OTHER_SCAN, PHONE, SCAN, World, each, path_of};

const APPLY: &str = "/services/trial-papers/apply";

async fn begin(world: &World) -> Browser {
    let mut vera = world.citizen(PHONE).await;
    vera.visit(APPLY).await;
    vera
}

fn file<'a>(field: &'a str, name: &'a str, bytes: &'a [u8]) -> TestFile<'a> {
    TestFile { field, name, bytes }
}

fn names(page: &Response) -> Vec<String> {
    page.texts(".file-list .chip > span:first-of-type")
}

#[tokio::test]
async fn a_refused_file_keeps_the_draft_and_the_other_answers() {
    each(async |world| {
        let mut vera = begin(&world).await;
        let files = [file("passport_scan", "a.png", SCAN), file("others", "b.pdf", b"no pdf at all")];
        let page = vera.upload("Продолжить", &[("copies", "2")], &files).await;
        assert_eq!((page.status.as_u16(), page.errors().len()), (422, 1), "{}", page.text());
        assert_eq!(page.attribute("#copies", "value").as_deref(), Some("2"));
        assert_eq!(names(&page), ["a.png"]);
        let address = page.path.clone();
        let page = vera.visit(&address).await;
        assert_eq!(
            (page.attribute("#copies", "value").as_deref(), names(&page).len()),
            (Some("2"), 1),
            "after a reload"
        );
        assert_eq!(vera.submit("Продолжить", &[]).await.status, 303);
        assert_eq!(vera.follow().await.heading(), "Проверьте данные");
    })
    .await;
}

#[tokio::test]
async fn photographs_of_pages_become_one_document() {
    each(async |world| {
        let mut vera = begin(&world).await;
        let pages = [file("passport_scan", "page-1.png", SCAN), file("passport_scan", "page-2.png", OTHER_SCAN)];
        vera.upload("Сохранить и выйти", &[("copies", "1")], &pages).await;
        let page = vera.visit(APPLY).await;
        let page = if page.has("Продолжить заполнение") {
            vera.click("Продолжить заполнение").await
        } else {
            page
        };
        assert_eq!(names(&page), ["page-1.pdf"], "{}", page.text());
        assert_eq!(world.count("select count(*) from files where kind = 'pdf'").await, 1, "and its pages are not kept");
        assert_eq!(world.count("select count(*) from files").await, 1);
        // Where several files may stand, they are joined when one says so.
        let pages = [file("others", "c.png", OTHER_SCAN), file("others", "d.png", SCAN)];
        vera.upload("Сохранить и выйти", &[("join:others", "yes")], &pages).await;
        vera.visit(APPLY).await;
        let page = vera.click("Продолжить заполнение").await;
        assert_eq!(names(&page), ["page-1.pdf", "c.pdf"], "{}", page.text());
        vera.upload("Сохранить и выйти", &[], &pages).await;
        vera.visit(APPLY).await;
        let page = vera.click("Продолжить заполнение").await;
        assert_eq!(names(&page), ["page-1.pdf", "c.pdf", "c.png", "d.png"], "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn attached_photographs_are_put_in_order_and_then_joined() {
    each(async |world| {
        let mut vera = begin(&world).await;
        let pages = [file("others", "back.png", SCAN), file("others", "front.png", OTHER_SCAN)];
        vera.upload("Сохранить и выйти", &[("copies", "2")], &pages).await;
        vera.visit(APPLY).await;
        vera.click("Продолжить заполнение").await;
        vera.submit("Выше front.png", &[]).await;
        let page = vera.follow().await;
        assert_eq!(names(&page), ["front.png", "back.png"]);
        assert!(page.has("Ниже front.png") && !page.has("Выше front.png"), "{}", page.text());
        vera.submit("Ниже front.png", &[]).await;
        vera.follow().await;
        vera.submit("Выше front.png", &[]).await;
        vera.follow().await;
        assert!(vera.page().has("после соединения порядок страниц не изменить"), "{}", vera.page().text());
        vera.submit("Соединить фотографии в один PDF", &[]).await;
        let page = vera.follow().await;
        assert_eq!(names(&page), ["front.pdf"], "named after the first page: {}", page.text());
        assert_eq!(page.attribute("#copies", "value").as_deref(), Some("2"));
        assert!(!page.has("Соединить фотографии"), "nothing is left to join");
        // The photographs stay in «Мои документы».
        assert_eq!(world.count("select count(*) from files where erase_at is null").await, 3);
    })
    .await;
}

#[tokio::test]
async fn pages_of_the_one_document_are_put_in_order_before_they_are_joined() {
    each(async |world| {
        let mut vera = begin(&world).await;
        assert!(vera.page().has("и потом порядок не изменить"), "said before: {}", vera.page().text());
        let pages = [file("passport_scan", "back.png", SCAN), file("passport_scan", "front.png", OTHER_SCAN)];
        vera.upload("Загрузить и расставить страницы", &[("copies", "2")], &pages).await;
        let page = vera.follow().await;
        assert_eq!(names(&page), ["back.png", "front.png"], "{}", page.text());
        assert!(page.has("соединим их в один PDF в этом порядке"), "{}", page.text());
        assert_eq!(page.attribute("#copies", "value").as_deref(), Some("2"));
        vera.submit("Выше front.png", &[]).await;
        assert_eq!(names(&vera.follow().await), ["front.png", "back.png"]);
        // What is refused joins nothing, and the order stays.
        let page = vera.upload("Продолжить", &[], &[file("passport_scan", "third.png", b"cut off")]).await;
        assert_eq!((page.status.as_u16(), names(&page)), (422, vec!["front.png".to_owned(), "back.png".to_owned()]));
        // The button twice, from an old window: the pages are there once.
        let mut twin = vera.clone();
        assert_eq!(vera.submit("Продолжить", &[]).await.status, 303, "{}", vera.page().text());
        assert_eq!(vera.follow().await.heading(), "Проверьте данные");
        assert!(
            vera.page().has("front.pdf") && !vera.page().has("back"),
            "named after the first: {}",
            vera.page().text()
        );
        assert_eq!(twin.submit("Продолжить", &[]).await.status, 303, "{}", twin.page().text());
        assert_eq!(world.count("select count(*) from files where kind = 'pdf'").await, 1);
        vera.submit("Отправить", &[]).await;
        assert!(vera.follow().await.has("Заявление отправлено"), "{}", vera.page().text());
        world.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn a_photograph_more_becomes_the_last_page() {
    each(async |world| {
        let mut vera = begin(&world).await;
        let pages = [file("passport_scan", "one.png", SCAN), file("passport_scan", "two.png", OTHER_SCAN)];
        vera.upload("Загрузить и расставить страницы", &[("copies", "2")], &pages).await;
        vera.follow().await;
        // Going on with a third: all three become the document.
        vera.upload("Продолжить", &[], &[file("passport_scan", "three.png", SCAN)]).await;
        assert!(vera.follow().await.has("one.pdf"), "{}", vera.page().text());
        assert_eq!(world.count("select count(*) from files where kind = 'pdf'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_document_without_one_of_its_pages_is_none() {
    each(async |world| {
        let mut vera = begin(&world).await;
        let pages = [file("passport_scan", "page-1.png", SCAN), file("passport_scan", "page-2.png", b"cut off")];
        let page = vera.upload("Продолжить", &[("copies", "1")], &pages).await;
        assert_eq!((page.status.as_u16(), names(&page).len()), (422, 0), "{}", page.text());
        assert_eq!(page.attribute("#copies", "value").as_deref(), Some("1"));
    })
    .await;
}

#[tokio::test]
async fn a_picture_is_looked_at_replaced_and_taken_away() {
    each(async |world| {
        let mut vera = begin(&world).await;
        vera.upload("Сохранить и выйти", &[("copies", "1")], &[file("passport_scan", "a.png", SCAN)]).await;
        vera.visit(APPLY).await;
        let page = vera.click("Продолжить заполнение").await;
        let small = page.attribute(".file-list img", "src").unwrap();
        assert!(small.ends_with("/preview"), "{small}");
        vera.upload("Сохранить и выйти", &[], &[file("passport_scan", "b.png", OTHER_SCAN)]).await;
        vera.visit(APPLY).await;
        let page = vera.click("Продолжить заполнение").await;
        assert_eq!(names(&page), ["b.png"]);
        vera.submit("Удалить b.png", &[]).await;
        assert!(names(&vera.follow().await).is_empty());
    })
    .await;
}

#[tokio::test]
async fn computed_values_and_rules_are_those_of_the_day_of_sending() {
    each(async |world| {
        world.publish(&[]).await;
        let mut vera = begin(&world).await;
        vera.upload("Продолжить", &[("copies", "7")], &[file("passport_scan", "a.png", SCAN)]).await;
        assert!(vera.follow().await.has("Всего листов 21"), "{}", vera.page().text());
        vera.submit("Отправить", &[]).await;
        vera.follow().await;
        let path = path_of(&vera);
        // What is shown afterwards is what was sealed, not worked out once more.
        let account = world.account(PHONE).await;
        let mut tx = world.db.begin().await.unwrap();
        let id = path.rsplit('/').next().unwrap();
        let place = format!("applications/worked_out/{id}");
        let sealed: Vec<u8> = tx
            .one::<Option<Vec<u8>>>("select worked_out from applications", db::p![])
            .await
            .unwrap()
            .flatten()
            .expect("sealed with what was sent");
        let plain = String::from_utf8(db::vault::open(&mut tx, account, &place, &sealed).await.unwrap()).unwrap();
        let other = plain.replace("21", "4321").replace("Не больше тысячи копий", "Правило того дня");
        let sealed = db::vault::seal(&mut tx, &world.cx, account, &place, other.as_bytes()).await.unwrap();
        tx.execute("update applications set worked_out = $1", db::p![sealed]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(vera.visit(&path).await.has("4321"), "{}", vera.page().text());
        let mut officer = world.officer("officer-papers", "registry-office").await;
        let number = crate::world::number_on(&vera.visit(&path).await);
        let page = officer.visit(&format!("/desk/{number}")).await;
        assert!(page.has("4321"), "{}", page.text());
        let rule = "Правило того дня Препятствия нет Сколько копий: 7";
        assert!(page.has(rule), "the officer reads what was decided then: {}", page.text());
    })
    .await;
}
