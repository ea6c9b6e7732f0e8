//! What somebody may try with drafts in two windows, with ratings and with returned answers: another's, made up, once more, a
//! megabyte, signs that turn the reading, markup.

use web::testing::{Browser, Response};

use crate::world::{OTHER_PHONE, PHONE, World, each, number_on, path_of, renamed_with_proof, send_certificate};

const APPLY: &str = "/services/trial-certificate/apply";
const AGENCY: &str = "registry-office";
const LEDGER: &str = "select count(*) from ledger_entries";
const LIVE: &str = "\u{202e}<script>alert(1)</script>\u{2066}\"><img src=x onerror=alert(1)>\u{0}";

/// What was typed is only text, and turns nothing around.
fn is_only_text(page: &Response) {
    for live in ["<script>alert", "<img src=x", "\u{202e}", "\u{2066}", "\u{0}"] {
        assert!(!page.html.contains(live), "{live:?} on {}", page.path);
    }
}

#[tokio::test]
async fn marks_of_windows_that_somebody_made_up_overwrite_nothing() {
    each(async |world| {
        let mut first = world.citizen(PHONE).await;
        first.visit(APPLY).await;
        let address = first.page().path.clone();
        let mut second = first.clone();
        second.visit(&address).await;
        first.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Орлова")]).await;
        let long = "A".repeat(5000);
        for mark in ["", "x", "%00", "null", LIVE, &long, "00000000-0000-7000-8000-000000000001"] {
            for (own, seen) in [(mark, ""), ("", mark), (mark, mark)] {
                let fields = [
                    ("_window", own),
                    ("_seen", seen),
                    ("name_changed", "yes"),
                    ("former_name", LIVE),
                    ("from", "//evil.example"),
                    ("do", "\"><script>alert(1)</script>"),
                    ("<script>alert(1)</script>", "x"),
                ];
                let page = second.post(&address, &fields).await;
                assert_eq!(page.status, 409, "{own:?} {seen:?}: {}", page.text());
                is_only_text(&page);
                assert!(!page.attributes("a[href]", "href").iter().any(|to| to.contains("evil.example")));
            }
        }
        // Another citizen finds no draft, whatever marks come along.
        let marks = [first.page().value("_window").unwrap(), first.page().value("_seen").unwrap()];
        let mut thief = world.citizen(OTHER_PHONE).await;
        thief.visit("/cabinet").await;
        let fields = [("_window", marks[0].as_str()), ("_seen", marks[1].as_str()), ("name_changed", "no")];
        assert_eq!(thief.post(&address, &fields).await.status, 404);
        let page = first.visit(&address).await;
        assert_eq!(page.attribute("#former_name", "value").as_deref(), Some("Орлова"));
    })
    .await;
}

#[tokio::test]
async fn nobody_chooses_the_edition_that_a_draft_is_on() {
    each(async |world| {
        world.publish(&[]).await;
        let mut vera = world.citizen(PHONE).await;
        vera.smuggle(&[
            ("edition", "0000000000000000000000000000000000000000000000000000000000000000"),
            ("_edition", "0"),
            ("version", "99"),
            ("service", "trial-permit"),
            ("agency", "other-office"),
            ("fee", "1"),
            ("state", "result_ready"),
            ("number", "2026-00001-11"),
        ]);
        vera.visit(APPLY).await;
        let path = path_of(&vera);
        let old = vera.clone();
        vera.submit("Продолжить", &[("name_changed", "no")]).await;
        assert_eq!(vera.get(&format!("{path}/renewed")).await.location.as_deref(), Some(path.as_str()), "nothing changed");
        world.publish(&[("{id: work, title: {ru: На работу, en: To work}}", "{id: school, title: {ru: В школу, en: S}}")]).await;
        // A window that still shows the former edition sends an answer that is no more, and the mark of a check before.
        let mut stale = old;
        stale.visit("/cabinet").await;
        for page in ["purpose", "no-such-page", "%2e%2e", "purpose%00"] {
            let sent = [("purpose", "work"), ("purpose", "school"), ("do", "continue")];
            let answer = stale.post(&format!("{path}/pages/{page}"), &sent).await;
            assert!(answer.status == 404 || answer.status.is_redirection() || answer.status == 422, "{page}: {}", answer.status);
        }
        for key in ["", "x", &"k".repeat(101), LIVE] {
            let answer = stale.post(&format!("{path}/check"), &[("key", key)]).await;
            assert!(answer.status == 400 || answer.status.is_redirection() || answer.status == 422, "{key:?}: {}", answer.status);
        }
        assert_eq!(world.count("select count(*) from applications where sent_at is not null").await, 0);
        let own = "select count(*) from applications a join catalog_editions e on e.hash = a.edition \
                   where a.service = 'trial-certificate' and a.agency = 'registry-office' and a.state = 'draft' and a.fee = 0";
        assert_eq!(world.count(own).await, 1, "one that was published, and nothing else of what was smuggled");
        let mut thief = world.citizen(OTHER_PHONE).await;
        for page in ["renewed", "continue", "check", "pages/purpose"] {
            assert_eq!(thief.get(&format!("{path}/{page}")).await.status, 404, "{page}");
        }
        world.is_sound().await;
    })
    .await;
}

