//! What somebody may try with the forms of the editor: places that are none, names that lead elsewhere, text that would be more
//! than a value, versions and editions of nowhere; and whoever is no administrator.

use http::StatusCode;
use web::testing::{Browser, Response};

use crate::{
    house::{House, each},
    people::ANNA,
    services::{SERVICES, begun},
};

const LIVE: &str = "\"><script>alert(1)</script>\u{202e}\u{0}";

fn is_only_text(page: &Response) {
    for live in ["<script>alert", "\u{202e}", "\u{0}", "root:x:0"] {
        assert!(!page.html.contains(live), "{live:?} on {}", page.path);
    }
}

/// The text of the draft, and its version as its forms carry it.
async fn draft(admin: &mut Browser) -> (String, String) {
    let page = admin.visit(&format!("{SERVICES}/fishing-licence/edit")).await;
    (page.value("text").unwrap(), page.value("version").unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn places_names_and_texts_that_somebody_made_up_change_no_draft() {
    each(async |house| {
        let mut admin = begun(&house).await;
        let (before, version) = draft(&mut admin).await;
        let part = format!("{SERVICES}/fishing-licence/part");
        no_such_places(&mut admin, &version).await;
        // A value that would be more than one: keys, items, tags and anchors beside it.
        let title = [("title.ru", "Вопрос"), ("title.en", "Question"), ("version", version.as_str())];
        let list = [("in", "pages[0].questions"), ("type", "text")];
        for (field, value) in [
            ("prefill", "family_name, optional: true"),
            ("prefill", "x\n      - {id: other, type: text}"),
            ("prefill", "!!python/object:os.system"),
            ("prefill", "*anchor"),
            ("letters", "cyrillic, optional: true"),
            ("max_length", "99999"),
            ("max_length", "1e3"),
            ("max_length", "-1"),
            ("id", "../../etc/passwd"),
            ("id", "x: y"),
            ("id", "__proto__"),
            ("id", LIVE),
            ("when", "purpose == \"work\" || {{7*7}}"),
            ("when", "((((((((((((((((((((((((((((((((((((((((((((((((((1"),
            ("when", LIVE),
        ] {
            let page = admin.post(&part, &[&title[..], &list, &[(field, value)]].concat()).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}: {}", page.text());
            is_only_text(&page);
        }
        let long = "я".repeat(512 * 1024);
        let sent = [("title.ru", long.as_str()), ("title.en", "x"), ("version", version.as_str())];
        assert_eq!(admin.post(&part, &[&sent[..], &list].concat()).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(draft(&mut admin).await, (before.clone(), version.clone()), "nothing was saved");

        // Signs of YAML in a title stay signs of the title; fields that the form does not have are passed over.
        let odd = [("title.ru", "Это: \"{да}\" # & *нет* - !x\\n"), ("title.en", "]: {}, [ | > %x")];
        let smuggled =
            [("level", "simplified"), ("questions", "[]"), ("optional.x", "1"), ("staff", "x"), ("base", "x")];
        let page = admin.post(&part, &[&odd[..], &list, &[("version", version.as_str())], &smuggled].concat()).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
        let (after, _) = draft(&mut admin).await;
        assert!(after.contains("level: verified") && !after.contains("level: simplified"), "{after}");
        let page = admin.visit(&format!("{SERVICES}/fishing-licence/questions")).await;
        assert!(page.has("Это: \"{да}\" # & *нет* - !x\\n"), "{}", page.text());
    })
    .await;
}

/// Parts that are nowhere, in every form that names one.
async fn no_such_places(admin: &mut Browser, version: &str) {
    let service = format!("{SERVICES}/fishing-licence");
    for place in [
        "",
        "x",
        "pages",
        "pages[]",
        "pages[-1]",
        "pages[9]",
        "pages[18446744073709551616]",
        "pages[0]]",
        "pages[0].title.questions[0]",
        "pages[0].questions[0].options[0]",
        "nothing[0]",
        "__proto__[0]",
        "../x[0]",
        LIVE,
    ] {
        for form in ["questions/shift", "questions/remove", "part"] {
            let sent = [("at", place), ("version", version), ("to", "up"), ("title.ru", "Я"), ("title.en", "I")];
            let page = admin.post(&format!("{service}/{form}"), &sent).await;
            let is_refused = page.status.is_client_error();
            assert!(is_refused, "{form} at {place}: {} {}", page.status, page.text());
            is_only_text(&page);
        }
        let query: String = url::form_urlencoded::byte_serialize(place.as_bytes()).collect();
        assert_eq!(admin.get(&format!("{service}/part?at={query}")).await.status, StatusCode::NOT_FOUND, "{place}");
        let new = admin.get(&format!("{service}/part?in={query}&type={query}")).await;
        assert_eq!(new.status == StatusCode::NOT_FOUND, place != "pages", "in {place}: {}", new.status);
        for page in
            ["outline?part", "preview?page", "preview?example", "trial/page?page", "compare?from", "compare?edition"]
        {
            let page = admin.visit(&format!("{service}/{page}={query}")).await;
            assert!(!page.status.is_server_error(), "{}: {}", page.path, page.status);
            is_only_text(&page);
        }
    }
    for version in ["", "-1", "99", "9223372036854775808", "1;--", "١"] {
        admin.visit(SERVICES).await;
        for form in ["questions/remove", "discard", "publish", "part", "examples/remove", "examples/accept"] {
            let sent = [
                ("version", version),
                ("file", "examples/first.yaml"),
                ("at", "pages[0].questions[0]"),
                ("title.ru", "Я"),
                ("title.en", "I"),
            ];
            let page = admin.post(&format!("{service}/{form}"), &sent).await;
            assert!(page.status.is_client_error(), "{form} with {version:?}: {}", page.status);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_parties_and_examples_take_nothing_made_up() {
    each(async |house| {
        let mut admin = begun(&house).await;
        let (before, version) = draft(&mut admin).await;
        let service = format!("{SERVICES}/fishing-licence");
        let document = [
            ("gives", "pdf"),
            ("result.title.ru", "Билет"),
            ("result.title.en", "Ticket"),
            ("result.about.ru", "Билет"),
            ("result.about.en", "Ticket"),
        ];
        let party = [("party", "two"), ("second_party.agrees.ru", "Да."), ("second_party.agrees.en", "Yes.")];
        for (form, beside, made_up) in [
            ("document", &document[..], ("rows[0].value", "../../etc/passwd")),
            ("document", &document, ("rows[0].value", "decision.nobody")),
            ("document", &document, ("rows[39].value", LIVE)),
            ("document", &document, ("opening.ru", "{profile.password}")),
            ("document", &document, ("closing.en", "{#read(\"/etc/passwd\")}")),
            ("second-party", &party, ("second_party.snils", "nobody")),
            ("second-party", &party, ("second_party.shows", "../x")),
            ("second-party", &party, ("deadlines.agreement", "1, payment: 0")),
            ("examples/remove", &[], ("file", "service.yaml")),
            ("examples/rename", &[("ru", "Я"), ("en", "I")], ("file", "result.typ")),
            ("examples/accept", &[], ("file", "../hunting-ticket/examples/first.yaml")),
            ("trial/begin", &[], ("file", "../../../etc/passwd")),
            ("trial", &[("born_on", "01.01.1990")], ("today", "31.02.2026")),
            ("trial/outcome", &[("ru", LIVE)], ("en", "")),
        ] {
            admin.visit(&service).await;
            let sent = [beside, &[made_up, ("version", version.as_str())]].concat();
            let page = admin.post(&format!("{service}/{form}"), &sent).await;
            assert!(page.status.is_client_error(), "{form}, {made_up:?}: {} {}", page.status, page.text());
            is_only_text(&page);
        }
        let example: String = url::form_urlencoded::byte_serialize("../../x".as_bytes()).collect();
        let preview = admin.get(&format!("{service}/document/preview?example={example}")).await;
        assert!(!preview.status.is_server_error(), "{}", preview.status);
        assert_eq!(draft(&mut admin).await, (before, version));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_codes_and_editions_lead_nowhere_else() {
    each(async |house| {
        let mut admin = begun(&house).await;
        let (before, version) = draft(&mut admin).await;
        let edit = format!("{SERVICES}/fishing-licence/edit");
        for name in ["../../../etc/passwd", "/etc/passwd", "..%2f..", ".env", "a/b/c", "con|aux", "Заявка.yaml", LIVE]
        {
            let query: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
            let page = admin.get(&format!("{edit}?file={query}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{name}");
            admin.visit(&edit).await;
            let sent = [("text", before.as_str()), ("version", version.as_str()), ("file", "service.yaml")];
            let added = [&sent[..], &[("do", "add"), ("new_file", name)]].concat();
            let page = multipart(&mut admin, &edit, &added).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {:?}", page.location);
            is_only_text(&page);
            let other = [&sent[..2], &[("file", name)]].concat();
            assert_eq!(multipart(&mut admin, &edit, &other).await.status, StatusCode::NOT_FOUND, "{name}");
        }
        for code in ["../x", "_catalog", "..", "Fish", "fish/../x", "a", "рыба", &"a".repeat(200), LIVE] {
            admin.visit(&format!("{SERVICES}/new")).await;
            let fields =
                [("title_ru", "Я"), ("title_en", "I"), ("agency", "hunting-department"), ("category", "nature")];
            let page = admin.post(&format!("{SERVICES}/new"), &[&fields[..], &[("code", code)]].concat()).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{code:?}");
            is_only_text(&page);
        }
        let offered = house.count("select count(*) from catalog_editions").await;
        admin.visit(&format!("{SERVICES}/hunting-ticket")).await;
        for (current, to) in
            [("", ""), ("0", "0"), ("../x", "x"), (LIVE, LIVE), ("0".repeat(64).as_str(), "1".repeat(64).as_str())]
        {
            let sent = [("current", current), ("edition", to)];
            let page = admin.post(&format!("{SERVICES}/hunting-ticket/roll-back"), &sent).await;
            assert_eq!(page.status, StatusCode::CONFLICT, "{to}");
        }
        for (ru, en, day) in [(LIVE, "x", "01.01.9999999"), ("\u{e000}", "x", ""), ("x", "y", "31.02.2099")] {
            let sent = [("reason_ru", ru), ("reason_en", en), ("resumes_on", day), ("by", "files"), ("at", "0")];
            let page = admin.post(&format!("{SERVICES}/hunting-ticket/pause"), &sent).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{ru:?}");
            is_only_text(&page);
        }
        assert_eq!(house.count("select count(*) from catalog_editions").await, offered);
        assert_eq!(draft(&mut admin).await, (before, version));
        others_are_turned_away(&house).await;
    })
    .await;
}

/// Forms with files are sent in parts.
async fn multipart(admin: &mut Browser, address: &str, fields: &[(&str, &str)]) -> Response {
    let (mark, token) = ("forged-part", admin.page().value("_csrf").unwrap());
    let part = |(name, value): &(&str, &str)| {
        format!("--{mark}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let parts: Vec<String> = fields.iter().chain([&("_csrf", token.as_str())]).map(part).collect();
    let body = format!("{}--{mark}--\r\n", parts.concat());
    let kind = Some(format!("multipart/form-data; boundary={mark}"));
    admin.send(http::Method::POST, address, kind, body.into_bytes()).await
}

/// A citizen and an operator who know every address and say of themselves that they may.
async fn others_are_turned_away(house: &House) {
    let mut anna = house.visitor();
    anna.visit("/register").await;
    house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
    anna.visit("/cabinet").await;
    let operator = house.staff("operator").await;
    for mut browser in [anna, operator] {
        browser.smuggle(&[("role", "administrator"), ("version", "1"), ("at", "pages[0]"), ("is_admin", "true")]);
        browser.header("x-role", "administrator");
        for form in
            ["part", "questions/shift", "questions/remove", "discard", "publish", "pause", "resume", "roll-back"]
        {
            let answer = browser.post(&format!("{SERVICES}/fishing-licence/{form}"), &[]).await;
            let is_led = answer.location.as_deref().is_some_and(|to| to.starts_with("/staff/sign-in"));
            assert!(
                is_led || answer.status == StatusCode::FORBIDDEN,
                "{form}: {} {:?}",
                answer.status,
                answer.location
            );
        }
    }
    assert_eq!(house.count("select count(*) from editor_drafts").await, 1);
}
