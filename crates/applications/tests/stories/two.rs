//! Applications that two people confirm: asked, agreed, declined, too late, taken back, and hidden from everybody else.

use base::{SignedDuration, national::Snils};
use web::testing::{Browser, Response};

use crate::world::{OTHER_PHONE, PHONE, World, each, number_on, path_of};

const VERA_SNILS: &str = "146-728-391 94";
const LEV_SNILS: &str = "123-456-789 64";
pub const STRANGER_PHONE: &str = "+7 922 333-44-55";
pub const STRANGER_SNILS: &str = "112-233-445 95";

/// Lifts the account to the highest level, with this СНИЛС proved.
pub async fn verify(world: &World, phone: &str, snils: &str) {
    world.verify(phone).await;
    let account = world.account(phone).await;
    let snils: Snils = snils.parse().unwrap();
    let mut tx = world.db.begin().await.unwrap();
    let mark = identity::levels::person_mark(&tx, &snils);
    tx.execute("update standings set snils = $1 where account = $2", db::p![mark, account]).await.unwrap();
    applications::confirmed(&mut tx, &world.cx, account).await.unwrap();
    tx.commit().await.unwrap();
    world.clock.advance(SignedDuration::from_mins(2));
}

pub async fn vera(world: &World) -> Browser {
    let vera = world.citizen(PHONE).await;
    verify(world, PHONE, VERA_SNILS).await;
    vera
}

pub async fn lev(world: &World) -> Browser {
    let lev = world.citizen(OTHER_PHONE).await;
    verify(world, OTHER_PHONE, LEV_SNILS).await;
    lev
}

