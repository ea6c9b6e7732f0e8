//! Sending: what a worker does with a delivery, a code and a receipt.

use std::sync::Arc;

use anyhow::{Context, Result};
use base::{AccountId, Cx, Lang};
use db::{Db, jobs::Run};
use identity::events::{AlreadyRegistered, CodeRequested, Contact, Purpose};
use web::i18n::Words;

use crate::{
    gateway::{GatewayError, Letter, MailGateway, SmsGateway},
    model::{Channel, Deliver, DeliveryState, ReceiptCame, Told},
    store,
};

/// What the workers of this slice hold.
#[derive(Clone)]
pub struct Post {
    /// The SMS operator.
    pub sms: Arc<dyn SmsGateway>,
    /// The mail server.
    pub mail: Arc<dyn MailGateway>,
    /// The translations.
    pub words: Arc<Words>,
    /// The portal's own address, in front of every link: `https://okno.example`.
    pub public_url: String,
}

/// Adds this slice's jobs to a runner.
pub fn jobs(runner: db::jobs::Runner, post: &Post) -> db::jobs::Runner {
    let (deliver_post, code_post, owner_post) = (post.clone(), post.clone(), post.clone());
    runner
        .on(move |job: Deliver, run: Run| {
            let post = deliver_post.clone();
            async move { post.deliver(job, run).await }
        })
        .on(move |job: CodeRequested, run: Run| {
            let post = code_post.clone();
            async move {
                let args = [("code", job.code.as_str())];
                let message = Direct {
                    contact: &job.contact,
                    key: code_key(job.purpose),
                    args: &args,
                    link: job.link.as_deref(),
                    lang: job.lang,
                };
                post.send_direct(message, run).await
            }
        })
        .on(move |job: AlreadyRegistered, run: Run| {
            let post = owner_post.clone();
            async move {
                let message = Direct {
                    contact: &job.contact,
                    key: "notifications-already-registered",
                    args: &[],
                    link: Some("/sign-in"),
                    lang: job.lang,
                };
                post.send_direct(message, run).await
            }
        })
        .on(record_receipt)
}

/// A message to a contact rather than to an account.
struct Direct<'a> {
    contact: &'a Contact,
    key: &'a str,
    args: &'a [(&'a str, &'a str)],
    link: Option<&'a str>,
    lang: Lang,
}

fn code_key(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Registration => "notifications-code-registration",
        Purpose::Recovery => "notifications-code-recovery",
        Purpose::ContactChange => "notifications-code-contact",
        Purpose::Act => "notifications-code-act",
    }
}

impl Post {
    async fn deliver(&self, job: Deliver, run: Run) -> Result<()> {
        let (state, notice, contacts) = {
            let mut tx = run.db.read().await?;
            let [mut of_delivery, mut of_notice, mut of_account] = tx.hands();
            tokio::try_join!(
                store::delivery_state(&mut of_delivery, job.delivery),
                store::find_notice(&mut of_notice, job.account, job.notice),
                identity::contacts(&mut of_account, job.account),
            )?
        };
        // Sent already, or the account is gone: nothing to do.
        let (Some(DeliveryState::Queued), Some(notice), Some(contacts)) = (state, notice, contacts) else {
            return Ok(());
        };
        let lang = contacts.lang;
        let outcome = match (job.channel, &contacts.phone, &contacts.email) {
            (Channel::Sms, Some(phone), _) => {
                let text = self.say(lang, format!("{}-sms", notice.told.key), &borrowed(&notice.told));
                self.sms.send(phone, &text, job.delivery).await.map(Some)
            }
            (Channel::Mail, _, Some(email)) => {
                let letter = self.letter(lang, &notice.told);
                self.mail.send(email, &letter, job.delivery).await.map(|()| None)
            }
            _ => Err(GatewayError::Refused("the contact was removed".to_owned())),
        };
        settle(&run, job.delivery, outcome).await
    }

    /// A message to a contact that may have no account yet; the job's own id marks its delivery.
    async fn send_direct(&self, message: Direct<'_>, run: Run) -> Result<()> {
        let channel = match message.contact {
            Contact::Sms(_) => Channel::Sms,
            Contact::Mail(_) => Channel::Mail,
        };
        let mut tx = run.db.begin().await?;
        store::insert_delivery(&mut tx, &run.cx, run.id, None, channel).await?;
        let state = store::delivery_state(&mut tx, run.id).await?;
        tx.commit().await?;
        if state != Some(DeliveryState::Queued) {
            return Ok(());
        }
        let Direct { key, args, lang, .. } = message;
        let outcome = match message.contact {
            Contact::Sms(phone) => {
                let text = self.say(lang, format!("{key}-sms"), args);
                self.sms.send(phone, &text, run.id).await.map(Some)
            }
            Contact::Mail(email) => {
                let letter = Letter {
                    subject: self.say(lang, format!("{key}-subject"), args),
                    text: self.say(lang, key, args),
                    link: message.link.map(|path| self.address(path)),
                    action: self.words.text(lang, "notifications-letter-continue").into_owned(),
                };
                self.mail.send(email, &letter, run.id).await.map(|()| None)
            }
        };
        settle(&run, run.id, outcome).await
    }

