//! Single answers returned for correction: those and no others change, and both sides see the difference.

use web::testing::{Browser, TestFile};

use crate::world::{OTHER_PHONE, OTHER_SCAN, PHONE, World, each, send_renamed};

const AGENCY: &str = "registry-office";

/// The officer returns these answers.
async fn returned(officer: &mut Browser, number: &str, questions: &[&str]) {
    officer.visit(&format!("/desk/{number}")).await;
    let page = officer.click("Запросить дополнения").await;
    for offered in ["Прежняя фамилия", "Скан документа", "Куда понесёте"] {
        assert!(page.has(offered), "{offered}: {}", page.text());
    }
    assert!(!page.has("Куда именно"), "was not asked: {}", page.text());
    let mut fields: Vec<(&str, &str)> = questions.iter().map(|id| ("correct", *id)).collect();
    fields.push(("text", "Фамилия не та"));
    assert_eq!(officer.submit("Запросить дополнения", &fields).await.status, 303);
}

async fn at_the_corrections(world: &World, questions: &[&str]) -> (Browser, Browser, String, String) {
    let mut vera = world.citizen(PHONE).await;
    let (path, number) = send_renamed(&mut vera).await;
    let mut officer = world.officer("Смирнов", AGENCY).await;
    returned(&mut officer, &number, questions).await;
    vera.visit(&path).await;
    (vera, officer, path, number)
}

#[tokio::test]
async fn single_answers_are_returned_corrected_and_both_sides_see_the_difference() {
    each(async |world| {
        let (mut vera, mut officer, path, number) = at_the_corrections(&world, &["former_name", "proof_scan"]).await;
        assert!(vera.page().has("Исправить: Прежняя фамилия; Скан документа"), "{}", vera.page().text());
        let page = vera.click("Исправить ответы").await;
        assert_eq!(page.attribute("#former_name", "value").as_deref(), Some("Орлова"));
        assert!(
            page.has("blurred.png") && !page.has("Вы меняли имя?") && !page.has("Куда понесёте"),
            "{}",
            page.text()
        );
        let page = vera.submit("Отправить исправленное", &[]).await;
        assert!(page.status == 422 && page.has("Вы ничего не изменили"), "{}", page.text());
        let page = vera.submit("Отправить исправленное", &[("former_name", "Smith")]).await;
        assert_eq!((page.status.as_u16(), page.errors().len()), (422, 1), "{}", page.text());
        assert_eq!(page.attribute("#former_name", "value").as_deref(), Some("Smith"));
        let scan = TestFile { field: "proof_scan", name: "sharp.png", bytes: OTHER_SCAN };
        // What was not returned does not change, whatever is sent.
        vera.smuggle(&[("purpose", "other"), ("name_changed", "no")]);
        let typed = [("former_name", "Соколова")];
        let mut twin = vera.clone();
        let answer = vera.upload("Отправить исправленное", &typed, &[scan]).await;
        assert_eq!(answer.location.as_deref(), Some(path.as_str()), "{}", answer.text());
        assert_eq!(
            twin.upload("Отправить исправленное", &typed, &[scan]).await.location.as_deref(),
            Some(path.as_str())
        );
        let difference = "Прежняя фамилия: было «Орлова», стало «Соколова»";
        let page = vera.visit(&path).await;
        for shown in ["На проверке", difference, "было «blurred.png», стало «sharp.png»", "На работу"]
        {
            assert!(page.has(shown), "{shown}: {}", page.text());
        }
        assert_eq!(vera.get(&format!("{path}/corrections")).await.location.as_deref(), Some(path.as_str()), "over");
        let page = officer.visit(&format!("/desk/{number}")).await;
        assert!(page.has(difference) && page.has("Прежняя фамилия Соколова"), "{}", page.text());
        assert_eq!(officer.get(&page.link("sharp.png").unwrap()).await.bytes, OTHER_SCAN);
        assert_eq!(world.count("select count(*) from application_history where event = 'answered'").await, 1);
        world.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn a_correction_that_would_change_other_questions_is_not_taken() {
    each(async |world| {
        let (mut vera, _, path, _) = at_the_corrections(&world, &["purpose"]).await;
        vera.click("Исправить ответы").await;
        // Elsewhere asks where exactly, which the agency did not return.
        let page = vera.submit("Отправить исправленное", &[("purpose", "other")]).await;
        assert!(page.status == 422 && page.has("исправить их здесь нельзя"), "{}", page.text());
        assert!(vera.visit(&path).await.has("Нужны дополнения"));
        // Words will do instead.
        vera.click("Исправить ответы").await;
        let words = [("_answer", "Всё верно: справка на работу")];
        assert_eq!(vera.submit("Отправить исправленное", &words).await.status, 303);
        assert!(vera.follow().await.has("Всё верно: справка на работу"));
        world.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_else_corrects_and_nothing_is_corrected_unasked() {
    each(async |world| {
        let (mut vera, _, path, _) = at_the_corrections(&world, &[]).await;
        let corrections = format!("{path}/corrections");
        assert!(vera.page().link("Исправить ответы").is_none(), "nothing was returned");
        assert_eq!(vera.get(&corrections).await.location.as_deref(), Some(path.as_str()));
        let typed = [("former_name", "Соколова")];
        assert_eq!(vera.post(&corrections, &typed).await.location.as_deref(), Some(path.as_str()));
        let mut lev = world.citizen(OTHER_PHONE).await;
        assert_eq!(lev.visit(&corrections).await.status, 404);
        lev.visit("/cabinet").await;
        assert_eq!(lev.post(&corrections, &typed).await.status, 404);
        assert_eq!(world.count("select count(*) from application_history where event = 'answered'").await, 0);
    })
    .await;
}
