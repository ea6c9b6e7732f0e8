//! Who comes all at once: visitors who open pages and look at what they get, and somebody who guesses passwords.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use hdrhistogram::Histogram;
use trials::{
    citizen::{Citizen, plain},
    http::{Answer, Connection, Request},
    portal::House,
};

/// The citizen of the demo whom the sandbox knows.
const PHONE: &str = "+79005550101";
const NAME: &str = "Анна";
const PASSWORD: &str = "Zelenyj-Parohod!47-Okno";
/// How long a text may take to come.
const PATIENCE: Duration = Duration::from_secs(30);
/// Who guesses at a time.
const GUESSERS: u32 = 24;

/// A signed-in citizen's cookies, shared by many connections.
#[derive(Debug, Clone)]
pub struct Session(Arc<str>);

/// What the visitors got.
#[derive(Debug, Clone, Default)]
pub struct Tally(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    refused: AtomicU64,
    admitted: Mutex<Histogram<u64>>,
}

impl Default for Counts {
    fn default() -> Self {
        // Three figures are allowed, always.
        let admitted = Histogram::new_with_max(120_000_000, 3).unwrap_or_else(|_| unreachable!());
        Self { refused: AtomicU64::new(0), admitted: Mutex::new(admitted) }
    }
}

impl Tally {
    /// How many were told to come again.
    pub fn refused(&self) -> u64 {
        self.0.refused.load(Ordering::Relaxed)
    }

    /// How many were let in and answered.
    pub fn admitted(&self) -> u64 {
        self.0.admitted.lock().map_or(0, |admitted| admitted.len())
    }

    /// The time that this share of them did not exceed, from the request's first byte.
    pub fn quantile(&self, share: f64) -> Duration {
        let micros = self.0.admitted.lock().map_or(0, |admitted| admitted.value_at_quantile(share));
        Duration::from_micros(micros)
    }

    fn admit(&self, begun: Instant) {
        if let Ok(mut admitted) = self.0.admitted.lock() {
            admitted.saturating_record(u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX));
        }
    }
}

/// The pages that are opened in turn, and what must stand on each.
const PAGES: [(&str, &str); 4] = [
    ("/cabinet", NAME),
    ("/", "<main"),
    ("/services/hunting-ticket", "<main"),
    ("/cabinet/profile", "Номер учётной записи"),
];

/// One connection of somebody who is signed in.
pub struct Visitor {
    connection: Connection,
    session: Session,
    tally: Tally,
    turn: usize,
}

impl Visitor {
    /// So many of them.
    pub fn many(count: usize, portal: SocketAddr, session: &Session, tally: &Tally) -> Vec<Self> {
        let one =
            |turn| Self { connection: Connection::new(portal), session: session.clone(), tally: tally.clone(), turn };
        (0..count).map(one).collect()
    }

    /// Opens the next page. A refusal in due form is well; any wrong answer is not.
    pub async fn step(mut self) -> (Self, Result<()>) {
        let (path, words) = PAGES.get(self.turn % PAGES.len()).copied().unwrap_or(("/", ""));
        self.turn += 1;
        let request = Request { method: "GET", path, cookies: &self.session.0, headers: "", body: None };
        let begun = Instant::now();
        let answer = self.connection.send(request).await;
        let result = answer.map_err(Into::into).and_then(|answer| self.judge(path, words, begun, &answer));
        (self, result)
    }

