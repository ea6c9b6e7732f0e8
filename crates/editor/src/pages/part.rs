//! The form of one page or question: new, or one that is there. What is wrong with it stands at its fields at once.

use askama::Template;
use axum::extract::{Path, State as Given};
use catalog::DEFINITION;
use http::StatusCode;
use identity::Administrator;
use web::{Failure, Fields, Form, Page, Query};

use super::{
    outline,
    preview::{Chosen, Pane},
    shared::{self, path, version},
};
use crate::{
    State,
    filled::{self, Filled},
    model::Draft,
    part::{self, Entry, KINDS, Part, Typed, kind_label, prefills},
    patch::{self, Change, Tree},
    work,
};

/// Which part of the draft is looked at.
enum Place {
    /// One that is there.
    There(String),
    /// A new one at the end of a list.
    New(String),
}

impl Place {
    fn of(fields: &Fields) -> Option<Self> {
        match (fields.value("at"), fields.value("in")) {
            ("", list) => part::is_list(list).then(|| Self::New(list.to_owned())),
            (at, _) => part::place(at).map(|_| Self::There(at.to_owned())),
        }
    }

    fn is_page(&self) -> bool {
        match self {
            Self::There(at) => part::place(at).is_some_and(|(list, _)| list == "pages"),
            Self::New(list) => list == "pages",
        }
    }

    /// The path that the part has, or will have.
    fn at(&self, root: &Tree) -> String {
        match self {
            Self::There(at) => at.clone(),
            Self::New(list) => format!("{list}[{}]", root.count(list)),
        }
    }
}

#[derive(Template)]
#[template(path = "editor/part.html")]
struct PartPage {
    page: Page,
    path: String,
    title: String,
    /// The key of the heading.
    heading: &'static str,
    version: i64,
    /// Of these two one is "".
    at: String,
    list: String,
    /// The type of a question; "" for a page.
    kind: String,
    kinds: Vec<(&'static str, &'static str)>,
    rows: Vec<Row>,
    fields: Fields,
    told: Option<&'static str>,
    preview: Option<Pane>,
}

/// A field of the form.
struct Row {
    entry: &'static Entry,
    /// How it is shown: "pair", "long", "flag", "choice", "options", "short", "wide".
    shown: &'static str,
    /// What can be chosen: value and key.
    choices: Vec<(String, String)>,
    /// How many options stand in the form.
    options: usize,
}

/// How many empty rows stand below the options that are there.
const MORE_OPTIONS: usize = 3;

fn row(entry: &'static Entry, kind: &str, fields: &Fields) -> Row {
    let nothing = || (String::new(), "editor-choice-none".to_owned());
    let (shown, choices) = match entry.typed {
        Typed::Pair => ("pair", Vec::new()),
        Typed::LongPair => ("long", Vec::new()),
        Typed::Flag => ("flag", Vec::new()),
        Typed::Options => ("options", Vec::new()),
        Typed::Name | Typed::Count => ("short", Vec::new()),
        Typed::Formula => ("wide", Vec::new()),
        Typed::Word(words) => {
            let words = words.iter().map(|word| ((*word).to_owned(), format!("editor-word-{word}")));
            ("choice", std::iter::once(nothing()).chain(words).collect())
        }
        Typed::Prefill => {
            let paths = prefills(kind).into_iter().map(|path| (path.to_owned(), path.to_owned()));
            ("choice", std::iter::once(nothing()).chain(paths).collect())
        }
    };
    let typed = (0..filled::MOST_OPTIONS)
        .take_while(|index| !fields.value(format!("options[{index}].title.ru")).is_empty())
        .count();
    Row { entry, shown, choices, options: (typed + MORE_OPTIONS).min(filled::MOST_OPTIONS) }
}

