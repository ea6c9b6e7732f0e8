//! E-mail over SMTP: a letter arrives with subject, text and link.

use base::{Cx, Email};
use notifications::gateway::{
    GatewayError, Letter, MailGateway,
    mail::{MailSettings, MailTls, SmtpGateway},
};

use crate::sandbox::{PATIENCE, Sandbox};

const MAIL: &str = "anna.vetrova@example.org";
const LINK: &str = "https://okno.example/cabinet/applications/1?a=1&b=2";

fn letter() -> Letter {
    Letter {
        subject: "Заявление № 2611-0048-31: нужны дополнения, ответьте до 5 декабря 2026 года".to_owned(),
        text: "Ведомство просит <дополнить> заявление.\nОтветьте в срок & без спешки.".to_owned(),
        link: Some(LINK.to_owned()),
        action: "Открыть в кабинете".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_arrives_with_subject_text_and_link() {
    let sandbox = Sandbox::start("http://127.0.0.1:9/").await;
    let gateway = SmtpGateway::new(&MailSettings {
        host: sandbox.doors.smtp.ip().to_string(),
        port: sandbox.doors.smtp.port(),
        tls: MailTls::None,
        from: "Окно <no-reply@okno.example>".to_owned(),
        user: None,
        password: None,
        timeout_seconds: PATIENCE.as_secs(),
    })
    .unwrap();
    let (to, letter): (Email, Letter) = (MAIL.parse().unwrap(), letter());
    let send = async || gateway.send(&to, &letter, Cx::system().uuid()).await;

    send().await.unwrap();
    let got = sandbox.message("mail", MAIL, "Ведомство просит <дополнить> заявление.").await;
    assert_eq!(got.subject, letter.subject);
    assert!(got.text.contains("Ответьте в срок & без спешки."), "{}", got.text);
    assert!(got.text.contains(&format!("Открыть в кабинете: {LINK}")), "{}", got.text);
    assert!(got.html.contains("&lt;дополнить&gt;") && got.html.contains("?a=1&amp;b=2\""), "{}", got.html);

    sandbox.control("mail", "down").await;
    let failed = send().await.unwrap_err();
    assert!(matches!(failed, GatewayError::Away(_)), "{failed}");
    sandbox.control("mail", "disagree").await;
    let failed = send().await.unwrap_err();
    assert!(matches!(failed, GatewayError::Refused(_)), "{failed}");
    sandbox.control("mail", "ok").await;
    send().await.unwrap();
    assert_eq!(sandbox.messages("mail", MAIL).await.len(), 2);
}
