//! One citizen with one of everything, and everybody else who may try to get at it.

use base::{AccountId, Money};
use identity::{Role, StaffSeed};
use payments::{NewCharge, Recipient};
use web::testing::{Browser, Response, TestFile};

use crate::{
    house::House,
    people::{ANNA, DMITRY, PASSWORD, SNILS, account_number, document_number},
    smuggled,
};

const MARIA: &str = "+79005550103";
const PAVEL: &str = "+79005550109";
const APPLY: &str = "/services/criminal-record-certificate/apply";
const SCAN: TestFile<'_> = TestFile {
    field: "file",
    name: "скан.pdf",
    bytes: include_bytes!("../../../../tests/browser/files/certificate.pdf"),
};

/// A kind of visitor with a browser that is signed in.
pub struct Visitor {
    pub name: &'static str,
    pub browser: Browser,
}

/// What Анна has.
pub struct Things {
    pub account: AccountId,
    /// The address of an application in review, with a file among its answers.
    pub application: String,
    /// The application of somebody else that waits for Анна's agreement.
    pub agreement: String,
    pub number: String,
    pub answer_file: String,
    /// The address of the first page of an unfinished form.
    pub draft_page: String,
    pub charge: String,
    pub file: String,
    /// A child in the profile.
    pub record: String,
    pub document: String,
    pub document_number: String,
    pub session: String,
    /// The visit that the operator has opened.
    pub visit: String,
}

pub struct Scene {
    pub house: House,
    pub things: Things,
    pub visitors: Vec<Visitor>,
}

impl Scene {
    /// Everything that is sent on the way has fields that no form has ([`smuggled`]); nothing comes of them.
    pub async fn new(house: House) -> Self {
        seed_others(&house).await;
        let mut anna = citizen(&house, ("Ветрова", "Анна"), ANNA).await;
        let number = account_number(&anna.visit("/cabinet/profile").await);
        house.checked(&mut anna).await;
        house.confirmed(&number).await;
        house.minutes(1);
        let account = account_of(&house, &number).await;

        let mut officer = staff(&house, "officer-information").await;
        let (_, granted, _) = applied(&mut anna).await;
        approved(&mut officer, &granted).await;
        house.work().await;
        let (application, number_in_review, answer_file) = applied(&mut anna).await;
        let draft_page = anna.visit("/services/hunting-ticket/apply").await.path;
        let charge = charge(&house, account).await;
        let file = kept_file(&mut anna).await;
        let record = noted_child(&mut anna).await;
        let page = anna.visit("/cabinet/documents").await;
        let document = page.attribute("main a[href$='/file']", "href").unwrap();
        let mut operator = staff(&house, "operator").await;
        let visit = opened_visit(&mut operator, &number).await;
        let session = other_session(&house, &mut anna).await;
        let agreement = asked_to_agree(&house).await;
        let things = Things {
            account,
            application: part(&application, 3),
            agreement,
            number: number_in_review,
            answer_file,
            draft_page,
            charge,
            file,
            record,
            document: part(&document, 3),
            document_number: document_number(&page),
            session,
            visit: part(&visit, 3),
        };
        let mut visitors = vec![Visitor { name: "guest", browser: house.visitor() }];
        for (name, browser) in citizens(&house).await {
            visitors.push(Visitor { name, browser });
        }
        for (name, sign_in) in STAFF {
            visitors.push(Visitor { name, browser: staff(&house, sign_in).await });
        }
        visitors.push(Visitor { name: "officer", browser: officer });
        visitors.push(Visitor { name: "operator", browser: operator });
        visitors.push(Visitor { name: "owner", browser: anna });
        // Every browser has a page of its own open: its token goes with what is posted.
        for visitor in &mut visitors {
            visitor.browser.visit("/about").await;
        }
        Self { house, things, visitors }
    }

    pub fn browser(&self, name: &str) -> Browser {
        self.visitors.iter().find(|visitor| visitor.name == name).unwrap().browser.clone()
    }
}

/// Staff who have nothing to do with Анна's cases, or do not work on cases at all.
const STAFF: [(&str, &str); 8] = [
    ("head of the agency", "head"),
    ("officer of another agency", "officer-tax"),
    ("another operator of the centre", "operator-2"),
    ("operator of another centre", "operator-3"),
    ("expert", "expert"),
    ("support", "support"),
    ("administrator", "administrator"),
    ("officer without an agency", "officer-nowhere"),
];

/// With the officer and the operator who have.
pub const ALL_STAFF: usize = STAFF.len() + 2;

