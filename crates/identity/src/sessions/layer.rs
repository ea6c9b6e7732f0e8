//! Recognises who is signed in, before any page runs.

use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, Method},
    middleware::{self, Next},
    response::IntoResponse,
};
use base::AccountId;
use db::{Both, vault};

use web::{CookieRules, Failure, Viewer};

use super::{SessionId, model, store};
use crate::{State, accounts, levels::AssuranceLevel, security::Asked, staff};

/// The citizen of this request, found by the session cookie.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    pub(crate) account: AccountId,
    pub(crate) session: SessionId,
    pub(crate) level: AssuranceLevel,
    pub(crate) name: String,
}

/// Wraps a router so that its pages know who is signed in: the extractors of this crate and [`web::Viewer`] are filled in
/// for each request that carries a session. Refusals go to the security log. Stands inside [`web::layer`].
pub fn layer(router: Router, state: State) -> Router {
    router.layer(middleware::from_fn(move |request: Request, next: Next| {
        let state = state.clone();
        async move {
            match recognise(&state, request).await {
                Ok(request) => {
                    let asked = Asked::of(&request);
                    let response = next.run(request).await;
                    asked.tell(&response);
                    response
                }
                Err(failure) => failure.into_response(),
            }
        }
    }))
}

async fn recognise(state: &State, mut request: Request) -> Result<Request, Failure> {
    let path = request.uri().path().to_owned();
    if path.starts_with("/assets/") || path.starts_with("/hooks/") {
        return Ok(request);
    }
    let cookies = request.extensions().get::<CookieRules>().copied().unwrap_or_default();
    let found = find_citizen(state, cookies, request.headers(), (request.method(), &path)).await?;
    let (citizen, unread) = found.map_or((None, 0), |(citizen, unread)| (Some(citizen), unread));
    let on_duty = staff::session::find(state, cookies, request.headers()).await?;
    // Of two cookies in one browser the place decides: a desk shows the member of staff, other pages the citizen.
    let viewer = match (&citizen, &on_duty) {
        (Some(citizen), on_duty) if on_duty.is_none() || !staff::is_place(&path) => Some(viewer_of(citizen, unread)),
        (_, Some(on_duty)) => Some(on_duty.viewer()),
        (_, None) => None,
    };
    let extensions = request.extensions_mut();
    if let Some(citizen) = citizen {
        extensions.insert(citizen);
    }
    if let Some(on_duty) = on_duty {
        extensions.insert(on_duty);
    }
    if let Some(viewer) = viewer {
        viewer.attach(extensions);
    }
    Ok(request)
}

fn viewer_of(citizen: &SignedIn, unread: u32) -> Viewer {
    Viewer {
        name: citizen.name.clone(),
        level_key: citizen.level.label_key(),
        verified: citizen.level == AssuranceLevel::Verified,
        unread,
        staff: None,
    }
}

/// Who is signed in, and how many unread notices wait: where a page is asked for that may show them.
async fn find_citizen(
    state: &State,
    cookies: CookieRules,
    headers: &HeaderMap,
    (method, path): (&Method, &str),
) -> Result<Option<(SignedIn, u32)>, Failure> {
    let token = cookies.read(headers, model::COOKIE);
    let Some(token) = token.filter(|token| !token.is_empty()) else { return Ok(None) };
    // An open page that asks for news by itself is no sign of a person.
    let is_person = !path.ends_with("/live");
    let is_page = is_person && *method == Method::GET;
    let (hash, now) = (super::hash(&token), state.cx.now());
    let seen = state.seen.account(&hash).filter(|_| is_page);
    let mut tx = state.db.read().await?;
    let [mut asking, mut beside] = tx.hands();
    let counting = async {
        match seen {
            Some(account) => Some((state.unread)(&mut beside, account).await),
            None => None,
        }
    };
    let (row, counted) = tokio::join!(store::find(&mut asking, &hash), counting);
    let Some(Both(row, key)) = row? else { return Ok(None) };
    let is_usable = matches!(row.status, accounts::AccountStatus::Active | accounts::AccountStatus::Pending);
    if !is_usable || !model::lives(row.seen_at, row.ends_at, row.foreign_computer, now) {
        return Ok(None);
    }
    vault::take(&mut tx, row.account.0, &key)?;
    let names = accounts::store::open_names(&mut tx, row.account, &row.names).await?;
    let unread = match counted {
        Some(unread) => unread,
        None if is_page => (state.unread)(&mut tx, row.account).await,
        None => Ok(0),
    };
    drop(tx);
    if seen.is_none() {
        state.seen.note(hash, row.account);
    }
    if is_person && now >= row.seen_at + model::TOUCH_AFTER {
        touch(state, row.id).await;
    }
    let level = row.level.unwrap_or(AssuranceLevel::Simplified);
    let citizen = SignedIn { account: row.account, session: row.id, level, name: names.short() };
    // A number that cannot be had now is no reason to refuse the page.
    Ok(Some((citizen, unread.unwrap_or(0))))
}

/// A page is not refused because the note of its session's last use could not be written.
async fn touch(state: &State, id: SessionId) {
    let now = state.cx.now();
    let written = async {
        let mut tx = state.db.begin().await?;
        store::touch(&mut tx, id, now, now - model::TOUCH_AFTER).await?;
        tx.commit().await
    };
    if let Err(error) = written.await {
        tracing::warn!(%error, "the last use of a session was not written");
    }
}
