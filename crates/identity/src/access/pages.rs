//! The page of the ledger.

use askama::Template;
use axum::{Router, extract::State as Given, routing::get};
use db::ledger::{self, Verdict};
use web::Page;

use super::Look;
use crate::{State, extract::Citizen};

/// The most entries that are shown.
const SHOWN: u32 = 200;

pub(crate) fn routes() -> Router<State> {
    Router::new().route("/cabinet/access", get(show))
}

#[derive(Template)]
#[template(path = "access/show.html")]
struct AccessPage {
    looks: Vec<Look>,
    verdict: Verdict,
    page: Page,
}

impl AccessPage {
    /// How many entries are older than those that are shown.
    fn older(&self) -> u64 {
        let Verdict::Whole(all) = self.verdict else { return 0 };
        all.saturating_sub(u64::from(SHOWN))
    }
}

async fn show(Given(state): Given<State>, page: Page, citizen: Citizen) -> web::Result {
    let mut tx = state.db.read().await?;
    let entries = ledger::list(&mut tx, citizen.account, SHOWN).await?;
    let verdict = ledger::verify(&mut tx, citizen.account).await?;
    tx.commit().await?;
    if let Verdict::Broken(position) = verdict {
        tracing::error!(account = %citizen.account, position, "the access ledger of an account is broken");
    }
    let looks = entries.into_iter().map(|entry| Look::of(entry, &page, &state.offices)).collect();
    Ok(web::html(AccessPage { looks, verdict, page }))
}
