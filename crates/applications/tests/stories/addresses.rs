//! Addresses: what the directory knows of a line, the choice among several, and that a line always suffices.

use std::path::Path;

use catalog::Catalog;

use crate::world::{PHONE, World, each_with};

const APPLY: &str = "/services/trial-address/apply";
const SEVERAL: &str = "Уточните адрес: под написанное подходит несколько";

fn services() -> Catalog {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories/services");
    let mut files = catalog::read_folder(&folder).unwrap();
    files.push(("trial-address/service.yaml".to_owned(), include_str!("trial-address.yaml").to_owned()));
    Catalog::from_files(&files).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Runs the story with the sample of the directory.
async fn with_directory(story: impl AsyncFn(World)) {
    each_with(services, async |world| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/addresses");
        addresses::import(&world.db, &world.cx, &addresses::Source::Folder(folder), &mut |_| {}).await.unwrap();
        story(world).await;
    })
    .await;
}

#[tokio::test]
async fn who_may_mean_several_addresses_chooses_without_a_script() {
    with_directory(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        let page = vera.submit("Продолжить", &[("home", "ул. Садовая, д. 5, кв. 2")]).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.errors(), [SEVERAL]);
        assert_eq!(page.attribute("#home", "value").as_deref(), Some("ул. Садовая, д. 5, кв. 2"));
        for offered in [
            "Уточните адрес",
            "Тверская область, г. Тверь, ул. Садовая, д. 5, кв. 2",
            "Тверская область, г. Торжок, ул. Садовая, д. 5, кв. 2",
            "г. Москва, ул. Садовая, д. 5, кв. 2",
            "Оставить как написано",
        ] {
            assert!(page.has(offered), "{offered}: {}", page.text());
        }
        // Pressing the button again, or something that was not offered, asks again.
        for known in ["", "00000000-0000-0000-0000-000000000000"] {
            let page = vera.submit("Продолжить", &[("home", "ул. Садовая, д. 5, кв. 2"), ("home.known", known)]).await;
            assert_eq!((page.status.as_u16(), page.errors()), (422, vec![SEVERAL.to_owned()]));
        }
        // What else is wrong on the page does not lose the choice.
        let id = choice(&page.html, "Тверская область, г. Тверь, ул. Садовая, д. 5, кв. 2");
        let typed = [("home", "ул. Садовая, д. 5, кв. 2"), ("home.known", id.as_str()), ("since", "вчера")];
        let page = vera.submit("Продолжить", &typed).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.errors().len(), 1, "{:?}", page.errors());
        assert!(page.attribute(&format!("input[value='{id}'][checked]"), "name").is_some(), "the choice is kept");
        vera.submit("Продолжить", &[typed[0], typed[1], ("since", "")]).await;
        let page = vera.follow().await;
        assert_eq!(page.heading(), "Жителям Твери", "a condition looks at the parts");
        vera.submit("Продолжить", &[("years", "3")]).await;
        vera.follow().await;
        vera.submit("Продолжить", &[]).await;
        let page = vera.follow().await;
        assert_eq!(page.heading(), "Проверьте данные");
        assert!(page.has("170100, Тверская область, г. Тверь, ул. Садовая, д. 5, кв. 2"), "{}", page.text());
    })
    .await;
}

/// The value of the radio with this label.
fn choice(html: &str, label: &str) -> String {
    let before = html.split(label).next().unwrap();
    before.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_clear_or_unknown_is_not_asked_about() {
    with_directory(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        let path = vera.follow().await.path;
        for (line, heading) in [
            ("Тверь, Садовая 5 кв 2", "Жителям Твери"),
            ("г. Тверь, ул. Небывалая, д. 3", "Прежние адреса"),
            ("Тверская обл., г. Тверь, ул. Небывалая, д. 3", "Жителям Твери"),
            ("дом у моря под сосной", "Прежние адреса"),
            ("Торжок, Садовая, 5", "Прежние адреса"),
        ] {
            vera.visit(&path).await;
            let answer = vera.submit("Продолжить", &[("home", line)]).await;
            assert_eq!(answer.status, 303, "{line}: {}", answer.text());
            assert_eq!(vera.follow().await.heading(), heading, "{line}");
            let page = vera.visit(&path).await;
            assert_eq!(page.attribute("#home", "value").as_deref(), Some(line), "the line stays as it was typed");
        }
    })
    .await;
}

#[tokio::test]
async fn as_written_stays_as_written_and_is_not_asked_again() {
    with_directory(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let path = vera.visit(APPLY).await.path;
        vera.submit("Продолжить", &[("home", "ул. Садовая, д. 5")]).await;
        vera.submit("Продолжить", &[("home", "ул. Садовая, д. 5"), ("home.known", "other")]).await;
        assert_eq!(vera.follow().await.heading(), "Прежние адреса");
        vera.visit(&path).await;
        assert_eq!(vera.submit("Продолжить", &[("home", "ул. Садовая, д. 5")]).await.status, 303);
        // Inside an item of a group it is the same.
        vera.follow().await;
        vera.submit("Добавить ещё", &[]).await;
        vera.follow().await;
        let typed = ("former.0.place", "Ивановка");
        let page = vera.submit("Продолжить", &[typed]).await;
        assert_eq!((page.status.as_u16(), page.errors()), (422, vec![SEVERAL.to_owned()]));
        let id = choice(&page.html, "Тверская область, Торжокский р-н, д. Ивановка");
        vera.submit("Продолжить", &[typed, ("former.0.place.known", &id)]).await;
        let page = vera.follow().await;
        assert!(page.has("172012, Тверская область, Торжокский р-н, д. Ивановка"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn an_id_of_the_browser_counts_only_with_its_line() {
    with_directory(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let path = vera.visit(APPLY).await.path;
        let mut tx = world.db.read().await.unwrap();
        let found = addresses::suggest(&mut tx, "тверь садовая 5", 1).await.unwrap().remove(0);
        drop(tx);
        let chosen = format!("{}, кв. 9", found.line);
        vera.submit("Продолжить", &[("home", &chosen), ("home.directory_id", &found.id)]).await;
        assert_eq!(vera.follow().await.heading(), "Жителям Твери");
        let page = vera.visit(&path).await;
        assert_eq!(page.attribute("[name='home.directory_id']", "value").as_deref(), Some(found.id.as_str()));
        assert_eq!(page.attribute("[name='home.postal_code']", "value").as_deref(), Some("170100"));
        // The line was changed without a script: the id that stayed behind means nothing.
        let other = [("home", "Торжок, Садовая, 5"), ("home.directory_id", &found.id), ("home.postal_code", "170100")];
        vera.submit("Продолжить", &other).await;
        assert_eq!(vera.follow().await.heading(), "Прежние адреса");
        let page = vera.visit(&path).await;
        assert_eq!(page.attribute("[name='home.postal_code']", "value").as_deref(), Some("172002"));
    })
    .await;
}
