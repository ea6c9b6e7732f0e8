//! Back from the bank's page: after paying, refusing, too early, and when the bank does not answer.

use base::Uuid;
use payments::Outcome;

use crate::scene::each;

#[tokio::test(flavor = "multi_thread")]
async fn after_paying_the_page_says_so_and_the_news_goes_once() {
    each(async |scene| {
        let (account, mut browser, charge) = scene.debtor().await;
        browser.visit(&charge).await;
        browser.submit("Оплатить", &[]).await;
        scene.bank.decides(Outcome::Succeeded);
        for _ in 0..2 {
            let page = browser.visit(&format!("{charge}/return")).await;
            assert!(page.has("Оплачено") && page.has("Деньги поступили"), "{}", page.text());
            assert!(page.texts("main form").is_empty(), "nothing is left to pay: {}", page.text());
        }
        assert_eq!(scene.told().await, 1);
        let settled = scene.settled.lock().unwrap()[0].clone();
        assert_eq!((settled.account, settled.reference.as_str()), (account, "application:1"));
        assert_eq!((settled.amount.in_kopecks(), settled.provider_id), (350_050, scene.bank.only_id()));

        let page = browser.visit("/cabinet/payments").await;
        assert!(page.has("Всё оплачено") && page.has("3 500,50 ₽") && page.has("готовится"), "{}", page.text());
        let receipt = Uuid::from_u128(7);
        let mut tx = scene.db.begin().await.unwrap();
        payments::receipt_ready(&mut tx, &scene.cx, account, settled.payment, receipt).await.unwrap();
        tx.commit().await.unwrap();
        let page = browser.visit("/cabinet/payments").await;
        assert_eq!(page.link("Скачать чек"), Some(format!("/cabinet/documents/{receipt}/file")));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_refusing_one_may_try_again() {
    each(async |scene| {
        let (account, mut browser, charge) = scene.debtor().await;
        browser.visit(&charge).await;
        browser.submit("Оплатить", &[]).await;
        scene.bank.decides(Outcome::Cancelled);
        let page = browser.visit(&format!("{charge}/return")).await;
        assert!(page.has("Платёж не прошёл") && page.has("Деньги не списаны"), "{}", page.text());
        scene.minutes(1);
        scene.bank.decides(Outcome::Pending);
        let answer = browser.submit("Оплатить", &[]).await;
        assert!(answer.location.is_some_and(|to| to.starts_with("https://bank.example/")));
        assert_eq!(scene.bank.payments().len(), 2, "another try has another key");
        scene.bank.decides(Outcome::Succeeded);
        let page = browser.visit(&format!("{charge}/return")).await;
        assert!(page.has("Деньги поступили") && !page.has("Платёж не прошёл"), "{}", page.text());
        assert_eq!(scene.state(account, "application:1").await.as_str(), "paid");
        assert_eq!(scene.told().await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_try_that_was_called_off_meanwhile_does_not_stand_in_the_way() {
    each(async |scene| {
        let (_, mut browser, charge) = scene.debtor().await;
        browser.visit(&charge).await;
        browser.submit("Оплатить", &[]).await;
        // The bank gave the abandoned page up, and nobody has told us.
        scene.bank.decides(Outcome::Cancelled);
        scene.minutes(20);
        browser.visit(&charge).await;
        let answer = browser.submit("Оплатить", &[]).await;
        assert!(answer.location.is_some_and(|to| to.starts_with("https://bank.example/")), "one press is enough");
        assert_eq!(scene.bank.payments().len(), 2, "another try has another key");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_too_early_the_page_asks_to_wait() {
    each(async |scene| {
        let (_, mut browser, charge) = scene.debtor().await;
        browser.visit(&charge).await;
        browser.submit("Оплатить", &[]).await;
        let page = browser.visit(&format!("{charge}/return")).await;
        assert!(page.has("Банк проверяет платёж"), "{}", page.text());
        assert!(page.texts("main form").is_empty(), "nobody is asked to pay twice: {}", page.text());
        // The notice never comes: our own asking finds out, and the page has changed by itself.
        scene.bank.decides(Outcome::Succeeded);
        scene.minutes(3);
        assert_eq!(scene.told().await, 1);
        assert!(browser.visit(&charge).await.has("Деньги поступили"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_while_the_bank_is_away_nothing_is_lost() {
    each(async |scene| {
        let (account, mut browser, charge) = scene.debtor().await;
        browser.visit(&charge).await;
        browser.submit("Оплатить", &[]).await;
        scene.bank.decides(Outcome::Succeeded);
        scene.bank.goes_away(true);
        let page = browser.visit(&format!("{charge}/return")).await;
        assert_eq!(page.status, 200);
        assert!(page.has("Банк сейчас не отвечает"), "{}", page.text());
        // Pressing now begins no second payment.
        let page = browser.submit("Оплатить", &[]).await;
        assert!(page.has("Банк сейчас не отвечает"), "{}", page.text());
        scene.bank.goes_away(false);
        browser.submit("Оплатить", &[]).await;
        let page = browser.follow().await;
        assert!(page.has("Деньги поступили"), "{}", page.text());
        assert_eq!(scene.bank.payments().len(), 1);
        assert_eq!(scene.state(account, "application:1").await.as_str(), "paid");
        assert_eq!(scene.told().await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_for_what_was_called_off_goes_back() {
    each(async |scene| {
        let (account, mut browser, charge) = scene.debtor().await;
        browser.visit(&charge).await;
        browser.submit("Оплатить", &[]).await;
        let mut tx = scene.db.begin().await.unwrap();
        assert!(payments::cancel(&mut tx, &scene.cx, account, "application:1").await.unwrap());
        tx.commit().await.unwrap();
        scene.bank.decides(Outcome::Succeeded);
        let page = browser.visit(&format!("{charge}/return")).await;
        assert!(page.has("Начисление отменено"), "{}", page.text());
        assert_eq!(scene.told().await, 0);
        assert_eq!(*scene.bank.given_back.lock().unwrap(), [scene.bank.only_id()]);
        assert!(browser.visit("/cabinet/payments").await.has("Здесь будут чеки об оплате."));
    })
    .await;
}
