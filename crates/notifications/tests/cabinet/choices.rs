//! «Настройки уведомлений»: choices are kept and obeyed, security is not to be silenced.

use notifications::Kind;
use web::testing::Response;

use crate::scene::{PHONE, each};

const SETTINGS: &str = "/cabinet/notifications/settings";

/// The names of the boxes that are ticked.
fn ticked(page: &Response) -> Vec<String> {
    let all = ["applications", "reminders", "payments", "security", "news"];
    let names = all.iter().flat_map(|kind| ["sms", "mail"].map(|channel| format!("{kind}-{channel}")));
    names.filter(|name| page.attribute(&format!("input[name={name}]"), "checked").is_some()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_on_until_it_is_switched_off() {
    each(async |scene| {
        let (account, mut browser) = scene.citizen(PHONE, "anna@example.org").await;
        let page = browser.visit(SETTINGS).await;
        assert_eq!(ticked(&page).len(), 10, "{}", page.text());

        // Nothing about payments, applications by mail only.
        let left_on =
            [("applications-sms", ""), ("payments-sms", ""), ("payments-mail", ""), ("applications-mail", "on")];
        browser.submit("Применить", &left_on).await;
        let page = browser.follow().await;
        assert!(page.has("Настройки уведомлений сохранены"), "{}", page.text());
        let page = browser.visit(SETTINGS).await;
        let kept = ticked(&page);
        assert_eq!(
            kept,
            [
                "applications-mail",
                "reminders-sms",
                "reminders-mail",
                "security-sms",
                "security-mail",
                "news-sms",
                "news-mail"
            ]
        );

        scene.tell(account, Kind::Applications, "1111").await;
        scene.tell(account, Kind::Payments, "2222").await;
        scene.tell(account, Kind::News, "3333").await;
        assert_eq!(scene.sms().await, ["3333: одобрено"]);
        assert_eq!(scene.mail().await, ["Заявление 1111 одобрено", "Заявление 3333 одобрено"]);
        assert_eq!(scene.unread(account).await, 3, "the cabinet shows them all");

        // And on again.
        browser.submit("Применить", &[("payments-sms", "on")]).await;
        scene.tell(account, Kind::Payments, "4444").await;
        assert_eq!(scene.sms().await, ["4444: одобрено"]);
        assert!(scene.mail().await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn security_cannot_be_switched_off() {
    each(async |scene| {
        let (account, mut browser) = scene.citizen(PHONE, "anna@example.org").await;
        let page = browser.visit(SETTINGS).await;
        for name in ["security-sms", "security-mail"] {
            assert!(page.attribute(&format!("input[name={name}]"), "disabled").is_some(), "{name}");
        }
        assert!(page.has("всегда включены"), "{}", page.text());
        // A form that no page shows: everything off.
        let answer = browser.post(SETTINGS, &[]).await;
        assert_eq!(answer.status, 303);
        assert_eq!(ticked(&browser.visit(SETTINGS).await), ["security-sms", "security-mail"]);
        scene.tell(account, Kind::Security, "1111").await;
        scene.tell(account, Kind::Reminders, "2222").await;
        assert_eq!(scene.sms().await, ["1111: одобрено"]);
        assert_eq!(scene.mail().await, ["Заявление 1111 одобрено"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn choices_are_ones_own() {
    each(async |scene| {
        let (account, mut browser) = scene.citizen(PHONE, "anna@example.org").await;
        let (_, mut other) = scene.citizen("+79005550102", "dmitry@example.org").await;
        other.visit(SETTINGS).await;
        other.post(SETTINGS, &[]).await;
        assert_eq!(ticked(&browser.visit(SETTINGS).await).len(), 10);
        scene.tell(account, Kind::News, "1111").await;
        assert_eq!(scene.sms().await, ["1111: одобрено"]);
    })
    .await;
}
