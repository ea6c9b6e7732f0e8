//! The queue: lists with their counts, search, and how much was decided lately.

use axum::extract::State as Given;
use base::{Cx, Date, national::Snils};
use db::{Result, Tx};
use identity::Officer;
use jiff::ToSpan;
use web::{Bar, Html, Page};

use super::{
    pages::{DeskPage, Pane},
    search,
};
use crate::{
    State, calendar,
    calendar::russia,
    deadlines::Urgency,
    life_cycle,
    number::ApplicationNumber,
    store::{
        self,
        desk::{Counts, Line},
    },
};

/// How many days the chart shows.
const CHART_DAYS: i64 = 14;

db::codes!(
    /// Which cases the list shows.
    pub enum Filter {
        /// All in review.
        All = "all",
        /// With this officer.
        Mine = "mine",
        /// With nobody.
        Unassigned = "unassigned",
        /// Answered by the citizen.
        Answered = "answered",
        /// Due today or earlier.
        Due = "due",
        /// Waiting for the citizen.
        Waiting = "waiting",
    }
);

impl Filter {
    const fn label_key(self) -> &'static str {
        match self {
            Self::All => "desk-filter-all",
            Self::Mine => "desk-filter-mine",
            Self::Unassigned => "desk-filter-unassigned",
            Self::Answered => "desk-filter-answered",
            Self::Due => "desk-filter-due",
            Self::Waiting => "desk-filter-waiting",
        }
    }

    const fn count(self, counts: &Counts) -> i64 {
        match self {
            Self::All => counts.all,
            Self::Mine => counts.taken,
            Self::Unassigned => counts.unassigned,
            Self::Answered => counts.answered,
            Self::Due => counts.due,
            Self::Waiting => counts.waiting,
        }
    }
}

/// What the officer looks at: a list of the queue, or what a search found.
#[derive(Debug, Clone)]
pub(super) struct View {
    /// The list.
    pub filter: Filter,
    /// What is searched for, sealed; "" for nothing.
    pub found: String,
}

impl View {
    /// As the address or a form says it.
    pub fn of(fields: &web::Fields) -> Self {
        let filter = fields.value("filter").parse().unwrap_or(Filter::All);
        Self { filter, found: fields.value("found").to_owned() }
    }

    /// What a search found.
    pub const fn found(sealed: String) -> Self {
        Self { filter: Filter::All, found: sealed }
    }

    /// The address of a path of the desk in this view.
    pub fn address(&self, path: &str) -> String {
        let mut query = String::new();
        if self.filter != Filter::All {
            query = format!("filter={}", self.filter);
        }
        if self.found.is_empty() {
            return if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        }
        web::with_query(path, &query, "found", &self.found)
    }
}

/// A link to a list, with its count.
pub(super) struct FilterLink {
    pub href: String,
    pub text: String,
    pub count: i64,
    pub current: bool,
}

/// A line of the list as it is shown.
pub(super) struct ShownLine {
    pub href: String,
    pub number: String,
    pub service: String,
    pub status: String,
    pub due: String,
    pub due_class: &'static str,
    pub mine: bool,
}

/// The two columns beside the case.
pub(super) struct Queue {
    pub filters: Vec<FilterLink>,
    pub lines: Vec<ShownLine>,
    pub chart: Html,
    pub view: View,
    /// What is searched for; "" for nothing.
    pub search: String,
}

/// The desk without a case.
pub(super) async fn show(
    Given(state): Given<State>,
    officer: Officer,
    page: Page,
    web::Query(query): web::Query,
) -> web::Result {
    let mut tx = state.db.read().await?;
    let queue = read(&mut tx, &state.cx, &officer, &page, View::of(&query)).await?;
    Ok(web::html(DeskPage::new(page, queue, "", Pane::Nothing)))
}

/// Reads the queue as the officer looks at it.
pub(super) async fn read(tx: &mut Tx, cx: &Cx, officer: &Officer, page: &Page, view: View) -> Result<Queue> {
    let today = calendar::day_of(cx.now());
    let search = search::open(tx, officer, &view.found).await?;
    let view = if search.is_empty() { View { found: String::new(), ..view } } else { view };
    let counts = store::desk::counts(tx, &officer.agency, officer.staff, today).await?;
    let link = |filter: &Filter| FilterLink {
        href: View { filter: *filter, found: String::new() }.address("/desk"),
        text: page.t(filter.label_key()).into_owned(),
        count: filter.count(&counts),
        current: search.is_empty() && view.filter == *filter,
    };
    let filters = Filter::ALL.iter().map(link).collect();
    let found = lines(tx, officer, &view, &search, today).await?;
    let lines = found.iter().map(|line| shown(line, officer, page, &view, today)).collect();
    let chart = chart(tx, officer, page, today).await?;
    Ok(Queue { filters, lines, chart, view, search })
}

