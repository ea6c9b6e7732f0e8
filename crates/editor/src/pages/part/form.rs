//! The page with the form of a part.

use askama::Template;
use catalog::Service;
use forms::Recipient;
use web::{Fields, Page};

use super::{
    super::{
        outline,
        preview::{Chosen, Pane},
        shared::{self, path},
    },
    Place,
    called::named,
};
use crate::{
    State,
    filled::{self, Choices, Offer},
    model::Draft,
    part::{self, Entry, Part, Typed, kind_label, kinds_in, prefills},
    patch::Tree,
    usable::{self, Usable},
};

#[derive(Template)]
#[template(path = "editor/part.html")]
pub(super) struct PartPage {
    page: Page,
    path: String,
    title: String,
    /// The page of the editor that lists such parts.
    home: &'static str,
    /// Where the form goes.
    action: String,
    /// The key of the heading, and of the button that removes the part.
    heading: &'static str,
    remove: &'static str,
    version: i64,
    /// Of these two one is "", or both.
    at: String,
    list: String,
    /// The type of a question; "" for what is none.
    kind: String,
    kinds: Vec<(&'static str, &'static str)>,
    rows: Vec<Row>,
    fields: Fields,
    pub(super) told: Option<&'static str>,
    /// The service that bank details were taken over from.
    pub(super) taken_over: Option<String>,
    /// No question asks for the number that the second person is found by: where one is added.
    lacks_snils: bool,
    preview: Option<Pane>,
    /// The pages that a question can be moved to: path and title.
    pages: Choices,
    /// The names that conditions may use; none when there is no condition.
    names: Option<Vec<Usable>>,
    profile: Vec<Usable>,
}

/// A field of the form.
struct Row {
    entry: &'static Entry,
    /// How it is shown.
    shown: &'static str,
    /// What can be chosen: value and key.
    choices: Choices,
    /// How many rows stand in it: options, or conditions of a duty.
    count: usize,
    /// How many of its options are in the text, and can change places.
    known: usize,
}

impl Row {
    /// The word that a box stands for.
    fn word(&self) -> &'static str {
        if let Typed::Flag(word) = self.entry.typed { word } else { "" }
    }
}

/// How many empty rows stand below those that are there.
const MORE_OPTIONS: usize = 3;
const MORE_CASES: usize = 2;

fn row(entry: &'static Entry, kind: &str, fields: &Fields, offer: &Offer, known: usize) -> Row {
    let filled = |name: &dyn Fn(usize) -> String, most: usize| {
        (0..most).take_while(|index| !fields.value(name(*index)).is_empty()).count()
    };
    let mut made = Row { entry, shown: "", choices: Vec::new(), count: 0, known };
    made.shown = match entry.typed {
        Typed::Section => "section",
        Typed::Pair | Typed::Keywords => "pair",
        Typed::LongPair => "long",
        Typed::Flag(_) => "flag",
        Typed::Whether(whether) => {
            made.choices = whether.words.map(|(word, key)| (word.to_owned(), key.to_owned())).to_vec();
            "whether"
        }
        Typed::Options => {
            let typed = filled(&|index| format!("options[{index}].title.ru"), filled::MOST_OPTIONS);
            made.count = (typed + MORE_OPTIONS).min(filled::MOST_OPTIONS);
            "options"
        }
        Typed::Amount => {
            let typed = filled(&|index| format!("cases[{index}].when"), filled::MOST_CASES);
            made.count = (typed + MORE_CASES).min(filled::MOST_CASES);
            "amount"
        }
        Typed::Name | Typed::Count | Typed::YearDay => "short",
        Typed::Formula | Typed::Line => "wide",
        Typed::Several(source) => {
            made.choices = offer.of(source);
            "several"
        }
        Typed::One(source) => {
            made.choices = chosen(entry, fields, offer.of(source));
            "choice"
        }
        Typed::Prefill => {
            let paths = prefills(kind).into_iter();
            made.choices =
                chosen(entry, fields, paths.map(|path| (path.to_owned(), usable::profile_label(path))).collect());
            "choice"
        }
    };
    made
}

