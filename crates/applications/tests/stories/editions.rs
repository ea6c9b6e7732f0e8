//! The service changes while its form is being filled in.

use crate::world::{PHONE, World, each, path_of};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stories/services");
const APPLY: &str = "/services/trial-certificate/apply";

impl World {
    /// Publishes the trial services, the certificate with these texts in place of those.
    pub async fn publish(&self, changes: &[(&str, &str)]) {
        let mut files = catalog::read_folder(std::path::Path::new(FOLDER)).unwrap();
        for (path, text) in &mut files {
            if path == "trial-certificate/service.yaml" {
                for (from, to) in changes {
                    assert!(text.contains(from), "{from}");
                    *text = text.replace(from, to);
                }
            }
        }
        let mut tx = self.db.begin().await.unwrap();
        let published =
            catalog::publish_folder(&mut tx, &self.cx, &files, &catalog::By::origin(catalog::Origin::Files))
                .await
                .unwrap();
        assert!(published.problems.is_empty(), "{:?}", published.problems);
        tx.commit().await.unwrap();
        self.catalog.refresh(&mut self.db.read().await.unwrap()).await.unwrap();
    }
}

/// «Куда понесёте» loses the answer «На работу»; one question of the family page is new, the former name is not asked.
const CHANGES: [(&str, &str); 3] = [
    ("{id: work, title: {ru: На работу, en: To work}}", "{id: school, title: {ru: В школу, en: To school}}"),
    (
        "  - id: purpose\n    title: {ru: Для чего справка, en: What it is for}\n    questions:\n",
        "  - id: purpose\n    title: {ru: Для чего справка, en: What it is for}\n    questions:\n      \
         - {id: copies, type: number, title: {ru: Сколько экземпляров, en: How many copies}}\n",
    ),
    (
        "      - id: former_name\n        type: text\n        when: name_changed",
        "      - id: old_name\n        type: text\n        optional: true\n        when: name_changed",
    ),
];

#[tokio::test]
async fn a_draft_goes_on_on_the_new_edition_and_says_what_is_asked_anew() {
    each(async |world| {
        world.publish(&[]).await;
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        vera.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Орлова")]).await;
        vera.follow().await;
        let path = path_of(&vera);
        vera.visit(&format!("{path}/pages/purpose")).await;
        vera.submit("Продолжить", &[("purpose", "work")]).await;
        world.publish(&CHANGES).await;
        let page = vera.visit(APPLY).await;
        assert_eq!(page.heading(), "У вас есть незаконченное заявление");
        let page = vera.click("Продолжить заполнение").await;
        assert_eq!(page.heading(), "Услуга обновилась");
        for shown in ["На эти вопросы нужно ответить заново", "Куда понесёте", "Сколько экземпляров", "Прежняя фамилия"]
        {
            assert!(page.has(shown), "{shown}: {}", page.text());
        }
        assert!(!page.has("Вы меняли имя?"), "that answer still fits: {}", page.text());
        let page = vera.click("Куда понесёте").await;
        assert_eq!(page.heading(), "Для чего справка");
        assert!(page.has("В школу") && !page.has("На работу"), "{}", page.text());
        assert_eq!(vera.submit("Продолжить", &[("purpose", "school"), ("copies", "2")]).await.status, 303);
        let page = vera.visit(&format!("{path}/pages/name-change")).await;
        assert!(page.attributes("input[checked]", "value").contains(&"yes".to_owned()), "{}", page.html);
        assert_ne!(vera.visit(&format!("{path}/continue")).await.heading(), "Услуга обновилась", "told once");
    })
    .await;
}

#[tokio::test]
async fn a_change_that_asks_nothing_anew_is_not_noticed() {
    each(async |world| {
        world.publish(&[]).await;
        let mut vera = world.citizen(PHONE).await;
        vera.visit(APPLY).await;
        vera.submit("Продолжить", &[("name_changed", "no")]).await;
        vera.follow().await;
        world.publish(&[("Ваши дети", "Сколько у вас детей")]).await;
        let page = vera.submit("Продолжить", &[]).await;
        assert_eq!(page.status, 303);
        assert_eq!(vera.follow().await.heading(), "Для чего справка");
        assert_eq!(vera.click("Назад").await.heading(), "Сколько у вас детей");
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_when_the_service_changed_is_there_afterwards() {
    each(async |world| {
        world.publish(&[]).await;
        let mut vera = world.citizen(PHONE).await;
        crate::world::fill_certificate(&mut vera).await;
        let path = path_of(&vera);
        vera.visit(&format!("{path}/pages/purpose")).await;
        world.publish(&CHANGES).await;
        let answer = vera.submit("Продолжить", &[("purpose", "other"), ("purpose_comment", "В архив")]).await;
        assert_eq!(answer.location, Some(format!("{path}/renewed")));
        vera.follow().await;
        let page = vera.click("Продолжить").await;
        assert_eq!(page.attribute("#purpose_comment", "value").as_deref(), Some("В архив"), "{}", page.path);
        assert_eq!(vera.submit("Продолжить", &[("copies", "1")]).await.status, 303);
        assert_eq!(vera.follow().await.heading(), "Проверьте данные");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_sent_on_an_edition_that_is_no_longer_offered() {
    each(async |world| {
        world.publish(&[]).await;
        let mut vera = world.citizen(PHONE).await;
        crate::world::fill_certificate(&mut vera).await;
        world.publish(&CHANGES).await;
        vera.submit("Отправить", &[]).await;
        let page = vera.follow().await;
        assert_eq!(page.heading(), "Услуга обновилась");
        assert_eq!(world.count("select count(*) from applications where number is not null").await, 0);
    })
    .await;
}