    fn judge(&self, path: &str, words: &str, begun: Instant, answer: &Answer) -> Result<()> {
        if answer.status == 503 {
            ensure!(answer.retry_after.is_some(), "{path}: 503 without Retry-After");
            self.tally.0.refused.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        ensure!(answer.status == 200, "{path}: {} {}", answer.status, plain(answer));
        ensure!(answer.text().contains(words), "{path}: «{words}» is not there");
        self.tally.admit(begun);
        Ok(())
    }
}

/// Registers Анна and signs her in; answers her cookies.
pub async fn register(house: &House) -> Result<Session> {
    let mut anna = Citizen::new(house.address);
    anna.get("/register").await?;
    let fields =
        [("family_name", "Ветрова"), ("given_name", NAME), ("phone", PHONE), ("terms", "yes"), ("privacy", "yes")];
    expect(&anna.post("/register", &fields).await?, 303)?;
    anna.get("/register/code").await?;
    let code = code(house).await?;
    expect(&anna.post("/register/code", &[("code", &code)]).await?, 303)?;
    anna.get("/register/password").await?;
    let passwords = [("password", PASSWORD), ("password_again", PASSWORD)];
    expect(&anna.post("/register/password", &passwords).await?, 303)?;
    let page = anna.visit("/cabinet").await?;
    ensure!(page.status == 200 && page.text().contains(NAME), "the cabinet: {} {}", page.status, plain(&page));
    Ok(Session(anna.cookies().into()))
}

fn expect(answer: &Answer, status: u16) -> Result<()> {
    ensure!(answer.status == status, "{} {}", answer.status, plain(answer));
    Ok(())
}

/// The digits of the newest SMS, once it is there.
async fn code(house: &House) -> Result<String> {
    let address = house.sandbox.doors.http.trim_start_matches("http://").parse().context("the sandbox's address")?;
    let (deadline, mut sandbox) = (Instant::now() + PATIENCE, Connection::new(address));
    let path = "/api/messages?channel=sms&to=%2B79005550101";
    loop {
        let request = Request { method: "GET", path, cookies: "", headers: "", body: None };
        let told = sandbox.send(request).await?.text();
        if let Some((_, rest)) = told.split_once("Код подтверждения: ") {
            return Ok(rest.chars().filter(char::is_ascii_digit).take(6).collect());
        }
        ensure!(Instant::now() < deadline, "no SMS came: {told}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// What came of guessing passwords while a citizen signs in rightly.
#[derive(Debug, Clone, Copy, Default)]
pub struct Guessing {
    /// Wrong passwords that were compared.
    pub compared: u64,
    /// Guesses that were told to come again.
    pub refused: u64,
    /// Whether Анна came in, and after how many tries.
    pub signed_in_after: Option<u32>,
}

/// For so long many guess, each from a network of their own, and Анна signs in between.
pub async fn guess(portal: SocketAddr, time: Duration) -> Result<Guessing> {
    let deadline = Instant::now() + time;
    let mut guessers = tokio::task::JoinSet::new();
    for number in 0..GUESSERS {
        guessers.spawn(guess_on(portal, number, deadline));
    }
    let signed_in_after = sign_in(portal, deadline).await?;
    let mut all = Guessing { signed_in_after, ..Guessing::default() };
    while let Some(one) = guessers.join_next().await {
        let one = one??;
        all.compared += one.compared;
        all.refused += one.refused;
    }
    Ok(all)
}

async fn guess_on(portal: SocketAddr, number: u32, deadline: Instant) -> Result<Guessing> {
    let mut guessing = Guessing::default();
    let mut turn = 0_u32;
    while Instant::now() < deadline {
        // Another network each time: what one may try is limited, and here the queue is what is tried.
        turn += 1;
        let [.., a, b] = turn.wrapping_mul(GUESSERS).wrapping_add(number).to_be_bytes();
        let mut stranger = Citizen::new(portal).from_network(IpAddr::V4(Ipv4Addr::new(198, 18, a, b)));
        if stranger.get("/sign-in").await?.status != 200 {
            guessing.refused += 1;
            continue;
        }
        let login = format!("+7900{:07}", turn.wrapping_mul(GUESSERS) + number);
        let answer = stranger.post("/sign-in", &[("login", &login), ("password", "not-the-password")]).await?;
        match answer.status {
            422 => guessing.compared += 1,
            503 | 429 => guessing.refused += 1,
            other => anyhow::bail!("a wrong password: {other} {}", plain(&answer)),
        }
    }
    Ok(guessing)
}

/// Tries as a person does who is told to come again: every half second.
async fn sign_in(portal: SocketAddr, deadline: Instant) -> Result<Option<u32>> {
    for tries in 1.. {
        let mut anna = Citizen::new(portal).from_network(IpAddr::V4(Ipv4Addr::new(198, 19, 0, 1)));
        if anna.get("/sign-in").await?.status == 200 {
            let answer = anna.post("/sign-in", &[("login", PHONE), ("password", PASSWORD)]).await?;
            if answer.status == 303 {
                return Ok(Some(tries));
            }
        }
        if Instant::now() >= deadline {
            break;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    Ok(None)
}