/// Sends the application for two; answers the path of the agreement.
pub async fn send(world: &World, vera: &mut Browser, fee: &str) -> String {
    vera.visit("/services/trial-union/apply").await;
    let typed = [("other", LEV_SNILS), ("day", "В субботу"), ("secret", "Не для Льва"), ("wanted_fee", fee)];
    vera.submit("Продолжить", &typed).await;
    vera.follow().await;
    let answer = vera.submit("Отправить", &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = vera.follow().await;
    number_on(&page);
    assert!(page.has("Второй участник подтвердит заявление"), "{}", page.text());
    world.work().await;
    path_of(vera).replace("applications", "agreements")
}

pub fn of_applicant(agreement: &str) -> String {
    agreement.replace("agreements", "applications")
}

async fn code(world: &World) -> String {
    world.work().await;
    world.inbox.lock().unwrap().codes.pop().expect("a code was to be sent")
}

/// Up to the page of the code; answers the code.
pub async fn ask_code(world: &World, lev: &mut Browser, agreement: &str) -> String {
    world.clock.advance(SignedDuration::from_mins(2));
    lev.visit(agreement).await;
    let answer = lev.submit("Подтвердить", &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    lev.follow().await;
    code(world).await
}

async fn agree(world: &World, lev: &mut Browser, agreement: &str) -> Response {
    let code = ask_code(world, lev, agreement).await;
    let answer = lev.submit("Подтвердить", &[("code", &code)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    lev.follow().await
}

async fn told(world: &World, account: base::AccountId) -> i64 {
    let mut tx = world.db.read().await.unwrap();
    let sql = "select count(*) from notices where account = $1";
    tx.one::<i64>(sql, db::p![account]).await.unwrap().unwrap()
}

#[tokio::test]
async fn both_confirm_and_the_agency_gets_it() {
    each(async |world| {
        let (mut vera, mut lev) = (vera(&world).await, lev(&world).await);
        let agreement = send(&world, &mut vera, "no").await;
        let page = vera.visit(&of_applicant(&agreement)).await;
        assert!(page.has("Ожидает согласия") && page.has("согласие до 6 марта 2026"), "{}", page.text());
        let number = number_on(&page);
        assert_eq!(told(&world, world.account(PHONE).await).await, 1, "sent, and who has to agree, in one message");
        let mut officer = world.officer("Смирнов", "registry-office").await;
        assert_eq!(officer.visit(&format!("/desk/{number}")).await.status, 404, "not the agency's yet");
        world.is_sound().await;
        for front in ["/", "/cabinet"] {
            let page = lev.visit(front).await;
            assert!(page.has("Ждёт вашего согласия") && page.has("Пробный союз"), "{}", page.text());
        }
        let page = lev.visit(&agreement).await;
        assert!(page.has("Ветрова Вера просит вас подтвердить") && page.has("В субботу"), "{}", page.text());
        assert!(page.has("взаимно и добровольно") && !page.has("Не для Льва"), "{}", page.text());
        let looks = "select count(*) from ledger_entries";
        assert_eq!(world.count(looks).await, 1, "the look is recorded");
        let page = agree(&world, &mut lev, &agreement).await;
        assert!(page.has("Вы подтвердили заявление"), "{}", page.text());
        let page = vera.visit(&of_applicant(&agreement)).await;
        assert!(page.has("На проверке") && page.has("Согласие получено · второй участник"), "{}", page.text());
        assert!(page.has("решение до"), "{}", page.text());
        let page = officer.visit(&format!("/desk/{number}")).await;
        assert!(page.has("Согласие второго участника") && page.has("123-456-789 64"), "{}", page.text());
        assert!(!lev.visit("/cabinet").await.has("Ждёт вашего согласия"));
        assert_eq!(lev.get(&format!("{agreement}/confirm")).await.location, Some(agreement.clone()), "twice is once");
        world.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn the_duty_is_due_after_the_agreement_and_not_before() {
    each(async |world| {
        let (mut vera, mut lev) = (vera(&world).await, lev(&world).await);
        let agreement = send(&world, &mut vera, "yes").await;
        assert_eq!(world.count("select count(*) from charges").await, 0);
        world.is_sound().await;
        agree(&world, &mut lev, &agreement).await;
        let page = vera.visit(&of_applicant(&agreement)).await;
        assert!(page.has("Ожидает оплаты") && page.has("350,00 ₽"), "{}", page.text());
        assert_eq!(world.count("select count(*) from charges where state = 'due'").await, 1);
        world.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn declined_with_a_reason_and_sent_again() {
    each(async |world| {
        let (mut vera, mut lev) = (vera(&world).await, lev(&world).await);
        let agreement = send(&world, &mut vera, "yes").await;
        lev.visit(&agreement).await;
        lev.click("Отказаться").await;
        let page = lev.submit("Отказаться", &[("reason", " ")]).await;
        assert!(page.status == 422 && page.has("Напишите, почему вы отказываетесь"), "{}", page.text());
        let mut twin = lev.clone();
        let reason = [("reason", "Суббота занята")];
        let (first, second) = tokio::join!(lev.submit("Отказаться", &reason), twin.submit("Отказаться", &reason));
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (303, 303));
        let page = lev.visit(&agreement).await;
        assert!(page.has("Вы отказались") && !page.has("В субботу"), "{}", page.text());
        let page = vera.visit(&of_applicant(&agreement)).await;
        assert!(page.has("Нет согласия") && page.has("Суббота занята"), "{}", page.text());
        assert_eq!(world.count("select count(*) from application_history where event = 'declined'").await, 1);
        assert_eq!(world.count("select count(*) from charges").await, 0);
        world.is_sound().await;
        vera.submit("Исправить и отправить снова", &[]).await;
        vera.follow().await;
        assert_eq!(world.count("select count(*) from applications where state = 'draft'").await, 1);
        world.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_answers_and_both_are_told() {
    each(async |world| {
        let (mut vera, _) = (vera(&world).await, lev(&world).await);
        let agreement = send(&world, &mut vera, "no").await;
        let lev = world.account(OTHER_PHONE).await;
        assert_eq!(told(&world, lev).await, 1);
        world.pass_days(3);
        world.work().await;
        assert_eq!(told(&world, lev).await, 2, "reminded");
        world.pass_days(5);
        world.work().await;
        assert_eq!(told(&world, lev).await, 3, "told of the end");
        world.come_back(&mut vera, PHONE).await;
        let page = vera.visit(&of_applicant(&agreement)).await;
        assert!(page.has("Срок истёк") && page.has("Второй участник не ответил в срок"), "{}", page.text());
        world.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn of_agreeing_and_taking_back_at_once_one_wins() {
    each(async |world| {
        let (mut vera, mut lev) = (vera(&world).await, lev(&world).await);
        let agreement = send(&world, &mut vera, "no").await;
        let code = ask_code(&world, &mut lev, &agreement).await;
        let mut twin = lev.clone();
        vera.visit(&format!("{}/withdraw", of_applicant(&agreement))).await;
        let typed = [("code", code.as_str())];
        let (withdrawn, first, second) = tokio::join!(
            vera.submit("Да, отозвать", &[]),
            lev.submit("Подтвердить", &typed),
            twin.submit("Подтвердить", &typed)
        );
        for answer in [withdrawn, first, second] {
            assert_eq!(answer.status, 303, "{}", answer.text());
        }
        let agreed = world.count("select count(*) from application_agreements where state = 'agreed'").await;
        assert!(world.count("select count(*) from application_history where event = 'agreed'").await <= 1);
        let closed = world.count("select count(*) from applications where state = 'withdrawn'").await;
        assert_eq!(world.count("select count(*) from application_agreements where state = 'awaited'").await, 0);
        // Both, when the agreement came first: what was agreed to may still be taken back.
        assert!(agreed + closed >= 1);
        world.is_sound().await;
        assert_eq!(lev.visit(&agreement).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn taken_back_nobody_has_to_agree_any_more() {
    each(async |world| {
        let (mut vera, mut lev) = (vera(&world).await, lev(&world).await);
        let agreement = send(&world, &mut vera, "yes").await;
        vera.visit(&format!("{}/withdraw", of_applicant(&agreement))).await;
        vera.submit("Да, отозвать", &[]).await;
        let page = vera.visit(&of_applicant(&agreement)).await;
        let number = number_on(&page);
        let mut officer = world.officer("Смирнов", "registry-office").await;
        assert_eq!(officer.visit(&format!("/desk/{number}")).await.status, 404, "it never was the agency's");
        for query in [number.as_str(), "Ветрова"] {
            officer.visit("/desk").await;
            officer.submit("Найти", &[("q", query)]).await;
            let page = officer.follow().await;
            assert!(!page.has("Пробный союз"), "{query}: {}", page.text());
        }
        let page = lev.visit(&agreement).await;
        assert!(page.has("Ваше согласие больше не нужно") && !page.has("В субботу"), "{}", page.text());
        assert_eq!(lev.post(&agreement, &[]).await.location, Some(agreement.clone()));
        assert_eq!(told(&world, world.account(OTHER_PHONE).await).await, 2);
        world.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_else_finds_it_and_nobody_learns_who_has_an_account() {
    each(async |world| {
        let mut vera = vera(&world).await;
        // Nobody has this СНИЛС yet.
        let agreement = send(&world, &mut vera, "no").await;
        let nobody = vera.visit(&of_applicant(&agreement)).await.text();
        let mut simplified = world.citizen(OTHER_PHONE).await;
        let mut stranger = world.citizen(STRANGER_PHONE).await;
        verify(&world, STRANGER_PHONE, STRANGER_SNILS).await;
        for part in ["", "/confirm", "/decline"] {
            let path = format!("{agreement}{part}");
            for browser in [&mut simplified, &mut stranger, &mut vera] {
                assert_eq!(browser.visit(&path).await.status, 404, "{path}");
                assert_eq!(browser.post(&path, &[("code", "123456"), ("reason", "Нет")]).await.status, 404, "{path}");
            }
        }
        assert_eq!(simplified.visit("/cabinet/agreements/nonsense").await.status, 404);
        assert_eq!(told(&world, world.account(OTHER_PHONE).await).await, 0);
        // Confirmed meanwhile, the person finds it and is told, once.
        verify(&world, OTHER_PHONE, LEV_SNILS).await;
        verify(&world, OTHER_PHONE, LEV_SNILS).await;
        assert_eq!(told(&world, world.account(OTHER_PHONE).await).await, 1);
        assert!(simplified.visit("/cabinet").await.has("Ждёт вашего согласия"));
        assert_eq!(simplified.visit(&agreement).await.status, 200);
        let somebody = vera.visit(&of_applicant(&agreement)).await.text();
        assert_eq!(nobody, somebody, "the applicant sees the same, whoever has an account");
    })
    .await;
}
