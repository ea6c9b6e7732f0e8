//! «Регистрация»: the first page, the password, and «Учётная запись создана».

use askama::Template;
use axum::{
    Router,
    extract::State as Given,
    http::{HeaderMap, StatusCode, header::SET_COOKIE},
    response::Response,
    routing::get,
};
use web::{CookieRules, Fields, Form, Page, Query};

use super::{Applicant, Registration, Unfinished, form, form::By, store, terms};
use crate::{
    State,
    codes::proof::{self, Begun, Stage, current, go_on},
    extract::{Citizen, MaybeCitizen},
    next, passwords, sessions,
    sessions::Visitor,
    sign_in, throttle,
};

pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/register", get(show).post(create))
        .route("/register/password", get(show_password).post(save_password))
        .route("/register/done", get(done))
        .merge(proof::routes::<Registration>())
        .merge(terms::routes())
}

#[derive(Template)]
#[template(path = "registration/begin.html")]
struct RegisterPage {
    page: Page,
    fields: Fields,
    by_email: bool,
    /// Whether one of the fields that may be left out was filled; then they are shown.
    has_more: bool,
    other_way: String,
    sign_in: String,
}

impl RegisterPage {
    fn new(page: Page, mut fields: Fields) -> Self {
        let by = By::of(&fields);
        fields.set("by", by.code());
        let next = next::safe(fields.value("next"));
        let other_way = if by == By::Email { "/register" } else { "/register?by=email" };
        Self {
            page,
            by_email: by == By::Email,
            has_more: !fields.value("patronymic").is_empty() || !fields.value("email").is_empty(),
            other_way: next::with_next(other_way, next.as_deref()),
            sign_in: next::with_next("/sign-in", next.as_deref()),
            fields,
        }
    }
}

async fn show(page: Page, MaybeCitizen(citizen): MaybeCitizen, Query(query): Query) -> Response {
    let next = next::safe(query.value("next"));
    if citizen.is_some() {
        return web::see(next.as_deref().unwrap_or("/cabinet"));
    }
    let mut fields = Fields::default();
    fields.set("by", query.value("by"));
    if let Some(next) = next {
        fields.set("next", next);
    }
    web::html(RegisterPage::new(page, fields))
}

async fn create(
    Given(state): Given<State>,
    page: Page,
    visitor: Visitor,
    headers: HeaderMap,
    Form(mut fields): Form,
) -> web::Result {
    let Some(applicant) = form::read(&mut fields, page.lang) else {
        return Ok(web::unprocessable(RegisterPage::new(page, fields)));
    };
    let mut tx = state.db.begin().await?;
    // Back to correct a name, and on again: the code that was sent still holds.
    if let Some(begun) = current::<Registration>(&mut tx, &state.cx, visitor.cookies, &headers).await?
        && begun.stage == Stage::Waiting
        && begun.applicant.contact == applicant.contact
        && store::rewrite(&mut tx, &state.cx, begun.id, &applicant).await?
    {
        tx.commit().await?;
        return Ok(web::see("/register/code"));
    }
    let network = throttle::begun_from(&tx, &visitor.network);
    if let Err(slowed) = throttle::pour(&mut tx, &state.cx, &[network]).await? {
        return Err(web::Failure::Throttled { until: slowed.until });
    }
    match super::begin(&mut tx, &state.cx, &applicant).await? {
        Ok(token) => {
            tx.commit().await?;
            Ok(go_on::<Registration>(visitor.cookies, &token, "code"))
        }
        Err(too_soon) => {
            let field = if By::of(&fields) == By::Email { "email" } else { "phone" };
            fields.fail_with(field, "code-too-soon", [("time", page.clock(too_soon.until))]);
            Ok(web::unprocessable(RegisterPage::new(page, fields)))
        }
    }
}

#[derive(Template)]
#[template(path = "registration/password.html")]
struct PasswordPage {
    page: Page,
    fields: Fields,
    action: &'static str,
    login: String,
}

