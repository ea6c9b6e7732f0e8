//! «Контактные данные»: adding or changing the phone and the e-mail address of an account.

use askama::Template;
use axum::{
    Router,
    extract::{Path, State as Given},
    http::StatusCode,
    routing::{get, post},
};
use base::{Email, Phone};
use web::{Failure, Fields, Form, Page};

use super::{Pending, begin, pending, prove, send_code, store};
use crate::{
    State,
    accounts::ContactKind,
    codes::{
        self, Attempt,
        pages::{CodePage, LinkPage},
    },
    events::Contact,
    extract::Citizen,
    passwords,
    sessions::Visitor,
};

pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/cabinet/settings/phone", get(show_phone).post(save_phone))
        .route("/cabinet/settings/email", get(show_email).post(save_email))
        .route("/cabinet/settings/{kind}/code", get(show_code).post(check_code))
        .route("/cabinet/settings/{kind}/code/again", post(send_again))
        .route("/contacts/link/{token}", get(show_link).post(use_link))
}

#[derive(Template)]
#[template(path = "settings/contact.html")]
struct ContactPage {
    page: Page,
    fields: Fields,
    is_email: bool,
}

impl ContactPage {
    fn new(page: Page, mut fields: Fields, kind: ContactKind) -> Self {
        fields.forget("password");
        Self { page, fields, is_email: kind == ContactKind::Email }
    }
}

async fn show_phone(page: Page, _: Citizen) -> axum::response::Response {
    web::html(ContactPage::new(page, Fields::default(), ContactKind::Phone))
}

async fn show_email(page: Page, _: Citizen) -> axum::response::Response {
    web::html(ContactPage::new(page, Fields::default(), ContactKind::Email))
}

async fn save_phone(
    given: Given<State>,
    page: Page,
    citizen: Citizen,
    visitor: Visitor,
    Form(mut fields): Form,
) -> web::Result {
    let contact = fields.parse::<Phone>("contact", "register-phone-error").map(Contact::Sms);
    save(given, page, (citizen, visitor), fields, contact, ContactKind::Phone).await
}

async fn save_email(
    given: Given<State>,
    page: Page,
    citizen: Citizen,
    visitor: Visitor,
    Form(mut fields): Form,
) -> web::Result {
    let contact = fields.parse::<Email>("contact", "register-email-error").map(Contact::Mail);
    save(given, page, (citizen, visitor), fields, contact, ContactKind::Email).await
}

/// A contact opens the account to whoever holds it, so the password is asked for.
async fn save(
    Given(state): Given<State>,
    page: Page,
    (citizen, visitor): (Citizen, Visitor),
    mut fields: Fields,
    contact: Option<Contact>,
    kind: ContactKind,
) -> web::Result {
    match passwords::confirm(&state, citizen.account, &visitor, fields.value("password")).await? {
        Ok(true) => {}
        Ok(false) => fields.fail("password", "settings-password-wrong"),
        Err(passwords::Unconfirmed::Busy) => {
            fields.fail("password", "sign-in-busy");
            let mut response = web::unprocessable(ContactPage::new(page, fields, kind));
            *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            return Ok(response);
        }
        Err(passwords::Unconfirmed::Slowed(slowed)) => {
            fields.fail_with("password", "sign-in-slowed", [("time", codes::pages::until(&page, slowed.until))]);
        }
    }
    let Some(contact) = contact.filter(|_| fields.is_fine()) else {
        return Ok(web::unprocessable(ContactPage::new(page, fields, kind)));
    };
    let mut tx = state.db.begin().await?;
    match begin(&mut tx, &state.cx, citizen.account, &contact, page.lang).await? {
        Ok(_) => {
            tx.commit().await?;
            Ok(web::see(code_path(kind)))
        }
        Err(too_soon) => {
            fields.fail_with("contact", "code-too-soon", [("time", codes::pages::until(&page, too_soon.until))]);
            Ok(web::unprocessable(ContactPage::new(page, fields, kind)))
        }
    }
}

const fn code_path(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Email => "/cabinet/settings/email/code",
        ContactKind::Phone | ContactKind::Snils => "/cabinet/settings/phone/code",
    }
}

