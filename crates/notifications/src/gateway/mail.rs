//! E-mail over SMTP (RFC 5321) with a library made for it.

use std::time::Duration;

use base::{Email, Uuid};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
        response::Code,
    },
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, GatewayError, Letter, MailGateway};

/// Where letters are handed over.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// Host name or address of the server.
    pub host: String,
    /// Port: 25, 465 or 587 as a rule.
    pub port: u16,
    /// How the connection is protected.
    #[serde(default)]
    pub tls: MailTls,
    /// The sender, for instance `Окно <no-reply@okno.example>`.
    pub from: String,
    /// User name, where the server asks for one.
    #[serde(default)]
    pub user: Option<String>,
    /// Password of that user.
    #[serde(default)]
    pub password: Option<String>,
    /// Seconds that handing over one letter may take.
    #[serde(default = "default_timeout")]
    pub timeout_seconds: u64,
}

const fn default_timeout() -> u64 {
    30
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// Not at all; for a server on the same machine.
    #[default]
    None,
    /// STARTTLS, required.
    Starttls,
    /// TLS from the first byte.
    Wrapper,
}

/// A pool of connections to one SMTP server.
pub struct SmtpGateway {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    patience: Duration,
}

impl SmtpGateway {
    /// A gateway by its settings; connects at the first letter.
    ///
    /// # Errors
    /// When the sender is not an address or TLS cannot be set up.
    pub fn new(settings: &MailSettings) -> anyhow::Result<Self> {
        let tls = match settings.tls {
            MailTls::None => Tls::None,
            MailTls::Starttls => Tls::Required(TlsParameters::new(settings.host.clone())?),
            MailTls::Wrapper => Tls::Wrapper(TlsParameters::new(settings.host.clone())?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(tls)
            .timeout(Some(Duration::from_secs(settings.timeout_seconds)));
        if let (Some(user), Some(password)) = (&settings.user, &settings.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        let patience = Duration::from_secs(settings.timeout_seconds);
        Ok(Self { transport: builder.build(), from: settings.from.parse()?, patience })
    }

    fn compose(&self, to: &Email, letter: &Letter, key: Uuid) -> Result<Message, GatewayError> {
        let refused = |error: &dyn std::fmt::Display| GatewayError::Refused(error.to_string());
        let domain = self.from.email.domain();
        Message::builder()
            .from(self.from.clone())
            .to(to.as_str().parse().map_err(|error| refused(&error))?)
            .subject(letter.subject.clone())
            .message_id(Some(format!("<{key}@{domain}>")))
            .multipart(MultiPart::alternative_plain_html(plain(letter), html(letter)))
            .map_err(|error| refused(&error))
    }
}

/// Whether a reply speaks of this letter or its mailbox (RFC 5321, 4.2.3). Any other refusal (of us, of the command, of all
/// mail) may pass.
fn is_of_the_letter(code: Code) -> bool {
    matches!(u16::from(code), 550..=553 | 556)
}

fn plain(letter: &Letter) -> String {
    match &letter.link {
        Some(link) => format!("{}\n\n{}: {link}\n", letter.text, letter.action),
        None => format!("{}\n", letter.text),
    }
}

fn html(letter: &Letter) -> String {
    let text = escape(&letter.text).replace('\n', "<br>");
    let button = letter.link.as_ref().map_or_else(String::new, |link| {
        format!(
            "<p style=\"margin:24px 0\"><a href=\"{}\" style=\"background:#2747c7;color:#fff;border-radius:10px;\
             padding:12px 20px;text-decoration:none;font-weight:600\">{}</a></p>",
            escape(link),
            escape(&letter.action)
        )
    });
    format!(
        "<!doctype html><html><body style=\"margin:0;padding:24px;font:16px/1.5 Arial,sans-serif;color:#141b2d\">\
         <h1 style=\"font-size:20px\">{}</h1><p>{text}</p>{button}</body></html>",
        escape(&letter.subject)
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl MailGateway for SmtpGateway {
    fn send<'a>(&'a self, to: &'a Email, letter: &'a Letter, key: Uuid) -> Answer<'a, ()> {
        Box::pin(async move {
            let message = self.compose(to, letter, key)?;
            // The library waits without end for a server that took the connection and says nothing.
            let sent = tokio::time::timeout(self.patience, self.transport.send(message));
            match sent.await.map_err(|_| GatewayError::Away("no answer in time".to_owned()))? {
                Ok(_) => Ok(()),
                Err(error) if error.status().is_some_and(is_of_the_letter) => {
                    Err(GatewayError::Refused(error.to_string()))
                }
                Err(error) => Err(GatewayError::Away(error.to_string())),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> MailSettings {
        MailSettings {
            host: "127.0.0.1".to_owned(),
            port: 25,
            tls: MailTls::None,
            from: "Окно <no-reply@okno.example>".to_owned(),
            user: None,
            password: None,
            timeout_seconds: 1,
        }
    }

    /// Whatever a letter says, it has the headers that we write and one recipient.
    #[tokio::test]
    async fn no_word_of_a_letter_becomes_a_header() {
        let gateway = SmtpGateway::new(&settings()).unwrap();
        let to = "anna@example.org".parse().unwrap();
        for line_end in ["\r\n", "\n", "\r", "\u{2028}", "\u{85}"] {
            let evil = format!("Ответ{line_end}Bcc: thief@example.org{line_end}{line_end}<script>Вы выиграли</script>");
            let letter = Letter { subject: evil.clone(), text: evil.clone(), link: Some(evil.clone()), action: evil };
            let Ok(message) = gateway.compose(&to, &letter, Uuid::nil()) else { continue };
            let recipients = message.envelope().to();
            assert_eq!(recipients.len(), 1, "{line_end:?}");
            let text = String::from_utf8(message.formatted()).unwrap();
            let (head, _) = text.split_once("\r\n\r\n").unwrap();
            for line in head.split(['\r', '\n']).filter(|line| !line.is_empty()) {
                let known = ["From:", "To:", "Subject:", "Message-ID:", "MIME-Version:", "Date:", "Content-Type:", " "];
                assert!(known.iter().any(|name| line.starts_with(name)), "{line_end:?}: {line}");
            }
            assert!(!text.contains("<script>"), "{line_end:?}");
        }
    }
}
