//! SMS over SMPP: texts arrive whole, receipts come back, and a centre that was away is found again.

use std::time::Duration;

use base::{Cx, Phone};
use notifications::gateway::{
    GatewayError, SmsGateway,
    smpp::{SmppGateway, SmppSettings, SmsReceipt},
};
use tokio::{
    sync::mpsc::Receiver,
    time::{Instant, sleep, timeout},
};

use crate::sandbox::{PATIENCE, Sandbox};

const PHONE: &str = "+79005550101";
const NOWHERE: &str = "http://127.0.0.1:9/hooks/payments";

fn gateway(sandbox: &Sandbox, password: &str) -> (SmppGateway, Receiver<SmsReceipt>) {
    SmppGateway::new(SmppSettings {
        timeout_seconds: PATIENCE.as_secs(),
        address: sandbox.doors.smpp.to_string(),
        system_id: "okno".to_owned(),
        password: password.to_owned(),
        sender: "Okno".to_owned(),
    })
}

async fn send(gateway: &SmppGateway, text: &str) -> Result<String, GatewayError> {
    let phone: Phone = PHONE.parse().unwrap();
    gateway.send(&phone, text, Cx::system().uuid()).await
}

async fn next(receipts: &mut Receiver<SmsReceipt>) -> SmsReceipt {
    timeout(PATIENCE, receipts.recv()).await.expect("a receipt in time").expect("an open connection")
}

fn delivered(id: String) -> SmsReceipt {
    SmsReceipt { id, delivered: true, state: "DELIVRD".to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn short_and_long_texts_arrive_whole_with_one_receipt_each() {
    let sandbox = Sandbox::start(NOWHERE).await;
    let (gateway, mut receipts) = gateway(&sandbox, "okno-sms");
    let long = "Заявление 2611-0048-31: ведомство просит дополнить его. ".repeat(9);
    for text in ["Код подтверждения: 123456 «ёжик»", long.trim_end(), "Plain Latin text, 1 part"]
    {
        let id = send(&gateway, text).await.unwrap();
        // The order of receipts is the order of messages, so a second receipt of a long text would be seen here.
        assert_eq!(next(&mut receipts).await, delivered(id));
        assert_eq!(sandbox.messages("sms", PHONE).await[0].text, text);
    }
    assert_eq!(sandbox.messages("sms", PHONE).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_go_over_one_connection() {
    let sandbox = Sandbox::start(NOWHERE).await;
    let (gateway, mut receipts) = gateway(&sandbox, "okno-sms");
    let texts: Vec<String> = (0..20).map(|number| format!("Сообщение {number}")).collect();
    let mut sent: Vec<String> = Vec::new();
    for id in all_at_once(&gateway, &texts).await {
        sent.push(id.unwrap());
    }
    let mut receipted = Vec::new();
    for _ in 0..texts.len() {
        receipted.push(next(&mut receipts).await.id);
    }
    sent.sort();
    receipted.sort();
    assert_eq!(sent, receipted);
    assert_eq!(sandbox.messages("sms", PHONE).await.len(), 20);
}

async fn all_at_once(gateway: &SmppGateway, texts: &[String]) -> Vec<Result<String, GatewayError>> {
    let (one, two) = texts.split_at(texts.len() / 2);
    let half = async |texts: &[String]| {
        let mut ids = Vec::new();
        for text in texts {
            ids.push(send(gateway, text).await);
        }
        ids
    };
    let (mut ids, others) = tokio::join!(half(one), half(two));
    ids.extend(others);
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_is_off_is_told() {
    let sandbox = Sandbox::start(NOWHERE).await;
    let (gateway, mut receipts) = gateway(&sandbox, "okno-sms");
    sandbox.control("sms", "disagree").await;
    let id = send(&gateway, "Вас нет").await.unwrap();
    assert_eq!(next(&mut receipts).await, SmsReceipt { id, delivered: false, state: "UNDELIV".to_owned() });
    assert!(sandbox.messages("sms", PHONE).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_centre_that_was_down_is_found_again() {
    let sandbox = Sandbox::start(NOWHERE).await;
    let (gateway, mut receipts) = gateway(&sandbox, "okno-sms");
    let id = send(&gateway, "До").await.unwrap();
    assert_eq!(next(&mut receipts).await, delivered(id));

    sandbox.control("sms", "down").await;
    let failed = send(&gateway, "Во время").await.unwrap_err();
    assert!(matches!(failed, GatewayError::Away(_)), "{failed}");
    sandbox.control("sms", "ok").await;
    // The end of the old connection may be noticed only by the next message; a job comes again in any case.
    let deadline = Instant::now() + PATIENCE;
    let id = loop {
        match send(&gateway, "После").await {
            Ok(id) => break id,
            Err(error) => assert!(Instant::now() < deadline, "{error}"),
        }
        sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(next(&mut receipts).await, delivered(id));
    let texts: Vec<String> = sandbox.messages("sms", PHONE).await.into_iter().map(|message| message.text).collect();
    assert_eq!(texts, ["После", "До"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_away_and_stays_secret() {
    let sandbox = Sandbox::start(NOWHERE).await;
    let (gateway, _receipts) = gateway(&sandbox, "wrong-pw");
    for _ in 0..2 {
        let failed = send(&gateway, "Никому").await.unwrap_err();
        assert!(matches!(failed, GatewayError::Away(_)) && !failed.to_string().contains("wrong-pw"), "{failed}");
    }
    assert!(sandbox.messages("sms", PHONE).await.is_empty());
}
