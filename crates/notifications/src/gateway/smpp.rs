//! SMS over SMPP 3.4 (the SMS Forum's specification, issue 1.2) with a library made for it.
//!
//! One connection, made when it is first needed and made anew when it broke. Receipts come in on the same connection
//! and are handed on through a channel; the wiring turns each into a job.

use std::{str::FromStr, time::Duration};

use base::{Phone, Uuid};
use futures_util::{Stream, StreamExt};
use rusmpp::{
    CommandId, CommandStatus, Pdu,
    extra::{concatenation::SubmitSmMultipartExt, encoding::ucs2::Ucs2},
    pdus::{BindTransceiver, DeliverSm, DeliverSmResp, SubmitSm},
    types::COctetString,
    values::{EsmClass, InterfaceVersion, Npi, RegisteredDelivery, Ton},
};
use rusmppc::{Client, ConnectionBuilder, Event, error::Error};
use serde::Deserialize;
use tokio::sync::{Mutex, mpsc};

use super::{Answer, GatewayError, SmsGateway};

/// How many receipts may wait to be written down before the connection is read on.
const WAITING_RECEIPTS: usize = 1_000;

/// States of a message that are not its last (SMPP 3.4, 5.2.28 and appendix B): it is still on its way.
const ON_THE_WAY: [&str; 3] = ["ENROUTE", "ACCEPTD", "SCHEDULED"];

/// Where SMS are handed over.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SmppSettings {
    /// `host:port` of the operator's SMS centre.
    pub address: String,
    /// The name we bind with, at most 15 signs.
    pub system_id: String,
    /// The password we bind with, at most 8 signs.
    pub password: String,
    /// The sender that people see.
    pub sender: String,
    /// Seconds that the centre may take to let us in, and for each answer; others who want to send wait for it too.
    #[serde(default = "default_timeout")]
    pub timeout_seconds: u64,
}

const fn default_timeout() -> u64 {
    10
}

/// What an SMS centre says of a message that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsReceipt {
    /// The centre's id of the message.
    pub id: String,
    /// Whether it reached the phone.
    pub delivered: bool,
    /// The centre's own word, for instance `DELIVRD` or `UNDELIV`.
    pub state: String,
}

/// A connection to one SMS centre.
pub struct SmppGateway {
    settings: SmppSettings,
    client: Mutex<Option<Client>>,
    receipts: mpsc::Sender<SmsReceipt>,
}

impl SmppGateway {
    /// A gateway by its settings, and the receipts that will come; connects at the first message.
    pub fn new(settings: SmppSettings) -> (Self, mpsc::Receiver<SmsReceipt>) {
        let (sender, receiver) = mpsc::channel(WAITING_RECEIPTS);
        (Self { settings, client: Mutex::new(None), receipts: sender }, receiver)
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(self.settings.timeout_seconds)
    }

    async fn client(&self) -> Result<Client, GatewayError> {
        let mut kept = self.client.lock().await;
        if let Some(client) = kept.as_ref().filter(|client| client.is_active()) {
            return Ok(client.clone());
        }
        let client = tokio::time::timeout(self.patience(), self.connect())
            .await
            .map_err(|_| GatewayError::Away("the SMS centre does not let us in".to_owned()))?
            .map_err(|error| GatewayError::Away(error.to_string()))?;
        *kept = Some(client.clone());
        Ok(client)
    }

    async fn connect(&self) -> Result<Client, Error> {
        let (client, events) = ConnectionBuilder::new()
            .enquire_link_interval(Duration::from_secs(30))
            .response_timeout(self.patience())
            // The library speaks 5.0 and objects to 3.4 by name; on the wire the parts that we use are the same.
            .disable_interface_version_check()
            .connect(format!("smpp://{}", self.settings.address))
            .await?;
        tokio::spawn(listen(client.clone(), events, self.receipts.clone()));
        let bound = client
            .bind_transceiver(
                BindTransceiver::builder()
                    .system_id(c_string(&self.settings.system_id))
                    .password(c_string(&self.settings.password))
                    .interface_version(InterfaceVersion::Smpp3_4)
                    .build(),
            )
            .await;
        if let Err(error) = bound {
            // Whoever was not let in leaves: the listening task would hold the connection open for good.
            let _ = client.close().await;
            return Err(error);
        }
        Ok(client)
    }

