//! What every page keeps, whatever it shows: looked at on each page that a test's browser is answered with, so that every
//! story of every crate is a test of the pages that it passes.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html};

use super::response::{name_of, readable, selector};

/// How the keys of messages begin; a message that is missing shows its key.
const KEYS: [&str; 30] = [
    "access-",
    "agreements-",
    "applications-",
    "catalog-",
    "centre-",
    "code-",
    "desk-",
    "documents-",
    "drafts-",
    "editor-",
    "error-",
    "forms-",
    "home-",
    "household-",
    "link-",
    "my-services-",
    "notifications-",
    "password-",
    "payments-",
    "personal-",
    "privacy-",
    "recover-",
    "region-",
    "register-",
    "settings-",
    "sign-in-",
    "staff-",
    "terms-",
    "ui-",
    "wiring-",
];

/// Everything that is wrong with a whole page; nothing for a fragment or a page of another make.
pub(super) fn faults(html: &str) -> Vec<String> {
    if !html.contains("id=\"main\"") {
        return Vec::new();
    }
    let document = Html::parse_document(html);
    let mut found = Found::default();
    for element in document.select(&selector("body *")) {
        found.look_at(element);
    }
    found.faults.extend(title(&document));
    found.faults.extend(headings(&document));
    found.judge()
}

/// What one walk over the page found.
#[derive(Default)]
struct Found {
    faults: Vec<String>,
    ids: BTreeSet<String>,
    /// Ids that something names, and what names them.
    named: Vec<(String, String)>,
    /// Fields and whether something calls them.
    fields: Vec<(String, bool)>,
    labelled: BTreeSet<String>,
}

impl Found {
    fn look_at(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        if let Some(id) = element.attr("id")
            && !self.ids.insert(id.to_owned())
        {
            self.faults.push(format!("two elements have the id `{id}`"));
        }
        self.follow(element);
        match name {
            "input" | "select" | "textarea" => self.field(element),
            "label" => {
                if readable(element).is_empty() {
                    self.faults.push(format!("an empty label for {:?}", element.attr("for")));
                }
                self.labelled.extend(element.attr("for").map(str::to_owned));
            }
            "a" | "button" | "summary" if name_of(element).is_empty() => {
                self.faults
                    .push(format!("a {name} without a name: {}", element.html().chars().take(120).collect::<String>()));
            }
            "h1" | "h2" | "h3" | "h4" | "legend" | "th" | "caption" if readable(element).is_empty() => {
                self.faults.push(format!("an empty {name}"));
            }
            "img" if element.attr("alt").is_none() => self.faults.push("a picture without a text for it".to_owned()),
            _ => {}
        }
        let spoken = ["title", "alt", "aria-label", "placeholder"].iter().filter_map(|name| element.attr(name));
        let written = element.children().filter_map(|child| child.value().as_text()).map(|text| text.trim());
        let keys: Vec<String> = spoken.chain(written).filter(|text| is_key(text)).map(str::to_owned).collect();
        self.faults.extend(keys.into_iter().map(|key| format!("the message `{key}` is missing")));
    }

    /// Whatever the element says belongs to it has to be there.
    fn follow(&mut self, element: ElementRef<'_>) {
        for attribute in ["for", "aria-describedby", "aria-labelledby", "aria-controls", "form"] {
            for id in element.attr(attribute).unwrap_or_default().split_whitespace() {
                self.named.push((id.to_owned(), format!("{attribute} of a {}", element.value().name())));
            }
        }
        if let Some(id) = element.attr("href").and_then(|href| href.strip_prefix('#')) {
            self.named.push((id.to_owned(), "a link".to_owned()));
        }
    }

    fn field(&mut self, element: ElementRef<'_>) {
        if matches!(element.attr("type"), Some("hidden" | "submit" | "button")) {
            return;
        }
        let within = element.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == "label");
        let spoken = element.attr("aria-label").is_some_and(|label| !label.is_empty())
            || element.attr("aria-labelledby").is_some();
        let id = element.attr("id").or_else(|| element.attr("name")).unwrap_or_default();
        self.fields.push((id.to_owned(), within || spoken));
    }

    fn judge(mut self) -> Vec<String> {
        for (id, called) in &self.fields {
            if !called && !self.labelled.contains(id) {
                self.faults.push(format!("nothing says what the field `{id}` is for"));
            }
        }
        for (id, by) in &self.named {
            if !self.ids.contains(id) {
                self.faults.push(format!("{by} names `{id}`, which is not there"));
            }
        }
        self.faults
    }
}

/// A page says in its title where one is, and first of all that something is wrong.
fn title(document: &Html) -> Vec<String> {
    let title = document.select(&selector("title")).next().map(readable).unwrap_or_default();
    let own = title.split(" — ").next().unwrap_or_default().trim();
    let mut faults = Vec::new();
    if own.is_empty() || own.split_whitespace().any(is_key) {
        faults.push(format!("the title is «{title}»"));
    }
    let is_wrong = document.select(&selector(".govuk-error-summary")).next().is_some();
    let says_so = title.starts_with("Ошибка:") || title.starts_with("Error:");
    if is_wrong != says_so {
        faults.push(format!("there are mistakes: {is_wrong}; the title is «{title}»"));
    }
    faults
}

fn headings(document: &Html) -> Option<String> {
    let main = document.select(&selector("h1")).count();
    (main != 1).then(|| format!("{main} main headings"))
}

fn is_key(text: &str) -> bool {
    let is_word = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    is_word && KEYS.iter().any(|begin| text.len() > begin.len() && text.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(main: &str) -> String {
        format!(
            "<!DOCTYPE html><html><head><title>Услуги — Окно</title></head><body><main id=\"main\">{main}</main></body></html>"
        )
    }

    #[test]
    fn a_sound_page_and_a_fragment_have_no_faults() {
        let sound = "<h1>Услуги</h1><label for=\"q\">Что найти</label><input id=\"q\"><a href=\"#q\">К полю</a>";
        assert_eq!(faults(&page(sound)), Vec::<String>::new());
        assert_eq!(faults("<p>fragment</p>"), Vec::<String>::new());
    }

    #[test]
    fn each_fault_is_told() {
        for (main, told) in [
            ("", "0 main headings"),
            ("<h1>А</h1><h1>Б</h1>", "2 main headings"),
            ("<h1>А</h1><h2> </h2>", "an empty h2"),
            ("<h1>А</h1><p id=\"a\"></p><p id=\"a\"></p>", "two elements have the id `a`"),
            ("<h1>А</h1><input id=\"q\">", "nothing says what the field `q` is for"),
            ("<h1>А</h1><a href=\"/\"></a>", "a a without a name: <a href=\"/\"></a>"),
            ("<h1>А</h1><a href=\"#b\">Б</a>", "a link names `b`, which is not there"),
            ("<h1>А</h1><p>ui-nothing</p>", "the message `ui-nothing` is missing"),
            (
                "<h1>А</h1><div class=\"govuk-error-summary\"></div>",
                "there are mistakes: true; the title is «Услуги — Окно»",
            ),
        ] {
            assert_eq!(faults(&page(main)), [told]);
        }
    }
}
