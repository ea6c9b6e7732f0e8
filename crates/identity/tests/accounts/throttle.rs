//! Guessers are slowed, the owner is not.

use crate::world::{OTHER_PASSWORD, PASSWORD, PHONE, each, is_in};

#[tokio::test]
async fn strangers_are_slowed_and_a_known_device_is_not() {
    each(async |world| {
        let mut owner = world.visitor("203.0.113.5");
        world.register(&mut owner, PHONE).await;
        owner.forget("okno-session");
        for place in 0..5 {
            let mut stranger = world.visitor(&format!("198.51.{place}.9"));
            assert!(world.sign_in(&mut stranger, PHONE, OTHER_PASSWORD).await.has("Не подошли"));
        }
        // From wherever it comes, the next guess waits, even with the right password.
        let mut stranger = world.visitor("192.0.2.1");
        let page = world.sign_in(&mut stranger, PHONE, PASSWORD).await;
        assert_eq!(page.status, 422);
        assert!(page.has("Слишком много попыток") && page.has("12:15"), "{}", page.text());
        world.sign_in(&mut owner, PHONE, PASSWORD).await;
        assert!(is_in(&mut owner).await);
        world.minutes(15);
        world.sign_in(&mut stranger, PHONE, PASSWORD).await;
        assert!(is_in(&mut stranger).await);
    })
    .await;
}

#[tokio::test]
async fn a_name_that_nobody_has_is_slowed_alike() {
    each(async |world| {
        let mut stranger = world.visitor("198.51.100.9");
        for _ in 0..5 {
            assert!(world.sign_in(&mut stranger, PHONE, PASSWORD).await.has("Не подошли"));
        }
        assert!(world.sign_in(&mut stranger, PHONE, PASSWORD).await.has("12:15"));
    })
    .await;
}

#[tokio::test]
async fn guesses_at_once_are_counted_one_by_one() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        let mut browser = world.visitor("198.51.100.9");
        browser.visit("/sign-in").await;
        let mut guessers = vec![browser; 12];
        let tries = guessers
            .iter_mut()
            .map(|guesser| guesser.submit("Войти", &[("login", PHONE), ("password", OTHER_PASSWORD)]));
        let pages = futures_util::future::join_all(tries).await;
        let looked_at = pages.iter().filter(|page| page.has("Не подошли")).count();
        assert_eq!(looked_at, 5);
    })
    .await;
}

#[tokio::test]
async fn the_owner_may_mistype_on_the_own_device() {
    each(async |world| {
        let mut owner = world.visitor("203.0.113.5");
        world.register(&mut owner, PHONE).await;
        owner.forget("okno-session");
        for _ in 0..9 {
            world.sign_in(&mut owner, PHONE, OTHER_PASSWORD).await;
        }
        world.sign_in(&mut owner, PHONE, PASSWORD).await;
        assert!(is_in(&mut owner).await);
        owner.forget("okno-session");
        for _ in 0..10 {
            world.sign_in(&mut owner, PHONE, OTHER_PASSWORD).await;
        }
        assert!(world.sign_in(&mut owner, PHONE, PASSWORD).await.has("Слишком много попыток"));
        world.minutes(1);
        world.sign_in(&mut owner, PHONE, PASSWORD).await;
        assert!(is_in(&mut owner).await);
    })
    .await;
}

#[tokio::test]
async fn one_network_cannot_begin_without_end() {
    each(async |world| {
        let mut browser = world.visitor("198.51.100.9");
        for place in 0..40 {
            browser.visit("/recover").await;
            assert_eq!(browser.submit("Найти", &[("login", &format!("9001000{place:03}"))]).await.status, 303);
        }
        browser.visit("/recover").await;
        let page = browser.submit("Найти", &[("login", "9001000999")]).await;
        assert_eq!(page.status, 429);
        world.minutes(1);
        browser.visit("/recover").await;
        assert_eq!(browser.submit("Найти", &[("login", "9001000999")]).await.status, 303);
    })
    .await;
}