    fn parts(&self, to: &Phone, text: &str, key: Uuid) -> Result<Vec<SubmitSm>, GatewayError> {
        let message = SubmitSm::builder()
            .source_addr_ton(Ton::Alphanumeric)
            .source_addr_npi(Npi::Unknown)
            .source_addr(c_string(&self.settings.sender))
            .dest_addr_ton(Ton::International)
            .dest_addr_npi(Npi::Isdn)
            .destination_addr(c_string(to.as_str().trim_start_matches('+')))
            .esm_class(EsmClass::default())
            .registered_delivery(RegisteredDelivery::request_all())
            .build();
        let [high, low, ..] = *key.as_bytes().split_at(14).1 else { return Ok(Vec::new()) };
        message
            .multipart(text)
            // Parts of one message carry one reference; the end of a UUID is as random as any.
            .reference_u16(u16::from_be_bytes([high, low]))
            .gsm7bit_unpacked()
            .fallback(Ucs2::new())
            .build()
            .map_err(|error| GatewayError::Refused(error.to_string()))
    }
}

impl SmsGateway for SmppGateway {
    fn send<'a>(&'a self, to: &'a Phone, text: &'a str, key: Uuid) -> Answer<'a, String> {
        Box::pin(async move {
            let client = self.client().await?;
            let mut id = String::new();
            let parts = self.parts(to, text, key)?;
            let last = parts.len().saturating_sub(1);
            for (place, mut part) in parts.into_iter().enumerate() {
                // One receipt for the whole message: only the last part's id is written down.
                if place < last {
                    part.registered_delivery = RegisteredDelivery::default();
                }
                let answer = client.submit_sm(part).await.map_err(|error| judge(&error))?;
                answer.message_id().as_str().clone_into(&mut id);
            }
            Ok(id)
        })
    }
}

/// A number that the centre says is wrong stays wrong; everything else may pass later.
fn judge(error: &Error) -> GatewayError {
    match error {
        Error::UnexpectedResponse { response } if response.status() == CommandStatus::EsmeRinvdstadr => {
            GatewayError::Refused("the number does not exist".to_owned())
        }
        Error::UnexpectedResponse { response } => GatewayError::Away(format!("status {:?}", response.status())),
        _ => GatewayError::Away(error.to_string()),
    }
}

async fn listen(client: Client, mut events: impl Stream<Item = Event> + Unpin, receipts: mpsc::Sender<SmsReceipt>) {
    while let Some(event) = events.next().await {
        match event {
            Event::Incoming(command) if command.id() == CommandId::DeliverSm => {
                if let Some(Pdu::DeliverSm(message)) = command.pdu()
                    && let Some(receipt) = receipt(message)
                    && receipts.send(receipt).await.is_err()
                {
                    return;
                }
                if let Err(error) = client.deliver_sm_resp(command.sequence_number(), DeliverSmResp::default()).await {
                    tracing::warn!(%error, "an SMS receipt could not be acknowledged");
                }
            }
            Event::Incoming(_) => {}
            Event::Error(error) => tracing::warn!(%error, "the SMS connection is in trouble"),
        }
    }
}

/// Reads the text that a receipt carries (SMPP 3.4, appendix B): `id:… stat:DELIVRD err:…`. None for anything else, and
/// for a message that is still on its way.
pub fn receipt(message: &DeliverSm) -> Option<SmsReceipt> {
    let text = message.short_message().to_str().ok()?;
    let field = |name: &str| text.split_whitespace().find_map(|word| word.strip_prefix(name)).map(str::to_owned);
    let (id, state) = (field("id:")?, field("stat:")?);
    if ON_THE_WAY.contains(&state.as_str()) {
        return None;
    }
    Some(SmsReceipt { id, delivered: state == "DELIVRD", state })
}

/// A field of the protocol; what does not fit is left empty, and the centre then refuses it in words.
fn c_string<const MAX: usize>(text: &str) -> COctetString<1, MAX> {
    COctetString::from_str(text).unwrap_or_else(|_| COctetString::empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<SmsReceipt> {
        receipt(&DeliverSm::builder().short_message(text.parse().unwrap()).build())
    }

    #[test]
    fn only_the_last_word_on_a_message_is_a_receipt() {
        let words = |state: &str| {
            format!("id:17 sub:001 dlvrd:001 submit date:2611211200 done date:2611211201 stat:{state} err:000 text:")
        };
        let got = told(&words("DELIVRD")).unwrap();
        assert_eq!((got.id.as_str(), got.delivered, got.state.as_str()), ("17", true, "DELIVRD"));
        for state in ["UNDELIV", "EXPIRED", "REJECTD", "DELETED", "UNKNOWN"] {
            assert!(!told(&words(state)).unwrap().delivered, "{state}");
        }
        for text in [words("ENROUTE"), words("ACCEPTD"), "Спасибо".to_owned(), String::new(), "id:17".to_owned()]
        {
            assert_eq!(told(&text), None, "{text}");
        }
    }
}