    fn letter(&self, lang: Lang, told: &Told) -> Letter {
        let args = borrowed(told);
        Letter {
            subject: self.say(lang, format!("{}-subject", told.key), &args),
            text: self.say(lang, &told.key, &args),
            link: told.link.as_ref().map(|path| self.address(path)),
            action: self.words.text(lang, "notifications-letter-open").into_owned(),
        }
    }

    /// The words of a message. Outside of pages nothing is laid out by us: a space is a space, and an SMS stays a short one.
    fn say(&self, lang: Lang, key: impl AsRef<str>, args: &[(&str, &str)]) -> String {
        self.words.format(lang, key, args).replace('\u{a0}', " ")
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.trim_end_matches('/'))
    }
}

fn borrowed(told: &Told) -> Vec<(&str, &str)> {
    told.args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// Writes down how the handing over went. A gateway that is away makes the job come again.
async fn settle(run: &Run, delivery: base::Uuid, outcome: Result<Option<String>, GatewayError>) -> Result<()> {
    if let Err(GatewayError::Away(reason)) = &outcome
        && !run.last_try
    {
        anyhow::bail!("will be handed over again: {reason}");
    }
    let told = if outcome.is_ok() { "sent" } else { "failed" };
    metrics::counter!("okno_deliveries_total", "outcome" => told).increment(1);
    let mut tx = run.db.begin().await?;
    let [mut writing, mut ending] = tx.hands();
    let written = async {
        match outcome {
            Ok(gateway_id) => store::update_sent(&mut writing, &run.cx, delivery, gateway_id.as_deref()).await,
            Err(error) => store::update_failed(&mut writing, &run.cx, delivery, &error.to_string()).await,
        }
    };
    tokio::try_join!(written, run.done(&mut ending))?;
    tx.commit().await.context("the outcome of a delivery was not kept")?;
    Ok(())
}

async fn record_receipt(job: ReceiptCame, run: Run) -> Result<()> {
    let mut tx = run.db.begin().await?;
    let known = write_down(&mut tx, &run.cx, &job).await?;
    anyhow::ensure!(known || run.last_try, "the message of this receipt is not written down yet");
    run.done(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes down a receipt of the SMS centre. One that comes before the message it speaks of is written down becomes a job.
///
/// # Errors
/// When the database does not answer.
pub async fn receipt_came(db: &Db, cx: &Cx, receipt: crate::gateway::smpp::SmsReceipt) -> Result<(), db::Error> {
    let mut tx = db.begin().await?;
    let job = ReceiptCame {
        channel: Channel::Sms,
        gateway_id: receipt.id,
        delivered: receipt.delivered,
        reason: receipt.state,
    };
    if !write_down(&mut tx, cx, &job).await? {
        db::jobs::enqueue(&mut tx, cx, &job).await?;
    }
    tx.commit().await
}

/// Whether the message is known.
async fn write_down(tx: &mut db::Tx, cx: &Cx, receipt: &ReceiptCame) -> Result<bool, db::Error> {
    let state = if receipt.delivered { DeliveryState::Delivered } else { DeliveryState::Failed };
    let reason = (!receipt.delivered).then_some(receipt.reason.as_str());
    store::update_receipt(tx, cx, (receipt.channel, &receipt.gateway_id), state, reason).await
}

/// Queues the deliveries of a notice: one for each channel that the account has and has left on.
pub(crate) async fn expand(
    tx: &mut db::Tx,
    cx: &Cx,
    account: AccountId,
    notice: crate::NoticeId,
    channels: &[Channel],
) -> Result<(), db::Error> {
    let mut hands: [_; Channel::ALL.len()] = tx.hands();
    let queued = hands.iter_mut().zip(channels).map(|(hand, channel)| queue(hand, cx, (account, notice), *channel));
    futures_util::future::try_join_all(queued).await.map(drop)
}

async fn queue(
    tx: &mut db::Tx,
    cx: &Cx,
    (account, notice): (AccountId, crate::NoticeId),
    channel: Channel,
) -> db::Result<()> {
    let delivery = cx.uuid();
    let job = Deliver { delivery, account, notice, channel };
    let [mut writing, mut queueing] = tx.hands();
    let written = store::insert_delivery(&mut writing, cx, delivery, Some((account, notice)), channel);
    tokio::try_join!(written, db::jobs::enqueue(&mut queueing, cx, &job)).map(drop)
}
