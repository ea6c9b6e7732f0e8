//! From a guest to a signed certificate that anybody can check.

use documents::signing::{Seal, inspect};
use web::testing::{Browser, Response, TestFile};

use crate::{
    house::{House, each},
    people::{ANNA, DMITRY, MAIL, SNILS, account_number, document_number},
};

const APPLY: &str = "/services/criminal-record-certificate/apply";
const SCAN: TestFile<'_> = TestFile {
    field: "name_proof",
    name: "свидетельство.pdf",
    bytes: include_bytes!("../../../../tests/browser/files/certificate.pdf"),
};

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_becomes_a_confirmed_person_and_gets_a_certificate() {
    each(async |house| {
        let mut anna = house.visitor();
        let page = anna.visit("/services/criminal-record-certificate").await;
        assert_eq!(page.link("Получить услугу").as_deref(), Some(APPLY));
        anna.click("Получить услугу").await;
        house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
        let done = anna.page().clone();
        house.prove_mail(&mut anna).await;
        let page = anna.visit(&done.link("Продолжить").unwrap()).await;
        assert!(page.path.starts_with("/cabinet/profile"), "the service needs a confirmed person: {}", page.path);
        let number = account_number(&page);
        house.checked(&mut anna).await;
        house.confirmed(&number).await;
        anna.visit("/cabinet/profile").await;
        assert!(anna.page().has("Подтверждённая учётная запись"), "{}", anna.page().text());

        let number = applied(&house, &mut anna).await;
        let address = anna.click("Перейти к заявлению").await.path;
        reviewed(&house, &mut anna, &address, &number).await;
        received(&house, &mut anna, &address).await;
        not_for_strangers(&house, &address, &number).await;
        house.every_sms_is_delivered().await;
    })
    .await;
}

/// Fills in every page and sends, pressing twice; answers the application's number.
async fn applied(house: &House, anna: &mut Browser) -> String {
    let page = anna.visit(APPLY).await;
    assert_eq!(page.heading(), "Менялось ли у вас имя?", "{}", page.text());
    next(anna, "Прежние имена", &[("name_changed", "yes"), ("name_change_reason", "marriage")]).await;
    let name = [
        ("former_names.0.former_family_name", "Лугова"),
        ("former_names.0.former_given_name", "Анна"),
        ("former_names.0.changed_on", "27.03.2015"),
    ];
    assert_eq!(anna.submit("Продолжить", &name).await.status, 422, "the proof is missing");
    anna.upload("Продолжить", &name, &[SCAN]).await;
    let page = anna.follow().await;
    assert_eq!(page.heading(), "Где вы зарегистрированы", "{}", page.text());
    assert!(page.value("registration_address").unwrap().contains("Тверская"), "{}", page.html);
    next(anna, "Для чего нужна справка", &[("lived_elsewhere", "no")]).await;
    next(anna, "Как выдать справку", &[("purpose", "visa")]).await;
    let page = next(anna, "Проверьте данные", &[("language", "ru"), ("paper_copy", "no")]).await;
    for shown in ["Лугова", "свидетельство.pdf", "В консульство для визы"] {
        assert!(page.has(shown), "{shown}: {}", page.text());
    }

    let mut twin = anna.clone();
    let (first, second) = tokio::join!(anna.submit("Отправить", &[]), twin.submit("Отправить", &[]));
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (303, 303));
    assert_eq!(first.location, second.location);
    let page = anna.follow().await;
    assert_eq!(page.heading(), "Заявление отправлено", "{}", page.text());
    assert_eq!(house.count("select count(*) from applications").await, 1);
    let number = application_number(&page);
    house.work().await;
    let told = format!("{number} отправлено");
    house.sandbox.message("sms", ANNA, &told).await;
    let sms = house.sandbox.messages("sms", ANNA).await;
    assert_eq!(sms.iter().filter(|sms| sms.text.contains(&told)).count(), 1, "told once");
    number
}

