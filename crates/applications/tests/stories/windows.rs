//! Two windows with one draft, and a session that ends in the middle: nothing that was typed gets lost.

use base::SignedDuration;
use web::testing::{Browser, TestFile};

use crate::world::{OTHER_PHONE, OTHER_SCAN, PHONE, SCAN, World, each, path_of, renamed};

const APPLY: &str = "/services/trial-certificate/apply";

#[tokio::test]
async fn the_later_of_two_windows_is_asked() {
    each(async |world| {
        let mut first = world.citizen(PHONE).await;
        first.visit(APPLY).await;
        let mut second = first.clone();
        let address = second.page().path.clone();
        second.visit(&address).await;
        first.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Орлова")]).await;
        let saved = [("name_changed", "yes"), ("former_name", "Соколова")];
        let page = second.submit("Продолжить", &saved).await;
        assert_eq!((page.status.as_u16(), page.heading()), (409, "Эти ответы изменились в другом окне".to_owned()));
        assert!(page.has("Орлова") && page.has("Соколова"), "{}", page.text());
        assert!(!page.has("Вы меняли имя?"), "what is the same in both is not asked: {}", page.text());
        // Nothing was written by it, and the other window goes on as if nothing had happened.
        assert_eq!(former_name(&mut first, &address).await, "Орлова");
        let mut chooses_theirs = second.clone();
        let kept = chooses_theirs.click("Оставить ответы из другого окна").await;
        assert_eq!(kept.attribute("#former_name", "value").as_deref(), Some("Орлова"));
        assert_eq!(second.submit("Оставить ответы из этого окна", &[]).await.status, 303);
        assert_eq!(second.follow().await.heading(), "Документ о перемене имени");
        assert_eq!(former_name(&mut first, &address).await, "Соколова");
    })
    .await;
}

async fn former_name(browser: &mut web::testing::Browser, address: &str) -> String {
    browser.visit(address).await.attribute("#former_name", "value").unwrap_or_default()
}

#[tokio::test]
async fn going_back_and_saving_once_more_is_no_other_window() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        // What the browser keeps of the page and shows again on «back».
        let mut back = vera.clone();
        vera.submit("Продолжить", &[("name_changed", "no")]).await;
        vera.follow().await;
        assert_eq!(back.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Орлова")]).await.status, 303);
        assert_eq!(back.follow().await.heading(), "Документ о перемене имени");
    })
    .await;
}