fn code_page(page: Page, pending: &Pending, kind: ContactKind, fields: Fields) -> CodePage {
    CodePage {
        page,
        fields,
        action: code_path(kind).into(),
        back: "/cabinet/settings".into(),
        correct: "/cabinet/settings",
        linked: kind == ContactKind::Email,
        masked: Some(pending.contact.masked()),
        mailed: kind == ContactKind::Email,
        step: "settings-contacts",
    }
}

fn kind_in(path: &str) -> Result<ContactKind, Failure> {
    path.parse().ok().filter(|kind| *kind != ContactKind::Snils).ok_or(Failure::NotFound)
}

async fn show_code(Given(state): Given<State>, page: Page, citizen: Citizen, Path(kind): Path<String>) -> web::Result {
    let kind = kind_in(&kind)?;
    let mut tx = state.db.read().await?;
    match pending(&mut tx, &state.cx, citizen.account, kind).await? {
        Some(pending) => Ok(web::html(code_page(page, &pending, kind, Fields::default()))),
        None => Ok(web::see("/cabinet/settings")),
    }
}

async fn check_code(
    Given(state): Given<State>,
    page: Page,
    citizen: Citizen,
    Path(kind): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let kind = kind_in(&kind)?;
    let mut tx = state.db.begin().await?;
    let Some(pending) = pending(&mut tx, &state.cx, citizen.account, kind).await? else {
        return Ok(web::see("/cabinet/settings"));
    };
    if let Some(typed) = codes::pages::read(&mut fields) {
        let attempt = codes::attempt(&mut tx, &state.cx, pending.id, &typed).await?;
        if attempt == Attempt::Right {
            if prove(&mut tx, &state.cx, &pending).await? {
                tx.commit().await?;
                return Ok(web::see_with("/cabinet/settings", "settings-contact-proved"));
            }
            return Err(Failure::Conflict);
        }
        tx.commit().await?;
        codes::pages::explain(&page, &mut fields, attempt);
    }
    Ok(web::unprocessable(code_page(page, &pending, kind, fields)))
}

async fn send_again(
    Given(state): Given<State>,
    page: Page,
    citizen: Citizen,
    Path(kind): Path<String>,
    _: Form,
) -> web::Result {
    let kind = kind_in(&kind)?;
    let mut tx = state.db.begin().await?;
    let Some(pending) = pending(&mut tx, &state.cx, citizen.account, kind).await? else {
        return Ok(web::see("/cabinet/settings"));
    };
    match send_code(&mut tx, &state.cx, pending.id, citizen.account, &pending.contact, page.lang).await? {
        Ok(()) => {
            tx.commit().await?;
            Ok(web::see_with(code_path(kind), "code-sent-again"))
        }
        Err(too_soon) => {
            let mut fields = Fields::default();
            fields.fail_with("code", "code-too-soon", [("time", codes::pages::until(&page, too_soon.until))]);
            Ok(web::unprocessable(code_page(page, &pending, kind, fields)))
        }
    }
}

async fn show_link(Given(state): Given<State>, page: Page, Path(token): Path<String>) -> web::Result {
    let mut tx = state.db.read().await?;
    let is_fresh = codes::flow_of_link(&mut tx, &state.cx, &token).await?.is_some();
    Ok(LinkPage::answer(page, is_fresh, "settings-contacts", "/cabinet/settings"))
}

/// Works in any browser: the link shows that the mailbox is theirs, and opens nothing of the account.
async fn use_link(Given(state): Given<State>, page: Page, Path(token): Path<String>, _: Form) -> web::Result {
    let mut tx = state.db.begin().await?;
    if let Some(flow) = codes::use_link(&mut tx, &state.cx, &token).await?
        && let Some(pending) = store::by_id(&mut tx, &state.cx, flow).await?
        && prove(&mut tx, &state.cx, &pending).await?
    {
        tx.commit().await?;
        return Ok(web::see_with("/cabinet/settings", "settings-contact-proved"));
    }
    Ok(LinkPage::answer(page, false, "settings-contacts", "/cabinet/settings"))
}
