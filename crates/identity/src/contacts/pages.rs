//! «Контактные данные»: adding or changing the phone and the e-mail address of an account.

use askama::Template;
use axum::{
    Router,
    extract::{Path, State as Given},
    http::HeaderMap,
    response::Response,
    routing::{get, post},
};
use base::{Email, Phone};
use web::{CookieRules, Failure, Fields, Form, Page};

use super::{Pending, begin, pending, prove, send_code, store};
use crate::{
    State,
    accounts::ContactKind,
    codes::{self, Attempt, letter::Letter, pages::CodePage},
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
        .route("/contacts/link/{token}", get(open_letter))
        .route("/contacts/link", get(show_letter).post(use_letter))
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

async fn show_phone(page: Page, _: Citizen) -> Response {
    web::html(ContactPage::new(page, Fields::default(), ContactKind::Phone))
}

async fn show_email(page: Page, _: Citizen) -> Response {
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
    let busy = passwords::ask_again(&state, &page, citizen.account, &visitor, &mut fields, "password").await?;
    let Some(contact) = contact.filter(|_| fields.is_fine()) else {
        return Ok(passwords::refused(busy, ContactPage::new(page, fields, kind)));
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

fn code_page(page: Page, pending: &Pending, kind: ContactKind, fields: Fields) -> Response {
    let shown = CodePage {
        page,
        fields,
        action: code_path(kind).into(),
        back: "/cabinet/settings".into(),
        correct: "/cabinet/settings",
        linked: kind == ContactKind::Email,
        masked: Some(pending.contact.masked()),
        mailed: kind == ContactKind::Email,
        step: "settings-contacts",
        account: Some(pending.account),
    };
    shown.answer()
}

fn kind_in(path: &str) -> Result<ContactKind, Failure> {
    path.parse().ok().filter(|kind| *kind != ContactKind::Snils).ok_or(Failure::NotFound)
}

async fn show_code(Given(state): Given<State>, page: Page, citizen: Citizen, Path(kind): Path<String>) -> web::Result {
    let kind = kind_in(&kind)?;
    let mut tx = state.db.read().await?;
    match pending(&mut tx, &state.cx, citizen.account, kind).await? {
        Some(pending) => Ok(code_page(page, &pending, kind, Fields::default())),
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
    Ok(code_page(page, &pending, kind, fields))
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
            let fields = codes::pages::too_soon(&page, too_soon.until);
            Ok(code_page(page, &pending, kind, fields))
        }
    }
}

fn letter() -> Letter {
    let (cookie, place) = ("contact-letter", "/contacts/link".to_owned());
    Letter { cookie, place, step: "settings-contacts", again: "/cabinet/settings" }
}

async fn open_letter(cookies: CookieRules, Path(token): Path<String>) -> Response {
    letter().open(cookies, &token)
}

async fn show_letter(Given(state): Given<State>, page: Page, cookies: CookieRules, headers: HeaderMap) -> web::Result {
    letter().show(&state, page, cookies, &headers).await
}

/// Works in any browser: the link shows that the mailbox is theirs, and opens nothing of the account.
async fn use_letter(
    Given(state): Given<State>,
    page: Page,
    cookies: CookieRules,
    headers: HeaderMap,
    _: Form,
) -> web::Result {
    let letter = letter();
    let mut tx = state.db.begin().await?;
    if let Some(flow) = letter.take(&mut tx, &state.cx, cookies, &headers).await?
        && let Some(pending) = store::by_id(&mut tx, &state.cx, flow).await?
        && prove(&mut tx, &state.cx, &pending).await?
    {
        tx.commit().await?;
        return Ok(letter.put_away(cookies, web::see_with("/cabinet/settings", "settings-contact-proved")));
    }
    Ok(letter.gone(page, cookies))
}
