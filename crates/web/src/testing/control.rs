//! Forms as a browser reads them: which controls send what.

use scraper::ElementRef;

use super::{
    Response, TestFile,
    response::{name_of, plain, selector},
};

pub(super) enum Sending {
    Query,
    Urlencoded,
    Multipart,
}

/// What pressing a button sends, and where.
pub(super) struct Submission {
    pub action: String,
    pub sending: Sending,
    pub values: Vec<(String, String)>,
}

/// The form that holds a button, with what its controls show.
pub(super) struct ShownForm {
    submission: Submission,
    names: Vec<String>,
}

/// Finds the first button of that name and reads its form.
pub(super) fn form_with(page: &Response, button: &str) -> Option<ShownForm> {
    let document = page.document();
    let wanted = plain(button);
    let found = document
        .select(&selector("button, input[type=submit]"))
        .find(|control| name_of(*control) == wanted && control.attr("type") != Some("button"))?;
    let form = match found.attr("form") {
        Some(id) => document.select(&selector(&format!("form[id=\"{id}\"]"))).next()?,
        None => found.ancestors().filter_map(ElementRef::wrap).find(|above| above.value().name() == "form")?,
    };
    let mut values = Vec::new();
    let mut names = Vec::new();
    for control in document.select(&selector("input, select, textarea")).filter(|control| belongs(*control, form)) {
        let Some(name) = control.attr("name") else { continue };
        names.push(name.to_owned());
        if control.attr("disabled").is_none() {
            values.extend(shown(control).into_iter().map(|value| (name.to_owned(), value)));
        }
    }
    if let Some(name) = found.attr("name") {
        values.push((name.to_owned(), found.attr("value").unwrap_or_default().to_owned()));
    }
    let own = page.path.as_str();
    let action = found.attr("formaction").or_else(|| form.attr("action")).filter(|action| !action.is_empty());
    let is_post = form.attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
    let sending = match (is_post, form.attr("enctype")) {
        (false, _) => Sending::Query,
        (true, Some("multipart/form-data")) => Sending::Multipart,
        (true, _) => Sending::Urlencoded,
    };
    Some(ShownForm { submission: Submission { action: action.unwrap_or(own).to_owned(), sending, values }, names })
}

fn belongs(control: ElementRef<'_>, form: ElementRef<'_>) -> bool {
    match control.attr("form") {
        Some(id) => form.attr("id") == Some(id),
        None => control.ancestors().any(|above| above.id() == form.id()),
    }
}

/// The values that a control sends when nobody touches it.
fn shown(control: ElementRef<'_>) -> Vec<String> {
    let value = || control.attr("value").unwrap_or_default().to_owned();
    match (control.value().name(), control.attr("type").unwrap_or_default()) {
        ("textarea", _) => vec![control.text().collect::<String>().trim_start_matches('\n').to_owned()],
        ("select", _) => {
            let option = selector("option");
            let options: Vec<_> = control.select(&option).collect();
            let chosen = options.iter().find(|option| option.attr("selected").is_some()).or_else(|| options.first());
            chosen.and_then(|option| option.attr("value")).map(|value| vec![value.to_owned()]).unwrap_or_default()
        }
        ("input", "radio" | "checkbox") if control.attr("checked").is_none() => Vec::new(),
        ("input", "checkbox") if control.attr("value").is_none() => vec!["on".to_owned()],
        ("input", "submit" | "button" | "file" | "image" | "reset") => Vec::new(),
        _ => vec![value()],
    }
}

impl ShownForm {
    /// The form with these fields typed over what it shows. A field that the form does not have is the test's mistake;
    /// those to be smuggled in are just such.
    pub fn filled(
        mut self,
        fields: &[(&str, &str)],
        files: &[TestFile<'_>],
        smuggled: &[(&str, &str)],
    ) -> Result<Submission, String> {
        let given = fields.iter().map(|(name, _)| *name).chain(files.iter().map(|file| file.field));
        if let Some(unknown) = given.into_iter().find(|name| !self.names.iter().any(|known| known == name)) {
            return Err(format!("no field `{unknown}` among {:?}", self.names));
        }
        let values = &mut self.submission.values;
        values.retain(|(name, _)| !fields.iter().any(|(given, _)| given == name));
        let foreign = smuggled.iter().filter(|(name, _)| !self.names.iter().any(|known| known == name));
        let all = fields.iter().chain(foreign);
        values.extend(all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        Ok(self.submission)
    }
}
