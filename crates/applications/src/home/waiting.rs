//! «Ждут вас»: what a citizen has to do next, most pressing first.

use base::{AccountId, Cx, SignedDuration};
use db::{Result, Tx};
use identity::Citizen;
use web::Page;

use crate::{
    agreement,
    life_cycle::State,
    model::{self, Application},
    store,
};

/// How many things of one kind are shown.
const EACH: i64 = 5;
/// How long a result that is ready is news.
const NEWS_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Something that waits for the citizen.
pub(super) struct Waiting {
    pub href: String,
    pub icon: &'static str,
    pub title: String,
    pub note: String,
    pub tone: &'static str,
}

/// Agreements to applications of others, questions of agencies, charges, results that have just come, unfinished forms.
pub(super) async fn list(tx: &mut Tx, cx: &Cx, citizen: &Citizen, page: &Page) -> Result<Vec<Waiting>> {
    let account = citizen.account;
    let [mut of_others, mut of_own, mut of_charges] = tx.hands();
    let (mut waiting, found, charges) = tokio::try_join!(
        agreements(&mut of_others, citizen, page),
        store::applications::waiting(&mut of_own, account, EACH),
        charges(&mut of_charges, account, page),
    )?;
    let in_state = |state| found.iter().filter(move |application| application.state() == state);
    for asked in in_state(State::AwaitingInformation) {
        waiting.push(Waiting {
            href: asked.path(),
            icon: "file-question-mark",
            title: page.t("home-waiting-answer").into_owned(),
            note: with_day(asked, page),
            tone: "warn",
        });
    }
    waiting.extend(charges);
    let since = cx.now().saturating_sub(NEWS_FOR).unwrap_or(cx.now());
    for ready in in_state(State::ResultReady) {
        if ready.changed_at > since {
            waiting.push(Waiting {
                href: ready.path(),
                icon: "badge-check",
                title: page.t("home-waiting-result").into_owned(),
                note: ready.title(page.lang).to_owned(),
                tone: "good",
            });
        }
    }
    for draft in in_state(State::Draft) {
        waiting.push(Waiting {
            href: draft.path(),
            icon: "pencil",
            title: page.t("home-waiting-draft").into_owned(),
            note: draft.title(page.lang).to_owned(),
            tone: "accent",
        });
    }
    Ok(waiting)
}

async fn agreements(tx: &mut Tx, citizen: &Citizen, page: &Page) -> Result<Vec<Waiting>> {
    let asked = agreement::awaiting(tx, citizen).await?;
    let waiting = |asked: &Application| Waiting {
        href: asked.agreement_path(),
        icon: "users",
        title: page.t("home-waiting-agreement").into_owned(),
        note: with_day(asked, page),
        tone: "warn",
    };
    Ok(asked.iter().map(waiting).collect())
}

async fn charges(tx: &mut Tx, account: AccountId, page: &Page) -> Result<Vec<Waiting>> {
    let mut waiting = Vec::new();
    for charge in payments::due(tx, account).await? {
        let note = match model::application_of(&charge.reference) {
            Some(id) => store::applications::find(tx, account, id).await?.map(|of| with_day(&of, page)),
            None => None,
        };
        waiting.push(Waiting {
            href: format!("/cabinet/payments/{}", charge.id),
            icon: "credit-card",
            title: page.tv("home-waiting-payment", [("sum", page.money(charge.amount))]),
            note: note.unwrap_or_else(|| charge.purpose(page.lang).to_owned()),
            tone: "accent",
        });
    }
    Ok(waiting)
}

/// «Справка о несудимости · до 28 ноября 2026».
fn with_day(application: &Application, page: &Page) -> String {
    let title = application.title(page.lang);
    match application.due_on {
        Some(day) => format!("{title} · {}", page.tv("applications-until", [("day", page.day(day))])),
        None => title.to_owned(),
    }
}
