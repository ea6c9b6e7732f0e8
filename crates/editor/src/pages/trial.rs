//! «Проба»: the form as a citizen fills it in, for whoever describes it. Nothing is sent; what comes of it can be kept as
//! an example.

mod applicant;
mod end;
mod step;

use std::collections::BTreeMap;

use axum::extract::{Path, State as Given};
use db::Tx;
use forms::{Definition, Example, Expected, Household, Text};
use identity::Administrator;
use web::{Failure, Form, Page};

pub(super) use applicant::{save as save_applicant, show};
pub(super) use end::{save as keep, show as show_end};
pub(super) use step::{save as save_page, show as show_page};

use super::shared::{self, path};
use crate::{
    State, examples,
    model::{Draft, TryOut},
    store::trials,
};

/// The longest try-out that is kept, in bytes.
const LONGEST: usize = 128 * 1024;

/// The birth date of the applicant of a new try-out: somebody who is grown up and not old.
const BORN: &str = "27.03.1990";

/// What is tried out.
struct Hand {
    draft: Draft,
    /// None while the description has problems.
    definition: Option<Definition>,
    tried: TryOut,
}

impl Hand {
    /// The try-out in hand, without the answers to questions that are not there any more; a new one while there is none.
    async fn of(tx: &mut Tx, state: &State, by: &Administrator, page: &Page, code: &str) -> web::Result<Self> {
        let draft = shared::open(tx, state, code).await?;
        let definition = shared::definition(&draft);
        let mut tried = trials::find(tx, code, by.staff).await?.unwrap_or_else(|| new(page));
        if let Some(definition) = &definition {
            tried.example = examples::fitting(definition, tried.example).0;
        }
        Ok(Self { draft, definition, tried })
    }

    /// Keeps what was typed; false when another window was faster.
    async fn keep(&self, tx: &mut Tx, state: &State, by: &Administrator) -> web::Result<bool> {
        let longest = serde_json::to_string(&self.tried.example).map_or(0, |text| text.len());
        if longest > LONGEST {
            return Err(Failure::TooLarge);
        }
        let code = &self.draft.service;
        if self.tried.version == 0 {
            trials::begin(tx, &state.cx, code, by.staff, &self.tried).await?;
            return Ok(true);
        }
        Ok(trials::keep(tx, &state.cx, code, by.staff, &self.tried).await?)
    }
}

fn new(page: &Page) -> TryOut {
    let example = Example {
        title: Text::default(),
        today: base::short_date(page.today()),
        profile: BTreeMap::from([("born_on".to_owned(), BORN.to_owned())]),
        household: Household::default(),
        input: BTreeMap::new(),
        expect: Expected::default(),
    };
    TryOut { version: 0, file: String::new(), example }
}

/// The address of the try-out of a service.
fn home(code: &str) -> String {
    format!("{}/trial", path(code))
}

fn page_path(code: &str, id: &str) -> String {
    web::with_query(&format!("{}/page", home(code)), "", "page", id)
}

/// Where one can go: address, title, whether one is there.
type Chips = Vec<(String, String, bool)>;

/// The way through the form: whoever applies, every page that applies, the end. `here` is the id of the page, "" for the
/// first, "." for the end.
fn chips(hand: &Hand, page: &Page, here: &str) -> Chips {
    let code = &hand.draft.service;
    let steps = hand.definition.as_ref().and_then(|definition| {
        let walk = forms::walk(definition, &hand.tried.example).ok()?;
        let chip = |step: &forms::Step<'_>| {
            let id = &step.page.id;
            (page_path(code, id), step.page.title.in_lang(page.lang).to_owned(), id == here)
        };
        Some(walk.steps.iter().map(chip).collect::<Chips>())
    });
    let first = (home(code), page.t("examples-applicant").into_owned(), here.is_empty());
    let end = (format!("{}/outcome", home(code)), page.t("examples-outcome").into_owned(), here == ".");
    std::iter::once(first).chain(steps.unwrap_or_default()).chain([end]).collect()
}

/// «Открыть в пробе», «Новый пример»: begins a try-out from an example, or an empty one.
pub(super) async fn begin(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let draft = shared::open(&mut tx, &state, &code).await?;
    let tried = match fields.value("file") {
        "" => new(&page),
        file => {
            let (file, text) = draft.files.examples().find(|(known, _)| *known == file).ok_or(Failure::NotFound)?;
            let example = forms::parse_example(text).map_err(|_| Failure::NotFound)?;
            TryOut { version: 0, file: file.to_owned(), example }
        }
    };
    trials::begin(&mut tx, &state.cx, &code, administrator.staff, &tried).await?;
    tx.commit().await?;
    Ok(web::see(home(&code)))
}
