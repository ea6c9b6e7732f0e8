//! Every route as every kind of visitor, and what they are answered: the table that a change of rights has to change.

use std::{collections::BTreeMap, fmt::Write};

use applications::ApplicationNumber;
use base::Uuid;
use web::testing::{Browser, Response};

use crate::{
    forged,
    house::each,
    languages,
    routes::{self, Route, filled},
    scene::{ALL_STAFF, Scene, Things},
    sessions::is_protected,
    smuggled,
};

/// What would take away what the others are asked about; asked at the end.
const LAST: [&str; 5] = [
    "/cabinet/applications/{id}/withdraw",
    "/cabinet/files/{id}/remove",
    "/cabinet/settings/sessions/{id}/end",
    "/cabinet/settings/sessions/end-others",
    "/sign-out",
];

/// One house for everything that is asked of every route: making it takes longer than asking.
#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_every_visitor_as_written_down() {
    each(async |house| {
        let scene = Scene::new(house).await;
        smuggled::came_to_nothing(&scene).await;
        let mut routes = routes::all(&scene.house.router).await;
        forged::are_refused(&scene, &routes).await;
        languages::are_not_mixed(&scene, &routes).await;
        routes.sort_by_key(|route| (route.is_post(), LAST.iter().position(|last| *last == route.path)));
        let mut table: BTreeMap<Route, String> = BTreeMap::new();
        for route in routes {
            let answers = answers(&scene, &route).await;
            table.insert(route, told(&answers, scene.visitors.len()));
        }
        let mut text = String::new();
        for (route, answers) in table {
            let _ = write!(text, "{} {}\n{answers}", route.method, route.path);
        }
        insta::assert_snapshot!("routes", text);
    })
    .await;
}

/// What the route answers, and to whom.
async fn answers<'scene>(scene: &'scene Scene, route: &Route) -> Vec<(String, Vec<&'scene str>)> {
    let mut answers: Vec<(String, Vec<&str>)> = Vec::new();
    for visitor in &scene.visitors {
        let answer = ask(&visitor.browser, route, &of(&scene.things, &route.path)).await;
        assert!(!answer.status.is_server_error(), "{route:?} as {}: {}", visitor.name, answer.text());
        is_protected(&answer);
        learnt_nothing(scene, visitor.name, route, &answer).await;
        let told = in_words(&answer, &scene.things);
        match answers.iter_mut().find(|(known, _)| *known == told) {
            Some((_, visitors)) => visitors.push(visitor.name),
            None => answers.push((told, vec![visitor.name])),
        }
    }
    answers
}

fn told(answers: &[(String, Vec<&str>)], all: usize) -> String {
    let mut text = String::new();
    for (answer, visitors) in answers {
        let who = if visitors.len() == all { "everybody".to_owned() } else { grouped(visitors) };
        let _ = writeln!(text, "    {answer}: {who}");
    }
    text
}

/// The visitors, with all members of staff in a word.
fn grouped(visitors: &[&str]) -> String {
    let (citizens, staff): (Vec<&str>, Vec<&str>) =
        visitors.iter().partition(|name| **name == "guest" || **name == "owner" || name.ends_with(" citizen"));
    let staff = if staff.len() == ALL_STAFF { vec!["all staff"] } else { staff };
    [citizens, staff].concat().join(", ")
}

/// Asks as the visitor, in a copy of the browser; a form is sent empty, with its token
/// and the mark that sending wants.
pub async fn ask(browser: &Browser, route: &Route, address: &str) -> Response {
    let mut browser = browser.clone();
    browser.smuggle(&[]);
    if !route.is_post() {
        return browser.send(route.method(), address, None, Vec::new()).await;
    }
    let answer = browser.post(address, &[("key", "a-mark")]).await;
    // Forms with files are sent in another way.
    if answer.status == 400 { browser.post_multipart(address, None).await } else { answer }
}

