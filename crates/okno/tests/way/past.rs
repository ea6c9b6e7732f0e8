//! The citizen of the demo who has a past: applications in every state in which one ends, as their pages show them.

use web::testing::Browser;

use crate::house::{House, each};

/// The page of the only application in that state.
async fn ended(pavel: &mut Browser, state: &str, service: &str) -> web::testing::Response {
    pavel.visit(&format!("/cabinet/applications?state={state}")).await;
    pavel.click(service).await
}

async fn says(pavel: &mut Browser, (state, service): (&str, &str), told: &[&str]) {
    let page = ended(pavel, state, service).await;
    for told in told {
        assert!(page.has(told), "{state}, {service}: {told} in {}", page.text());
    }
}

async fn signed_in(house: &House) -> Browser {
    let mut pavel = house.visitor();
    pavel.visit("/sign-in").await;
    let typed = [("login", "+79005550118"), ("password", "Chemodan-Antresol!85-Dozhd")];
    assert_eq!(pavel.submit("Войти", &typed).await.status, 303, "{}", pavel.page().text());
    pavel
}

#[tokio::test(flavor = "multi_thread")]
async fn applications_of_long_ago_stand_in_every_state_in_which_they_end() {
    each(async |house| {
        let mut tx = house.db.begin().await.unwrap();
        identity::seed_staff(&mut tx, &house.cx, house.people.staff()).await.unwrap();
        tx.commit().await.unwrap();
        for _ in 0..2 {
            house.people.settle(&house.db, &house.cx).await.unwrap();
            house.people.look_back(&house.db, &house.cx).await.unwrap();
        }
        assert_eq!(house.count("select count(*) from applications").await, 8, "a second start tells nothing again");
        let mut pavel = signed_in(&house).await;
        let again = "Подать снова с теми же ответами";
        says(
            &mut pavel,
            ("withdrawn", "Справка об отсутствии задолженности по налогам"),
            &["Вы отозвали заявление", again],
        )
        .await;
        says(&mut pavel, ("refused", "Справка об отсутствии задолженности по налогам"), &["Отклонено", "Причина"])
            .await;
        says(&mut pavel, ("declined", "Купля-продажа автомобиля"), &["Договорились о другой цене"]).await;
        says(&mut pavel, ("expired", "Купля-продажа автомобиля"), &["Срок истёк", again]).await;
        says(&mut pavel, ("expired", "Перемена имени"), &["Срок истёк", again]).await;
        says(&mut pavel, ("expired", "Справка о наличии (отсутствии) судимости"), &["не получило от вас ответа"]).await;
        // The draft that was forgotten stands in the history alone.
        let page = pavel.visit("/cabinet/applications/history").await;
        assert!(page.has("Выписка о состоянии пенсионного счёта"), "{}", page.text());
        let draft = pavel.click("Выписка о состоянии пенсионного счёта").await;
        assert!(draft.has("Срок истёк") && draft.has("удалён"), "{}", draft.text());
        // What was decided gets its document as soon as the portal works.
        says(&mut pavel, ("approved", "Справка об отсутствии задолженности по налогам"), &["Одобрено"]).await;
    })
    .await;
}
