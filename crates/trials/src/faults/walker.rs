//! A citizen who goes on whatever happens, and remembers what the portal has promised.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use tokio::sync::watch;
use trials::{
    citizen::{Application, Citizen, Filled, THREE_PAGES},
    form,
    http::{Connection, Request},
};

use crate::dice::Dice;

/// An application with a duty: «Водительское удостоверение», the international one.
const WITH_DUTY: Application<'static> = Application {
    service: "driver-licence",
    pages: &[
        Filled { page: "reason", answers: &[("reason", "international")], files: &[] },
        Filled {
            page: "former-licence",
            answers: &[("former_number", "9901123456"), ("former_issued_on", "10.12.2016")],
            files: &[],
        },
        Filled { page: "categories", answers: &[("categories", "a")], files: &[] },
        Filled { page: "office", answers: &[("office", "west")], files: &[] },
    ],
};

/// How long one waits after something failed.
const PAUSE: Duration = Duration::from_millis(60);

/// How often one tries in quiet.
const TRIES: u32 = 20;

/// A citizen and what was promised.
pub struct Walker {
    place: u32,
    portal: SocketAddr,
    phone: String,
    browser: Citizen,
    signed_in: bool,
    dice: Dice,
    /// Addresses of applications whose «Отправлено» was seen.
    pub promised: Vec<String>,
    /// How many payments the provider's page took.
    pub paid: u64,
    /// What went wrong last: the portal was away, or had something to say.
    pub complaint: Option<String>,
}

impl Walker {
    /// The confirmed person at this place in the line of seeded people.
    pub fn new(portal: SocketAddr, place: u32, dice: Dice) -> Result<Self> {
        let phone = okno::seeding::person(place)?.phone.as_str().to_owned();
        let (promised, browser) = (Vec::new(), browser(portal, place));
        Ok(Self { place, portal, phone, browser, signed_in: false, dice, promised, paid: 0, complaint: None })
    }

    /// Applies, pays and applies again until told to stop.
    pub async fn walk(mut self, stop: watch::Receiver<bool>) -> Self {
        while !*stop.borrow() {
            if let Err(error) = self.step().await {
                self.complaint = Some(format!("{error:#}"));
                tokio::time::sleep(PAUSE).await;
            }
        }
        self
    }

    /// One whole application. Whatever fails on the way is begun anew at the next step.
    pub async fn step(&mut self) -> Result<()> {
        if !self.signed_in {
            self.browser = browser(self.portal, self.place);
            self.browser.sign_in(&self.phone, okno::seeding::PASSWORD).await?;
            self.signed_in = true;
        }
        let application = if self.dice.one_of(2) == 0 { &THREE_PAGES } else { &WITH_DUTY };
        let begun = self.browser.begin(application.service).await;
        // A session may have ended meanwhile; whoever is asked to sign in does so at the next step.
        self.signed_in = begun.is_ok();
        let address = begun?;
        for filled in application.pages {
            self.browser.fill(&address, filled).await?;
        }
        let key = self.browser.check(&address).await?;
        self.browser.send_application(&address, &key).await?;
        self.promised.push(address.clone());
        // Pressed twice: the same sending, the same answer.
        self.browser.send_application(&address, &key).await?;
        if application.service == WITH_DUTY.service { self.pay(&address).await } else { Ok(()) }
    }

    async fn pay(&mut self, address: &str) -> Result<()> {
        let sent = self.browser.get(&format!("{address}/sent")).await?;
        let charge = form::link(&sent.body, "/cabinet/payments/").context("no link to the payment")?.to_owned();
        self.browser.get(&charge).await?;
        let begun = self.browser.post(&format!("{charge}/pay"), &[]).await?;
        let bank = begun.location.with_context(|| format!("paying: {}", begun.status))?;
        ensure!(bank.starts_with("http://"), "paying led to {bank}");
        decide(&bank).await?;
        self.paid += 1;
        self.browser.get(&format!("{charge}/return")).await?;
        Ok(())
    }

    /// Goes on in quiet until one application at least is promised: on a slow machine nobody may have come so far under load.
    pub async fn get_something_done(&mut self) -> Result<()> {
        for _ in 0..TRIES {
            if !self.promised.is_empty() {
                return Ok(());
            }
            if let Err(error) = self.step().await {
                self.complaint = Some(format!("{error:#}"));
                tokio::time::sleep(PAUSE).await;
            }
        }
        bail!("nobody got anything done: {}", self.complaint.take().unwrap_or_default())
    }

    /// Which of the promises the portal does not know of any more.
    pub async fn broken_promises(&mut self) -> Result<Vec<String>> {
        self.browser = browser(self.portal, self.place);
        self.browser.sign_in(&self.phone, okno::seeding::PASSWORD).await?;
        let mut broken = Vec::new();
        for address in &self.promised {
            let page = self.browser.get(&format!("{address}/sent")).await?;
            if page.status != 200 {
                broken.push(format!("{address}: {}", page.status));
            }
        }
        Ok(broken)
    }
}

fn browser(portal: SocketAddr, place: u32) -> Citizen {
    // 198.18.0.0/15 is kept for benchmarks (RFC 2544); limits count networks of 256 addresses.
    let [.., high, low] = place.to_be_bytes();
    Citizen::new(portal).from_network(IpAddr::V4(Ipv4Addr::new(198, 18, high.wrapping_add(low), 1)))
}

/// Pays with the card that the provider's page offers.
async fn decide(bank: &str) -> Result<()> {
    let url = url::Url::parse(bank)?;
    let port = url.port().context("a provider without a port")?;
    let mut connection = Connection::new(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    let asked = Request { method: "GET", path: url.path(), cookies: "", headers: "", body: None };
    let page = connection.send(asked).await?;
    let field = |name| form::hidden(&page.body, name).with_context(|| format!("{bank}: no {name}"));
    let card = form::urlencoded(&[
        ("action", "pay"),
        ("number", field("number")?),
        ("until", field("until")?),
        ("code", field("code")?),
    ]);
    let body = Some(("application/x-www-form-urlencoded", card.as_slice()));
    let paid = connection.send(Request { method: "POST", path: url.path(), cookies: "", headers: "", body }).await?;
    ensure!(paid.status == 303, "{bank}: {}", paid.status);
    Ok(())
}
