//! The durable job that asks one registry: mark as asked and note it in the ledger, ask without holding a transaction,
//! write the answer. It may be stopped and begun again at any point.

use base::{AccountId, Cx};
use db::{
    Tx, jobs,
    ledger::{self, Access, Actor},
};
use serde::{Deserialize, Serialize};

use super::{CheckId, Question, Registry, SharedRegistries, finish, store};
use crate::{levels::evidence::Ground, personal};

/// Ask this question.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskRegistry {
    /// Which check.
    pub check: CheckId,
}

impl jobs::Job for AskRegistry {
    const KIND: &'static str = "identity/ask-registry";
}

/// Handles [`AskRegistry`]. A registry that gives no answer is no failure of the job: the check goes back to its queue with
/// the pauses of [`super::pauses`], which reach further than those of the runner.
pub(crate) async fn handle(job: AskRegistry, run: jobs::Run, registries: SharedRegistries) -> anyhow::Result<()> {
    let cx = &run.cx;
    let mut tx = run.db.begin().await?;
    let Some((asked, question)) = begin(&mut tx, cx, job.check).await? else {
        run.done(&mut tx).await?;
        tx.commit().await?;
        return Ok(());
    };
    tx.commit().await?;

    let answer = registries.ask(&question).await;

    let mut tx = run.db.begin().await?;
    match answer {
        Ok(answer) => {
            metrics::counter!("identity_registry_answers", "registry" => asked.registry.as_str()).increment(1);
            finish::answered(&mut tx, cx, job.check, &asked, &question, answer).await?;
        }
        Err(unavailable) => {
            metrics::counter!("identity_registry_failures", "registry" => asked.registry.as_str()).increment(1);
            tracing::warn!(registry = %asked.registry, tries = asked.tries, "{unavailable}");
            finish::unanswered(&mut tx, cx, job.check, &asked).await?;
        }
    }
    run.done(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Sends the question on its way: the row, the ledger, the open page. `None` when there is nothing to ask.
async fn begin(tx: &mut Tx, cx: &Cx, check: CheckId) -> Result<Option<(store::Asked, Question)>, db::Error> {
    let Some(account) = store::account_of(tx, check).await? else { return Ok(None) };
    // First the profile, then the check: everybody takes them in this order, so nobody waits in a circle.
    personal::store::lock(tx, account).await?;
    let Some(asked) = store::ask(tx, cx, check).await? else { return Ok(None) };
    let Some(data) = personal::store::open(tx, asked.account).await?.data else { return Ok(None) };
    let wanted = personal::store::subjects_of(tx, &data).wanted_by(Ground::Registry(asked.registry));
    if wanted != asked.subject {
        // A save came between: it has asked about the new data by itself.
        store::drop_outdated(tx, asked.account, asked.registry, &wanted).await?;
        return Ok(None);
    }
    let question = match asked.registry {
        Registry::PensionFund => data.pension_question(),
        Registry::PassportRegistry => data.passport_question(),
    };
    ledger::record(tx, cx, access(asked.account, asked.registry, check)).await?;
    db::live::touch(tx, cx, asked.account, "profile").await?;
    Ok(Some((asked, question)))
}

/// What the ledger says of a question to a registry.
pub(crate) fn access(account: AccountId, registry: Registry, check: CheckId) -> Access<'static> {
    Access {
        account,
        actor: Actor::Job("registry-check"),
        action: "personal-data/sent-to-registry",
        reason: registry.as_str(),
        case: Some(format!("check:{check}")),
    }
}
