//! A code before sending: asked once, good for what was seen, counted when it is wrong, kept nowhere.

use base::SignedDuration;
use web::testing::Browser;

use crate::world::{PHONE, World, each, number_on, path_of};

/// Fills in the oath up to «Проверьте данные»; answers the path of the application.
async fn fill_oath(world: &World, vera: &mut Browser) -> String {
    // The code of the registration is a minute old by then.
    world.clock.advance(SignedDuration::from_mins(2));
    vera.visit("/services/trial-oath/apply").await;
    vera.submit("Продолжить", &[("words", "Клянусь")]).await;
    let page = vera.follow().await;
    assert!(page.has("Проверьте данные") && page.has("мы пришлём код"), "{}", page.text());
    path_of(vera)
}

async fn code(world: &World) -> String {
    world.work().await;
    world.inbox.lock().unwrap().codes.pop().expect("a code was to be sent")
}

async fn is_sent(world: &World) -> bool {
    world.count("select count(*) from applications where state = 'in_review'").await == 1
}

#[tokio::test]
async fn sent_with_the_right_code_and_the_history_says_so() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let path = fill_oath(&world, &mut vera).await;
        vera.submit("Отправить", &[]).await;
        let page = vera.follow().await;
        assert!(page.path.ends_with("/confirm") && page.has("Код подтверждения"), "{}", page.text());
        assert!(page.has("+7 900 •••-••-67"), "{}", page.text());
        assert!(!is_sent(&world).await, "nothing is sent without the code");
        let code = code(&world).await;
        let answer = vera.submit("Подтвердить", &[("code", &code)]).await;
        assert_eq!(answer.location.as_deref(), Some(format!("{path}/sent").as_str()), "{}", answer.text());
        number_on(&vera.follow().await);
        let page = vera.visit(&path).await;
        assert!(page.has("Подтверждено кодом из сообщения"), "{}", page.text());
        assert_eq!(vera.get(&format!("{path}/confirm")).await.location, Some(format!("{path}/sent")));
        let like = format!("select count(*) from jobs where payload like '%{code}%'");
        assert_eq!(world.count(&like).await, 0, "no code lies about in the clear");
    })
    .await;
}

#[tokio::test]
async fn wrong_codes_are_counted_and_a_new_one_is_sent_after_a_minute() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        fill_oath(&world, &mut vera).await;
        vera.submit("Отправить", &[]).await;
        vera.follow().await;
        let right = code(&world).await;
        let wrong = if right == "000000" { "111111" } else { "000000" };
        let page = vera.submit("Подтвердить", &[("code", "12")]).await;
        assert!(page.status == 422 && page.has("Введите шесть цифр кода"), "{}", page.text());
        for left in ["4", "3", "2", "1"] {
            let page = vera.submit("Подтвердить", &[("code", wrong)]).await;
            assert!(page.status == 422 && page.has(left), "{}", page.text());
        }
        let page = vera.submit("Подтвердить", &[("code", wrong)]).await;
        assert!(page.has("больше не действует"), "{}", page.text());
        let page = vera.submit("Подтвердить", &[("code", &right)]).await;
        assert_eq!(page.status, 422, "the right one is dead, too");
        assert!(!is_sent(&world).await);
        let page = vera.submit("Отправить код ещё раз", &[]).await;
        assert!(page.status == 422 && page.has("Код уже отправлен"), "{}", page.text());
        world.clock.advance(SignedDuration::from_mins(2));
        vera.submit("Отправить код ещё раз", &[]).await;
        let page = vera.follow().await;
        assert!(page.has("Мы отправили новый код"), "{}", page.text());
        let code = code(&world).await;
        assert_eq!(vera.submit("Подтвердить", &[("code", &code)]).await.status, 303);
        assert!(is_sent(&world).await);
    })
    .await;
}

#[tokio::test]
async fn a_changed_form_needs_a_new_code() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let path = fill_oath(&world, &mut vera).await;
        vera.submit("Отправить", &[]).await;
        vera.follow().await;
        let former = code(&world).await;
        let mut other = vera.clone();
        other.visit(&format!("{path}/pages/words")).await;
        other.submit("Продолжить", &[("words", "Клянусь трижды")]).await;
        let answer = vera.submit("Подтвердить", &[("code", &former)]).await;
        assert_eq!(answer.location.as_deref(), Some(format!("{path}/check").as_str()));
        let page = vera.follow().await;
        assert!(page.has("Данные изменились") && page.has("Клянусь трижды"), "{}", page.text());
        assert!(!is_sent(&world).await);
        // Within a minute no other code goes to the same phone.
        let page = vera.submit("Отправить", &[]).await;
        assert!(page.status == 422 && page.has("Код уже отправлен"), "{}", page.text());
        world.clock.advance(SignedDuration::from_mins(2));
        vera.visit(&format!("{path}/check")).await;
        vera.submit("Отправить", &[]).await;
        vera.follow().await;
        let answer = vera.submit("Подтвердить", &[("code", &former)]).await;
        assert_eq!(answer.status, 422, "the former code is not for this form");
        let code = code(&world).await;
        assert_eq!(vera.submit("Подтвердить", &[("code", &code)]).await.status, 303);
        assert!(is_sent(&world).await);
    })
    .await;
}

#[tokio::test]
async fn pressed_twice_one_code_is_sent_and_one_application() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let path = fill_oath(&world, &mut vera).await;
        let mut twin = vera.clone();
        let (first, second) = tokio::join!(vera.submit("Отправить", &[]), twin.submit("Отправить", &[]));
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (303, 303));
        let code = code(&world).await;
        assert!(world.inbox.lock().unwrap().codes.is_empty(), "one code");
        vera.follow().await;
        twin.follow().await;
        let typed = [("code", code.as_str())];
        let (first, second) = tokio::join!(vera.submit("Подтвердить", &typed), twin.submit("Подтвердить", &typed));
        let sent = format!("{path}/sent");
        assert_eq!((first.location.as_deref(), second.location.as_deref()), (Some(&*sent), Some(&*sent)));
        assert_eq!(world.count("select count(*) from application_sends").await, 1);
        assert_eq!(world.count("select count(*) from application_history where event = 'sent'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn there_is_no_way_around_the_code() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let path = fill_oath(&world, &mut vera).await;
        let answer = vera.post(&format!("{path}/confirm"), &[("code", "123456")]).await;
        assert_eq!(answer.location, Some(format!("{path}/check")), "no code was asked for");
        assert_eq!(vera.get(&format!("{path}/confirm")).await.location, Some(format!("{path}/check")));
        let answer = vera.post(&format!("{path}/check"), &[("key", "made up")]).await;
        assert_eq!(answer.location, Some(format!("{path}/confirm")));
        world.clock.advance(SignedDuration::from_mins(11));
        assert_eq!(vera.get(&format!("{path}/confirm")).await.location, Some(format!("{path}/check")), "too old");
        let mut mallory = world.citizen(crate::world::OTHER_PHONE).await;
        let page = mallory.visit(&format!("{path}/confirm")).await;
        assert_eq!(page.status, 404);
        assert!(!is_sent(&world).await);
    })
    .await;
}
