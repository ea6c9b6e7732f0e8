//! Questions of a definition as a form: what stands in each field, what is wrong with it, and the markup.

use askama::Template;
use forms::{Asked, AskedPart, FileRef, Kind, Wrong};
use web::{Fields, Html, Page};

use crate::typed::Typed;

/// The questions of a page (or of an item, or of an option), ready to be put into a form.
#[derive(Template)]
#[template(path = "applications/questions.html")]
pub struct Questions<'a> {
    page: &'a Page,
    fields: &'a Fields,
    asked: &'a [Asked],
    /// What lies in «Мои документы» and may be attached.
    shelf: &'a [FileRef],
    /// The page's heading: a lone question of the same words is not asked twice.
    heading: &'a str,
}

impl<'a> Questions<'a> {
    /// The markup of the questions. `heading` is the title of the page that stands above them, `shelf` what the citizen
    /// keeps in «Мои документы».
    pub fn render_all(
        page: &'a Page,
        fields: &'a Fields,
        asked: &'a [Asked],
        shelf: &'a [FileRef],
        heading: &'a str,
    ) -> askama::Result<Html> {
        Self { page, fields, asked, shelf, heading }.render().map(Html)
    }

    /// The markup of questions inside an option or an item.
    fn nested(&self, asked: &[Asked]) -> askama::Result<Html> {
        Questions { page: self.page, fields: self.fields, asked, shelf: self.shelf, heading: "" }.render().map(Html)
    }

    /// The markup of the fields of a person, a child or a vehicle.
    fn parts(&self, question: &Asked) -> askama::Result<Html> {
        OfParts { page: self.page, fields: self.fields, parts: &question.parts }.render().map(Html)
    }

    /// The label of a question; one that may be left out says so.
    fn label(&self, question: &Asked) -> String {
        self.marked(&question.title, question.optional)
    }

    /// The label of a field of an address or a person.
    fn part_label(&self, part: &AskedPart) -> String {
        self.marked(&self.page.t(part.label_key), part.optional)
    }

    fn marked(&self, title: &str, optional: bool) -> String {
        marked(self.page, title, optional)
    }

    /// Whether the page's heading already asks this question.
    fn is_heading(&self, question: &Asked) -> bool {
        self.asked.len() == 1 && question.title == self.heading
    }

    /// What of the shelf is not attached to the question yet.
    fn offered(&self, question: &Asked) -> Vec<&FileRef> {
        self.shelf.iter().filter(|file| !question.files.iter().any(|known| known.id == file.id)).collect()
    }

    fn kept(path: &str) -> String {
        Typed::file_field(path)
    }

    fn join(path: &str) -> String {
        Typed::join_field(path)
    }

    /// Whether several files of the question are pictures, which can be made one document.
    fn can_be_joined(question: &Asked) -> bool {
        question.most > 1 && !question.picture && question.files.iter().filter(|file| file.is_picture()).count() > 1
    }

    /// The field of the choice among entries of the address directory.
    fn known_field(question: &Asked) -> String {
        format!("{}.known", question.path)
    }

    /// The entries, value and words of each.
    fn choices(question: &Asked) -> Vec<(String, String)> {
        question.known.iter().map(|option| (option.value.clone(), option.title.clone())).collect()
    }

    /// How a browser may fill the field in.
    fn autocomplete(question: &Asked) -> &'static str {
        match question.kind {
            Kind::Phone => "tel",
            Kind::Email => "email",
            Kind::Address => "street-address",
            _ => "off",
        }
    }

    fn input_type(question: &Asked) -> &'static str {
        match question.kind {
            Kind::Phone => "tel",
            Kind::Email => "email",
            _ => "text",
        }
    }

    fn input_mode(question: &Asked) -> &'static str {
        match question.kind {
            Kind::Number | Kind::Snils | Kind::Inn | Kind::Passport => "numeric",
            Kind::Money => "decimal",
            Kind::Phone => "tel",
            Kind::Email => "email",
            _ => "",
        }
    }

    fn width(question: &Asked) -> &'static str {
        match question.kind {
            Kind::Number | Kind::Money => "10",
            Kind::Phone | Kind::Snils | Kind::Inn | Kind::Passport => "20",
            _ => "",
        }
    }

    fn suffix(question: &Asked) -> &'static str {
        if question.kind == Kind::Money { "₽" } else { "" }
    }

    /// An example where the definition gives none.
    fn hint(question: &Asked) -> &str {
        match (question.kind, question.hint.is_empty()) {
            (_, false) => &question.hint,
            (Kind::Date, _) => "ui-day-hint",
            (Kind::Phone, _) => "applications-hint-phone",
            (Kind::Snils, _) => "applications-hint-snils",
            (Kind::Passport, _) => "applications-hint-passport",
            (Kind::Address, _) => "applications-hint-address",
            (Kind::File, _) => "ui-file-hint",
            _ => "",
        }
    }
}