/// A permit whose result is there: the address of the application.
async fn ready(world: &World, vera: &mut Browser) -> String {
    vera.visit("/services/trial-permit/apply").await;
    vera.submit("Продолжить", &[("reason", "Для опыта")]).await;
    vera.follow().await;
    vera.submit("Отправить", &[]).await;
    let number = number_on(&vera.follow().await);
    let path = path_of(vera);
    let reference = format!("application:{}", path.rsplit('/').next().unwrap());
    let mut tx = world.db.begin().await.unwrap();
    applications::paid(&mut tx, &world.cx, &reference).await.unwrap();
    tx.commit().await.unwrap();
    let mut officer = world.officer("Смирнов", AGENCY).await;
    officer.visit(&format!("/desk/{number}")).await;
    officer.submit("Одобрить и выдать", &[("entry", "12")]).await;
    assert_eq!(officer.last().status, 303, "{}", officer.page().text());
    path
}

#[tokio::test]
async fn a_rating_is_its_owners_once_and_only_text() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let unready = {
            send_certificate(&mut vera).await;
            path_of(&vera)
        };
        let path = ready(&world, &mut vera).await;
        let rating = format!("{path}/rating");
        let mut thief = world.citizen(OTHER_PHONE).await;
        thief.visit("/cabinet").await;
        for sent in [&[("stars", "1")][..], &[("stars", "0")], &[]] {
            assert_eq!(thief.post(&rating, sent).await.status, 404);
        }
        vera.visit(&path).await;
        assert_eq!(vera.post(&format!("{unready}/rating"), &[("stars", "1")]).await.location.as_deref(), Some(unready.as_str()));
        for stars in ["0", "6", "-1", "5.0", "5 ", "٥", "255", "256", "4294967297", "5e0", LIVE] {
            let page = vera.post(&rating, &[("stars", stars)]).await;
            assert_eq!(page.status, 422, "{stars:?}");
            is_only_text(&page);
        }
        let tower = format!("Плохо{}", "\u{336}\u{489}\u{35c}".repeat(30));
        for comment in ["я".repeat(1001), "\u{e000}\u{f8ff}".to_owned(), "\u{fffd}".to_owned(), tower] {
            let page = vera.post(&rating, &[("stars", "5"), ("comment", &comment)]).await;
            assert_eq!((page.status.as_u16(), page.errors().len()), (422, 1), "{}", page.text());
        }
        assert_eq!(vera.post(&rating, &[("stars", "5"), ("comment", &"я".repeat(512 * 1024))]).await.status, 413);
        assert_eq!(world.count("select count(*) from catalog_ratings").await, 0);

        vera.visit(&path).await;
        let mut twin = vera.clone();
        let smuggled = [("agency", "other-office"), ("service", "trial-certificate"), ("account", "1"), ("rated_at", "0")];
        let sent = [&[("stars", "2"), ("comment", LIVE)][..], &smuggled].concat();
        vera.post(&rating, &sent).await;
        is_only_text(&vera.follow().await);
        // Once more, and otherwise: what was said first stands.
        for stars in ["2", "5"] {
            assert_eq!(twin.post(&rating, &[("stars", stars)]).await.location.as_deref(), Some(path.as_str()));
        }
        let kept = "select count(*) from catalog_ratings where stars = 2 and agency = 'registry-office' and service = 'trial-permit'";
        assert_eq!(world.count(kept).await, 1);
        assert_eq!(world.count("select count(*) from catalog_ratings").await, 1);
        let counted = "select cast(coalesce(sum(count), 0) as bigint) from catalog_figures where what like 'stars-%'";
        assert_eq!(world.count(counted).await, 1);
        heads_read_their_own(&world).await;
    })
    .await;
}