/// What can be chosen, with nothing before it where that will do, and with what is chosen though it is not there any more.
fn chosen(entry: &Entry, fields: &Fields, known: Choices) -> Choices {
    let now = fields.value(entry.name);
    let is_strange = !now.is_empty() && !known.iter().any(|(value, _)| value == now);
    let is_optional = entry.need == part::Need::Never || known.is_empty();
    let nothing = is_optional.then(|| (String::new(), "editor-choice-none".to_owned()));
    let strange = is_strange.then(|| (now.to_owned(), now.to_owned()));
    nothing.into_iter().chain(strange).chain(known).collect()
}

impl PartPage {
    pub(super) fn new(
        state: &State,
        page: Page,
        draft: &Draft,
        (place, root): (&Place, &Tree),
        part: &Part,
        fields: Fields,
    ) -> web::Result<Self> {
        let (at, list) = match place {
            Place::There(at) => (at.clone(), String::new()),
            Place::New(list) => (String::new(), list.clone()),
            Place::Whole(_) => (String::new(), String::new()),
        };
        let kind = if let Part::Question(kind) = part { kind.clone() } else { String::new() };
        let (own, offer) = (place.at(root), offer(state, root, &place.at(root), &page));
        let known = if at.is_empty() { 0 } else { root.count(&format!("{at}.options")) };
        let is_of_decision = own.starts_with("decision");
        let is_shown = |entry: &&'static Entry| {
            // Nothing is known of an officer's answer beforehand.
            entry.typed != Typed::Prefill || !is_of_decision || !fields.value(entry.name).is_empty()
        };
        let rows = part.entries().into_iter().filter(is_shown);
        let has_conditions = part.entries().iter().any(|entry| matches!(entry.typed, Typed::Formula | Typed::Amount));
        let lang = page.lang.code();
        let [new, there, remove] = part.keys();
        let path = path(&draft.service);
        Ok(Self {
            title: shared::title(state, &draft.service, Some(&draft.files), &page),
            home: place.home(),
            action: if matches!(place, Place::Whole(_)) {
                format!("{path}/{}", part.home())
            } else {
                format!("{path}/part")
            },
            heading: if matches!(place, Place::New(_)) { new } else { there },
            remove,
            version: draft.version,
            kinds: kinds_in(part::place(&own).map_or("", |(list, _)| list)),
            rows: rows.map(|entry| row(entry, &kind, &fields, &offer, known)).collect(),
            lacks_snils: *part == Part::SecondParty && offer.snils.is_empty(),
            preview: preview(draft, part, &own, &page)?,
            pages: if at.is_empty() { Vec::new() } else { pages(root, &at, lang) },
            names: has_conditions.then(|| usable::usable(root, &own, lang)),
            profile: usable::profile(),
            path,
            at,
            list,
            kind,
            fields: named(fields, part, &page),
            told: None,
            taken_over: None,
            page,
        })
    }

    /// The key of what the type is called.
    fn kind_key(&self) -> &str {
        kind_label(&self.kind)
    }

    /// Whether options can change places.
    fn moves_options(&self) -> bool {
        self.rows.iter().any(|row| row.shown == "options" && row.known > 1)
    }

    /// Whether something stands beside the form.
    fn has_side(&self) -> bool {
        self.preview.is_some() || self.names.is_some()
    }
}

/// The page of the form that a part stands on, as citizens see it.
fn preview(draft: &Draft, part: &Part, at: &str, page: &Page) -> web::Result<Option<Pane>> {
    if !matches!(part, Part::Page | Part::Question(_)) {
        return Ok(None);
    }
    if at.starts_with("decision") {
        return Pane::of_decision(&draft.files, page);
    }
    let definition = shared::definition(draft);
    let form_page = outline::form_page(definition.as_ref(), at.split('.').next().unwrap_or_default());
    if form_page.is_empty() && *part == Part::Page {
        return Ok(None);
    }
    Pane::new(&draft.files, &Chosen { page: form_page, example: String::new() }, page)
}

