//! Every page in both languages: whoever reads one of them meets no word of the other, but for what people wrote themselves.

use std::collections::BTreeSet;

use web::testing::Response;

use crate::{
    routes::Route,
    scene::Scene,
    table::{ask, of},
};

/// What calls something on a page; values beside it may be what people wrote.
const WORDS: &str = "title, h1, h2, h3, h4, p, dt, th, label, legend, button, summary, option, caption, main a, nav a";
/// Attributes that are read aloud or shown.
const SPOKEN: [&str; 3] = ["aria-label", "placeholder", "data-suggest-none"];
/// Whom the pages are asked for.
const VISITORS: [&str; 7] =
    ["guest", "simplified citizen", "owner", "officer", "operator", "administrator", "head of the agency"];

/// Asks for every page in both languages.
pub async fn are_not_mixed(scene: &Scene, routes: &[Route]) {
    let mut mixed = BTreeSet::new();
    let mut pages = 0;
    for route in routes.iter().filter(|route| !route.is_post()) {
        let address = of(&scene.things, &route.path);
        for (name, lang) in VISITORS.iter().flat_map(|name| [(name, "ru"), (name, "en")]) {
            let page = ask(&scene.browser(name), route, &format!("{address}?lang={lang}")).await;
            if !page.is_page() {
                continue;
            }
            pages += 1;
            assert_eq!(page.attribute("html", "lang").as_deref(), Some(lang), "{} as {name}", route.path);
            let strange = said(&page).into_iter().filter(|text| is_strange(text, lang));
            mixed.extend(strange.map(|text| format!("{lang} {}: {text}", route.path)));
        }
    }
    assert!(pages > 300, "{pages} pages");
    assert!(mixed.is_empty(), "{mixed:#?}");
}

fn said(page: &Response) -> Vec<String> {
    let mut said = page.texts(WORDS);
    for name in SPOKEN {
        said.extend(page.attributes(&format!("[{name}]"), name));
    }
    said
}

/// What the people of the scene are called and wrote, and the places where staff work.
const WRITTEN: [&str; 10] = [
    "Ветров",
    "Орлов",
    "Власов",
    "Кузнецова",
    "Степанов",
    "Назаров",
    "скан.pdf",
    "моё.png",
    "Русский",
    "МФЦ района Тверской",
];
/// A document and its agency are called as the signed document calls them, which is Russian.
const SIGNED: [&str; 2] = ["Справка о наличии", "Министерство внутренних дел"];
/// What definitions call by these names stands so in the editor, whatever the language.
const NAMED: [&str; 2] = ["reason", "rules"];

fn is_strange(text: &str, lang: &str) -> bool {
    if WRITTEN.iter().chain(&SIGNED).any(|written| text.contains(written)) || NAMED.contains(&text) {
        return false;
    }
    if lang == "en" {
        return text.chars().any(|letter| ('а'..='я').contains(&letter.to_lowercase().next().unwrap_or(letter)));
    }
    let is_russian = text.chars().any(|letter| ('а'..='я').contains(&letter));
    let is_word = |word: &str| word.len() > 3 && word.chars().all(|letter| letter.is_ascii_lowercase());
    !is_russian && text.split_whitespace().any(is_word)
}
