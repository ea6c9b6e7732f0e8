//! The journal of a centre's day: numbers and deeds, nothing of the persons.

use std::collections::{HashMap, hash_map::Entry};

use askama::Template;
use axum::extract::State as Extract;
use base::{Date, StaffId};
use web::{Fields, Page, Query, html};

use super::{
    beside::{self, OpenVisit},
    store,
};
use crate::{Operator, State, accounts::AccountNumber, staff};

/// More than a centre does in a day.
const MOST: u32 = 1000;

#[derive(Template)]
#[template(path = "centre/journal.html")]
struct JournalPage {
    page: Page,
    fields: Fields,
    day: String,
    rows: Vec<Row>,
    visits: Vec<OpenVisit>,
}

struct Row {
    time: String,
    visit: String,
    account: String,
    entry_key: &'static str,
    operator: String,
}

pub(super) async fn show(
    Extract(state): Extract<State>,
    operator: Operator,
    page: Page,
    Query(query): Query,
) -> web::Result {
    let today = crate::day::of(state.cx.now());
    let day: Date = base::parse_day(query.value("day")).unwrap_or(today);
    let mut tx = state.db.read().await?;
    let mut names: HashMap<StaffId, String> = HashMap::new();
    let mut rows = Vec::new();
    for row in store::list_day(&mut tx, &operator.centre, day, MOST).await? {
        let name = match names.entry(row.staff) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let found = staff::staff_name(&mut tx, row.staff).await?;
                unknown.insert(found.map(|(name, _)| name).unwrap_or_default())
            }
        };
        rows.push(Row {
            time: page.clock(row.at),
            visit: row.visit_number,
            account: row
                .account_number
                .parse::<AccountNumber>()
                .map_or(row.account_number, |number| number.to_string()),
            entry_key: row.entry.label_key(),
            operator: name.clone(),
        });
    }
    let fields = Fields::new([("day", base::short_date(day))]);
    let visits = beside::visits(&mut tx, &state.cx, &operator, &page, None).await?;
    Ok(html(JournalPage { fields, day: page.day(day), rows, visits, page }))
}
