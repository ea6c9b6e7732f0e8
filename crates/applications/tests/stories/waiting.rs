//! Drafts that wait: how far they are, the reminders, the end.

use crate::world::{PHONE, World, each, renamed_with_proof};

const APPLY: &str = "/services/trial-certificate/apply";

async fn told(world: &World) -> i64 {
    world.count("select count(*) from notices").await
}

#[tokio::test]
async fn the_cabinet_shows_how_far_a_draft_is_and_how_long_it_is_kept() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        vera.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Орлова")]).await;
        let page = vera.visit("/cabinet/applications").await;
        assert!(page.has("заполнено 2 из 4 · хранится до"), "{}", page.text());
        let page = vera.click("Пробная справка").await;
        assert!(page.has("Черновик хранится до"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_reminded_of_and_then_deleted_with_everything_in_it() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        renamed_with_proof(&mut vera).await;
        world.work().await;
        let before = told(&world).await;
        world.pass_days(4);
        world.work().await;
        assert_eq!(told(&world).await, before + 1, "it waits");
        world.pass_days(20);
        world.work().await;
        assert_eq!(told(&world).await, before + 1, "no more than once");
        world.pass_days(30);
        world.work().await;
        assert_eq!(told(&world).await, before + 2, "it will be deleted");
        assert_eq!(world.count("select count(*) from file_holds").await, 1);
        world.pass_days(8);
        world.work().await;
        assert_eq!(world.count("select count(*) from applications where state = 'draft'").await, 0);
        assert_eq!(world.count("select count(*) from application_drafts").await, 0);
        assert_eq!(world.count("select count(*) from file_holds").await, 0);
        assert_eq!(told(&world).await, before + 2);
        world.come_back(&mut vera, PHONE).await;
        let page = vera.visit("/cabinet/applications").await;
        assert!(page.has("Заявлений пока нет"), "{}", page.text());
        assert_eq!(vera.visit(APPLY).await.heading(), "Менялось ли у вас имя?");
    })
    .await;
}

#[tokio::test]
async fn of_a_deleted_draft_nothing_is_left_in_the_end() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        vera.submit("Продолжить", &[("name_changed", "no")]).await;
        vera.visit("/cabinet/applications").await;
        vera.click("Пробная справка").await;
        vera.click("Удалить черновик").await;
        vera.submit("Удалить черновик", &[]).await;
        vera.visit(APPLY).await;
        assert_eq!(world.count("select count(*) from applications").await, 2);
        world.pass_days(20);
        world.work().await;
        assert_eq!(world.count("select count(*) from applications").await, 2, "the history tells of it for a month");
        world.pass_days(15);
        world.work().await;
        assert_eq!(world.count("select count(*) from applications").await, 1);
        // The other runs out by itself, and is told of for a month, too.
        world.pass_days(30);
        world.work().await;
        assert_eq!(world.count("select count(*) from applications where state = 'expired'").await, 1);
        world.pass_days(32);
        world.work().await;
        assert_eq!(world.count("select count(*) from applications").await, 0);
        assert_eq!(world.count("select count(*) from application_history").await, 0);
        assert_eq!(world.count("select count(*) from jobs where kind = 'applications.draft_watch'").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_is_gone_on_with_is_kept_longer() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        world.pass_days(55);
        world.work().await;
        world.come_back(&mut vera, PHONE).await;
        vera.visit(APPLY).await;
        vera.submit("Продолжить", &[("name_changed", "no")]).await;
        for _ in 0..2 {
            world.pass_days(20);
            world.work().await;
        }
        assert_eq!(world.count("select count(*) from applications where state = 'draft'").await, 1);
        world.pass_days(25);
        world.work().await;
        assert_eq!(world.count("select count(*) from applications where state = 'draft'").await, 0);
    })
    .await;
}
