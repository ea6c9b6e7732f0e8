//! What every page of a service's draft has: its place among the others, its problems, and who saved it.

use base::StaffId;
use catalog::{DEFINITION, ServiceFiles};
use db::Tx;
use forms::{Definition, Problem};
use web::{Failure, Page};

use crate::{
    State,
    model::Draft,
    part::{self, Part},
    patch, work,
};

/// A problem as the page shows it.
pub(super) struct Shown {
    /// The file within the folder.
    pub(super) file: String,
    pub(super) line: u64,
    /// The field; "" for the whole file.
    pub(super) field: String,
    pub(super) message: String,
    /// The lines around it: number, text, whether it is the one.
    pub(super) around: Vec<(usize, String, bool)>,
    /// Where it is mended.
    pub(super) href: String,
    /// The form that mends it; "" when there is none.
    pub(super) form: String,
}

/// The longest piece of a line that is shown, in characters.
const EXCERPT: usize = 160;

/// How many lines are shown before and after the one with the problem.
const AROUND: usize = 2;

/// The problems of a draft, as publishing would find them at once: without its document.
pub(super) fn problems(state: &State, draft: &Draft, page: &Page) -> Vec<Shown> {
    let found = state.catalog.snapshot().check(&draft.service, &draft.files).err().unwrap_or_default();
    shown(draft, found, page)
}

/// The problems of a draft with those of its document, which is set in type for it.
pub(super) async fn proved(state: &State, draft: &Draft) -> Vec<Problem> {
    let now = state.catalog.snapshot();
    match now.check(&draft.service, &draft.files) {
        Ok(checked) => applications::prove(&state.typesetter, &now, (&draft.service, &draft.files), &checked).await,
        Err(problems) => problems,
    }
}

pub(super) fn shown(draft: &Draft, problems: Vec<Problem>, page: &Page) -> Vec<Shown> {
    problems.into_iter().map(|problem| show(draft, &problem, page)).collect()
}

fn show(draft: &Draft, problem: &Problem, page: &Page) -> Shown {
    let folder = format!("{}/", draft.service);
    let file = problem.file.strip_prefix(&folder).unwrap_or(&problem.file).to_owned();
    let text = draft.files.get(&file).unwrap_or_default();
    let place = usize::try_from(problem.line).unwrap_or_default();
    let href = web::with_query(&edit_path(&draft.service), "", "file", &file);
    let href = format!("{href}&line={place}#editor-text");
    Shown {
        around: if problem.line == 0 { Vec::new() } else { around(text, place) },
        line: problem.line,
        form: if file == DEFINITION { form_of(&draft.service, &problem.path) } else { String::new() },
        field: problem.path.clone(),
        message: said(problem, page),
        href,
        file,
    }
}

/// Whether examples are among what keeps a draft back.
pub(super) fn of_examples(problems: &[Shown]) -> bool {
    problems.iter().any(|problem| problem.file.starts_with("examples/"))
}

/// The form of the part that a field belongs to; "" when there is none.
fn form_of(code: &str, field: &str) -> String {
    let whole = [Part::Cost, Part::SecondParty, Part::Result, Part::Main].into_iter().find(|whole| {
        let is_own = |name: &str| !name.is_empty() && (field == name || field.starts_with(&format!("{name}.")));
        whole.entries().iter().any(|entry| is_own(entry.name) || entry.name.starts_with(&format!("{field}.")))
    });
    if let Some(whole) = whole.filter(|_| !field.is_empty()) {
        return format!("{}/{}", path(code), whole.home());
    }
    // The longest beginning of the path that is a part.
    let ends = field.char_indices().rev().filter(|(_, sign)| *sign == ']').map(|(end, _)| end);
    let part = ends.filter_map(|end| field.get(..=end)).find(|at| part::place(at).is_some());
    part.map(|at| web::with_query(&format!("{}/part", path(code)), "", "at", at)).unwrap_or_default()
}

/// The lines around one, with their numbers.
fn around(text: &str, place: usize) -> Vec<(usize, String, bool)> {
    let first = place.saturating_sub(AROUND).max(1);
    let lines = text.lines().enumerate().skip(first - 1).take(place + AROUND + 1 - first);
    lines.map(|(before, line)| (before + 1, line.chars().take(EXCERPT).collect(), before + 1 == place)).collect()
}

/// What is wrong, in the language of the page.
pub(super) fn said(problem: &Problem, page: &Page) -> String {
    problem.fault.in_words(&|key, args| page.tv(key, args))
}

pub(super) fn path(code: &str) -> String {
    format!("/administration/services/{code}")
}

pub(super) fn edit_path(code: &str) -> String {
    format!("{}/edit", path(code))
}

/// The draft of a service, or what it would begin with.
pub(super) async fn open(tx: &mut Tx, state: &State, code: &str) -> web::Result<Draft> {
    work::open(tx, &state.catalog, code).await?.ok_or(Failure::NotFound)
}

/// The title of a service: as its draft says or, while that cannot be read, as it is offered, or its code.
pub(super) fn title(state: &State, code: &str, files: Option<&ServiceFiles>, page: &Page) -> String {
    let drafted = files.and_then(|files| {
        let title = patch::read(files.definition())?.text(&format!("title.{}", page.lang.code()))?.trim().to_owned();
        (!title.is_empty()).then_some(title)
    });
    let offered = || state.catalog.service(code).map(|service| service.title().in_lang(page.lang).to_owned());
    drafted.or_else(offered).unwrap_or_else(|| code.to_owned())
}

/// The definition that a draft says; none while it has problems of its own.
pub(super) fn definition(draft: &Draft) -> Option<Definition> {
    forms::parse(draft.files.get(DEFINITION)?).ok()
}

/// The name of a member of staff; "" for nobody.
pub(super) async fn name_of(tx: &mut Tx, staff: StaffId) -> db::Result<String> {
    Ok(identity::staff_name(tx, staff).await?.map(|(name, _)| name).unwrap_or_default())
}

/// The number of the draft that a form was shown with.
pub(super) fn version(fields: &web::Fields) -> web::Result<i64> {
    fields.value("version").parse().map_err(|_| Failure::Malformed)
}

/// The page with what was typed, 409: somebody else was faster.
pub(super) fn conflict(template: impl askama::Template) -> axum::response::Response {
    let mut response = web::html(template);
    *response.status_mut() = http::StatusCode::CONFLICT;
    response
}
