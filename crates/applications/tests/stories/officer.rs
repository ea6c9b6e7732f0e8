//! The desk: whose cases an officer sees, how they are found, what the ledger remembers.

use crate::world::{PHONE, each, renamed_with_proof, send_certificate};

#[tokio::test]
async fn the_cases_of_another_agency_are_not_there() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = send_certificate(&mut vera).await;
        let mut stranger = world.officer("Седов", "other-office").await;
        let page = stranger.visit("/desk").await;
        assert!(page.has("Все 0") && !page.has(&number), "{}", page.text());
        for part in ["", "/ask", "/refuse", "/note"] {
            assert_eq!(stranger.get(&format!("/desk/{number}{part}")).await.status, 404, "{part}");
        }
        stranger.visit("/desk").await;
        for part in ["take", "release", "approve", "ask", "refuse", "note"] {
            let fields = [("version", "3"), ("text", "x"), ("ground", "wrong-data")];
            assert_eq!(stranger.post(&format!("/desk/{number}/{part}"), &fields).await.status, 404, "{part}");
        }
        stranger.submit("Найти", &[("q", &number)]).await;
        assert!(!stranger.follow().await.has("Пробная справка"));
        assert!(vera.get("/desk").await.location.unwrap().starts_with("/staff/sign-in"));
        assert_eq!(world.count("select count(*) from ledger_entries").await, 0, "nothing was read");
    })
    .await;
}

#[tokio::test]
async fn a_case_is_found_by_number_and_family_name() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = send_certificate(&mut vera).await;
        let mut officer = world.officer("Смирнов", "registry-office").await;
        officer.visit("/desk").await;
        let found = officer.submit("Найти", &[("q", &number.replace('-', ""))]).await;
        assert_eq!(found.location.as_deref(), Some(format!("/desk/{number}").as_str()));
        officer.visit("/desk").await;
        let found = officer.submit("Найти", &[("q", " ветрова ")]).await.location.unwrap();
        // Nobody reads the name in the address, in either case of its letters or percent-encoded.
        assert!(found.is_ascii() && found.starts_with("/desk?found=") && !found.contains('%'), "{found}");
        let page = officer.follow().await;
        assert!(page.has(&number), "{}", page.text());
        assert_eq!(page.value("q").as_deref(), Some("ветрова"));
        let href = page.attribute("table.queue a", "href").unwrap();
        assert!(href.contains("found="), "the list stays beside the case: {href}");
        assert_eq!(officer.visit(&href).await.value("q").as_deref(), Some("ветрова"));

        // The same address in the hands of a colleague finds nothing: it was sealed for one officer.
        let mut colleague = world.officer("Седова", "registry-office").await;
        assert_eq!(colleague.visit(&found).await.value("q").as_deref(), Some(""));
        for odd in
            ["/desk?found=AAAA", "/desk?found=%00", "/desk?found=..", &format!("/desk?found={}", "A".repeat(5000))]
        {
            assert_eq!(officer.visit(odd).await.status, 200, "{odd}");
        }
        officer.visit("/desk").await;
        officer.submit("Найти", &[("q", "Орлов")]).await;
        assert!(!officer.follow().await.has(&number));
        officer.submit("Найти", &[("q", " ")]).await;
        assert!(officer.follow().await.has(&number), "an empty search is the whole list");
    })
    .await;
}

#[tokio::test]
async fn every_look_at_a_person_is_in_the_ledger() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        renamed_with_proof(&mut vera).await;
        vera.submit("Продолжить", &[]).await;
        vera.follow().await;
        vera.submit("Продолжить", &[("purpose", "work")]).await;
        vera.follow().await;
        vera.submit("Отправить", &[]).await;
        let number = crate::world::number_on(&vera.follow().await);

        let account = world.account(PHONE).await;
        let mut officer = world.officer("Смирнов", "registry-office").await;
        officer.visit("/desk").await;
        let mut tx = world.db.begin().await.unwrap();
        assert!(db::ledger::list(&mut tx, account, 10).await.unwrap().is_empty(), "the queue shows nobody's data");
        drop(tx);
        let page = officer.visit(&format!("/desk/{number}")).await;
        officer.get(&page.link("scan.png").unwrap()).await;
        let mut tx = world.db.begin().await.unwrap();
        let entries = db::ledger::list(&mut tx, account, 10).await.unwrap();
        let mut actions: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
        actions.sort_unstable();
        assert_eq!(actions, ["application.read", "file.read"]);
        assert!(entries.iter().all(|entry| entry.case.as_deref() == Some(number.as_str()) && !entry.reason.is_empty()));
        drop(tx);
        // A file of the same person that came with no case.
        let mut other = world.citizen("+7 911 000-11-22").await;
        send_certificate(&mut other).await;
        let foreign = format!("/desk/{number}/files/{}", world.cx.uuid());
        assert_eq!(officer.get(&foreign).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn notes_stay_among_colleagues() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = send_certificate(&mut vera).await;
        let path = crate::world::path_of(&vera);
        let mut officer = world.officer("Смирнов", "registry-office").await;
        officer.visit(&format!("/desk/{number}")).await;
        officer.click("Заметка").await;
        assert_eq!(officer.submit("Сохранить заметку", &[]).await.status, 422);
        officer.submit("Сохранить заметку", &[("text", "Позвонить в архив")]).await;
        assert!(officer.follow().await.has("Позвонить в архив"));
        let mut colleague = world.officer("Кузнецова", "registry-office").await;
        assert!(colleague.visit(&format!("/desk/{number}")).await.has("Позвонить в архив"));
        for page in [vera.visit(&path).await, vera.visit("/cabinet/applications/history").await] {
            assert!(!page.has("Позвонить в архив") && !page.has("Заметка"), "{}", page.text());
        }
    })
    .await;
}

#[tokio::test]
async fn deadlines_move_cases_into_sight() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = send_certificate(&mut vera).await;
        // Ten working days from Monday 2 March, over the holiday of the 9th: Tuesday 17.
        world.pass_days(14);
        let mut officer = world.officer("Смирнов", "registry-office").await;
        assert!(officer.visit("/desk").await.has("Срок сегодня 0"));
        let page = officer.visit(&format!("/desk/{number}")).await;
        assert!(page.has("остался 1 рабочий день"), "{}", page.text());
        world.pass_days(1);
        let mut officer = world.officer("Смирнов", "registry-office").await;
        let page = officer.visit("/desk?filter=due").await;
        assert!(page.has("Срок сегодня 1") && page.has("сегодня"), "{}", page.text());
        world.pass_days(1);
        let mut officer = world.officer("Смирнов", "registry-office").await;
        assert!(officer.visit("/desk?filter=due").await.has("просрочено"));
    })
    .await;
}
