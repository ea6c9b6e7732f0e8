//! The list: newest first, in the reader's language, marked as read, nobody else's.

use notifications::Kind;

use crate::scene::{PHONE, each};

const LIST: &str = "/cabinet/notifications";

#[tokio::test(flavor = "multi_thread")]
async fn notices_are_listed_newest_first_and_marked_as_read() {
    each(async |scene| {
        let (account, mut browser) = scene.citizen(PHONE, "anna@example.org").await;
        let page = browser.visit(LIST).await;
        assert!(page.has("Здесь появятся сообщения"), "{}", page.text());
        scene.tell(account, Kind::Applications, "1111").await;
        scene.tell(account, Kind::Payments, "2222").await;
        assert_eq!(scene.unread(account).await, 2);

        let page = browser.visit(LIST).await;
        let rows = page.texts(".row");
        assert_eq!(rows.len(), 2, "{}", page.text());
        assert!(rows[0].contains("Заявление 2222 одобрено") && rows[1].contains("Заявление 1111 одобрено"), "{rows:?}");
        assert!(rows.iter().all(|row| row.contains("Новое")), "{rows:?}");
        assert_eq!(page.attribute(".row a", "href").as_deref(), Some("/cabinet/applications/2222"));
        assert_eq!(scene.unread(account).await, 2, "looking is not reading");

        browser.submit("Отметить прочитанными", &[]).await;
        let page = browser.follow().await;
        assert_eq!((page.path.as_str(), page.texts(".row").len()), (LIST, 2));
        assert!(!page.has("Новое") && !page.has("Отметить прочитанными"), "{}", page.text());
        assert_eq!(scene.unread(account).await, 0);

        let page = browser.visit(&format!("{LIST}?lang=en")).await;
        assert!(page.has("Application 1111 is approved"), "{}", page.text());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_account_sees_and_marks_nothing() {
    each(async |scene| {
        let (account, _) = scene.citizen(PHONE, "anna@example.org").await;
        scene.tell(account, Kind::Applications, "1111").await;
        scene.sms().await;
        let (other, mut stranger) = scene.citizen("+79005550102", "dmitry@example.org").await;
        let page = stranger.visit(LIST).await;
        assert!(page.texts(".row").is_empty() && !page.has("1111"), "{}", page.text());
        scene.tell(other, Kind::Applications, "3333").await;
        stranger.visit(LIST).await;
        stranger.submit("Отметить прочитанными", &[]).await;
        assert_eq!((scene.unread(other).await, scene.unread(account).await), (0, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_is_asked_to_sign_in() {
    each(async |scene| {
        for path in [LIST, "/cabinet/notifications/settings"] {
            let answer = scene.guest().get(path).await;
            assert!(answer.location.as_deref().is_some_and(|to| to.starts_with("/sign-in?next=")), "{answer:?}");
            let mut guest = scene.guest();
            guest.visit("/sign-in").await;
            let answer = guest.post(path, &[]).await;
            assert!(answer.location.as_deref().is_some_and(|to| to.starts_with("/sign-in")), "{answer:?}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_its_token_changes_nothing() {
    each(async |scene| {
        let (account, mut browser) = scene.citizen(PHONE, "anna@example.org").await;
        scene.tell(account, Kind::Applications, "1111").await;
        let kind = Some("application/x-www-form-urlencoded".to_owned());
        let answer = browser.send(axum::http::Method::POST, LIST, kind, b"_csrf=wrong".to_vec()).await;
        assert_eq!(answer.status, 403);
        assert_eq!(scene.unread(account).await, 1);
    })
    .await;
}
