//! The column beside every page of the desk: the operator's visits that are still open.

use base::Cx;
use db::Tx;
use web::Page;

use super::{store, visit::VisitId};
use crate::Operator;

/// How many visits fit into the column.
const MOST: u32 = 20;

/// A visit that can be gone back to.
pub(super) struct OpenVisit {
    pub(super) href: String,
    pub(super) number: String,
    pub(super) time: String,
    pub(super) is_here: bool,
}

/// The operator's open visits, the newest first; `here` is the one that the page shows.
pub(super) async fn visits(
    tx: &mut Tx,
    cx: &Cx,
    operator: &Operator,
    page: &Page,
    here: Option<VisitId>,
) -> Result<Vec<OpenVisit>, db::Error> {
    let open = store::list_open(tx, operator, cx.now(), MOST).await?;
    Ok(open
        .into_iter()
        .map(|visit| OpenVisit {
            href: format!("/centre-desk/visits/{}", visit.id),
            number: visit.number,
            time: page.clock(visit.opened_at),
            is_here: here == Some(visit.id),
        })
        .collect())
}