async fn seed_others(house: &House) {
    let known: Vec<&str> = STAFF.iter().map(|(_, sign_in)| *sign_in).collect();
    let of_demo = house.people.staff().iter().filter(|one| known.contains(&one.sign_in.as_str())).cloned();
    let model = house.people.staff().iter().find(|one| one.sign_in == "operator").unwrap();
    let like = |sign_in: &str, role, centre: Option<&str>| StaffSeed {
        role,
        sign_in: sign_in.to_owned(),
        centre: centre.map(str::to_owned),
        ..model.clone()
    };
    let mut seeds: Vec<StaffSeed> = of_demo.collect();
    seeds.push(like("operator-2", Role::Operator, model.centre.as_deref()));
    seeds.push(like("operator-3", Role::Operator, Some("МФЦ в другом городе")));
    seeds.push(like("officer-nowhere", Role::Officer, None));
    let mut tx = house.db.begin().await.unwrap();
    identity::seed_staff(&mut tx, &house.cx, &seeds).await.unwrap();
    tx.commit().await.unwrap();
}

async fn citizen(house: &House, name: (&str, &str), phone: &str) -> Browser {
    let mut browser = house.visitor();
    browser.smuggle(smuggled::FIELDS);
    browser.visit("/register").await;
    house.register(&mut browser, name, phone).await;
    browser
}