/// The head of the agency reads the comment as text; whoever asks for other agencies or pages gets none of theirs.
async fn heads_read_their_own(world: &World) {
    let before = world.count(LEDGER).await;
    let mut other = world.head("Орехов", "other-office").await;
    let asked = [
        "",
        "?agency=registry-office",
        "?service=trial-permit",
        "?page=0",
        "?page=-1",
        "?page=4294967295",
        "?page=١",
        "?stars=2%27%20or%201%3D1",
        "?stars=0",
        "?service=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "?stars=2&stars=5&limit=9999",
    ];
    for query in asked {
        let page = other.visit(&format!("/desk/ratings{query}")).await;
        assert_eq!(page.status, 200, "{query}");
        assert!(!page.has("2 из 5") && !page.has("alert(1)\""), "{query}: {}", page.text());
        is_only_text(&page);
    }
    assert_eq!(world.count(LEDGER).await, before, "nobody's comment was opened");
    let mut head = world.head("Руднева", AGENCY).await;
    for query in ["", "?agency=other-office", "?stars=2", "?service=no-such"] {
        let page = head.visit(&format!("/desk/ratings{query}")).await;
        assert!(page.has("2 из 5") && page.has("<script>alert(1)</script>"), "{query}: {}", page.text());
        is_only_text(&page);
    }
    assert_eq!(world.count(LEDGER).await, before + 4, "each look is written down");
    let mut officer = world.officer("Лазарев", AGENCY).await;
    officer.smuggle(&[("role", "head")]);
    assert_eq!(officer.get("/desk/ratings?role=head").await.status, 403);
}

#[tokio::test]
async fn an_officer_returns_only_what_was_answered_and_a_citizen_corrects_only_what_came_back() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        renamed_with_proof(&mut vera).await;
        for fields in [&[][..], &[("purpose", "work")]] {
            vera.submit("Продолжить", fields).await;
            vera.follow().await;
        }
        vera.submit("Отправить", &[]).await;
        let (number, path) = (number_on(&vera.follow().await), path_of(&vera));
        let mut officer = world.officer("Смирнов", AGENCY).await;
        officer.visit(&format!("/desk/{number}")).await;
        officer.click("Запросить дополнения").await;
        let version = officer.page().value("version").unwrap();
        // Not asked of Вера; of no such form; twice; parts of others; what decides.
        let forged = [
            ("correct", "purpose_comment"),
            ("correct", "children.0.child_name"),
            ("correct", "former_name"),
            ("correct", "former_name"),
            ("correct", "no_such"),
            ("correct", "_answer"),
            ("correct", "entry"),
            ("correct", "../purpose"),
            ("correct", LIVE),
        ];
        let sent = [&[("text", "Исправьте"), ("version", version.as_str())][..], &forged].concat();
        assert_eq!(officer.post(&format!("/desk/{number}/ask"), &sent).await.status, 303, "{}", officer.page().text());
        let page = vera.visit(&path).await;
        assert!(page.has("Исправить: Прежняя фамилия") && !page.has("Куда именно"), "{}", page.text());
        let page = vera.click("Исправить ответы").await;
        assert_eq!(
            page.texts("main form label").len(),
            2,
            "one question and the words: {:?}",
            page.texts("main form label")
        );

        let corrections = format!("{path}/corrections");
        let mut thief = world.citizen(OTHER_PHONE).await;
        let page = thief.visit("/cabinet").await;
        assert!(!page.has(&number));
        for sent in [&[("former_name", "Чужая")][..], &[("do", "add:children")], &[("_answer", LIVE)]] {
            assert_eq!(thief.post(&corrections, sent).await.status, 404);
        }
        for (name, value) in [
            ("name_changed", "no"),
            ("purpose", "other"),
            ("purpose_comment", LIVE),
            ("children.0.child_name", "Лев"),
            ("files:proof_scan", "00000000-0000-7000-8000-000000000001"),
            ("do", "remove:proof_scan:x"),
            ("do", "add:children"),
            ("state", "result_ready"),
            ("due_on", "2040-01-01"),
        ] {
            let page = vera.post(&corrections, &[(name, value), ("former_name", "Орлова")]).await;
            assert!(page.status == 422 || page.status == 200, "{name}: {} {:?}", page.status, page.location);
            is_only_text(&page);
        }
        let page = vera.post(&corrections, &[("former_name", LIVE), ("_answer", "x")]).await;
        assert_eq!(page.status, 422);
        is_only_text(&page);
        assert_eq!(vera.post(&corrections, &[("former_name", &"я".repeat(512 * 1024))]).await.status, 413);
        let page = vera.visit(&path).await;
        assert!(page.has("Нужны дополнения") && page.has("Орлова") && page.has("На работу"), "{}", page.text());
        assert_eq!(world.count("select count(*) from application_history where event = 'answered'").await, 0);
        world.is_sound().await;
    })
    .await;
}
