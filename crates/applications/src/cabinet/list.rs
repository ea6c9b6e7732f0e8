//! The list «Заявления», with filters by state.

use askama::Template;
use axum::extract::State as Given;
use db::Tx;
use identity::Citizen;
use web::{
    Page,
    paging::{Paged, Place, Stretch},
};

use super::words;
use crate::{State, life_cycle, model::Application, store};

/// How many applications a page shows.
const SHOWN: usize = 25;

#[derive(Template)]
#[template(path = "applications/list.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
    filters: Vec<Filter>,
    /// There is nothing, whatever the list is narrowed to.
    is_empty: bool,
    /// The addresses of the pages beside this one; empty when there are none.
    previous: String,
    next: String,
}

/// A line of a list of applications.
pub(crate) struct Line {
    pub href: String,
    pub title: String,
    pub note: String,
    pub status: String,
    pub tone: &'static str,
}

struct Filter {
    href: String,
    text: String,
    count: i64,
    current: bool,
}

/// A line: the number or the day it was begun, and the deadline.
pub(crate) fn line(application: &Application, page: &Page, now: base::Timestamp) -> Line {
    let mut note = match (&application.number, application.sent_at) {
        (Some(number), Some(sent_at)) => {
            page.tv("applications-line-sent", [("number", number.to_string()), ("day", page.day_of(sent_at))])
        }
        _ => page.tv("applications-line-begun", [("day", page.day_of(application.created_at))]),
    };
    if let Some(deadline) = words::deadline(application, page, now) {
        note.push_str(" · ");
        note.push_str(&deadline.text);
    }
    let state = application.state();
    Line {
        href: application.path(),
        title: application.title(page.lang).to_owned(),
        note,
        status: page.t(state.label_key()).into_owned(),
        tone: state.tone(),
    }
}

/// The list.
pub(super) async fn show(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    web::Query(query): web::Query,
) -> web::Result {
    let wanted: Option<life_cycle::State> = query.value("state").parse().ok();
    let stretch = Stretch::of(&query);
    let mut tx = state.db.read().await?;
    let found = page_of(&mut tx, &citizen, wanted, stretch).await?;
    let counts = store::applications::count_by_state(&mut tx, citizen.account).await?;
    let all = Filter {
        href: "/cabinet/applications".to_owned(),
        text: page.t("applications-filter-all").into_owned(),
        count: counts.iter().map(|(_, count)| count).sum(),
        current: wanted.is_none(),
    };
    // In the order of the life cycle, whatever the database says.
    let of_state = |known: &life_cycle::State| {
        let (_, count) = counts.iter().find(|(counted, _)| counted == known)?;
        Some(Filter {
            href: format!("/cabinet/applications?state={known}"),
            text: page.t(known.label_key()).into_owned(),
            count: *count,
            current: wanted == Some(*known),
        })
    };
    let filters = std::iter::once(all).chain(life_cycle::State::ALL.iter().filter_map(of_state)).collect();
    let far = store::drafts::progress(&mut tx, citizen.account).await?;
    let lines = found.entries.iter().map(|application| {
        let mut line = line(application, &page, state.cx.now());
        if application.state() == life_cycle::State::Draft {
            line.note.push_str(" · ");
            line.note.push_str(&words::draft(application, &far, (&page, &state.catalog)));
        }
        line
    });
    let lines: Vec<Line> = lines.collect();
    let (previous, next) = found.beside(&page.path, &page.query);
    Ok(web::html(ListPage {
        is_empty: lines.is_empty() && wanted.is_none() && stretch == Stretch::First,
        previous,
        next,
        lines,
        filters,
        page,
    }))
}

/// The applications of a page.
async fn page_of(
    tx: &mut Tx,
    citizen: &Citizen,
    wanted: Option<life_cycle::State>,
    mut stretch: Stretch,
) -> db::Result<Paged<Application>> {
    let mut found = store::lists::list(tx, citizen.account, wanted, (stretch, SHOWN + 1)).await?;
    if stretch.fell_short(found.len(), SHOWN) {
        stretch = Stretch::First;
        found = store::lists::list(tx, citizen.account, wanted, (stretch, SHOWN + 1)).await?;
    }
    Ok(Paged::new(stretch, found, SHOWN, |of| Place { at: of.changed_at, id: of.id.0 }))
}
