//! What an officer searches for, on its way through addresses. A name or a СНИЛС may stand in none: the address has it
//! sealed, for this officer alone.

use axum::extract::State as Given;
use base::Cx;
use data_encoding::BASE64URL_NOPAD;
use db::{Result, Tx, vault};
use identity::Officer;
use web::Form;

use super::queue::View;
use crate::{State, number::ApplicationNumber, store};

/// The longest text that is searched for, in characters.
const LONGEST: usize = 100;

/// «Найти»: on to what is found; a whole number typed or scanned leads straight to its case.
pub(super) async fn begin(Given(state): Given<State>, officer: Officer, Form(fields): Form) -> web::Result {
    let typed: String = fields.value("q").trim().chars().take(LONGEST).collect();
    if typed.is_empty() {
        return Ok(web::see("/desk"));
    }
    let mut tx = state.db.read().await?;
    if let Ok(number) = typed.parse::<ApplicationNumber>()
        && !store::desk::find_line(&mut tx, &officer.agency, &number).await?.is_empty()
    {
        return Ok(web::see(format!("/desk/{number}")));
    }
    let sealed = seal(&mut tx, &state.cx, &officer, &typed).await?;
    Ok(web::see(View::found(sealed).address("/desk")))
}

fn place(officer: &Officer) -> String {
    format!("desk/search/{}", officer.staff)
}

async fn seal(tx: &mut Tx, cx: &Cx, officer: &Officer, typed: &str) -> Result<String> {
    let sealed = vault::seal_system(tx, cx, &place(officer), typed.as_bytes()).await?;
    Ok(BASE64URL_NOPAD.encode(&sealed))
}

/// What was searched for; "" when nothing was, or when it was sealed for somebody else.
pub(super) async fn open(tx: &mut Tx, officer: &Officer, sealed: &str) -> Result<String> {
    let sealed = BASE64URL_NOPAD.decode(sealed.as_bytes()).unwrap_or_default();
    if sealed.is_empty() {
        return Ok(String::new());
    }
    match vault::open_system(tx, &place(officer), &sealed).await {
        Ok(plain) => Ok(String::from_utf8_lossy(&plain).into_owned()),
        Err(db::Error::Sealed(_)) => Ok(String::new()),
        Err(error) => Err(error),
    }
}
