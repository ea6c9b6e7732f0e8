//! What administrators do to published services, on both databases: pausing, going back, publishing one alone.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::path::Path;

use base::{Cx, SignedDuration, StaffId, Uuid};
use catalog::{
    By, Catalog, Change, Door, MIGRATIONS, Origin, ServiceFiles, files_of, history, load, pass, pause, publish_folder,
    publish_service, read_folder, resume, roll_back,
};
use db::Db;
use forms::{Season, Text};

const CODE: &str = "hunting-ticket";

fn all_files() -> Vec<(String, String)> {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")).unwrap()
}

/// The lists and two services: what is tried here does not depend on the others.
fn files() -> Vec<(String, String)> {
    let mut files = all_files();
    files.retain(|(path, _)| {
        ["_catalog/", "hunting-ticket/", "foreign-passport/"].iter().any(|own| path.starts_with(own))
    });
    files
}

fn administrator() -> By {
    By::administrator(StaffId(Uuid::from_u128(7)), "Новый порядок")
}

async fn published(db: &Db, cx: &Cx) -> Catalog {
    let mut tx = db.begin().await.unwrap();
    let published = publish_folder(&mut tx, cx, &files(), &By::origin(Origin::Files)).await.unwrap();
    assert_eq!(published.problems, []);
    tx.commit().await.unwrap();
    load(&mut db.read().await.unwrap()).await.unwrap()
}