async fn lines(tx: &mut Tx, officer: &Officer, view: &View, search: &str, today: Date) -> Result<Vec<Line>> {
    let agency = &officer.agency;
    if !search.is_empty() {
        return matching(tx, agency, search).await;
    }
    match view.filter {
        Filter::All => store::desk::list_all(tx, agency).await,
        Filter::Mine => store::desk::list_taken(tx, agency, officer.staff).await,
        Filter::Unassigned => store::desk::list_unassigned(tx, agency).await,
        Filter::Answered => store::desk::list_answered(tx, agency).await,
        Filter::Due => store::desk::list_due(tx, agency, today).await,
        Filter::Waiting => store::desk::list_waiting(tx, agency).await,
    }
}

/// Finds by number, by СНИЛС, or by family name, within the agency. Names and numbers of people are only compared by their
/// fingerprints: the list shows none.
async fn matching(tx: &mut Tx, agency: &str, text: &str) -> Result<Vec<Line>> {
    if let Ok(number) = text.parse::<ApplicationNumber>() {
        let found = store::desk::find_line(tx, agency, &number).await?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    if let Ok(snils) = text.parse::<Snils>() {
        let mark = store::applications::snils_mark(tx, snils.as_str());
        return store::desk::list_of_snils(tx, agency, mark).await;
    }
    let mark = store::applications::family_mark(tx, text);
    store::desk::list_of_family(tx, agency, mark).await
}

fn shown(line: &Line, officer: &Officer, page: &Page, view: &View, today: Date) -> ShownLine {
    let status = if line.answered && line.state == life_cycle::State::InReview {
        "desk-status-answered"
    } else {
        line.state.label_key()
    };
    let (due, due_class) = line.due_on.map_or_else(|| (String::new(), ""), |due_on| due(page, due_on, today));
    let title = match page.lang {
        base::Lang::Ru => &line.title_ru,
        base::Lang::En => &line.title_en,
    };
    ShownLine {
        href: view.address(&format!("/desk/{}", line.number)),
        number: line.number.to_string(),
        service: title.clone(),
        status: page.t(status).into_owned(),
        due,
        due_class,
        mine: line.taken_by == Some(officer.staff),
    }
}

/// «сегодня», «2 дня», «просрочено», with the class that colours it.
fn due(page: &Page, due_on: Date, today: Date) -> (String, &'static str) {
    let days = russia().left(today, due_on);
    match Urgency::of(days, today > due_on) {
        Urgency::Overdue => (page.t("desk-due-overdue").into_owned(), "due due--late"),
        Urgency::Today => (page.t("desk-due-today").into_owned(), "due due--today"),
        Urgency::Soon => (page.tv("desk-due-days", [("count", days)]), "due due--soon"),
        Urgency::Calm => (page.tv("desk-due-days", [("count", days)]), "due"),
    }
}

async fn chart(tx: &mut Tx, officer: &Officer, page: &Page, today: Date) -> Result<Html> {
    let since = today.saturating_sub((CHART_DAYS - 1).days());
    let decided = store::desk::decided_since(tx, &officer.agency, since).await?;
    let bar = |day: Date| {
        let count = decided.iter().find(|(known, _)| *known == day).map_or(0, |(_, count)| *count);
        Bar { label: page.day(day), value: u64::try_from(count).unwrap_or(0) }
    };
    let bars: Vec<Bar> = since.series(1.day()).take_while(|day| *day <= today).map(bar).collect();
    Ok(web::bars(&page.t("desk-chart"), &bars))
}

#[cfg(test)]
mod tests {
    use web::Fields;

    use super::*;

    #[test]
    fn the_view_travels_in_addresses() {
        let view = |fields: &[(&str, &str)]| View::of(&Fields::new(fields.iter().copied()));
        assert_eq!(view(&[]).address("/desk/1"), "/desk/1");
        assert_eq!(view(&[("filter", "mine")]).address("/desk"), "/desk?filter=mine");
        assert_eq!(view(&[("filter", "nonsense")]).address("/desk"), "/desk");
        assert_eq!(view(&[("filter", "due"), ("found", "a&b")]).address("/desk"), "/desk?filter=due&found=a%26b");
    }
}
