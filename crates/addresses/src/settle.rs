//! An address as a form sends it: the line, and what was chosen for it.

use base::Address;
use db::Tx;

use crate::lookup::{Choice, Lookup, choose, confirm, look_up};

/// The value of «Оставить как написано».
pub const AS_WRITTEN: &str = "other";

/// The fields of an address.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// The line.
    pub line: &'a str,
    /// The id of the entry that a script put beside it, or "".
    pub directory_id: &'a str,
    /// The id that was chosen among several, [`AS_WRITTEN`], or "".
    pub known: &'a str,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    /// The address; none: somebody has to say which it is.
    pub address: Option<Address>,
    /// The entries that the line may mean, when there are several.
    pub choices: Vec<Choice>,
}

/// Says which address is meant. An id counts only as long as the line means it, a choice only if it is offered for the line.
pub async fn settle(tx: &mut Tx, sent: Sent<'_>) -> db::Result<Settled> {
    if let Some(address) = confirm(tx, sent.directory_id, sent.line).await? {
        return Ok(Settled { address: Some(address), choices: Vec::new() });
    }
    let choices = match look_up(tx, sent.line).await? {
        Lookup::Known(address) | Lookup::Unknown(address) => {
            return Ok(Settled { address: Some(address), choices: Vec::new() });
        }
        Lookup::Several(choices) => choices,
    };
    let address = if sent.known == AS_WRITTEN {
        Some(Address::written(sent.line))
    } else if choices.iter().any(|choice| choice.id == sent.known) {
        choose(tx, sent.known, sent.line).await?
    } else {
        None
    };
    Ok(Settled { address, choices })
}
