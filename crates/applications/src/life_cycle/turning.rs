//! The one door through which an application changes: the row, its history, the notice, the news for open pages and the
//! watch over the next deadline, in the caller's transaction.

use base::{Cx, StaffId};
use db::{Result, Tx, live};

use crate::{
    life_cycle::{Move, Role},
    model::{Application, Event, Said},
    notices, store, watch,
};

/// Who makes a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The person whose application it is.
    Citizen,
    /// Whoever must agree beside that person.
    SecondParty,
    /// A case worker.
    Officer(StaffId),
    /// The portal.
    Portal,
}

impl By {
    pub(crate) const fn role(self) -> Role {
        match self {
            Self::Citizen => Role::Citizen,
            Self::SecondParty => Role::SecondParty,
            Self::Officer(_) => Role::Officer,
            Self::Portal => Role::Portal,
        }
    }

    pub(crate) const fn staff(self) -> Option<StaffId> {
        match self {
            Self::Officer(staff) => Some(staff),
            Self::Citizen | Self::SecondParty | Self::Portal => None,
        }
    }
}

/// Who acts, and what is said with it.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// Who.
    pub by: By,
    /// What is said.
    pub said: Option<&'a Said>,
}

impl Act<'_> {
    /// Without words.
    pub const fn silent(by: By) -> Self {
        Self { by, said: None }
    }
}

/// Makes a move; `change` sets what else the move changes.
///
/// None when the table does not have the move for this state and this actor, or when somebody changed the application
/// since `before` was read: nothing is written then.
pub async fn turn(
    tx: &mut Tx,
    cx: &Cx,
    before: &Application,
    action: Move,
    act: Act<'_>,
    change: impl FnOnce(&mut Application) + Send,
) -> Result<Option<Application>> {
    let step = before.state().step(action, act.by.role());
    let Some(mut after) = step.and_then(|step| before.moved(step, cx.now())) else { return Ok(None) };
    change(&mut after);
    write(tx, cx, (before, after), Event::from(action), act).await
}

/// Writes down what happened without a move: taken, put back, noted.
///
/// None when somebody changed the application since `before` was read.
pub async fn record(
    tx: &mut Tx,
    cx: &Cx,
    before: &Application,
    event: Event,
    act: Act<'_>,
    change: impl FnOnce(&mut Application) + Send,
) -> Result<Option<Application>> {
    let mut after = before.changed(cx.now());
    change(&mut after);
    write(tx, cx, (before, after), event, act).await
}

async fn write(
    tx: &mut Tx,
    cx: &Cx,
    (before, after): (&Application, Application),
    event: Event,
    act: Act<'_>,
) -> Result<Option<Application>> {
    if !store::applications::update(tx, before, &after).await? {
        return Ok(None);
    }
    let [mut keeping, mut telling, mut watching, mut touching] = tx.hands();
    let kept = store::history::insert(&mut keeping, cx, &after, event, (act.by.role(), act.by.staff()), act.said);
    if event.is_internal() {
        kept.await?;
        return Ok(Some(after));
    }
    let all = async {
        tokio::try_join!(
            kept,
            notices::tell(&mut telling, cx, &after, event),
            watch::begin(&mut watching, cx, &after, event),
            live::touch(&mut touching, cx, after.account, "applications"),
        )
    };
    // On the heap: whoever makes a move would carry the room for all of it along.
    Box::pin(all).await?;
    Ok(Some(after))
}
