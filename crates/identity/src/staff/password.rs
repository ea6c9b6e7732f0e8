//! «Сменить пароль» for staff. Whoever came in with a password that was given sees no other page before; others are asked for
//! their present one. Every session ends, and this browser gets another.

use askama::Template;
use axum::{
    Router,
    extract::{FromRequestParts, State as Given},
    http::{header::SET_COOKIE, request::Parts},
    response::{IntoResponse, Response},
    routing::get,
};
use web::{Failure, Fields, Form, Page};

use super::{OnDuty, pages, session, store};
use crate::{
    State,
    passwords::{self, About, Busy, MAX_LENGTH},
    security::{self, Checked, Whose},
    sessions::Visitor,
    throttle,
};

/// Where it is chosen.
pub(crate) const PLACE: &str = "/staff/password";

pub(crate) fn routes() -> Router<State> {
    Router::new().route(PLACE, get(show).post(save))
}

impl<S: Sync> FromRequestParts<S> for OnDuty {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::SignIn { staff: true })
    }
}

#[derive(Template)]
#[template(path = "staff/password.html")]
struct PasswordPage {
    page: Page,
    fields: Fields,
    /// It was given, and has to be changed now.
    is_given: bool,
}

impl PasswordPage {
    fn new(page: Page, on_duty: &OnDuty, mut fields: Fields) -> Self {
        for field in ["present", "password", "password_again"] {
            fields.forget(field);
        }
        Self { page, fields, is_given: on_duty.must_choose }
    }
}

async fn show(page: Page, on_duty: OnDuty) -> Response {
    web::html(PasswordPage::new(page, &on_duty, Fields::default()))
}

async fn save(
    Given(state): Given<State>,
    page: Page,
    on_duty: OnDuty,
    visitor: Visitor,
    Form(mut fields): Form,
) -> web::Result {
    let found = store::password_of(&mut state.db.read().await?, on_duty.staff).await?;
    let (sign_in, former) = found.ok_or(Failure::SignIn { staff: true })?;
    let mut is_busy = false;
    if !on_duty.must_choose {
        is_busy = !ask_again(&state, &page, &on_duty, (&former, &visitor), &mut fields).await?;
    }
    let names = on_duty.name.split_whitespace().map(str::to_owned).chain([sign_in]);
    let chosen = passwords::read(&mut fields, &About { names: None, contacts: names.collect() });
    let Some(chosen) = chosen.filter(|_| !is_busy) else {
        return Ok(passwords::refused(is_busy, PasswordPage::new(page, &on_duty, fields)));
    };
    let hash = match state.hasher.fits(&chosen, Some(former.clone())).await? {
        Ok(false) => state.hasher.hash(&state.cx, &chosen).await?,
        Ok(true) => {
            fields.fail("password", "password-fault-same");
            return Ok(web::unprocessable(PasswordPage::new(page, &on_duty, fields)));
        }
        Err(Busy) => Err(Busy),
    };
    let Ok(hash) = hash else {
        fields.fail("password", "sign-in-busy");
        return Ok(passwords::refused(true, PasswordPage::new(page, &on_duty, fields)));
    };
    let mut tx = state.db.begin().await?;
    // Another one was given meanwhile, or chosen in another window.
    if !store::choose_password(&mut tx, on_duty.staff, (&former, &hash)).await? {
        return Err(Failure::Conflict);
    }
    store::end_sessions(&mut tx, &state.cx, on_duty.staff).await?;
    let token = session::begin(&mut tx, &state.cx, on_duty.staff).await?;
    tx.commit().await?;
    security::changed_password(&Whose::Staff(on_duty.staff), &visitor.network);
    let to = web::see_with(on_duty.role.home(), "settings-password-changed");
    Ok(([(SET_COOKIE, pages::cookie(&visitor, &token))], to).into_response())
}

/// Asks for the present password; what is wrong with it is recorded at its field, and counts as a wrong sign-in. `false`: too
/// many passwords are being checked at this moment.
async fn ask_again(
    state: &State,
    page: &Page,
    on_duty: &OnDuty,
    (former, visitor): (&str, &Visitor),
    fields: &mut Fields,
) -> anyhow::Result<bool> {
    let typed = fields.value("present").to_owned();
    if typed.is_empty() || typed.chars().count() > MAX_LENGTH {
        fields.fail("present", "settings-password-wrong");
        return Ok(true);
    }
    let mut tx = state.db.begin().await?;
    let subjects = throttle::staff_subjects(&tx, "", Some(on_duty.staff), &visitor.network);
    let told = |checked| security::confirmation(&Whose::Staff(on_duty.staff), checked, &visitor.network);
    if let Err(slowed) = throttle::pour(&mut tx, &state.cx, &subjects).await? {
        told(Checked::Slowed);
        fields.fail_with("present", "sign-in-slowed", [("time", page.clock(slowed.until))]);
        return Ok(true);
    }
    tx.commit().await?;
    match state.hasher.fits(&typed, Some(former.to_owned())).await? {
        Err(Busy) => {
            fields.fail("present", "sign-in-busy");
            return Ok(false);
        }
        Ok(false) => {
            told(Checked::Wrong);
            fields.fail("present", "settings-password-wrong");
        }
        Ok(true) => {
            let mut tx = state.db.begin().await?;
            throttle::forgive(&mut tx, &subjects).await?;
            tx.commit().await?;
        }
    }
    Ok(true)
}
