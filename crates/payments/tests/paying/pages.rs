//! «Оплата»: the list, a charge, and the button.

use payments::Outcome;

use crate::scene::{PHONE, each, recipient};

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_is_asked_to_sign_in() {
    each(async |scene| {
        let (_, _, charge) = scene.debtor().await;
        for path in ["/cabinet/payments", &charge, &format!("{charge}/return")] {
            let answer = scene.guest().get(path).await;
            assert_eq!(answer.status, 303);
            assert!(answer.location.as_deref().is_some_and(|to| to.starts_with("/sign-in?next=")), "{answer:?}");
        }
        let mut guest = scene.guest();
        guest.visit("/sign-in").await;
        let answer = guest.post(&format!("{charge}/pay"), &[]).await;
        assert!(answer.location.as_deref().is_some_and(|to| to.starts_with("/sign-in")), "{answer:?}");
        assert!(scene.bank.payments().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_charge_says_how_much_what_for_and_to_whom() {
    each(async |scene| {
        let (account, mut browser) = scene.citizen(PHONE).await;
        let page = browser.visit("/cabinet/payments").await;
        assert!(
            page.has("Всё оплачено: начислений нет.") && page.has("Здесь будут чеки об оплате."),
            "{}",
            page.text()
        );
        let charge = scene.charge(account, "application:1").await;
        assert_eq!(scene.charge(account, "application:1").await, charge, "one charge for one reference");
        let page = browser.visit("/cabinet/payments").await;
        assert!(page.has("3 500,50 ₽") && page.has("Пошлина за паспорт"), "{}", page.text());
        assert_eq!(page.texts(".waiting li").len(), 1);

        let page = browser.visit(&format!("/cabinet/payments/{charge}")).await;
        let to = recipient();
        for line in [&to.name, &to.inn, &to.kpp, &to.account, &to.bank, &to.bik, &to.kbk, &to.oktmo] {
            assert!(page.has(line), "{line}: {}", page.text());
        }
        assert!(page.has("3 500,50 ₽") && page.has("Пошлина за паспорт"), "{}", page.text());
        assert_eq!(page.link("Вернуться к заявлению").as_deref(), Some("/cabinet/applications/1"));

        let page = browser.visit(&format!("/cabinet/payments/{charge}?lang=en")).await;
        assert!(page.has("Passport fee"), "{}", page.text());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pressed_twice_it_is_one_payment() {
    each(async |scene| {
        let (_, mut browser, charge) = scene.debtor().await;
        browser.visit(&charge).await;
        let (mut beside, mut elsewhere) = (browser.clone(), browser.clone());
        let (one, two) = tokio::join!(browser.submit("Оплатить", &[]), beside.submit("Оплатить", &[]));
        let third = elsewhere.submit("Оплатить", &[]).await;
        let payments = scene.bank.payments();
        assert_eq!(payments.len(), 1, "one key, so one payment");
        let page_of_the_bank = format!("https://bank.example/pay/{}", payments[0]);
        for answer in [one, two, third] {
            assert_eq!(answer.status, 303);
            assert_eq!(answer.location.as_deref(), Some(page_of_the_bank.as_str()));
        }
        let asked = scene.bank.asked.lock().unwrap().clone();
        assert_eq!(asked[0].amount.in_kopecks(), 350_050);
        assert_eq!(asked[0].return_url, format!("http://127.0.0.1:8080{charge}/return"));
        assert_eq!(asked[0].inn, "7707083893");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_that_is_away_loses_nothing() {
    each(async |scene| {
        let (account, mut browser, charge) = scene.debtor().await;
        scene.bank.goes_away(true);
        browser.visit(&charge).await;
        let page = browser.submit("Оплатить", &[]).await;
        assert_eq!(page.status, 422);
        assert!(page.has("Банк сейчас не отвечает"), "{}", page.text());
        // The page still offers the button, and in another language the bank is asked the very same.
        scene.bank.goes_away(false);
        browser.visit(&format!("{charge}?lang=en")).await;
        let answer = browser.submit("Pay", &[]).await;
        assert_eq!(answer.status, 303, "{}", answer.html);
        let asked = scene.bank.asked.lock().unwrap().clone();
        assert_eq!(asked.len(), 2);
        assert_eq!(asked[0], asked[1], "the provider takes a key again only with the same order");
        assert_eq!(scene.state(account, "application:1").await.as_str(), "due");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_persons_charge_is_not_found() {
    each(async |scene| {
        let (account, mut browser, charge) = scene.debtor().await;
        let (_, mut stranger) = scene.citizen("+79005550102").await;
        let page = stranger.visit("/cabinet/payments").await;
        assert!(page.has("Всё оплачено"), "{}", page.text());
        for path in [charge.clone(), format!("{charge}/return"), "/cabinet/payments/rubbish".to_owned()] {
            let page = stranger.get(&path).await;
            assert_eq!(page.status, 404, "{path}");
            assert!(!page.has("Пошлина за паспорт"), "{}", page.text());
        }
        assert_eq!(stranger.post(&format!("{charge}/pay"), &[]).await.status, 404);
        assert!(scene.bank.payments().is_empty());
        assert_eq!(browser.visit("/cabinet/payments").await.texts(".waiting li").len(), 1);
        assert_eq!(scene.state(account, "application:1").await.as_str(), "due");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_paid_or_called_off_cannot_be_paid_again() {
    each(async |scene| {
        let (account, mut browser, charge) = scene.debtor().await;
        browser.visit(&charge).await;
        let mut stale = browser.clone();
        browser.submit("Оплатить", &[]).await;
        scene.bank.decides(Outcome::Succeeded);
        browser.visit(&format!("{charge}/return")).await;
        let answer = stale.submit("Оплатить", &[]).await;
        assert_eq!(answer.location.as_deref(), Some(charge.as_str()), "the page says that it is paid");
        assert_eq!(scene.bank.payments().len(), 1);

        let other = scene.charge(account, "application:2").await;
        let other = format!("/cabinet/payments/{other}");
        stale.visit(&other).await;
        let mut tx = scene.db.begin().await.unwrap();
        assert!(payments::cancel(&mut tx, &scene.cx, account, "application:2").await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(stale.submit("Оплатить", &[]).await.location.as_deref(), Some(other.as_str()));
        let page = stale.follow().await;
        assert!(page.has("Начисление отменено") && page.texts("main form").is_empty(), "{}", page.text());
        assert_eq!(scene.bank.payments().len(), 1);
    })
    .await;
}
