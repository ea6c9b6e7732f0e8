//! The code of an agreement in wrong hands: guessed, used again, carried to another application, typed by somebody else.

use base::SignedDuration;
use web::testing::Browser;

use crate::{
    two::{STRANGER_PHONE, STRANGER_SNILS, ask_code, lev, of_applicant, send, vera, verify},
    world::{World, each},
};

async fn is_agreed(world: &World) -> bool {
    world.count("select count(*) from application_agreements where state = 'agreed'").await > 0
}

fn other_than(code: &str) -> &'static str {
    if code == "000000" { "111111" } else { "000000" }
}

async fn confirm(browser: &mut Browser, agreement: &str, code: &str) -> u16 {
    browser.post(&format!("{agreement}/confirm"), &[("code", code)]).await.status.as_u16()
}

#[tokio::test]
async fn five_guesses_and_the_code_is_dead() {
    each(async |world| {
        let (mut vera, mut lev) = (vera(&world).await, lev(&world).await);
        let agreement = send(&world, &mut vera, "no").await;
        let right = ask_code(&world, &mut lev, &agreement).await;
        for _ in 0..5 {
            assert_eq!(confirm(&mut lev, &agreement, other_than(&right)).await, 422);
        }
        assert_eq!(confirm(&mut lev, &agreement, &right).await, 422, "it is dead, also when it is right");
        assert!(!is_agreed(&world).await);
        world.clock.advance(SignedDuration::from_mins(2));
        let next = ask_code(&world, &mut lev, &agreement).await;
        assert_eq!(confirm(&mut lev, &agreement, &next).await, 303);
        assert!(is_agreed(&world).await);
    })
    .await;
}

#[tokio::test]
async fn a_code_is_for_one_application_and_one_time() {
    each(async |world| {
        let (mut vera, mut lev) = (vera(&world).await, lev(&world).await);
        let first = send(&world, &mut vera, "no").await;
        let second = send(&world, &mut vera, "no").await;
        assert_ne!(first, second);
        let of_first = ask_code(&world, &mut lev, &first).await;
        // Nobody has asked for a code for the second: that of the first is none of it, and is not used up by the try.
        assert_eq!(confirm(&mut lev, &second, &of_first).await, 303);
        assert!(!is_agreed(&world).await);
        let of_second = ask_code(&world, &mut lev, &second).await;
        if of_first != of_second {
            assert_eq!(confirm(&mut lev, &second, &of_first).await, 422);
        }
        assert_eq!(confirm(&mut lev, &second, &of_second).await, 303);
        assert_eq!(confirm(&mut lev, &second, &of_second).await, 303, "the second click sees what the first did");
        let agreed = "select count(*) from application_agreements where state = 'agreed'";
        assert_eq!(world.count(agreed).await, 1);
        assert_eq!(world.count("select count(*) from application_history where event = 'agreed'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_right_code_in_another_hand_is_nothing() {
    each(async |world| {
        let (mut vera, mut lev) = (vera(&world).await, lev(&world).await);
        let agreement = send(&world, &mut vera, "no").await;
        let mut stranger = world.citizen(STRANGER_PHONE).await;
        verify(&world, STRANGER_PHONE, STRANGER_SNILS).await;
        let right = ask_code(&world, &mut lev, &agreement).await;
        stranger.visit("/cabinet").await;
        vera.visit(&of_applicant(&agreement)).await;
        for browser in [&mut stranger, &mut vera] {
            assert_eq!(confirm(browser, &agreement, &right).await, 404, "the applicant does not agree for the other");
        }
        let again = format!("{agreement}/confirm/again");
        assert_eq!(stranger.post(&again, &[]).await.status, 404, "nobody else has codes sent");
        assert_eq!(confirm(&mut lev, &agreement, &right).await, 303, "it was not used up");
        assert!(is_agreed(&world).await);
    })
    .await;
}
