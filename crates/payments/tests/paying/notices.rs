//! The bank's notices: genuine, told again, forged, late, of nothing we know, and rubbish.

use crate::scene::{SECRET, Scene, each, succeeded};

/// A payment that waits for the bank; answers the bank's id of it.
async fn waiting(scene: &Scene) -> (base::AccountId, web::testing::Browser, String, String) {
    let (account, mut browser, charge) = scene.debtor().await;
    browser.visit(&charge).await;
    browser.submit("Оплатить", &[]).await;
    (account, browser, charge, scene.bank.only_id())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_genuine_notice_counts_once_however_often_it_is_told() {
    each(async |scene| {
        let (account, mut browser, charge, id) = waiting(&scene).await;
        let body = succeeded(&id);
        for _ in 0..3 {
            assert_eq!(scene.notice(&body).await.status, 204);
        }
        // A late notice of the opposite changes nothing either.
        let opposite = body.replace("succeeded", "canceled");
        assert_eq!(scene.notice(&opposite).await.status, 204);
        assert_eq!(scene.state(account, "application:1").await.as_str(), "paid");
        assert_eq!(scene.told().await, 1);
        assert!(browser.visit(&charge).await.has("Деньги поступили"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_notices_and_the_return_at_once_are_one_settling() {
    each(async |scene| {
        let (_, mut browser, charge, id) = waiting(&scene).await;
        scene.bank.decides(payments::Outcome::Succeeded);
        let body = succeeded(&id);
        let back = format!("{charge}/return");
        let (one, two, page) = tokio::join!(scene.notice(&body), scene.notice(&body), browser.visit(&back));
        assert_eq!((one.status.as_u16(), two.status.as_u16(), page.status.as_u16()), (204, 204, 200));
        assert_eq!(scene.told().await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_payment_is_told_on_the_page() {
    each(async |scene| {
        let (account, mut browser, charge, id) = waiting(&scene).await;
        let body = succeeded(&id).replace("succeeded", "canceled");
        assert_eq!(scene.notice(&body).await.status, 204);
        let page = browser.visit(&charge).await;
        assert!(page.has("Платёж не прошёл"), "{}", page.text());
        assert_eq!(scene.state(account, "application:1").await.as_str(), "due");
        assert_eq!(scene.told().await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_and_old_notices_are_refused() {
    each(async |scene| {
        let (account, _, _, id) = waiting(&scene).await;
        let body = succeeded(&id);
        let recorded = scene.signature(SECRET, &body);
        let forged = scene.signature("another key", &body);
        let of_another_body = scene.signature(SECRET, &succeeded("bank-other"));
        for signature in [forged.as_str(), of_another_body.as_str(), "", "t=1,v1=", "rubbish"] {
            assert_eq!(scene.tell(&body, signature).await.status, 401, "{signature}");
        }
        let mut bank = scene.guest();
        let unsigned = bank.send(axum::http::Method::POST, crate::scene::HOOK, None, body.clone().into_bytes()).await;
        assert_eq!(unsigned.status, 401);
        scene.minutes(6);
        assert_eq!(scene.tell(&body, &recorded).await.status, 401, "a recorded notice is played again later");
        assert_eq!(scene.state(account, "application:1").await.as_str(), "due");
        assert_eq!(scene.told().await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_payments_are_told_again_and_rubbish_is_not() {
    each(async |scene| {
        let (account, ..) = waiting(&scene).await;
        assert_eq!(scene.notice(&succeeded("bank-unknown")).await.status, 404);
        for rubbish in ["", "{}", "[1, 2", r#"{"payment":{"id":7}}"#, "<xml/>"] {
            assert_eq!(scene.notice(rubbish).await.status, 400, "{rubbish}");
        }
        assert_eq!(scene.guest().get(crate::scene::HOOK).await.status, 405);
        assert_eq!(scene.state(account, "application:1").await.as_str(), "due");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_sum_than_was_asked_for_decides_nothing() {
    each(async |scene| {
        let (account, _, _, id) = waiting(&scene).await;
        let of = |kopecks: i64| {
            succeeded(&id).replace(r#""status""#, &format!(r#""amount":{{"value_kopecks":{kopecks}}},"status""#))
        };
        for kopecks in [1, 350_049, 350_051, -350_050, 0, i64::MAX] {
            assert_eq!(scene.notice(&of(kopecks)).await.status, 409, "{kopecks}");
        }
        assert_eq!(scene.state(account, "application:1").await.as_str(), "due");
        assert_eq!(scene.told().await, 0);
        assert_eq!(scene.notice(&of(350_050)).await.status, 204);
        assert_eq!(scene.told().await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_we_do_not_know_decides_nothing() {
    each(async |scene| {
        let (account, mut browser, charge, id) = waiting(&scene).await;
        let body = succeeded(&id).replace("succeeded", "waiting_for_capture");
        assert_eq!(scene.notice(&body).await.status, 204);
        assert_eq!(scene.state(account, "application:1").await.as_str(), "due");
        assert!(browser.visit(&format!("{charge}/return")).await.has("Банк проверяет платёж"));
    })
    .await;
}
