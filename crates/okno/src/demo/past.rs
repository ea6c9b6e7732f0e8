//! What somebody of the demo applied for long ago: applications that came to every end there is, told by the commands that
//! pages and jobs call, each with the clock of its day.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use anyhow::{Context, Result, anyhow, bail, ensure};
use applications::{Application, ApplicationId, Begin, Press, Said, Submitted, desk, drafts};
use base::{AccountId, Cx, Date, ManualClock, Phone, SignedDuration, SystemRandom, Timestamp, reckoning, short_date};
use catalog::{Catalog, Edition};
use db::{Db, Tx};
use forms::Input;
use identity::{AssuranceLevel, Citizen, Officer, SessionId, seeding};
use jiff::ToSpan;
use serde::Deserialize;

/// How many days a draft is kept.
const KEPT_FOR: i64 = 60;

/// An application of the past, in `demo/people.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Past {
    service: String,
    /// How many days ago it was begun.
    days_ago: i64,
    end: End,
    /// What was typed, by field; `@-3` is the third day before the one on which it was begun.
    input: BTreeMap<String, String>,
    /// What the officer typed at the approval.
    #[serde(default)]
    decision: BTreeMap<String, String>,
    /// The phone of whoever had to agree.
    with: Option<Phone>,
}

/// What it came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum End {
    /// A draft to which nobody came back.
    Forgotten,
    Unpaid,
    Unanswered,
    NotAgreed,
    Declined,
    Withdrawn,
    Refused,
    Completed,
}

/// Who looks back, and at what.
pub(super) struct Teller<'a> {
    pub db: &'a Db,
    pub cx: &'a Cx,
    pub catalog: &'a Catalog,
    pub account: AccountId,
    pub name: String,
    /// The officers, by agency.
    pub officers: &'a BTreeMap<String, String>,
}

/// One application while it is told.
struct Tale<'a> {
    of: &'a Teller<'a>,
    past: &'a Past,
    begun_at: Timestamp,
    edition: Arc<Edition>,
    tx: Tx,
}

impl Teller<'_> {
    /// Tells of one application, from its beginning to its end, in one transaction.
    pub async fn tell(&self, past: &Past) -> Result<()> {
        let ago = SignedDuration::from_hours(24 * past.days_ago);
        let service = self.catalog.service(&past.service).with_context(|| format!("no service {}", past.service))?;
        let mut tale = Tale {
            of: self,
            past,
            begun_at: self.cx.now().checked_sub(ago)?,
            edition: service.edition.clone(),
            tx: self.db.begin().await?,
        };
        let id = tale.fill().await?;
        tale.end(id).await?;
        tale.tx.commit().await?;
        Ok(())
    }
}

/// The context of an instant: its clock stands there.
fn at(instant: Timestamp) -> Cx {
    Cx::new(Arc::new(ManualClock::new(instant)), Arc::new(SystemRandom))
}