/// Citizens of lower levels, who have nothing.
async fn citizens(house: &House) -> [(&'static str, Browser); 2] {
    let dmitry = citizen(house, ("Орлов", "Дмитрий"), DMITRY).await;
    let mut maria = citizen(house, ("Соколова", "Мария"), MARIA).await;
    lift(house, &mut maria, "standard").await;
    [("simplified citizen", dmitry), ("standard citizen", maria)]
}

/// Lifts an account to a level, as if the evidence were there.
async fn lift(house: &House, browser: &mut Browser, level: &str) {
    let number = account_number(&browser.visit("/cabinet/profile").await);
    let account = account_of(house, &number).await;
    let mut tx = house.db.begin().await.unwrap();
    let sql = "insert into standings (account, level, reason, changed_at) values ($1, $2, 'checks-agreed', 0) \
               on conflict (account) do update set level = excluded.level";
    tx.execute(sql, db::p![account, level]).await.unwrap();
    tx.commit().await.unwrap();
}

/// Павел, who is nobody's visitor here, asks Анна to agree to a divorce: the id of his application.
async fn asked_to_agree(house: &House) -> String {
    let mut pavel = citizen(house, ("Ветров", "Павел"), PAVEL).await;
    lift(house, &mut pavel, "verified").await;
    house.minutes(2);
    pavel.visit("/services/divorce-registration/apply").await;
    next(&mut pavel, &[("ground", "consent"), ("common_children", "no")]).await;
    let spouse = [
        ("spouse.family_name", "Ветрова"),
        ("spouse.given_name", "Анна"),
        ("spouse.born_on", "12.04.1990"),
        ("spouse_snils", SNILS),
        ("marriage_record", "512 от 14.06.2014, Тверской отдел ЗАГС"),
    ];
    next(&mut pavel, &spouse).await;
    let page = next(&mut pavel, &[("my_name", "keep"), ("spouse_name", "keep"), ("office", "family")]).await;
    assert_eq!(page.heading(), "Проверьте данные", "{}", page.text());
    next_by(&mut pavel, "Отправить", &[]).await;
    house.work().await;
    let sms = house.sandbox.message("sms", PAVEL, "Код подтверждения: ").await;
    let code: String = sms.text.chars().filter(char::is_ascii_digit).take(6).collect();
    let page = next_by(&mut pavel, "Подтвердить", &[("code", &code)]).await;
    house.work().await;
    part(&page.path, 3)
}

/// A member of staff; those who are not in the demo have its operator's password and authenticator.
async fn staff(house: &House, sign_in: &str) -> Browser {
    let is_of_demo = house.people.staff().iter().any(|one| one.sign_in == sign_in);
    let mut browser = house.staff_like(sign_in, if is_of_demo { sign_in } else { "operator" }).await;
    browser.smuggle(smuggled::FIELDS);
    browser
}

async fn account_of(house: &House, number: &str) -> AccountId {
    let mut tx = house.db.read().await.unwrap();
    identity::accounts::find_by_number(&mut tx, &number.parse().unwrap()).await.unwrap().unwrap()
}

/// Sends an application with a file: its address, its number, the file.
async fn applied(anna: &mut Browser) -> (String, String, String) {
    anna.visit(APPLY).await;
    next(anna, &[("name_changed", "yes"), ("name_change_reason", "marriage")]).await;
    let name = [
        ("former_names.0.former_family_name", "Лугова"),
        ("former_names.0.former_given_name", "Анна"),
        ("former_names.0.changed_on", "27.03.2015"),
    ];
    let proof = TestFile { field: "name_proof", ..SCAN };
    anna.upload("Продолжить", &name, &[proof]).await;
    anna.follow().await;
    next(anna, &[("lived_elsewhere", "no")]).await;
    next(anna, &[("purpose", "visa")]).await;
    let page = next(anna, &[("language", "ru"), ("paper_copy", "no")]).await;
    assert_eq!(page.heading(), "Проверьте данные", "{}", page.text());
    let page = next_by(anna, "Отправить", &[]).await;
    let number = page.text().split_whitespace().find(|word| word.matches('-').count() == 2).unwrap().to_owned();
    let address = anna.click("Перейти к заявлению").await.path;
    let files = anna.visit("/cabinet/files").await;
    (address, number, part(&files.link("скан.pdf").unwrap(), 3))
}

async fn next(anna: &mut Browser, fields: &[(&str, &str)]) -> Response {
    next_by(anna, "Продолжить", fields).await
}

async fn next_by(browser: &mut Browser, button: &str, fields: &[(&str, &str)]) -> Response {
    let answer = browser.submit(button, fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    browser.follow().await
}

async fn approved(officer: &mut Browser, number: &str) {
    officer.visit(&format!("/desk/{number}")).await;
    next_by(officer, "Взять в работу", &[]).await;
    next_by(officer, "Одобрить и выдать", &[("convictions", "no")]).await;
}

async fn kept_file(anna: &mut Browser) -> String {
    anna.visit("/cabinet/files").await;
    let picture = include_bytes!("../../../applications/tests/stories/scan.png");
    anna.upload("Загрузить", &[], &[TestFile { name: "моё.png", bytes: picture, ..SCAN }]).await;
    let page = anna.follow().await;
    part(&page.link("моё.png").unwrap(), 3)
}

async fn noted_child(anna: &mut Browser) -> String {
    anna.visit("/cabinet/household/add/child").await;
    let child = [("family_name", "Ветров"), ("given_name", "Лев"), ("born_on", "12.03.2024"), ("sex", "male")];
    let page = next_by(anna, "Сохранить", &child).await;
    part(&page.link("Изменить Ветров Лев").unwrap(), 4)
}

async fn opened_visit(operator: &mut Browser, number: &str) -> String {
    operator.visit("/centre-desk").await;
    next_by(operator, "Найти", &[("query", number), ("reason", "question")]).await.path
}

/// Анна signs in elsewhere; the id of that session.
async fn other_session(house: &House, anna: &mut Browser) -> String {
    let mut elsewhere = house.visitor();
    elsewhere.visit("/sign-in").await;
    assert_eq!(elsewhere.submit("Войти", &[("login", ANNA), ("password", PASSWORD)]).await.status, 303);
    let page = anna.visit("/cabinet/settings").await;
    let end = page.attribute("a[href^='/cabinet/settings/sessions/'][href$='/end']", "href").unwrap();
    part(&end, 4)
}

async fn charge(house: &House, account: AccountId) -> String {
    let new = NewCharge {
        account,
        reference: "trial:1".to_owned(),
        amount: Money::kopecks(350_050),
        purpose_ru: "Пошлина за паспорт".to_owned(),
        purpose_en: "Passport fee".to_owned(),
        recipient: Recipient {
            name: "УФК по г. Москве".to_owned(),
            inn: "7707083893".to_owned(),
            kpp: "770701001".to_owned(),
            account: "03100643000000017300".to_owned(),
            bank: "ГУ Банка России по ЦФО".to_owned(),
            bik: "024501901".to_owned(),
            kbk: "18810807100011000110".to_owned(),
            oktmo: "45382000".to_owned(),
        },
        back: "/cabinet".to_owned(),
    };
    let mut tx = house.db.begin().await.unwrap();
    let id = payments::create_charge(&mut tx, &house.cx, &new).await.unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

/// A part of a path, counted from its first slash: `/cabinet/files/{3}`.
fn part(path: &str, place: usize) -> String {
    path.split(['/', '?']).nth(place).unwrap_or_else(|| panic!("{path}")).to_owned()
}