impl PartPage {
    fn new(state: &State, page: Page, draft: &Draft, place: &Place, part: &Part, fields: Fields) -> web::Result<Self> {
        let definition = shared::definition(draft);
        let (at, list) = match place {
            Place::There(at) => (at.clone(), String::new()),
            Place::New(list) => (String::new(), list.clone()),
        };
        let kind = if let Part::Question(kind) = part { kind.clone() } else { String::new() };
        let within = if at.is_empty() { &list } else { &at };
        let form_page = within.split('.').next().unwrap_or_default();
        let chosen = Chosen { page: outline::form_page(definition.as_ref(), form_page), example: String::new() };
        Ok(Self {
            path: path(&draft.service),
            title: shared::title(state, &draft.service, Some(&draft.files), &page),
            heading: match (place, part) {
                (Place::New(_), Part::Page) => "editor-page-new",
                (Place::New(_), Part::Question(_)) => "editor-question-new",
                (Place::There(_), Part::Page) => "editor-page-change",
                (Place::There(_), Part::Question(_)) => "editor-question-change",
            },
            version: draft.version,
            kinds: KINDS.to_vec(),
            rows: part.entries().into_iter().map(|entry| row(entry, &kind, &fields)).collect(),
            preview: if place.is_page() && at.is_empty() { None } else { Pane::new(&draft.files, &chosen, &page)? },
            at,
            list,
            kind,
            fields,
            told: None,
            page,
        })
    }
}

impl PartPage {
    /// The key of what the type is called.
    fn kind_key(&self) -> &str {
        kind_label(&self.kind)
    }
}

/// `…/part?at=pages[0].questions[1]`, or `…/part?in=pages[0].questions&type=choice`.
pub(super) async fn show(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
    Query(sent): Query,
) -> web::Result {
    let draft = shared::open(&mut state.db.read().await?, &state, &code).await?;
    let place = Place::of(&sent).ok_or(Failure::NotFound)?;
    let root = patch::read(draft.files.definition()).ok_or(Failure::NotFound)?;
    let (part, mut fields) = (part_at(&place, &root, sent.value("type")).ok_or(Failure::NotFound)?, Fields::default());
    if let Place::There(at) = &place {
        filled::show(&part, root.at(at).ok_or(Failure::NotFound)?, &mut fields);
    }
    Ok(web::html(PartPage::new(&state, page, &draft, &place, &part, fields)?))
}

/// What stands, or will stand, at a place; none when nothing does or can.
fn part_at(place: &Place, root: &Tree, kind: &str) -> Option<Part> {
    let fits = match place {
        Place::There(at) => root.at(at).is_some(),
        Place::New(list) => matches!(root.at(list)?, Tree::List(_)),
    };
    if !fits {
        return None;
    }
    if place.is_page() {
        return Some(Part::Page);
    }
    let kind = match place {
        Place::There(at) => root.text(&format!("{at}.type"))?,
        Place::New(_) => kind,
    };
    Some(Part::Question(KINDS.iter().find(|(known, _)| *known == kind)?.0.to_owned()))
}

/// What a form came to.
enum Came {
    /// The text with it, and where one goes on.
    Put(String, Onward),
    /// Something at its fields does not fit.
    Wrong,
    /// The text could not be changed in place.
    Stuck,
}

/// Where one goes on after saving.
enum Onward {
    List,
    /// To the form of the part that is there now: it has other fields than before.
    Part(String),
}

/// «Сохранить».
pub(super) async fn save(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let place = Place::of(&fields).ok_or(Failure::Malformed)?;
    let mut tx = state.db.begin().await?;
    let draft = shared::open(&mut tx, &state, &code).await?;
    let root = patch::read(draft.files.definition()).ok_or(Failure::Conflict)?;
    let is_late = draft.version != version(&fields)?;
    let part = part_at(&place, &root, fields.value("type"));
    let Some(part) = part.filter(|_| !is_late) else {
        return faster(&state, page, &draft, &place, fields);
    };
    let came = come(&place, &part, (draft.files.definition(), &root), &mut fields, &page);
    let mut files = draft.files.clone();
    let (told, status) = match came {
        Came::Put(text, onward) if files.set(DEFINITION, text.clone()) => {
            if work::save(&mut tx, &state.cx, &administrator, &draft, &files).await?.is_none() {
                return faster(&state, page, &draft, &place, fields);
            }
            tx.commit().await?;
            return Ok(match onward {
                Onward::List => web::see_with(format!("{}/questions", path(&code)), "editor-saved"),
                Onward::Part(at) => {
                    let to = web::with_query(&format!("{}/part", path(&code)), "", "at", &at);
                    web::see_with(to, "editor-kind-changed")
                }
            });
        }
        Came::Wrong => (None, StatusCode::UNPROCESSABLE_ENTITY),
        Came::Put(..) | Came::Stuck => (Some("editor-text-not-put"), StatusCode::UNPROCESSABLE_ENTITY),
    };
    drop(tx);
    let mut made = PartPage::new(&state, page, &draft, &place, &part, fields)?;
    made.told = told;
    let mut response = web::html(made);
    *response.status_mut() = status;
    Ok(response)
}

