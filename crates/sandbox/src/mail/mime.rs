//! From the bytes of a letter to its subject, text and HTML.

use mail_parser::{MessageParser, PartType};

/// How many bytes of text or HTML are kept of one letter.
const MOST: usize = 512 * 1024;

/// What a person would see of a letter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Letter {
    /// The subject, decoded.
    pub(super) subject: String,
    /// The text part, or the HTML part without its marks when there is no text.
    pub(super) text: String,
    /// The HTML part, or nothing.
    pub(super) html: String,
}

/// Reads a letter. What cannot be read shows as it came.
pub(super) fn read(bytes: &[u8]) -> Letter {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Letter { text: shortened(String::from_utf8_lossy(bytes).into_owned()), ..Letter::default() };
    };
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.to_string()),
        _ => None,
    });
    let text = message.body_text(0).map(|text| text.replace("\r\n", "\n")).unwrap_or_default();
    Letter {
        subject: shortened(message.subject().unwrap_or_default().to_owned()),
        text: shortened(text.trim_end().to_owned()),
        html: shortened(html.unwrap_or_default()),
    }
}

fn shortened(mut text: String) -> String {
    if text.len() > MOST {
        text.truncate(text.floor_char_boundary(MOST));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_parts_of_an_alternative() {
        let letter = read(
            "Subject: =?utf-8?B?0JrQvtC0INC/0L7QtNGC0LLQtdGA0LbQtNC10L3QuNGP?=\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
             =D0=9A=D0=BE=D0=B4: 123456\r\nhttps://okno.example/?a=3Db=\r\nc\r\n\
             --b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
             PGI+MTIzNDU2PC9iPg==\r\n--b--\r\n"
                .as_bytes(),
        );
        assert_eq!(letter.subject, "Код подтверждения");
        assert_eq!(letter.text, "Код: 123456\nhttps://okno.example/?a=bc");
        assert_eq!(letter.html, "<b>123456</b>");
    }

    #[test]
    fn plain_text_alone_has_no_html() {
        let letter = read("Subject: x\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n".as_bytes());
        assert_eq!(letter, Letter { subject: "x".to_owned(), ..Letter::default() });
    }
}