async fn own_files(db: &Db, catalog: &Catalog) -> ServiceFiles {
    let hash = catalog.service(CODE).unwrap().edition.hash.clone();
    files_of(&mut db.read().await.unwrap(), &hash).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_was_published_comes_back_to_the_byte() {
    db::testing::each(&[MIGRATIONS], async |db, cx, _| {
        let mut tx = db.begin().await.unwrap();
        publish_folder(&mut tx, &cx, &all_files(), &By::origin(Origin::Files)).await.unwrap();
        let catalog = load(&mut tx).await.unwrap();
        let mut services = 0;
        for service in catalog.services() {
            let kept = files_of(&mut tx, &service.edition.hash).await.unwrap().unwrap();
            let folder = format!("{}/", service.code);
            let own: Vec<(String, String)> = all_files()
                .into_iter()
                .filter_map(|(path, text)| Some((path.strip_prefix(&folder)?.to_owned(), text)))
                .collect();
            let kept: Vec<(String, String)> =
                kept.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
            assert_eq!(kept, own, "{folder}");
            services += 1;
        }
        assert!(services > 20);
    })
    .await;
}

#[tokio::test]
async fn a_pause_is_told_ends_by_itself_or_by_hand_and_is_remembered() {
    db::testing::each(&[MIGRATIONS], async |db, cx, clock| {
        let catalog = published(&db, &cx).await;
        let reason = Text { ru: "Меняется закон.".into(), en: "The law is changing.".into() };
        let day = "2026-12-01".parse().unwrap();
        let mut tx = db.begin().await.unwrap();
        assert!(pause(&mut tx, &cx, CODE, (Some(day), &reason), &administrator()).await.unwrap());
        assert!(!pause(&mut tx, &cx, "no-such", (None, &reason), &administrator()).await.unwrap());
        tx.commit().await.unwrap();
        assert!(catalog.refresh(&mut db.read().await.unwrap()).await.unwrap(), "in the same instant of the clock");
        let service = catalog.service(CODE).unwrap();
        assert_eq!(service.pause_on("2026-11-30".parse().unwrap()).unwrap().reason, reason);
        assert_eq!(service.pause_on(day), None, "over by itself");

        clock.advance(SignedDuration::from_hours(1));
        let mut tx = db.begin().await.unwrap();
        assert!(pause(&mut tx, &cx, CODE, (None, &reason), &administrator()).await.unwrap(), "other terms");
        tx.commit().await.unwrap();
        catalog.refresh(&mut db.read().await.unwrap()).await.unwrap();
        let now = catalog.service(CODE).unwrap();
        assert_eq!(now.pause.as_ref().unwrap().since, service.pause.as_ref().unwrap().since);
        assert!(now.pause_on("2030-01-01".parse().unwrap()).is_some());

        let mut tx = db.begin().await.unwrap();
        assert!(resume(&mut tx, &cx, CODE, &administrator()).await.unwrap());
        assert!(!resume(&mut tx, &cx, CODE, &administrator()).await.unwrap(), "the second press");
        tx.commit().await.unwrap();
        catalog.refresh(&mut db.read().await.unwrap()).await.unwrap();
        assert_eq!(catalog.service(CODE).unwrap().pause, None);
        let told = history(&mut db.read().await.unwrap(), CODE).await.unwrap();
        let events: Vec<Change> = told.iter().map(|line| line.event).collect();
        assert_eq!(events, [Change::Resumed, Change::Paused, Change::Paused, Change::Published]);
        assert_eq!((told[0].staff, told[0].note.as_str()), (Some(StaffId(Uuid::from_u128(7))), "Новый порядок"));
        assert_eq!((told[3].staff, told[3].origin), (None, Origin::Files));
    })
    .await;
}

#[tokio::test]
async fn an_earlier_edition_is_offered_again_unless_somebody_was_faster() {
    db::testing::each(&[MIGRATIONS], async |db, cx, _| {
        let catalog = published(&db, &cx).await;
        let first = catalog.service(CODE).unwrap().edition.hash.clone();
        let mut files = own_files(&db, &catalog).await;
        let newer = files.definition().replace("5 рабочих дней", "7 рабочих дней");
        assert!(files.set("service.yaml", newer));
        let mut tx = db.begin().await.unwrap();
        let by = administrator();
        let second = publish_service(&mut tx, &cx, &catalog.snapshot(), (CODE, &files), &by).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        catalog.refresh(&mut db.read().await.unwrap()).await.unwrap();
        assert_eq!(catalog.service(CODE).unwrap().edition.number, 2);

        let mut tx = db.begin().await.unwrap();
        assert!(!roll_back(&mut tx, &cx, CODE, &first, &second, &by).await.unwrap(), "seen is not what is offered");
        let other = catalog.service("foreign-passport").unwrap().edition.hash.clone();
        assert!(!roll_back(&mut tx, &cx, CODE, &second, &other, &by).await.unwrap(), "of another service");
        assert!(!roll_back(&mut tx, &cx, CODE, &second, "no-such", &by).await.unwrap());
        assert!(roll_back(&mut tx, &cx, CODE, &second, &first, &by).await.unwrap());
        tx.commit().await.unwrap();
        catalog.refresh(&mut db.read().await.unwrap()).await.unwrap();
        assert_eq!(catalog.service(CODE).unwrap().edition.number, 1);
        let told = history(&mut db.read().await.unwrap(), CODE).await.unwrap();
        assert_eq!((told[0].event, told[0].edition.as_str()), (Change::RolledBack, first.as_str()));
    })
    .await;
}

#[tokio::test]
async fn a_broken_service_is_refused_with_file_line_and_field() {
    db::testing::each(&[MIGRATIONS], async |db, cx, _| {
        let catalog = published(&db, &cx).await;
        let files = own_files(&db, &catalog).await;
        for (path, old, new, place) in [
            (
                "service.yaml",
                "agency: hunting-department",
                "agency: nobody",
                "hunting-ticket/service.yaml:21: agency: ",
            ),
            ("service.yaml", "level: verified", "lever: verified", "hunting-ticket/service.yaml:20: "),
            ("examples/first.yaml", "review: 5", "review: 6", "hunting-ticket/examples/first.yaml:11: expect.review: "),
        ] {
            let mut broken = files.clone();
            let text = broken.get(path).unwrap().replace(old, new);
            assert!(broken.set(path, text));
            let mut tx = db.begin().await.unwrap();
            let by = administrator();
            let refused = publish_service(&mut tx, &cx, &catalog.snapshot(), (CODE, &broken), &by).await.unwrap();
            let problems = refused.unwrap_err();
            assert!(problems[0].to_string().starts_with(place), "{problems:?}");
            assert!(!catalog.refresh(&mut tx).await.unwrap(), "the old edition stays");
        }
    })
    .await;
}

#[tokio::test]
async fn two_who_publish_at_once_make_two_editions() {
    db::testing::each(&[MIGRATIONS], async |db, cx, _| {
        let catalog = published(&db, &cx).await;
        let files = own_files(&db, &catalog).await;
        let publish = async |days: &str| {
            let mut own = files.clone();
            assert!(own.set("service.yaml", files.definition().replace("5 рабочих дней", days)));
            let mut tx = db.begin().await.unwrap();
            let now = catalog.snapshot();
            let hash = publish_service(&mut tx, &cx, &now, (CODE, &own), &administrator()).await.unwrap().unwrap();
            tx.commit().await.unwrap();
            hash
        };
        let (one, other) = tokio::join!(publish("6 рабочих дней"), publish("8 рабочих дней"));
        catalog.refresh(&mut db.read().await.unwrap()).await.unwrap();
        let mut numbers = [&one, &other].map(|hash| catalog.edition(hash).unwrap().number);
        numbers.sort_unstable();
        assert_eq!(numbers, [2, 3]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sending_and_a_pause_at_once_wait_for_one_another() {
    db::testing::each(&[MIGRATIONS], async |db, cx, _| {
        let catalog = published(&db, &cx).await;
        let edition = catalog.service(CODE).unwrap().edition.hash.clone();
        let reason = Text::same("Меняется закон.");
        // The sending is first: the pause waits until it is done.
        let mut sending = db.begin().await.unwrap();
        assert_eq!(pass(&mut sending, &cx, (CODE, &edition), None).await.unwrap(), Door::Open);
        let pausing = tokio::spawn({
            let (db, cx, reason) = (db.clone(), cx.clone(), reason.clone());
            async move {
                let mut tx = db.begin().await.unwrap();
                assert!(pause(&mut tx, &cx, CODE, (None, &reason), &administrator()).await.unwrap());
                tx.commit().await.unwrap();
            }
        });
        sending.commit().await.unwrap();
        pausing.await.unwrap();
        // The pause is first: whoever sends meanwhile waits for it, and does not get through.
        let mut paused = db.begin().await.unwrap();
        assert!(resume(&mut paused, &cx, CODE, &administrator()).await.unwrap());
        assert!(pause(&mut paused, &cx, CODE, (None, &reason), &administrator()).await.unwrap());
        let late = tokio::spawn({
            let (db, cx, edition) = (db.clone(), cx.clone(), edition.clone());
            async move {
                let mut tx = db.begin().await.unwrap();
                pass(&mut tx, &cx, (CODE, &edition), None).await.unwrap()
            }
        });
        paused.commit().await.unwrap();
        assert_eq!(late.await.unwrap(), Door::Paused);
    })
    .await;
}

#[tokio::test]
async fn a_door_follows_pauses_and_editions() {
    db::testing::each(&[MIGRATIONS], async |db, cx, _| {
        let catalog = published(&db, &cx).await;
        let first = catalog.service(CODE).unwrap().edition.hash.clone();
        let day = "2026-12-01".parse().unwrap();
        // The last second of the day before by the clock of Moscow, and the first of that day.
        let (before, _) = Cx::test("2026-11-30T20:59:59Z".parse().unwrap());
        let (after, _) = Cx::test("2026-11-30T21:00:00Z".parse().unwrap());
        let mut tx = db.begin().await.unwrap();
        let reason = Text::same("Меняется закон.");
        assert!(pause(&mut tx, &cx, CODE, (Some(day), &reason), &administrator()).await.unwrap());
        assert_eq!(pass(&mut tx, &before, (CODE, &first), None).await.unwrap(), Door::Paused);
        assert_eq!(pass(&mut tx, &after, (CODE, &first), None).await.unwrap(), Door::Open, "over by itself");
        assert!(resume(&mut tx, &cx, CODE, &administrator()).await.unwrap());
        assert_eq!(pass(&mut tx, &before, (CODE, &first), None).await.unwrap(), Door::Open);
        assert_eq!(pass(&mut tx, &before, (CODE, "another"), None).await.unwrap(), Door::Replaced);
        assert_eq!(pass(&mut tx, &before, ("straight-from-files", &first), None).await.unwrap(), Door::Open);
        let note = Text::same("Весной.");
        let season = Season { from: "03-01".parse().unwrap(), until: "11-30".parse().unwrap(), note };
        assert_eq!(pass(&mut tx, &before, (CODE, &first), Some(&season)).await.unwrap(), Door::Open);
        assert_eq!(pass(&mut tx, &after, (CODE, &first), Some(&season)).await.unwrap(), Door::OutOfSeason);
        assert_eq!(pass(&mut tx, &after, (CODE, "another"), Some(&season)).await.unwrap(), Door::Replaced);
        let mut files = own_files(&db, &catalog).await;
        assert!(files.set("service.yaml", files.definition().replace("5 рабочих дней", "7 рабочих дней")));
        let by = administrator();
        let second = publish_service(&mut tx, &cx, &catalog.snapshot(), (CODE, &files), &by).await.unwrap().unwrap();
        assert_eq!(pass(&mut tx, &before, (CODE, &first), None).await.unwrap(), Door::Replaced);
        assert_eq!(pass(&mut tx, &before, (CODE, &second), None).await.unwrap(), Door::Open);
        assert!(roll_back(&mut tx, &cx, CODE, &second, &first, &by).await.unwrap());
        assert_eq!(pass(&mut tx, &before, (CODE, &first), None).await.unwrap(), Door::Open);
    })
    .await;
}
