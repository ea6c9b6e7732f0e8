//! The list of somebody who has sent much: page after page, each application once.

use base::SignedDuration;
use web::testing::{Browser, Response};

use crate::world::{PHONE, World, each, path_of, send_certificate};

/// Sends so many; answers their numbers, the first sent first.
async fn sent(world: &World, vera: &mut Browser, count: usize, between: SignedDuration) -> Vec<String> {
    let mut sent = Vec::new();
    for _ in 0..count {
        sent.push(send_certificate(vera).await);
        world.clock.advance(between);
    }
    sent
}

/// Which of them the page shows.
fn shown(page: &Response, of: &[String]) -> Vec<String> {
    of.iter().filter(|number| page.has(number)).cloned().collect()
}

#[tokio::test]
async fn a_long_list_comes_in_pages() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let sent = sent(&world, &mut vera, 26, SignedDuration::from_mins(2)).await;
        let first = vera.visit("/cabinet/applications").await;
        assert!(first.has("Все 26") && first.has(&sent[25]) && !first.has(&sent[0]), "{}", first.text());
        assert!(first.link("Назад").is_none());
        let second = vera.click("Дальше").await;
        assert!(second.has(&sent[0]) && !second.has(&sent[1]), "{}", second.text());
        assert!(second.link("Дальше").is_none());
        let back = vera.click("Назад").await;
        assert_eq!((back.has(&sent[1]), back.has(&sent[0]), back.link("Назад").is_none()), (true, false, true));
        // What is no place of the list is its beginning; far behind everything there is a way back.
        let id = "0199d0a0000070008000000000000000";
        for odd in ["after=2", "after=x.y", "after=99999999999999999999.1", "before=", "page=7"] {
            let page = vera.visit(&format!("/cabinet/applications?{odd}")).await;
            assert_eq!((page.status.as_u16(), page.has(&sent[25])), (200, true), "{odd}");
        }
        let behind = vera.visit(&format!("/cabinet/applications?after=0.{id}")).await;
        assert!(!behind.has("Заявлений пока нет"), "{}", behind.text());
        assert!(vera.click("Назад").await.has(&sent[25]));
        vera.visit("/cabinet/applications?state=in_review").await;
        let narrowed = vera.click("Дальше").await;
        assert!(narrowed.path.contains("state=in_review") && narrowed.has(&sent[0]), "{}", narrowed.text());
        assert!(narrowed.link("Назад").unwrap().contains("state=in_review"), "{}", narrowed.text());
        // Another state than the one that the place was taken from.
        let other = narrowed.path.replace("in_review", "refused");
        assert_eq!(vera.visit(&other).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn of_one_instant_each_stands_on_one_page() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let mut sent = sent(&world, &mut vera, 27, SignedDuration::from_mins(2)).await;
        let mut tx = world.db.begin().await.unwrap();
        tx.execute("update applications set changed_at = 1772434800000000", db::p![]).await.unwrap();
        tx.commit().await.unwrap();
        for list in ["/cabinet/applications", "/cabinet/applications?state=in_review"] {
            let mut first = shown(&vera.visit(list).await, &sent);
            let second = shown(&vera.click("Дальше").await, &sent);
            assert_eq!((first.len(), second.len()), (25, 2));
            let mut both = [first.clone(), second].concat();
            both.sort_unstable();
            sent.sort_unstable();
            assert_eq!(both, sent, "each once");
            let mut back = shown(&vera.click("Назад").await, &sent);
            back.sort_unstable();
            first.sort_unstable();
            assert_eq!(back, first);
        }
    })
    .await;
}

#[tokio::test]
async fn what_changes_between_two_pages_hides_nothing() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let sent = sent(&world, &mut vera, 27, SignedDuration::from_mins(2)).await;
        vera.visit("/cabinet/applications").await;
        // In another window the oldest of this page is taken back (it stands on top now) and a new one is sent.
        let mut window = vera.clone();
        let path = line_of(window.page(), &sent[2]);
        window.visit(&format!("{path}/withdraw")).await;
        window.submit("Да, отозвать", &[]).await;
        assert_eq!(path_of(&window), path);
        world.clock.advance(SignedDuration::from_mins(2));
        let newest = send_certificate(&mut window).await;
        let second = vera.click("Дальше").await;
        assert_eq!(shown(&second, &sent), [sent[0].clone(), sent[1].clone()], "nothing skipped, nothing repeated");
        let address = second.path.clone();
        let first = vera.click("Назад").await;
        assert!(!first.has(&newest) && first.has(&sent[3]) && first.has(&sent[2]), "{}", first.text());
        let top = vera.click("Назад").await;
        assert!(top.has(&newest) && top.has(&sent[2]) && top.link("Назад").is_none(), "{}", top.text());
        // The address of a page shows the same page again.
        assert_eq!(shown(&vera.visit(&address).await, &sent), [sent[0].clone(), sent[1].clone()]);
    })
    .await;
}

/// The address of the application with that number in the list.
fn line_of(page: &Response, number: &str) -> String {
    let before = page.html.split(number).next().unwrap();
    before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
}