impl Tale<'_> {
    /// So many hours after it was begun.
    fn later(&self, hours: i64) -> Result<Cx> {
        Ok(at(self.begun_at.checked_add(SignedDuration::from_hours(hours))?))
    }

    fn typed(&self, fields: &BTreeMap<String, String>) -> Result<Input> {
        let begun_on = reckoning::day_of(self.begun_at);
        let day = |text: &str| text.strip_prefix('@').map(str::parse::<i64>);
        fields
            .iter()
            .map(|(name, text)| {
                let text = match day(text) {
                    Some(days) => short_date(begun_on.saturating_add(days?.days())),
                    None => text.clone(),
                };
                Ok((name.clone(), text))
            })
            .collect()
    }

    /// Begins the form and fills it in; one that is forgotten only as far as its first page.
    async fn fill(&mut self) -> Result<ApplicationId> {
        let (cx, account) = (at(self.begun_at), self.of.account);
        let Begin::New(draft) = applications::begin(&mut self.tx, &cx, account, &self.edition).await? else {
            bail!("{} is begun already", self.past.service);
        };
        let (input, mut done) = (self.typed(&self.past.input)?, BTreeSet::new());
        loop {
            let opened = self.open(&cx, draft.id).await?;
            let pages = forms::applicable_pages(opened.definition(), &opened.answers, opened.facts());
            let Some(page) = pages.into_iter().map(|page| page.id.clone()).find(|page| !done.contains(page)) else {
                return Ok(draft.id);
            };
            let shown = (page.as_str(), &drafts::Window::default());
            let saved = applications::save_page(&mut self.tx, &cx, &opened, shown, &input).await?;
            saved.map_err(|refusal| anyhow!("{}/{page}: {refusal:?}", self.past.service))?;
            if self.past.end == End::Forgotten {
                return Ok(draft.id);
            }
            done.insert(page);
        }
    }

    async fn open(&mut self, cx: &Cx, id: ApplicationId) -> Result<applications::Opened> {
        let opened = applications::open(&mut self.tx, cx, self.of.catalog, self.of.account, id).await;
        opened.map_err(|failure| anyhow!("{failure:?}"))
    }

    async fn end(&mut self, id: ApplicationId) -> Result<()> {
        let account = self.of.account;
        if self.past.end == End::Forgotten {
            // The last day on which a draft without a season is kept.
            let last = reckoning::day_of(self.begun_at).saturating_add(KEPT_FOR.days());
            let late = at(reckoning::end_of(last));
            ensure!(drafts::end(&mut self.tx, &late, self.of.catalog, account, id).await?, "the draft is still kept");
            return Ok(());
        }
        let sent = self.send(id).await?;
        match self.past.end {
            End::Forgotten => Ok(()),
            End::Unpaid | End::NotAgreed => self.expire(&sent).await,
            End::Withdrawn => {
                let cx = self.later(70)?;
                let withdrawn = applications::withdraw(&mut self.tx, &cx, account, id).await?;
                withdrawn.map(drop).map_err(|refusal| anyhow!("{refusal:?}"))
            }
            End::Declined => self.decline(&sent).await,
            End::Unanswered | End::Refused | End::Completed => self.review(&sent).await,
        }
    }

    async fn send(&mut self, id: ApplicationId) -> Result<Application> {
        let cx = self.later(1)?;
        let opened = self.open(&cx, id).await?;
        let citizen = self.citizen(self.of.account, &self.of.name);
        let key = cx.token();
        // The code that some services ask for was typed in that story.
        let asks = opened.definition().confirm == Some(forms::Confirm::Code);
        let press = if asks { Press::confirmed(&key) } else { Press::plain(&key) };
        // On the heap: sending takes the most room of all that is told here.
        let sent = Box::pin(applications::submit(&mut self.tx, &cx, &citizen, &opened, press)).await?;
        match sent {
            Ok(Submitted::Now(sent)) => Ok(sent),
            other => bail!("{} was not sent: {other:?}", self.past.service),
        }
    }

    fn citizen(&self, account: AccountId, name: &str) -> Citizen {
        let session = SessionId(self.of.cx.uuid());
        Citizen { account, level: AssuranceLevel::Verified, session, name: name.to_owned() }
    }

    /// The day passes by which somebody had to act.
    async fn expire(&mut self, waiting: &Application) -> Result<()> {
        let day: Date = waiting.due_on.with_context(|| format!("nothing is due in {}", waiting.service))?;
        let over = at(reckoning::end_of(day));
        let expired = applications::expire(&mut self.tx, &over, waiting.account, waiting.id, day).await?;
        ensure!(expired, "{} did not expire", waiting.service);
        Ok(())
    }

    async fn decline(&mut self, sent: &Application) -> Result<()> {
        let phone = self.past.with.as_ref().context("whoever declines has to be named: `with`")?;
        let mark = seeding::sign_in_mark(self.of.db, phone);
        let other = seeding::account_by(&mut self.tx, &mark).await?.with_context(|| format!("nobody has {phone}"))?;
        let (cx, citizen) = (self.later(20)?, self.citizen(other, ""));
        let reason = "Договорились о другой цене.";
        let declined = applications::decline(&mut self.tx, &cx, &citizen, sent, reason).await?;
        declined.map(drop).context("it was not awaited")
    }

    /// What the officer of the agency made of it.
    async fn review(&mut self, sent: &Application) -> Result<()> {
        let number = sent.number.clone().context("it has no number")?;
        let agency = self.of.catalog.agency(&sent.agency).context("no such agency")?;
        let name = self.of.officers.get(&sent.agency).with_context(|| format!("{} has no officer", sent.agency))?;
        let staff = seeding::staff_by_name(&mut self.tx, name).await?.context("the officer is not there")?;
        let officer = Officer { staff, name: name.clone(), agency: sent.agency.clone() };
        let cx = self.later(26)?;
        let taken = desk::take(&mut self.tx, &cx, &officer, &number).await?;
        let taken = taken.map_err(|refusal| anyhow!("{refusal:?}"))?;
        let case = desk::open_case(&mut self.tx, &cx, self.of.catalog, &officer, &number).await;
        let case = case.map_err(|failure| anyhow!("{failure:?}"))?;
        let (seen, cx) = (desk::Seen { number: &number, version: taken.version }, self.later(50)?);
        let tx = &mut self.tx;
        let done = match self.past.end {
            End::Unanswered => {
                let said = Said::text("Приложите копию документа целиком: последней страницы не видно.");
                desk::ask(tx, &cx, &officer, seen, &said).await?
            }
            End::Refused => {
                let ground = case.definition().refusals.first().context("the service is never refused")?;
                desk::refuse(tx, &cx, &officer, seen, ground, "Проверьте данные и подайте заявление снова.").await?
            }
            _ => {
                let typed = self.past.decision.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
                let decision = forms::decide(case.definition(), &typed, case.facts());
                let decision = decision.map_err(|wrong| anyhow!("the decision: {wrong:?}"))?;
                desk::approve(tx, &cx, &officer, seen, &case, &decision, &agency).await?
            }
        };
        let done = done.map_err(|refusal| anyhow!("{refusal:?}"))?;
        if self.past.end == End::Unanswered { self.expire(&done).await } else { Ok(()) }
    }
}