/// The other pages of the form, when a question of one of them is looked at.
fn pages(root: &Tree, at: &str, lang: &str) -> Choices {
    let Some((list, _)) = part::place(at) else { return Vec::new() };
    let own = list.strip_suffix(".questions").unwrap_or_default();
    if part::place(own).is_none_or(|(of, _)| of != "pages") {
        return Vec::new();
    }
    let page = |index: usize| {
        let here = format!("pages[{index}]");
        let title = root.text(&format!("{here}.title.{lang}")).unwrap_or_default().to_owned();
        (here != own).then_some((here, title))
    };
    (0..root.count("pages")).filter_map(page).collect()
}

/// What the fields of a part can be chosen from.
pub(super) fn offer(state: &State, root: &Tree, at: &str, page: &Page) -> Offer {
    let say = |text: &forms::Text| text.in_lang(page.lang).to_owned();
    let now = state.catalog.snapshot();
    let list = at.split_once('.').map(|(page, _)| format!("{page}.questions")).unwrap_or_default();
    let lang = page.lang.code();
    let lists = (0..root.count("pages")).map(|index| format!("pages[{index}].questions"));
    let asked: Vec<_> = lists.flat_map(|list| questions(root, &list, lang)).collect();
    let known = |asked: &mut dyn Iterator<Item = &(String, String, String)>| -> Choices {
        asked.map(|(id, title, _)| (id.clone(), title.clone())).collect()
    };
    Offer {
        agencies: now.agencies().iter().map(|known| (known.code.clone(), say(&known.title))).collect(),
        categories: now.categories().iter().map(|known| (known.code.clone(), say(&known.title))).collect(),
        regions: now.regions().iter().map(|known| (known.code.clone(), say(&known.title))).collect(),
        questions: known(&mut questions(root, &list, lang).iter()),
        snils: known(&mut asked.iter().filter(|(.., kind)| kind == "snils")),
        asked: known(&mut asked.iter()),
    }
}

/// The questions of a list: name, title (or the name, where there is none yet), and type.
fn questions(root: &Tree, list: &str, lang: &str) -> Vec<(String, String, String)> {
    let question = |index: usize| {
        let text = |field: &str| root.text(&format!("{list}[{index}].{field}")).unwrap_or_default().to_owned();
        let (id, title) = (text("id"), text(&format!("title.{lang}")));
        (id.clone(), if title.is_empty() { id } else { title }, text("type"))
    };
    (0..root.count(list)).map(question).collect()
}

/// Fills in the bank details of the agency as another service of it has them, where there is no duty yet: they are long
/// and the same. The title of that service.
pub(super) fn recipient(state: &State, part: &Part, root: &Tree, page: &Page, fields: &mut Fields) -> Option<String> {
    if *part != Part::Cost || root.field("fee").is_some() {
        return None;
    }
    let agency = root.text("agency")?;
    let services = state.catalog.services();
    let details = |service: &Service| -> Option<Recipient> {
        let definition = &service.edition.definition;
        (definition.agency == agency).then(|| definition.fee.as_ref().map(|fee| fee.recipient.clone())).flatten()
    };
    let (from, known) = services.iter().find_map(|service| Some((service, details(service)?)))?;
    let Recipient { name, inn, kpp, account, bank, bik, kbk, oktmo } = known;
    let all = [("name", name), ("inn", inn), ("kpp", kpp), ("account", account), ("bank", bank), ("bik", bik)];
    for (field, value) in all.into_iter().chain([("kbk", kbk), ("oktmo", oktmo)]) {
        fields.set(format!("fee.recipient.{field}"), value);
    }
    Some(from.title().in_lang(page.lang).to_owned())
}