#[tokio::test]
async fn windows_on_different_pages_do_not_disturb_one_another() {
    each(async |world| {
        let mut first = world.citizen(PHONE).await;
        first.visit(APPLY).await;
        first.submit("Продолжить", &[("name_changed", "no")]).await;
        first.follow().await;
        let path = path_of(&first);
        let mut second = first.clone();
        second.visit(&format!("{path}/pages/purpose")).await;
        let child = [("children.0.child_name", "Лев"), ("children.0.child_born", "01.02.2020")];
        first.submit("Добавить ещё", &[]).await;
        first.follow().await;
        assert_eq!(first.submit("Продолжить", &child).await.status, 303);
        assert_eq!(second.submit("Продолжить", &[("purpose", "work")]).await.status, 303);
        let page = second.visit(&format!("{path}/check")).await;
        assert!(page.has("Лев") && page.has("На работу"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn what_one_window_left_typed_is_not_overwritten_by_the_other() {
    each(async |world| {
        let mut first = world.citizen(PHONE).await;
        first.visit(APPLY).await;
        let address = first.page().path.clone();
        let mut second = first.clone();
        second.visit(&address).await;
        let mut scripted = first.clone();
        first.submit("Сохранить и выйти", &[("name_changed", "yes"), ("former_name", "Орл")]).await;
        let typed = [("name_changed", "yes"), ("former_name", "Сокол"), ("do", "autosave")];
        assert_eq!(scripted.post(&address, &typed).await.status, 409, "a page that saves itself asks nobody");
        let page = second.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Соколова")]).await;
        assert_eq!(page.status, 409);
        assert!(page.has("Орл") && page.has("Соколова"), "{}", page.text());
        // The same answers in both windows are no question at all.
        let same = [("name_changed", "yes"), ("former_name", "Орл")];
        assert_eq!(scripted.post(&address, &same).await.status, 303);
    })
    .await;
}

/// Вера signs in again on the page that asks her to.
async fn sign_in(browser: &mut web::testing::Browser, phone: &str) {
    let fields = [("login", phone), ("password", crate::world::PASSWORD)];
    assert_eq!(browser.submit("Войти", &fields).await.status, 303, "{}", browser.page().text());
}

#[tokio::test]
async fn a_session_that_ends_in_the_middle_loses_nothing() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        let address = vera.page().path.clone();
        world.pass_days(2);
        let answer = vera.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Орлова")]).await;
        assert!(answer.location.as_deref().unwrap().starts_with("/sign-in?next="), "{:?}", answer.location);
        assert_eq!(world.count("select count(*) from application_rescues").await, 1);
        // Somebody else at the same browser learns nothing of it.
        let mut other = vera.clone();
        world.citizen(OTHER_PHONE).await;
        other.follow().await;
        sign_in(&mut other, OTHER_PHONE).await;
        assert_eq!(other.follow().await.status, 404);
        vera.follow().await;
        sign_in(&mut vera, PHONE).await;
        let page = vera.follow().await;
        assert_eq!(page.path, address);
        assert!(page.has("Всё, что вы ввели, на месте"), "{}", page.text());
        assert_eq!(page.attribute("#former_name", "value").as_deref(), Some("Орлова"));
        assert_eq!(vera.submit("Продолжить", &[]).await.status, 303);
        assert_eq!(vera.follow().await.heading(), "Документ о перемене имени");
        assert_eq!(world.count("select count(*) from application_rescues").await, 0);
    })
    .await;
}

/// Up to the page that asks for a scan; the session has ended since.
async fn at_the_scan(world: &World) -> Browser {
    let mut vera = world.citizen(PHONE).await;
    renamed(&mut vera).await;
    world.pass_days(2);
    vera
}

fn scan(name: &'static str, bytes: &'static [u8]) -> TestFile<'static> {
    TestFile { field: "proof_scan", name, bytes }
}

const ON_THE_SHELF: &str = "select count(*) from files where erase_at is null";

#[tokio::test]
async fn files_of_an_ended_session_are_kept_and_lie_on_no_shelf_before_the_owner_goes_on() {
    each(async |world| {
        let mut vera = at_the_scan(&world).await;
        vera.upload("Продолжить", &[], &[scan("first.png", SCAN)]).await;
        // Sent once more from the page before: the later file takes the place of the earlier.
        let mut back = vera.clone();
        back.upload("Продолжить", &[], &[scan("scan.png", OTHER_SCAN)]).await;
        world.work().await;
        assert_eq!(world.count("select count(*) from files").await, 1, "what was sent before went with its file");
        assert_eq!(world.count(ON_THE_SHELF).await, 0, "nobody has signed in when it came");
        back.follow().await;
        sign_in(&mut back, PHONE).await;
        let page = back.follow().await;
        assert!(page.has("Всё, что вы ввели, на месте.") && page.has("Удалить scan.png"), "{}", page.text());
        let small = page.attribute(".file-list img", "src");
        assert!(small.is_some_and(|small| small.ends_with("/preview")));
        assert_eq!(back.submit("Продолжить", &[]).await.status, 303, "{}", back.page().text());
        assert_eq!(back.follow().await.heading(), "Ваши дети");
        assert_eq!(world.count(ON_THE_SHELF).await, 1);
        assert_eq!(world.count("select count(*) from file_holds").await, 1);
        // Its time does not come any more.
        world.clock.advance(SignedDuration::from_hours(3));
        world.work().await;
        assert_eq!(world.count(ON_THE_SHELF).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_file_of_an_ended_session_that_nobody_comes_back_for_is_erased() {
    each(async |world| {
        let mut vera = at_the_scan(&world).await;
        vera.upload("Продолжить", &[], &[scan("scan.png", SCAN)]).await;
        assert_eq!(world.count("select count(*) from files").await, 1);
        let mut tx = world.db.begin().await.unwrap();
        applications::sweep::start(&mut tx, &world.cx).await.unwrap();
        tx.commit().await.unwrap();
        world.work().await;
        assert_eq!(world.count("select count(*) from application_rescues").await, 1, "not yet");
        world.clock.advance(SignedDuration::from_hours(2));
        world.work().await;
        assert_eq!(world.count("select count(*) from application_rescues").await, 0);
        assert_eq!(world.count("select count(*) from files").await, 0);
    })
    .await;
}

#[tokio::test]
async fn which_files_of_an_ended_session_were_not_kept_is_said() {
    each(async |world| {
        let mut vera = at_the_scan(&world).await;
        let names: Vec<String> = (0..11).map(|number| format!("page-{number}.pdf")).collect();
        let files = names.iter().map(|name| TestFile { field: "proof_scan", name, bytes: b"no pdf" });
        let files: Vec<TestFile> = files.collect();
        vera.upload("Продолжить", &[], &files).await;
        vera.follow().await;
        sign_in(&mut vera, PHONE).await;
        let page = vera.follow().await;
        assert!(page.has("эти файлы нужно выбрать ещё раз"), "{}", page.text());
        assert!(page.has("page-0.pdf") && page.has("page-10.pdf"), "refused, and one too many: {}", page.text());
        assert_eq!(world.count("select count(*) from files").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_kept_of_an_ended_session_is_soon_forgotten() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        let address = vera.page().path.clone();
        world.pass_days(2);
        vera.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Орлова")]).await;
        let mut stranger = world.visitor("198.51.100.9");
        stranger.visit("/sign-in").await;
        for draft in [address.as_str(), "/cabinet/applications/0199d0a0-0000-7000-8000-000000000000/pages/name-change"]
        {
            let answer = stranger.post(draft, &[("former_name", "Чужая")]).await;
            assert!(answer.location.as_deref().unwrap().starts_with("/sign-in?next="), "the same for any address");
        }
        world.clock.advance(SignedDuration::from_mins(61));
        vera.follow().await;
        sign_in(&mut vera, PHONE).await;
        let page = vera.follow().await;
        assert!(!page.has("Всё, что вы ввели") && !page.html.contains("Чужая"), "{}", page.text());
    })
    .await;
}