/// The fields of a person, a child or a vehicle.
#[derive(Template)]
#[template(path = "applications/parts.html")]
struct OfParts<'a> {
    page: &'a Page,
    fields: &'a Fields,
    parts: &'a [AskedPart],
}

impl OfParts<'_> {
    fn label(&self, part: &AskedPart) -> String {
        marked(self.page, &self.page.t(part.label_key), part.optional)
    }

    fn width(part: &AskedPart) -> &'static str {
        match part.label_key {
            "forms-part-year" => "4",
            "forms-part-plate" => "10",
            "forms-part-vin" | "forms-part-certificate" => "20",
            _ => "",
        }
    }

    fn input_mode(part: &AskedPart) -> &'static str {
        if part.label_key == "forms-part-year" { "numeric" } else { "" }
    }
}

/// A label that says when its field may be left empty.
fn marked(page: &Page, title: &str, optional: bool) -> String {
    if optional { page.tv("applications-optional", [("title", title)]) } else { title.to_owned() }
}

/// What stands in the fields of these questions, and what is wrong with it.
pub fn fields(asked: &[Asked], wrong: &[Wrong], page: &Page) -> Fields {
    let mut fields = Fields::default();
    fill(&mut fields, asked);
    for wrong in wrong {
        fields.fail_with(wrong.path.clone(), wrong.key(), wrong.args(page.lang));
    }
    fields
}

fn fill(fields: &mut Fields, asked: &[Asked]) {
    for question in asked {
        if !question.value.is_empty() && question.options.is_empty() {
            fields.set(question.path.clone(), question.value.clone());
        }
        for part in &question.parts {
            fields.set(part.path.clone(), part.value.clone());
        }
        if question.kind == Kind::Address {
            let chosen = question.known.iter().filter(|option| option.selected);
            chosen.for_each(|option| fields.push(Questions::known_field(question), option.value.clone()));
        }
        for option in &question.options {
            if option.selected {
                fields.push(question.path.clone(), option.value.clone());
            }
            fill(fields, &option.reveals);
        }
        for item in &question.items {
            fill(fields, &item.asked);
        }
    }
}

/// The paths of all questions that take files, those in options and items too.
pub fn file_questions(asked: &[Asked]) -> Vec<String> {
    let mut found = Vec::new();
    for question in asked {
        if question.kind == Kind::File {
            found.push(question.path.clone());
        }
        question.options.iter().for_each(|option| found.extend(file_questions(&option.reveals)));
        question.items.iter().for_each(|item| found.extend(file_questions(&item.asked)));
    }
    found
}

/// The paths of all questions that ask an address, those in options and items too.
pub fn address_questions(asked: &[Asked]) -> Vec<String> {
    let mut found = Vec::new();
    for question in asked {
        if question.kind == Kind::Address {
            found.push(question.path.clone());
        }
        question.options.iter().for_each(|option| found.extend(address_questions(&option.reveals)));
        question.items.iter().for_each(|item| found.extend(address_questions(&item.asked)));
    }
    found
}

/// The question at a path, wherever it stands.
pub fn find<'a>(asked: &'a [Asked], path: &str) -> Option<&'a Asked> {
    asked.iter().find_map(|question| {
        if question.path == path {
            return Some(question);
        }
        let in_options = question.options.iter().find_map(|option| find(&option.reveals, path));
        in_options.or_else(|| question.items.iter().find_map(|item| find(&item.asked, path)))
    })
}
