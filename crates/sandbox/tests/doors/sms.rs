//! The SMS centre with the client library that the portal uses.

use std::str::FromStr;

use futures_util::StreamExt;
use rusmpp::{
    CommandStatus, Pdu,
    extra::{concatenation::SubmitSmMultipartExt, encoding::ucs2::Ucs2},
    pdus::{BindReceiver, BindTransceiver, BindTransmitter, DeliverSm, DeliverSmResp, SubmitSm},
    tlvs::{MessageSubmissionRequestTlvValue, TlvValue},
    types::{AnyOctetString, COctetString, OctetString},
    values::{DataCoding, MessagePayload, RegisteredDelivery},
};
use rusmppc::{Client, ConnectionBuilder, Event, error::Error};
use tokio::sync::mpsc;

use crate::running::{PATIENCE, Running, running};

/// A client on one connection, and the receipts that it gets.
async fn connect(running: &Running) -> (Client, mpsc::UnboundedReceiver<DeliverSm>) {
    let (client, mut events) = ConnectionBuilder::new()
        .response_timeout(PATIENCE)
        .connect(format!("smpp://{}", running.sandbox.doors.smpp))
        .await
        .unwrap();
    let (sender, receiver) = mpsc::unbounded_channel();
    let own = client.clone();
    tokio::spawn(async move {
        while let Some(event) = events.next().await {
            if let Event::Incoming(command) = event
                && let Some(Pdu::DeliverSm(receipt)) = command.pdu()
            {
                let _ = own.deliver_sm_resp(command.sequence_number(), DeliverSmResp::default()).await;
                let _ = sender.send(receipt.clone());
            }
        }
    });
    (client, receiver)
}

fn name<const MAX: usize>(text: &str) -> COctetString<1, MAX> {
    COctetString::from_str(text).unwrap()
}

fn transceiver(password: &str) -> BindTransceiver {
    BindTransceiver::builder().system_id(name("okno")).password(name(password)).build()
}

