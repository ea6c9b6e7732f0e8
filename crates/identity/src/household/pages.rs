//! «Семья, транспорт и документы»: the list, and adding, changing and removing a record.

use askama::Template;
use axum::{
    Router,
    extract::{Path, State as Extract},
    routing::get,
};
use web::{Failure, Fields, Form, Page, html, see, see_with, unprocessable};

use super::{
    Added, Edited, Kept, Kind, Record, RecordId, add, edit, fields, form, remove, store,
    view::{Card, Section},
};
use crate::{Citizen, State, personal::pages::record};

const LIST: &str = "/cabinet/household";

pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route(LIST, get(list))
        .route("/cabinet/household/add/{kind}", get(begin).post(save_new))
        .route("/cabinet/household/records/{record}", get(show).post(save))
        .route("/cabinet/household/records/{record}/remove", get(ask).post(take_away))
}

#[derive(Template)]
#[template(path = "household/list.html")]
struct ListPage {
    page: Page,
    sections: Vec<Section>,
}

async fn list(Extract(state): Extract<State>, citizen: Citizen, page: Page) -> web::Result {
    let mut tx = state.db.read().await?;
    let kept = store::all(&mut tx, citizen.account).await?;
    Ok(html(ListPage { sections: Section::all(&page, &kept), page }))
}

#[derive(Template)]
#[template(path = "household/edit.html")]
struct EditPage {
    page: Page,
    fields: Fields,
    kind: Kind,
    /// What was opened to be changed: none when it is a new record.
    version: Option<i64>,
    /// What another page has saved meanwhile.
    meanwhile: Option<Card>,
}

impl EditPage {
    fn new(page: Page, kind: Kind, fields: Fields) -> Self {
        Self { page, fields, kind, version: None, meanwhile: None }
    }

    fn title_key(&self) -> String {
        let verb = if self.version.is_none() { "add" } else { "edit" };
        format!("household-{verb}-{}", self.kind)
    }

    /// Codes are shown as they are: they are the same in every language.
    fn categories() -> Vec<(&'static str, &'static str)> {
        super::Category::ALL.iter().map(|category| (category.as_str(), category.as_str())).collect()
    }
}

fn kind_of(path: &str) -> Result<Kind, Failure> {
    path.parse().map_err(|_| Failure::NotFound)
}

async fn begin(Extract(state): Extract<State>, citizen: Citizen, page: Page, Path(kind): Path<String>) -> web::Result {
    let kind = kind_of(&kind)?;
    let mut tx = state.db.read().await?;
    let taken = store::taken(&mut tx, citizen.account, kind).await?;
    let has_room = i64::try_from(taken.len()).is_ok_and(|count| count < kind.most());
    match taken.first() {
        _ if has_room => Ok(html(EditPage::new(page, kind, Fields::default()))),
        Some(only) if kind.most() == 1 => Ok(see(path_of(only.id))),
        _ => Ok(see_with(LIST, "household-full-flash")),
    }
}

fn path_of(id: RecordId) -> String {
    format!("{LIST}/records/{id}")
}

async fn save_new(
    Extract(state): Extract<State>,
    citizen: Citizen,
    page: Page,
    Path(kind): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let kind = kind_of(&kind)?;
    let new = match form::read(kind, &fields, page.today()) {
        Ok(new) => new,
        Err(wrong) => {
            record(&mut fields, wrong);
            return Ok(unprocessable(EditPage::new(page, kind, fields)));
        }
    };
    let mut tx = state.db.begin().await?;
    match add(&mut tx, &state.cx, citizen.account, &new).await? {
        Added::Saved(_) => {
            tx.commit().await?;
            Ok(see_with(LIST, "household-saved"))
        }
        Added::Known(_) => {
            fail_known(&mut fields, kind);
            Ok(unprocessable(EditPage::new(page, kind, fields)))
        }
        Added::Full => {
            fields.fail_with("household-form", "household-full", [("max", kind.most())]);
            Ok(unprocessable(EditPage::new(page, kind, fields)))
        }
    }
}

