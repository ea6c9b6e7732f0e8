//! A service that takes applications in a part of the year: a draft begun in it waits for the next, with all that is in it.

use web::testing::Browser;

use crate::world::{PHONE, World, each, path_of};

const APPLY: &str = "/services/trial-season/apply";

/// Fills the form in the season, up to «Проверьте данные».
async fn filled(world: &World) -> Browser {
    let mut vera = world.citizen(PHONE).await;
    vera.visit(APPLY).await;
    vera.submit("Продолжить", &[("game", "Вальдшнеп")]).await;
    assert_eq!(vera.follow().await.heading(), "Проверьте данные", "{}", vera.page().text());
    vera
}

async fn told(world: &World, key: &str) -> i64 {
    world.count(&format!("select count(*) from notices where once like '%:{key}'")).await
}

#[tokio::test]
async fn a_draft_of_the_season_is_not_sent_after_it_and_is_kept_until_the_next() {
    each(async |world| {
        // The second of March; the season ends on the fifteenth of April.
        let vera = filled(&world).await;
        let draft = path_of(&vera);
        world.pass_days(45);
        world.work().await;
        assert_eq!(told(&world, "drafts-notice-waits").await, 1, "while the season lasts");
        // The session has ended; the form that was shown in the season is sent after it.
        let mut late = vera.clone();
        world.come_back(&mut late, PHONE).await;
        let key = vera.page().attribute("[name=key]", "value").unwrap();
        let answer = late.post(&format!("{draft}/check"), &[("key", &key)]).await;
        assert_eq!(answer.location.as_deref(), Some("/services/trial-season"));
        assert_eq!(world.count("select count(*) from applications where number is not null").await, 0);
        let page = late.visit(&format!("{draft}/check")).await;
        assert!(
            page.has("Сейчас заявление не отправить") && page.has("Заявления принимают с 1 марта 2027"),
            "{}",
            page.text()
        );
        assert!(page.has("Вальдшнеп") && !page.has("Отправляя заявление"), "{}", page.text());
        let page = late.visit(&draft).await;
        assert!(
            page.has("Заявления принимают с 1 марта 2027") && page.has("хранится до 31 марта 2027"),
            "{}",
            page.text()
        );
        // Whoever applies again out of season finds the draft.
        assert_eq!(late.get(APPLY).await.location.as_deref(), Some(draft.as_str()));
        let before = world.count("select count(*) from notices").await;
        world.pass_days(300);
        world.work().await;
        assert_eq!(
            world.count("select count(*) from notices").await,
            before,
            "nobody is told to send what cannot be sent"
        );
        assert_eq!(world.count("select count(*) from applications where state = 'draft'").await, 1);
        // The first of March.
        world.pass_days(20);
        world.work().await;
        assert_eq!(told(&world, "drafts-notice-season").await, 1);
        world.come_back(&mut late, PHONE).await;
        late.visit(&format!("{draft}/check")).await;
        assert!(late.page().has("Вальдшнеп"), "{}", late.page().text());
        assert_eq!(late.submit("Отправить", &[]).await.status, 303);
        assert!(late.follow().await.has("Заявление отправлено"), "{}", late.page().text());
        world.is_sound().await;
    })
    .await;
}

/// Goes to another part of the country.
async fn moved(browser: &mut Browser, region: &str) {
    browser.visit("/region").await;
    assert_eq!(browser.submit("Сохранить", &[("region", region)]).await.status, 303);
}

#[tokio::test]
async fn the_season_ends_for_everybody_in_the_same_minute() {
    each(async |world| {
        let draft = path_of(&filled(&world).await);
        let last_minute: base::Timestamp = "2026-04-15T20:59:00Z".parse().unwrap();
        world.clock.advance(last_minute.duration_since(world.cx.now()));
        // On Kamchatka the sixteenth of April is nine hours old.
        let mut vera = world.visitor("203.0.113.77");
        world.come_back(&mut vera, PHONE).await;
        moved(&mut vera, "kamchatka").await;
        let page = vera.visit(&format!("{draft}/check")).await;
        assert!(!page.has("Сейчас заявление не отправить"), "{}", page.text());
        let mut late = vera.clone();
        assert_eq!(vera.submit("Отправить", &[]).await.status, 303);
        assert!(vera.follow().await.has("Заявление отправлено"), "{}", vera.page().text());
        // A minute later the fifteenth lasts on in Kaliningrad.
        world.clock.advance(base::SignedDuration::from_mins(1));
        moved(&mut late, "kaliningrad").await;
        assert_eq!(late.get(APPLY).await.location.as_deref(), Some("/services/trial-season"));
        assert_eq!(world.count("select count(*) from applications where state = 'draft'").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_form_of_the_last_minute_is_not_sent_after_it() {
    each(async |world| {
        let draft = path_of(&filled(&world).await);
        let over: base::Timestamp = "2026-04-15T21:00:00Z".parse().unwrap();
        world.clock.advance(over.duration_since(world.cx.now()) - base::SignedDuration::from_secs(1));
        let mut vera = world.visitor("203.0.113.77");
        world.come_back(&mut vera, PHONE).await;
        moved(&mut vera, "kaliningrad").await;
        vera.visit(&format!("{draft}/check")).await;
        world.clock.advance(base::SignedDuration::from_secs(1));
        assert_eq!(vera.submit("Отправить", &[]).await.location.as_deref(), Some("/services/trial-season"));
        assert_eq!(world.count("select count(*) from applications where number is not null").await, 0);
        let page = vera.visit(&format!("{draft}/check")).await;
        let told = "Заявления принимают с 1 марта 2027 (по московскому времени).";
        assert!(page.has("Сейчас заявление не отправить") && page.has(told), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn nobody_comes_in_the_next_season_either_and_the_draft_goes() {
    each(async |world| {
        filled(&world).await;
        // The second of March again, then a week before the last day.
        for days in [200, 165, 23] {
            world.pass_days(days);
            world.work().await;
        }
        assert_eq!(told(&world, "drafts-notice-season").await, 1);
        assert_eq!(told(&world, "drafts-notice-last").await, 1);
        world.pass_days(10);
        world.work().await;
        assert_eq!(world.count("select count(*) from applications where state = 'draft'").await, 0);
    })
    .await;
}
