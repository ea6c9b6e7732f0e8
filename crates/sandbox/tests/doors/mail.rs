//! The mail server with the client library that the portal uses, and by hand.

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, message::MultiPart,
    transport::smtp::authentication::Credentials,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::running::{Running, running};

fn transport(running: &Running) -> AsyncSmtpTransport<Tokio1Executor> {
    let (host, port) = running.sandbox.doors.smtp.rsplit_once(':').unwrap();
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
        .port(port.parse().unwrap())
        .credentials(Credentials::new("okno".into(), "okno-mail".into()))
        .build()
}

fn letter() -> Message {
    Message::builder()
        .from("Портал «Окно» <robot@okno.example>".parse().unwrap())
        .to("Анна Ветрова <Anna.Vetrova@example.org>".parse().unwrap())
        .subject("Код подтверждения")
        .multipart(MultiPart::alternative_plain_html(
            "Код: 123456\n.\nhttps://okno.example/register?link=abc".to_owned(),
            "<p>Код: <b>123456</b></p>".to_owned(),
        ))
        .unwrap()
}

#[tokio::test]
async fn a_letter_arrives_with_text_and_html() {
    let running = running().await;
    transport(&running).send(letter()).await.unwrap();
    let messages = running.messages("channel=mail&to=ANNA.vetrova@example.org", 1).await;
    assert_eq!(messages[0]["subject"], "Код подтверждения");
    assert_eq!(messages[0]["text"], "Код: 123456\n.\nhttps://okno.example/register?link=abc");
    assert_eq!(messages[0]["html"], "<p>Код: <b>123456</b></p>");
    assert_eq!(messages[0]["to"], "anna.vetrova@example.org");
    assert_eq!(messages[0]["from"], "robot@okno.example");
}

#[tokio::test]
async fn a_mailbox_can_refuse_and_a_server_be_down() {
    let running = running().await;
    running.set("mail", "disagree").await;
    let refused = transport(&running).send(letter()).await.unwrap_err();
    assert!(refused.is_permanent(), "{refused}");
    running.set("mail", "down").await;
    assert!(transport(&running).send(letter()).await.is_err());
    running.set("mail", "ok").await;
    transport(&running).send(letter()).await.unwrap();
    running.messages("channel=mail", 1).await;
}

#[tokio::test]
async fn commands_by_hand_and_out_of_order() {
    let running = running().await;
    let mut line = TcpStream::connect(&running.sandbox.doors.smtp).await.unwrap();
    line.write_all(
        b"EHLO me\r\nDATA\r\nRCPT TO:<a@example.org>\r\nMAIL FROM:<>\r\nRCPT TO:<nobody>\r\nRCPT TO:<a@example.org>\r\n\
          RCPT TO:<b@example.org>\r\nDATA\r\n",
    )
    .await
    .unwrap();
    line.write_all(b"Subject: two\r\n\r\n..dots\r\n.\r\nNONSENSE\r\nQUIT\r\n").await.unwrap();
    let mut heard = String::new();
    line.read_to_string(&mut heard).await.unwrap();
    let codes: Vec<&str> = heard.lines().filter(|line| line.as_bytes()[3] == b' ').map(|line| &line[..3]).collect();
    assert_eq!(codes, ["220", "250", "503", "503", "250", "501", "250", "250", "354", "250", "500", "221"], "{heard}");
    let messages = running.messages("channel=mail", 2).await;
    assert_eq!((&messages[0]["text"], &messages[0]["to"]), (&".dots".into(), &"b@example.org".into()));
}
