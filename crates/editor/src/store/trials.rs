//! Try-outs: applications that nobody sends.

use base::{Cx, StaffId};
use db::{FromRow, Result, Tx, p};
use forms::Example;

use crate::model::TryOut;

#[derive(FromRow)]
struct TrialRow {
    version: i64,
    file: String,
    example: String,
}

/// What an administrator tries out of a service.
pub(crate) async fn find(tx: &mut Tx, service: &str, staff: StaffId) -> Result<Option<TryOut>> {
    let row: Option<TrialRow> = tx
        .one("select version, file, example from editor_trials where service = $1 and staff = $2", p![service, staff])
        .await?;
    // Written by us, as JSON; what an earlier program wrote in another way is begun anew.
    Ok(row.and_then(|TrialRow { version, file, example }| {
        let example: Example = serde_json::from_str(&example).ok()?;
        Some(TryOut { version, file, example })
    }))
}

/// Begins a try-out in place of the one that there was.
pub(crate) async fn begin(tx: &mut Tx, cx: &Cx, service: &str, staff: StaffId, tried: &TryOut) -> Result<()> {
    tx.execute(
        "insert into editor_trials (service, staff, version, file, example, at) values ($1, $2, 1, $3, $4, $5) \
         on conflict (service, staff) do update set version = editor_trials.version + 1, file = excluded.file, \
         example = excluded.example, at = excluded.at",
        p![service, staff, tried.file, as_json(&tried.example), cx.now()],
    )
    .await?;
    Ok(())
}

/// Keeps what was typed; false when another window was faster.
pub(crate) async fn keep(tx: &mut Tx, cx: &Cx, service: &str, staff: StaffId, tried: &TryOut) -> Result<bool> {
    let changed = tx
        .execute(
            "update editor_trials set version = version + 1, file = $1, example = $2, at = $3 \
             where service = $4 and staff = $5 and version = $6",
            p![tried.file, as_json(&tried.example), cx.now(), service, staff, tried.version],
        )
        .await?;
    Ok(changed == 1)
}

fn as_json(example: &Example) -> String {
    // Texts by name are always JSON.
    serde_json::to_string(example).unwrap_or_default()
}