/// The address of a route, with Анна's numbers in its places.
pub fn of(things: &Things, path: &str) -> String {
    let is_of_draft = ["/check", "/continue", "/renewed", "/pages/{page}"].iter().any(|end| path.ends_with(end));
    filled(path, |place| {
        let value: &str = match (path, place) {
            ("/cabinet/applications/{id}/pages/{page}", "page") => part(&things.draft_page, 5),
            (path, "id") if path.starts_with("/cabinet/applications/") && is_of_draft => part(&things.draft_page, 3),
            (path, "id") if path.starts_with("/cabinet/applications/") => &things.application,
            (path, "id") if path.starts_with("/cabinet/agreements/") => &things.agreement,
            (path, "id") if path.starts_with("/cabinet/documents/") => &things.document,
            (path, "id") if path.starts_with("/cabinet/files/") => &things.file,
            (path, "record") if path.starts_with("/cabinet/household/") => &things.record,
            (path, "id") if path.starts_with("/cabinet/settings/sessions/") => &things.session,
            (path, "charge") if path.starts_with("/cabinet/payments/") => &things.charge,
            (path, "visit") if path.starts_with("/centre-desk/") => &things.visit,
            (path, "number") if path.starts_with("/desk/") => &things.number,
            ("/desk/{number}/files/{file}", "file") => &things.answer_file,
            ("/check/{number}", "number") => &things.document_number,
            ("/cabinet/settings/{kind}/code" | "/cabinet/settings/{kind}/code/again", "kind") => "phone",
            ("/cabinet/household/add/{kind}", "kind") => "vehicle",
            (path, "code") if path.starts_with("/administration/services/") => "hunting-ticket",
            ("/agencies/{code}", "code") => "interior-ministry",
            ("/categories/{code}", "code") => "documents",
            ("/centres/{code}", "code") => "tverskoy",
            ("/life-events/{code}", "code") => "moving",
            ("/services/{code}" | "/services/{code}/apply", "code") => "hunting-ticket",
            ("/assets/{*name}", "name") => "nothing.css",
            ("/styleguide/failures/{code}", "code") => "not-found",
            (path, "token") if path.contains("/link/") => "a-token-that-nobody-was-sent",
            (path, place) => panic!("say what stands for {place} in {path}"),
        };
        value.to_owned()
    })
}

fn part(path: &str, place: usize) -> &str {
    path.split(['/', '?']).nth(place).unwrap()
}

/// Whoever is told that something of Анна's is not there, is told so in the very words as of something that never was.
async fn learnt_nothing(scene: &Scene, name: &str, route: &Route, answer: &Response) {
    let is_of_somebody = ["{id}", "{charge}", "{visit}", "{number}", "{file}", "{record}"]
        .iter()
        .any(|place| route.path.contains(place));
    let is_refused = answer.status == 404 || answer.status == 403 || is_sign_in(answer);
    if !is_of_somebody || !is_refused {
        return;
    }
    let things = nowhere(scene, &scene.things);
    let browser = &scene.browser(name);
    let other = ask(browser, route, &of(&things, &route.path)).await;
    let (one, other) = (plain(answer, &scene.things), plain(&other, &things));
    assert_eq!(one, other, "{name} learns at {} {} that it is there", route.method, route.path);
}

/// Numbers that look like Анна's and are nobody's.
fn nowhere(scene: &Scene, like: &Things) -> Things {
    let id = || scene.house.cx.uuid().to_string();
    let draft = id();
    Things {
        account: like.account,
        application: id(),
        agreement: id(),
        number: ApplicationNumber::new(jiff::civil::date(2026, 1, 9), 99_999).to_string(),
        answer_file: id(),
        draft_page: format!("/cabinet/applications/{draft}/pages/{}", part(&like.draft_page, 5)),
        charge: id(),
        file: id(),
        record: id(),
        document: id(),
        document_number: like.document_number.clone(),
        session: id(),
        visit: id(),
    }
}

/// Status, where it leads, and the text of the page; without what differs anyway.
fn plain(answer: &Response, things: &Things) -> (u16, String, String) {
    (
        answer.status.as_u16(),
        in_words(answer, things),
        if answer.is_page() { answer.text() } else { answer.html.clone() },
    )
}

fn is_sign_in(answer: &Response) -> bool {
    answer.location.as_deref().is_some_and(|to| to.starts_with("/sign-in") || to.starts_with("/staff/sign-in"))
}

/// The answer as the table has it.
fn in_words(answer: &Response, things: &Things) -> String {
    let status = answer.status.as_u16();
    let Some(location) = &answer.location else { return status.to_string() };
    if location.starts_with("/sign-in") {
        return "sign-in".to_owned();
    }
    if location.starts_with("/staff/sign-in") {
        return "sign-in of staff".to_owned();
    }
    if !location.starts_with('/') {
        return format!("{status} to the bank");
    }
    let named = location.replace(&things.number, "{number}");
    let parts = named.split_inclusive(['/', '?', '&', '=']).map(|part| {
        let bare = part.trim_end_matches(['/', '?', '&', '=']);
        if Uuid::try_parse(bare).is_ok() { part.replace(bare, "{id}") } else { part.to_owned() }
    });
    format!("{status} to {}", parts.collect::<String>())
}
