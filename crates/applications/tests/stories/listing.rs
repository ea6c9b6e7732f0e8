//! The list of somebody who has sent much: page after page, each application once.

use base::SignedDuration;

use crate::world::{PHONE, each, send_certificate};

#[tokio::test]
async fn a_long_list_comes_in_pages() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let mut sent = Vec::new();
        for _ in 0..26 {
            sent.push(send_certificate(&mut vera).await);
            world.clock.advance(SignedDuration::from_mins(2));
        }
        let first = vera.visit("/cabinet/applications").await;
        assert!(first.has("Все 26") && first.has(&sent[25]) && !first.has(&sent[0]), "{}", first.text());
        assert!(first.link("Назад").is_none());
        let second = vera.click("Дальше").await;
        assert!(second.has(&sent[0]) && !second.has(&sent[1]), "{}", second.text());
        assert!(second.link("Дальше").is_none());
        assert!(vera.click("Назад").await.has(&sent[1]));
        // Beyond the end, before the beginning, and what is no page at all.
        assert!(!vera.visit("/cabinet/applications?page=9").await.has("Заявлений пока нет"));
        for page in ["0", "-1", "x", "99999999999999999999"] {
            assert_eq!(vera.visit(&format!("/cabinet/applications?page={page}")).await.status, 200, "{page}");
        }
        let narrowed = vera.visit("/cabinet/applications?state=in_review&page=2").await;
        assert!(narrowed.has(&sent[0]) && narrowed.link("Назад").is_some(), "{}", narrowed.text());
    })
    .await;
}