fn fail_known(fields: &mut Fields, kind: Kind) {
    let at = match kind {
        Kind::Child => "family_name",
        Kind::Vehicle => "vin",
        Kind::Licence | Kind::Policy | Kind::Organisation => "household-form",
    };
    fields.fail(at, format!("household-known-{kind}"));
}

/// The citizen's own record; whatever else is not there.
async fn own(tx: &mut db::Tx, citizen: &Citizen, id: &str) -> Result<Kept, Failure> {
    let id: RecordId = id.parse().map_err(|_| Failure::NotFound)?;
    store::find(tx, citizen.account, id).await?.ok_or(Failure::NotFound)
}

async fn show(Extract(state): Extract<State>, citizen: Citizen, page: Page, Path(id): Path<String>) -> web::Result {
    let mut tx = state.db.read().await?;
    let kept = own(&mut tx, &citizen, &id).await?;
    let fields = fields::typed(&kept.record);
    let version = Some(kept.version);
    Ok(html(EditPage { version, ..EditPage::new(page, kept.record.kind(), fields) }))
}

async fn save(
    Extract(state): Extract<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let kept = own(&mut tx, &citizen, &id).await?;
    let kind = kept.record.kind();
    // Whoever leaves out what was seen has seen nothing.
    let seen = fields.value("version").parse().unwrap_or(0);
    let changed: Record = match form::read(kind, &fields, page.today()) {
        Ok(changed) => changed,
        Err(wrong) => {
            drop(tx);
            record(&mut fields, wrong);
            return Ok(unprocessable(EditPage { version: Some(seen), ..EditPage::new(page, kind, fields) }));
        }
    };
    match edit(&mut tx, &state.cx, citizen.account, (kept.id, seen), &changed).await? {
        Edited::Saved => {
            tx.commit().await?;
            Ok(see_with(LIST, "household-saved"))
        }
        Edited::Known => {
            drop(tx);
            fail_known(&mut fields, kind);
            Ok(unprocessable(EditPage { version: Some(seen), ..EditPage::new(page, kind, fields) }))
        }
        Edited::Stale => {
            // What stands there now is shown beside what was typed; saving again is a choice then.
            let now = own(&mut tx, &citizen, &id).await?;
            fields.fail("household-form", "household-stale");
            let meanwhile = Some(Card::of(&page, &now));
            let version = Some(now.version);
            Ok(unprocessable(EditPage { version, meanwhile, ..EditPage::new(page, kind, fields) }))
        }
    }
}

#[derive(Template)]
#[template(path = "household/remove.html")]
struct RemovePage {
    page: Page,
    fields: Fields,
    kind: Kind,
    version: i64,
    card: Card,
}

impl RemovePage {
    fn new(page: Page, kept: &Kept, fields: Fields) -> Self {
        let card = Card::of(&page, kept);
        Self { page, fields, kind: kept.record.kind(), version: kept.version, card }
    }

    fn title_key(&self) -> String {
        format!("household-remove-{}", self.kind)
    }
}

async fn ask(Extract(state): Extract<State>, citizen: Citizen, page: Page, Path(id): Path<String>) -> web::Result {
    let mut tx = state.db.read().await?;
    let kept = own(&mut tx, &citizen, &id).await?;
    Ok(html(RemovePage::new(page, &kept, Fields::default())))
}

/// Takes away what the citizen has just seen. What is gone already is gone: a second press of the button is told so.
async fn take_away(
    Extract(state): Extract<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let kept = match own(&mut tx, &citizen, &id).await {
        Ok(kept) => kept,
        Err(Failure::NotFound) => return Ok(see_with(LIST, "household-gone")),
        Err(failure) => return Err(failure),
    };
    let seen = fields.value("version").parse().unwrap_or(0);
    let kind = kept.record.kind();
    if remove(&mut tx, &state.cx, citizen.account, (kept.id, seen), kind).await? {
        tx.commit().await?;
        return Ok(see_with(LIST, "household-removed"));
    }
    fields.fail("household-form", "household-remove-stale");
    Ok(unprocessable(RemovePage::new(page, &kept, fields)))
}
