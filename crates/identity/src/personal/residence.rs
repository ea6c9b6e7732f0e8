//! The registration address against the address directory.

use addresses::{AS_WRITTEN, Choice, Sent, Settled};
use base::Address;
use db::Tx;
use web::Fields;

use super::data::PersonalData;

/// Gives the address the parts that the directory knows. When its line may mean several entries and none was chosen, the
/// field is marked; the entries are answered, value and words of each, to be offered. `before` is the address in force, as
/// far as the reader may see it.
pub(crate) async fn settle(
    tx: &mut Tx,
    before: Option<&Address>,
    data: &mut PersonalData,
    fields: &mut Fields,
) -> Result<Vec<(String, String)>, db::Error> {
    let Some(address) = &mut data.address else { return Ok(Vec::new()) };
    // Nobody is asked twice about the same line.
    if let Some(before) = before.filter(|before| before.text == address.text) {
        address.clone_from(before);
        return Ok(Vec::new());
    }
    let (directory_id, known) = (fields.value("address.directory_id"), fields.value("address.known"));
    let Settled { address: found, choices } =
        addresses::settle(tx, Sent { line: &address.text, directory_id, known }).await?;
    match found {
        Some(found) => *address = found,
        None => fields.fail("address.known", "ui-address-unclear"),
    }
    Ok(offered(choices))
}

fn offered(choices: Vec<Choice>) -> Vec<(String, String)> {
    let as_written = || (AS_WRITTEN.to_owned(), "ui-address-as-written".to_owned());
    let last = (!choices.is_empty()).then(as_written);
    choices.into_iter().map(|choice| (choice.id, choice.line)).chain(last).collect()
}
