//! Addresses of a page against the address directory: what a line means, or the question which of several it means.

use db::Tx;
use forms::{Address, Asked, Input, Text, Value, Wrong, WrongCode};

use crate::{opened::Opened, questions};

/// Gives every address of the page the parts that the directory knows. Answers the questions whose line may mean several
/// entries, none of which was chosen.
pub(crate) async fn look_up(tx: &mut Tx, draft: &Opened, asked: &[Asked], input: &mut Input) -> db::Result<Vec<Wrong>> {
    let mut unclear = Vec::new();
    for path in questions::address_questions(asked) {
        let line = base::text::line(input.text(&path));
        if line.is_empty() {
            continue;
        }
        if let Some(kept) = kept(draft, &path, &line) {
            input.set_address(&path, kept);
        } else if !one(tx, &path, &line, input).await? {
            let path = format!("{path}.known");
            unclear.push(Wrong { path, code: WrongCode::AddressUnclear, title: Text::default() });
        }
    }
    Ok(unclear)
}

/// The address that was accepted before, or stands in the profile, when its line was not touched: nobody is asked twice.
fn kept(draft: &Opened, path: &str, line: &str) -> Option<Address> {
    let stored = match draft.answers.at(path) {
        None => draft.facts().profile.get("profile.address"),
        stored => stored,
    };
    match stored {
        Some(Value::Address(address)) if address.text == line => Some(address.clone()),
        _ => None,
    }
}

/// Whether it is clear what the line at a question means; if so, the input knows.
async fn one(tx: &mut Tx, path: &str, line: &str, input: &mut Input) -> db::Result<bool> {
    let field = |name: &str| input.text(&format!("{path}.{name}")).to_owned();
    let (directory_id, known) = (field("directory_id"), field("known"));
    let sent = addresses::Sent { line, directory_id: &directory_id, known: &known };
    let addresses::Settled { address, choices } = addresses::settle(tx, sent).await?;
    // Also what was chosen is shown again when something else on the page is wrong.
    input.offer_addresses(path, choices.into_iter().map(|choice| (choice.id, choice.line)).collect());
    let is_clear = address.is_some();
    if let Some(address) = address {
        input.set_address(path, address);
    }
    Ok(is_clear)
}
