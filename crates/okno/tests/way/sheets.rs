//! The document of a service by form: written, looked at, given; and one that somebody wrote by hand.

use http::StatusCode;
use web::testing::Browser;

use crate::{
    house::{House, each},
    services::SERVICES,
};

/// What people type into the text: it is text, whatever it means in Typst.
const STRANGE: &str = r#"Цена "договорная" #read("x") $y$ \u{22} */ = [скобки] {нет}"#;

/// The document: names by choosing, a name that is none, a row that takes its question's title, and the PDF.
pub async fn writes(admin: &mut Browser) {
    let page = admin.visit(&format!("{SERVICES}/boat-sale/document")).await;
    assert_eq!(page.value("opening.ru").as_deref(), Some("Справка выдана: {profile.full_name}."), "{}", page.text());
    let typed = [
        ("result.title.ru", "Выписка о лодке"),
        ("result.title.en", "Extract on the boat"),
        ("result.valid_for_months", "6"),
        ("opening.ru", "Продавец: {profile.full_name}.\n\nЗапись"),
        ("opening.en", "Seller: {profile.full_name}.\n\nEntry"),
        ("rows[0].ru", ""),
        ("rows[0].en", ""),
        ("rows[0].value", "purpose"),
        ("all", ""),
        ("closing.ru", STRANGE),
        ("closing.en", "At a price agreed upon."),
    ];
    admin.submit("Вставить: Над таблицей", &[&typed[..], &[("opening.pick", "decision.nomer_zapisi")]].concat()).await;
    let page = admin.page().clone();
    assert_eq!(page.status, StatusCode::OK);
    let ru = "Продавец: {profile.full_name}.\n\nЗапись {decision.nomer_zapisi}";
    assert_eq!(page.value("opening.ru").as_deref(), Some(ru));
    assert_eq!(page.value("closing.ru").as_deref(), Some(STRANGE), "what was typed stays");
    let wrong = [("closing.ru", "{decision.nobody}"), ("rows[1].ru", "Улов 🎣"), ("closing.en", "")];
    let page = admin.submit("Сохранить", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["Значения decision.nobody нет", "Знака 🎣 нет", "Выберите из списка", "Напишите на обоих языках"]
    {
        assert!(page.has(said), "{said}: {}", page.text());
    }
    rightly(admin).await;

    let pdf = admin.get(&format!("{SERVICES}/boat-sale/document/preview")).await;
    assert_eq!(pdf.status, StatusCode::OK, "{}", pdf.text());
    let said = words(&pdf.bytes);
    for shown in ["Выписка о лодке", "Продавец: Ветрова Вера Андреевна.", "Записано в реестр", STRANGE]
    {
        assert!(said.contains(&bare(shown)), "{shown}: {said}");
    }
}

/// The same as it is to be; somebody who was slower is told, and two rows change places.
async fn rightly(admin: &mut Browser) {
    let mut other = admin.clone();
    let right = [
        ("closing.ru", STRANGE),
        ("closing.en", "At a price agreed upon."),
        ("rows[1].ru", "Записано в реестр"),
        ("rows[1].en", "Entered on"),
        ("rows[1].value", "decision.entered_on"),
    ];
    admin.submit("Сохранить", &right).await;
    let page = admin.follow().await;
    assert!(page.has("Черновик сохранён"), "{}", page.text());
    assert_eq!(page.value("rows[0].ru").as_deref(), Some("Куда вы его отдадите"));
    let late = other.submit("Сохранить", &[("result.title.ru", "Моё")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.has("Ваши тексты в полях") && late.value("result.title.ru").as_deref() == Some("Моё"));
    admin.submit("Ниже: Строка 1", &[]).await;
    let page = admin.follow().await;
    assert_eq!(page.value("rows[0].ru").as_deref(), Some("Записано в реестр"), "{}", page.text());
}

/// What a text says, wherever its lines are broken.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The words of a PDF.
fn words(pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::with_suffix(".pdf").unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let told = std::process::Command::new("pdftotext").arg("-layout").arg(file.path()).arg("-").output().unwrap();
    let text = String::from_utf8(told.stdout).unwrap();
    bare(&text)
}

/// The seller gets what the administrator wrote, with what was answered and decided.
pub async fn gets(house: &House, anna: &mut Browser) {
    let page = anna.visit("/cabinet/documents").await;
    let file = page.attribute("main a[href$='/file']", "href").unwrap_or_else(|| panic!("{}", page.text()));
    let said = words(&anna.get(&file).await.bytes);
    for shown in ["Выписка о лодке", "Запись 77-А/5", "На работу", "2 марта 2020", "Документ действует по", STRANGE]
    {
        assert!(said.contains(&bare(shown)), "{shown}: {said}");
    }
    assert!(!said.contains("nomer_zapisi") && !said.contains("Кудаименно"), "{said}");
    assert_eq!(house.count("select count(*) from issued_documents").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_was_written_by_hand_stays_until_one_says_otherwise() {
    each(async |house| {
        let mut admin = house.staff("administrator").await;
        let form = format!("{SERVICES}/hunting-ticket/document");
        let page = admin.visit(&form).await;
        assert!(page.has("Текст документа написан вручную.") && page.value("opening.ru").is_none(), "{}", page.text());
        let before =
            admin.visit(&format!("{SERVICES}/hunting-ticket/edit?file=result.typ")).await.value("text").unwrap();
        admin.visit(&form).await;
        admin.submit("Сохранить", &[("result.title.ru", "Билет охотника")]).await;
        assert!(admin.follow().await.has("Черновик сохранён"), "{}", admin.page().text());
        let after =
            admin.visit(&format!("{SERVICES}/hunting-ticket/edit?file=result.typ")).await.value("text").unwrap();
        assert_eq!(after, before);
        let pdf = admin.get(&format!("{form}/preview?example=examples/first.yaml")).await;
        assert!(words(&pdf.bytes).contains("Билетохотника"), "{}", pdf.text());

        admin.visit(&form).await;
        let page = admin.click("Заменить текстом из формы").await;
        assert!(page.has("файл result.typ, написанный вручную, будет заменён"), "{}", page.text());
        let empty = admin.submit("Заменить файл", &[]).await;
        assert!(empty.has("Напишите текст или заполните таблицу") && empty.has("будет заменён"), "{}", empty.text());
        admin.submit("Заменить файл", &[("opening.ru", "Билет: {profile.full_name}"), ("opening.en", "Ticket")]).await;
        let page = admin.follow().await;
        assert_eq!(page.value("opening.en").as_deref(), Some("Ticket"), "{}", page.text());
        assert!(!page.has("написан вручную"), "{}", page.text());

        // Without a document there is none to look at, and the way back is open.
        admin.submit("Сохранить", &[("gives", "none")]).await;
        let page = admin.follow().await;
        assert!(!page.has("Скачать PDF"), "{}", page.text());
        let text = admin.visit(&format!("{SERVICES}/hunting-ticket/edit")).await.value("text").unwrap();
        assert!(!text.contains("template:") && !text.contains("valid_for_months"), "{text}");
        assert_eq!(admin.get(&format!("{form}/preview")).await.status, StatusCode::NOT_FOUND);
        admin.visit(&form).await;
        admin.submit("Сохранить", &[("gives", "pdf"), ("opening.ru", "Да"), ("opening.en", "Yes")]).await;
        assert!(admin.follow().await.has("Скачать PDF"), "{}", admin.page().text());
        // What cannot be set in type is said on the page, with its line.
        admin.visit(&format!("{SERVICES}/hunting-ticket/edit?file=result.typ")).await;
        admin.submit("Сохранить", &[("text", "#show: sheet\n#nobody-knows\n")]).await;
        let page = admin.visit(&format!("{form}/preview")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has("result.typ:2") && page.has("unknown variable: nobody-knows"), "{}", page.text());
    })
    .await;
}