/// Somebody saved meanwhile: what was typed stays, on top of what there is now, if that place is still there.
fn faster(state: &State, page: Page, now: &Draft, place: &Place, fields: Fields) -> web::Result {
    let root = patch::read(now.files.definition()).ok_or(Failure::Conflict)?;
    let part = part_at(place, &root, fields.value("type")).ok_or(Failure::Conflict)?;
    let mut made = PartPage::new(state, page, now, place, &part, fields)?;
    made.told = Some("editor-faster-outline");
    Ok(shared::conflict(made))
}

/// Puts what was typed into the text, and checks what came of it.
fn come(place: &Place, part: &Part, (text, root): (&str, &Tree), fields: &mut Fields, page: &Page) -> Came {
    if let (Place::There(at), Part::Question(kind)) = (place, part)
        && let Some((wished, _)) = KINDS.iter().find(|(known, _)| *known == fields.value("type") && known != kind)
    {
        let changes = turned(at, &Part::Question((*wished).to_owned()), root);
        return patch::change(text, &changes).map_or(Came::Stuck, |text| Came::Put(text, Onward::Part(at.clone())));
    }
    let at = place.at(root);
    let names = names(root, &at);
    let Some(filled) = Filled::read(part, fields, &|name| names.iter().any(|known| known == name)) else {
        return Came::Wrong;
    };
    let changes = match place {
        Place::New(list) => vec![Change::Append(list.clone(), filled.value())],
        Place::There(at) => match root.at(at) {
            Some(known) => filled.changes(at, known),
            None => return Came::Stuck,
        },
    };
    let Ok(patched) = patch::change(text, &changes) else { return Came::Stuck };
    for problem in forms::parse(&patched).err().unwrap_or_default() {
        let own = problem.path.strip_prefix(&at).and_then(|rest| rest.strip_prefix('.'));
        if let Some(name) = own.and_then(|own| field_of(part, own)) {
            fields.fail(name, shared::said(&problem, page));
        }
    }
    if fields.is_fine() { Came::Put(patched, Onward::List) } else { Came::Wrong }
}

/// The field of the form that a problem below a part belongs to; none: it is mended elsewhere.
fn field_of(part: &Part, own: &str) -> Option<String> {
    let first = own.split(['.', '[']).next()?;
    let entry = part.entries().into_iter().find(|entry| entry.name == first)?;
    Some(match entry.typed {
        Typed::Pair | Typed::LongPair if own == first => format!("{first}.ru"),
        Typed::Options if own == first => "options[0].title.ru".to_owned(),
        _ => own.to_owned(),
    })
}

/// A question becomes one of another type: what that does not have goes.
fn turned(at: &str, into: &Part, root: &Tree) -> Vec<Change> {
    let Part::Question(kind) = into else { return Vec::new() };
    let set = Change::Set(at.to_owned(), "type", patch::Value::Bare(kind.clone()));
    let known = root.at(at);
    let gone = into.foreign().into_iter().filter(|name| known.is_some_and(|known| known.field(name).is_some()));
    let gone = gone.map(|name| Change::Unset(at.to_owned(), name));
    std::iter::once(set).chain(gone).collect()
}

/// The names of every other part, of computed values too.
fn names(root: &Tree, but: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lists = vec!["pages".to_owned(), "computed".to_owned(), "decision".to_owned()];
    while let Some(list) = lists.pop() {
        for index in 0..root.count(&list) {
            let at = format!("{list}[{index}]");
            lists.push(format!("{at}.questions"));
            if at != but
                && let Some(id) = root.text(&format!("{at}.id"))
            {
                found.push(id.to_owned());
            }
        }
    }
    found
}