fn password_page(page: Page, applicant: &Applicant, mut fields: Fields) -> PasswordPage {
    fields.forget("password");
    fields.forget("password_again");
    let login = match &applicant.contact {
        crate::events::Contact::Sms(phone) => phone.show(),
        crate::events::Contact::Mail(email) => email.as_str().to_owned(),
    };
    PasswordPage { page, fields, action: "/register/password", login }
}

async fn show_password(
    Given(state): Given<State>,
    page: Page,
    cookies: CookieRules,
    headers: HeaderMap,
) -> web::Result {
    let mut tx = state.db.read().await?;
    match current::<Registration>(&mut tx, &state.cx, cookies, &headers).await? {
        Some(begun) if begun.stage == Stage::Proved => {
            Ok(web::html(password_page(page, &begun.applicant, Fields::default())))
        }
        Some(begun) if begun.stage == Stage::Waiting => Ok(web::see("/register/code")),
        _ => Ok(web::see("/register")),
    }
}

async fn save_password(
    Given(state): Given<State>,
    page: Page,
    visitor: Visitor,
    headers: HeaderMap,
    Form(mut fields): Form,
) -> web::Result {
    let mut tx = state.db.read().await?;
    let Some(begun) = current::<Registration>(&mut tx, &state.cx, visitor.cookies, &headers).await? else {
        return Ok(web::see("/register"));
    };
    drop(tx);
    if begun.stage != Stage::Proved {
        // Clicked twice: the first click has opened the account.
        return Ok(web::see(if begun.stage == Stage::Done { "/register/done" } else { "/register/code" }));
    }
    let Some(password) = read_password(&mut fields, &begun.applicant) else {
        return Ok(web::unprocessable(password_page(page, &begun.applicant, fields)));
    };
    let Ok(hash) = state.hasher.hash(&state.cx, &password).await? else {
        fields.fail("password", "sign-in-busy");
        let mut response = web::unprocessable(password_page(page, &begun.applicant, fields));
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        return Ok(response);
    };
    open_account(&state, &visitor, &begun, &hash).await
}

fn read_password(fields: &mut Fields, applicant: &Applicant) -> Option<String> {
    let contacts = match &applicant.contact {
        crate::events::Contact::Sms(phone) => vec![phone.to_string()],
        crate::events::Contact::Mail(email) => vec![email.to_string()],
    };
    let contacts = contacts.into_iter().chain(applicant.email.as_ref().map(ToString::to_string)).collect();
    passwords::read(fields, &passwords::About { names: Some(&applicant.names), contacts })
}

async fn open_account(state: &State, visitor: &Visitor, begun: &Registration, hash: &str) -> web::Result {
    let mut tx = state.db.begin().await?;
    match super::finish(&mut tx, &state.cx, begun, hash).await? {
        Ok(account) => {
            let session = sessions::begin(&mut tx, &state.cx, account, visitor, false).await?;
            tx.commit().await?;
            metrics::counter!("okno_registrations_total").increment(1);
            let to = next::with_next("/register/done", begun.applicant.next.as_deref());
            let mut response = sign_in::pages::enter(visitor, &session, &to);
            response.headers_mut().append(SET_COOKIE, visitor.cookies.clear(Registration::COOKIE));
            Ok(response)
        }
        Err(Unfinished::Gone) => {
            // The first press may still be on its way to the disk: the same answer is given when it is there.
            tx.commit().await?;
            Ok(web::see("/register/done"))
        }
        // Whoever is here has proved that the contact is theirs, so they may know.
        Err(Unfinished::ContactTaken) => {
            let to = next::with_next("/sign-in", begun.applicant.next.as_deref());
            let mut response = web::see_with(to, "register-already");
            response.headers_mut().append(SET_COOKIE, visitor.cookies.clear(Registration::COOKIE));
            Ok(response)
        }
    }
}

#[derive(Template)]
#[template(path = "registration/done.html")]
struct DonePage {
    page: Page,
    name: String,
    next: Option<String>,
}

async fn done(page: Page, citizen: Citizen, Query(query): Query) -> Response {
    web::html(DonePage { page, name: citizen.name, next: next::safe(query.value("next")) })
}