/// The officer takes the case, asks, is answered, approves.
async fn reviewed(house: &House, anna: &mut Browser, address: &str, number: &str) {
    let mut officer = house.staff("officer-information").await;
    let page = officer.visit("/desk").await;
    assert!(page.has(number), "{}", page.text());
    let page = officer.visit(&format!("/desk/{number}")).await;
    assert!(page.has("Лугова") && page.has("свидетельство.pdf"), "{}", page.text());
    officer.submit("Взять в работу", &[]).await;
    officer.follow().await;
    officer.click("Запросить дополнения").await;
    officer.submit("Запросить дополнения", &[("text", "Приложите свидетельство целиком.")]).await;
    officer.follow().await;
    house.work().await;
    house.sandbox.message("sms", ANNA, &format!("{number}: нужны дополнения")).await;

    let page = anna.visit(address).await;
    assert!(page.has("Нужны дополнения") && page.has("Приложите свидетельство целиком."), "{}", page.text());
    let file = TestFile { field: "files", ..SCAN };
    anna.upload("Ответить", &[("answer", "Прикладываю.")], &[file]).await;
    let page = anna.follow().await;
    assert!(page.has("На проверке") && page.has("Ответ отправлен"), "{}", page.text());

    let page = officer.visit(&format!("/desk/{number}")).await;
    assert!(page.has("Прикладываю."), "{}", page.text());
    officer.submit("Одобрить и выдать", &[("convictions", "no")]).await;
    let page = officer.follow().await;
    assert!(page.has("Одобрено, результат готовится"), "{}", page.text());
    house.work().await;
    house.sandbox.message("sms", ANNA, &format!("{number}: результат готов")).await;
    let letter = house.sandbox.message("mail", MAIL, "результат").await;
    assert!(letter.subject.contains(number) && letter.html.contains(address), "{letter:?}");
}

/// The result: a signed file, and a number that anybody can check.
async fn received(house: &House, anna: &mut Browser, address: &str) {
    let page = anna.visit(address).await;
    assert!(page.has("Результат готов") && page.has("Одобрено"), "{}", page.text());
    let page = anna.visit("/cabinet/documents").await;
    let file = page.attribute("main a[href$='/file']", "href").unwrap_or_else(|| panic!("{}", page.html));
    let download = anna.get(&file).await;
    assert_eq!(download.status, 200);
    assert!(download.bytes.starts_with(b"%PDF"));
    let Seal::Intact(signature) = inspect(&download.bytes) else { panic!("the file is not signed") };
    assert!(signature.stamped_at.is_some(), "the time of the signature is vouched for");

    let number = document_number(&page);
    let mut guest = house.visitor();
    let page = guest.visit(&format!("/check/{number}")).await;
    assert!(page.has("Документ подлинный"), "{}", page.text());
    assert!(!page.has(SNILS) && !page.has("Анна"), "{}", page.text());
    let copy = TestFile { field: "file", name: "result.pdf", bytes: &download.bytes };
    let page = guest.upload("Проверить файл", &[], &[copy]).await;
    assert!(page.has("Файл подлинный"), "{}", page.text());
    assert_eq!(guest.get(&file).await.status, 303, "a guest is asked to sign in");
}

/// What belongs to Анна is not there for anybody else.
async fn not_for_strangers(house: &House, address: &str, number: &str) {
    let mut dmitry = house.visitor();
    dmitry.visit("/register").await;
    house.register(&mut dmitry, ("Орлов", "Дмитрий"), DMITRY).await;
    dmitry.visit("/cabinet").await;
    for part in ["", "/check", "/sent", "/withdraw"] {
        assert_eq!(dmitry.get(&format!("{address}{part}")).await.status, 404, "{part}");
    }
    assert_eq!(dmitry.post(&format!("{address}/withdraw"), &[]).await.status, 404);
    let answer = dmitry.get(&format!("/desk/{number}")).await;
    assert!(answer.location.unwrap().starts_with("/staff/sign-in"));
}

/// Goes on to the page with this heading.
async fn next(browser: &mut Browser, heading: &str, fields: &[(&str, &str)]) -> Response {
    browser.submit("Продолжить", fields).await;
    let page = browser.follow().await;
    assert_eq!(page.heading(), heading, "{}", page.text());
    page
}

fn application_number(page: &Response) -> String {
    let text = page.text();
    let number = text.split_whitespace().find(|word| word.len() == 12 && word.matches('-').count() == 2);
    number.unwrap_or_else(|| panic!("no number: {text}")).to_owned()
}