fn ucs2(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn submission(to: &str) -> SubmitSm {
    SubmitSm::builder()
        .source_addr(name("Okno"))
        .destination_addr(name(to))
        .registered_delivery(RegisteredDelivery::request_all())
        .data_coding(DataCoding::Ucs2)
        .build()
}

fn words(receipt: &DeliverSm) -> String {
    receipt.short_message().to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_text_arrives_and_its_receipt_names_it() {
    let running = running().await;
    let (client, mut receipts) = connect(&running).await;
    client.bind_transceiver(transceiver("okno-sms")).await.unwrap();
    let mut text = submission("79005550101");
    text.set_short_message(OctetString::from_slice(&ucs2("Код подтверждения: 123456")).unwrap());
    let accepted = client.submit_sm(text).await.unwrap();

    let messages = running.messages("channel=sms&to=%2B79005550101", 1).await;
    assert_eq!(messages[0]["text"], "Код подтверждения: 123456");
    assert_eq!(messages[0]["to"], "+79005550101");
    assert_eq!(messages[0]["from"], "Okno");
    let receipt = receipts.recv().await.unwrap();
    let id = accepted.message_id().as_str();
    assert!(words(&receipt).starts_with(&format!("id:{id} sub:001 dlvrd:001 ")), "{}", words(&receipt));
    assert!(words(&receipt).contains(" stat:DELIVRD err:000"));
    assert!(
        receipt
            .tlvs()
            .iter()
            .any(|tlv| { matches!(tlv.value(), Some(TlvValue::ReceiptedMessageId(told)) if told.as_str() == id) })
    );
    client.unbind().await.unwrap();
}

#[tokio::test]
async fn a_long_text_comes_in_parts_and_shows_once() {
    let running = running().await;
    let (client, _receipts) = connect(&running).await;
    client.bind_transceiver(transceiver("okno-sms")).await.unwrap();
    let long = "Ваше заявление принято. Мы сообщим, когда ведомство примет решение. ".repeat(5);
    let parts = submission("+79005550102").multipart(&long).reference_u16(700).encoder(Ucs2::new()).build().unwrap();
    assert!(parts.len() > 3);
    for part in parts.into_iter().rev() {
        client.submit_sm(part).await.unwrap();
    }
    let messages = running.messages("to=89005550102", 1).await;
    assert_eq!(messages[0]["text"], long);
}

#[tokio::test]
async fn a_long_text_comes_as_payload_or_in_sar_parts() {
    let running = running().await;
    let (client, _receipts) = connect(&running).await;
    client.bind_transceiver(transceiver("okno-sms")).await.unwrap();
    let long = "Результат готов. ".repeat(60);
    let mut text = submission("79005550103");
    let payload = MessagePayload::new(AnyOctetString::from_vec(ucs2(&long)));
    text.push_tlv(MessageSubmissionRequestTlvValue::MessagePayload(payload));
    client.submit_sm(text).await.unwrap();
    for (number, words) in [(1, "раз, "), (2, "два")] {
        let mut part = submission("79005550103");
        part.set_short_message(OctetString::from_slice(&ucs2(words)).unwrap());
        part.push_tlv(MessageSubmissionRequestTlvValue::SarMsgRefNum(9));
        part.push_tlv(MessageSubmissionRequestTlvValue::SarTotalSegments(2));
        part.push_tlv(MessageSubmissionRequestTlvValue::SarSegmentSeqnum(number));
        client.submit_sm(part).await.unwrap();
    }
    let messages = running.messages("channel=sms", 2).await;
    assert_eq!(messages[0]["text"], "раз, два");
    assert_eq!(messages[1]["text"], long);
}

#[tokio::test]
async fn receipts_of_a_transmitter_go_to_the_receiver() {
    let running = running().await;
    let (client, _none) = connect(&running).await;
    client
        .bind_transmitter(BindTransmitter::builder().system_id(name("okno")).password(name("okno-sms")).build())
        .await
        .unwrap();
    let mut text = submission("79005550104");
    text.data_coding = DataCoding::McSpecific;
    text.set_short_message(OctetString::from_static_str("Code 12").unwrap());
    let accepted = client.submit_sm(text).await.unwrap();
    // The receiver binds later: the receipt has waited.
    let (listener, mut receipts) = connect(&running).await;
    listener
        .bind_receiver(BindReceiver::builder().system_id(name("okno")).password(name("okno-sms")).build())
        .await
        .unwrap();
    assert!(words(&receipts.recv().await.unwrap()).contains(accepted.message_id().as_str()));
    assert_eq!(running.messages("channel=sms", 1).await[0]["text"], "Code 12");
}

#[tokio::test]
async fn strangers_and_wrong_numbers_are_refused() {
    let running = running().await;
    let (client, _) = connect(&running).await;
    let refused = client.bind_transceiver(transceiver("wrong")).await.unwrap_err();
    assert_eq!(status(&refused), CommandStatus::EsmeRinvpaswd);
    let refused = client.submit_sm(submission("79005550101")).await.unwrap_err();
    assert_eq!(status(&refused), CommandStatus::EsmeRinvbndsts);
    client.bind_transceiver(transceiver("okno-sms")).await.unwrap();
    let refused = client.submit_sm(submission("мимо".len().to_string().as_str())).await.unwrap_err();
    assert_eq!(status(&refused), CommandStatus::EsmeRinvdstadr);
    assert!(running.messages("channel=sms", 0).await.is_empty());
}

#[tokio::test]
async fn disagreement_is_an_undelivered_text_and_outage_a_closed_line() {
    let running = running().await;
    let (client, mut receipts) = connect(&running).await;
    client.bind_transceiver(transceiver("okno-sms")).await.unwrap();
    running.set("sms", "disagree").await;
    let mut text = submission("79005550105");
    text.set_short_message(OctetString::from_slice(&ucs2("нет")).unwrap());
    client.submit_sm(text.clone()).await.unwrap();
    assert!(words(&receipts.recv().await.unwrap()).contains("stat:UNDELIV err:001"));
    running.messages("channel=sms", 0).await;
    running.set("sms", "down").await;
    tokio::time::timeout(PATIENCE, client.closed()).await.expect("the line is closed");
}

fn status(error: &Error) -> CommandStatus {
    match error {
        Error::UnexpectedResponse { response } => response.status(),
        other => panic!("{other:?}"),
    }
}
