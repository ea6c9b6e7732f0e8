//! One SMPP session, from bind to unbind.

use std::{sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use rusmpp::{
    Command, CommandStatus, Pdu,
    pdus::{BindReceiverResp, BindTransceiverResp, BindTransmitterResp, DeliverSm, SubmitSm, SubmitSmResp},
    tokio_codec::CommandCodec,
    types::COctetString,
    values::{EsmClass, InterfaceVersion, MCDeliveryReceipt, MessageState, MessageType},
};
use tokio::{
    io::AsyncWriteExt,
    net::TcpStream,
    sync::{Semaphore, mpsc},
};
use tokio_util::{codec::Framed, sync::CancellationToken};

use super::{codings, parts};
use crate::{
    control::{Mode, System},
    messages::{Arrival, Channel},
    routes::same_secret,
    rubbish::Rubbish,
    world::Shared,
};

const SYSTEM_ID: &str = "okno";
const PASSWORD: &str = "okno-sms";
/// The name of the centre in its answers.
const CENTRE: &str = "sandbox";
/// A session that says nothing for so long is closed.
const IDLE: Duration = Duration::from_mins(10);
/// How many answers may be outstanding before the centre asks for patience (ESME_RTHROTTLED).
const WINDOW: usize = 500;

type Receipts = mpsc::UnboundedSender<DeliverSm>;

/// What the session may do.
#[derive(Default)]
struct Binding {
    submits: bool,
    receipts: Option<Receipts>,
}

struct Session {
    world: Shared,
    binding: Binding,
    answers: mpsc::UnboundedSender<Command>,
    window: Arc<Semaphore>,
}

/// Serves one connection until it ends.
pub(super) async fn run(world: Shared, stream: TcpStream, stop: CancellationToken) {
    let mut framed = Framed::new(stream, CommandCodec::new().with_max_length(128 * 1024));
    let (answers, mut outgoing) = mpsc::unbounded_channel();
    let mut session = Session {
        world: world.clone(),
        binding: Binding::default(),
        answers,
        window: Arc::new(Semaphore::new(WINDOW)),
    };
    let mut receipts: Option<mpsc::UnboundedReceiver<DeliverSm>> = None;
    let mut sequence = 0_u32;
    loop {
        let outcome = tokio::select! {
            // Answers go out before receipts, so that the sender knows the id that the receipt names.
            biased;
            () = stop.cancelled() => break,
            () = world.control.down(System::Sms) => break,
            () = tokio::time::sleep(IDLE) => break,
            Some(answer) = outgoing.recv() => framed.send(answer).await,
            Some(receipt) = next(&mut receipts) => {
                sequence += 1;
                framed.send(Command::new(CommandStatus::EsmeRok, sequence, receipt)).await
            }
            incoming = framed.next() => match incoming {
                Some(Ok(command)) => {
                    if let Some(rubbish) = session.rubbish(&command) {
                        let said = rubbish.over_smpp(command.sequence_number());
                        let _gone = framed.get_mut().write_all(&said).await;
                        if rubbish == Rubbish::Half {
                            break;
                        }
                        continue;
                    }
                    if session.take(&command, &mut receipts).is_break() {
                        while let Ok(answer) = outgoing.try_recv() {
                            let _ = framed.send(answer).await;
                        }
                        break;
                    }
                    Ok(())
                }
                Some(Err(wrong)) => {
                    tracing::debug!(%wrong, "not SMPP");
                    let _ = framed.send(Command::new(CommandStatus::EsmeRinvcmdlen, 0, Pdu::GenericNack)).await;
                    break;
                }
                None => break,
            },
        };
        if outcome.is_err() {
            break;
        }
    }
    let _ = SinkExt::<Command>::close(&mut framed).await;
}

async fn next(receipts: &mut Option<mpsc::UnboundedReceiver<DeliverSm>>) -> Option<DeliverSm> {
    match receipts {
        Some(receipts) => receipts.recv().await,
        None => std::future::pending().await,
    }
}

impl Session {
    /// The nonsense that answers a message at the moment; binds are answered rightly.
    fn rubbish(&self, command: &Command) -> Option<Rubbish> {
        let is_message = matches!(command.pdu(), Some(Pdu::SubmitSm(_)));
        self.world.control.of(System::Sms).rubbish().filter(|_| is_message)
    }

    /// Takes one command. Breaks when the session is over.
    fn take(
        &mut self,
        command: &Command,
        receipts: &mut Option<mpsc::UnboundedReceiver<DeliverSm>>,
    ) -> std::ops::ControlFlow<()> {
        let sequence = command.sequence_number();
        match command.pdu() {
            Some(Pdu::BindTransceiver(bind)) => {
                let status = self.bind(&bind.system_id, &bind.password, true, Some(receipts));
                self.answer(status, sequence, BindTransceiverResp::new(centre(), Some(InterfaceVersion::Smpp3_4)));
            }
            Some(Pdu::BindTransmitter(bind)) => {
                let status = self.bind(&bind.system_id, &bind.password, true, None);
                self.answer(status, sequence, BindTransmitterResp::new(centre(), Some(InterfaceVersion::Smpp3_4)));
            }
            Some(Pdu::BindReceiver(bind)) => {
                let status = self.bind(&bind.system_id, &bind.password, false, Some(receipts));
                self.answer(status, sequence, BindReceiverResp::new(centre(), Some(InterfaceVersion::Smpp3_4)));
            }
            Some(Pdu::SubmitSm(submitted)) => self.submit(sequence, submitted.clone()),
            Some(Pdu::EnquireLink) => self.answer(CommandStatus::EsmeRok, sequence, Pdu::EnquireLinkResp),
            Some(Pdu::Unbind) => {
                self.answer(CommandStatus::EsmeRok, sequence, Pdu::UnbindResp);
                return std::ops::ControlFlow::Break(());
            }
            Some(Pdu::DeliverSmResp(_) | Pdu::EnquireLinkResp | Pdu::GenericNack | Pdu::UnbindResp) | None => {}
            Some(_) => self.answer(CommandStatus::EsmeRinvcmdid, sequence, Pdu::GenericNack),
        }
        std::ops::ControlFlow::Continue(())
    }

    fn answer(&self, status: CommandStatus, sequence: u32, pdu: impl Into<Pdu>) {
        let _ = self.answers.send(Command::new(status, sequence, pdu));
    }

    fn bind(
        &mut self,
        system_id: &COctetString<1, 16>,
        password: &COctetString<1, 9>,
        submits: bool,
        receipts: Option<&mut Option<mpsc::UnboundedReceiver<DeliverSm>>>,
    ) -> CommandStatus {
        if self.binding.submits || self.binding.receipts.is_some() {
            return CommandStatus::EsmeRalybnd;
        }
        if system_id.as_str() != SYSTEM_ID {
            return CommandStatus::EsmeRinvsysid;
        }
        if !same_secret(password.as_str(), PASSWORD) {
            return CommandStatus::EsmeRinvpaswd;
        }
        if let Some(place) = receipts {
            let (sender, receiver) = self.world.exchange.listen();
            self.binding.receipts = Some(sender);
            *place = Some(receiver);
        }
        self.binding.submits = submits;
        CommandStatus::EsmeRok
    }

    fn submit(&self, sequence: u32, submitted: SubmitSm) {
        if !self.binding.submits {
            self.answer(CommandStatus::EsmeRinvbndsts, sequence, SubmitSmResp::default());
            return;
        }
        let Ok(permit) = self.window.clone().try_acquire_owned() else {
            self.answer(CommandStatus::EsmeRthrottled, sequence, SubmitSmResp::default());
            return;
        };
        let (world, answers, receipts) = (self.world.clone(), self.answers.clone(), self.binding.receipts.clone());
        let finish = move |mode| {
            let (answer, receipt) = accept(&world, mode, sequence, &submitted);
            if mode == Mode::Twice {
                let _ = answers.send(answer.clone());
            }
            let _ = answers.send(answer);
            if let Some(receipt) = receipt {
                world.exchange.deliver(receipts.as_ref(), receipt);
            }
        };
        let setting = self.world.control.of(System::Sms);
        if setting.delay().is_zero() {
            // On the spot, so that texts keep the order they were sent in.
            finish(setting.mode);
            return;
        }
        let world = self.world.clone();
        tokio::spawn(async move {
            let mode = world.control.pause(System::Sms).await;
            if mode != Mode::Down {
                finish(mode);
            }
            drop(permit);
        });
    }
}

fn centre() -> COctetString<1, 16> {
    CENTRE.parse().unwrap_or_default()
}

/// Takes a short message: the answer, and the receipt if one was asked for.
fn accept(world: &Shared, mode: Mode, sequence: u32, submitted: &SubmitSm) -> (Command, Option<DeliverSm>) {
    let refused = |status| (Command::new(status, sequence, SubmitSmResp::default()), None);
    let Some(to) = subscriber(submitted.destination_addr.as_str()) else {
        return refused(CommandStatus::EsmeRinvdstadr);
    };
    let Some((octets, place)) = parts::content(submitted) else {
        return refused(CommandStatus::EsmeRinvesmclass);
    };
    let Some(text) = codings::text(submitted.data_coding, &octets) else {
        return refused(CommandStatus::EsmeRinvdcs);
    };
    let id = world.cx.uuid().simple().to_string();
    let from = submitted.source_addr.as_str().to_owned();
    let delivered = mode != Mode::Disagree;
    if delivered {
        let whole = match place {
            Some(place) => world.exchange.add_part(&from, &to, place, text),
            None => Some(text),
        };
        if let Some(text) = whole {
            let (subject, html) = (String::new(), String::new());
            world.messages.keep(world, Arrival { channel: Channel::Sms, from, to, subject, text, html });
        }
    }
    let Ok(message_id) = COctetString::from_string(id.clone()) else {
        return refused(CommandStatus::EsmeRsyserr);
    };
    let answer = Command::new(CommandStatus::EsmeRok, sequence, SubmitSmResp::new(message_id, Vec::new()));
    (answer, receipt(world, submitted, &id, delivered))
}

/// The number as `+79000000000`; none when it cannot be one.
fn subscriber(address: &str) -> Option<String> {
    let digits = address.strip_prefix('+').unwrap_or(address);
    let fits = (5..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| match digits.parse::<base::Phone>() {
        Ok(phone) => phone.as_str().to_owned(),
        Err(_) => format!("+{digits}"),
    })
}

/// A delivery receipt in the form that the field uses (SMPP 3.4, appendix B), if the sender wants one.
fn receipt(world: &Shared, submitted: &SubmitSm, id: &str, delivered: bool) -> Option<DeliverSm> {
    use MCDeliveryReceipt as Wanted;
    let wanted = match submitted.registered_delivery.mc_delivery_receipt() {
        Wanted::McDeliveryReceiptRequestedWhereFinalDeliveryOutcomeIsSuccessOrFailure => true,
        Wanted::McDeliveryReceiptRequestedWhereFinalDeliveryOutcomeIsFailure => !delivered,
        Wanted::McDeliveryReceiptRequestedWhereFinalDeliveryOutcomeIsSuccess => delivered,
        _ => false,
    };
    if !wanted {
        return None;
    }
    let day = world.now().strftime("%y%m%d%H%M");
    let (count, state, code, outcome) = if delivered {
        ("001", "DELIVRD", "000", MessageState::Delivered)
    } else {
        ("000", "UNDELIV", "001", MessageState::Undeliverable)
    };
    let words =
        format!("id:{id} sub:001 dlvrd:{count} submit date:{day} done date:{day} stat:{state} err:{code} text:");
    let mut class = EsmClass::from(0);
    class.message_type = MessageType::ShortMessageContainsMCDeliveryReceipt;
    let mut receipt = DeliverSm::builder()
        .source_addr_ton(submitted.dest_addr_ton)
        .source_addr_npi(submitted.dest_addr_npi)
        .source_addr(submitted.destination_addr.clone())
        .dest_addr_ton(submitted.source_addr_ton)
        .dest_addr_npi(submitted.source_addr_npi)
        .destination_addr(submitted.source_addr.clone())
        .esm_class(class)
        .short_message(words.parse().ok()?)
        .build();
    receipt.push_tlv(rusmpp::tlvs::MessageDeliveryRequestTlvValue::ReceiptedMessageId(
        COctetString::from_string(id.to_owned()).ok()?,
    ));
    receipt.push_tlv(rusmpp::tlvs::MessageDeliveryRequestTlvValue::MessageState(outcome));
    Some(receipt)
}
