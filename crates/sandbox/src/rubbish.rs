//! What a broken system says: answers that no client may believe, choke on or wait for without end.

use axum::{
    body::{Body, Bytes},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

/// A kind of nonsense. Each has its meaning in every protocol of the sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rubbish {
    /// A page for people where a program asks.
    #[default]
    Words,
    /// It begins rightly and is then no sentence of the language.
    Broken,
    /// It breaks off in the middle.
    Half,
    /// A right sentence about something else.
    Schema,
    /// «Internal error».
    Fault,
    /// It does not end.
    Endless,
    /// «Ask over there».
    Elsewhere,
    /// Bytes that are no text.
    Bytes,
    /// The answer to another question.
    Another,
}

impl Rubbish {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Words,
        Self::Broken,
        Self::Half,
        Self::Schema,
        Self::Fault,
        Self::Endless,
        Self::Elsewhere,
        Self::Bytes,
        Self::Another,
    ];

    /// The name in the control API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Broken => "broken",
            Self::Half => "half",
            Self::Schema => "schema",
            Self::Fault => "fault",
            Self::Endless => "endless",
            Self::Elsewhere => "elsewhere",
            Self::Bytes => "bytes",
            Self::Another => "another",
        }
    }

    /// The answer over HTTP.
    pub(crate) fn over_http(self) -> Response {
        let json = |text: &str| ([(header::CONTENT_TYPE, "application/json")], text.to_owned()).into_response();
        match self {
            Self::Words => {
                let page = "<!doctype html><title>Technical works</title><h1>We will be back soon</h1>";
                ([(header::CONTENT_TYPE, "text/html")], page).into_response()
            }
            Self::Broken => json(r#"{"result": "agreed", "id": "#),
            Self::Half => {
                pieces(vec![Ok(Bytes::from_static(b"{\"result\": \"agr")), Err(std::io::ErrorKind::BrokenPipe.into())])
            }
            Self::Schema => json(r#"{"weather": "fine", "temperature": -7}"#),
            Self::Fault => (StatusCode::INTERNAL_SERVER_ERROR, "java.lang.NullPointerException").into_response(),
            Self::Endless => Body::from_stream(futures_util::stream::repeat_with(|| {
                Ok::<_, std::io::Error>(Bytes::from_static(&[b' '; 16 * 1024]))
            }))
            .into_response(),
            // Nobody is at this port: whoever follows finds a closed door, and the test a failed call.
            Self::Elsewhere => {
                (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "http://127.0.0.1:9/")]).into_response()
            }
            Self::Bytes => {
                ([(header::CONTENT_TYPE, "application/json")], vec![0xff, 0xfe, b'{', 0xc3, 0x28]).into_response()
            }
            Self::Another => json(
                r#"{"result": "agreed", "fields": [], "status": "somebody else",
                    "id": "00000000-0000-4000-8000-000000000000", "amount": {"value_kopecks": 1},
                    "payment_id": "00000000-0000-4000-8000-000000000000",
                    "metadata": {"payment": "00000000-0000-4000-8000-000000000000"},
                    "confirmation_url": "http://127.0.0.1:9/pay"}"#,
            ),
        }
    }

    /// What an SMS centre writes instead of an answer to the command with this sequence number.
    pub(crate) fn over_smpp(self, sequence: u32) -> Vec<u8> {
        const SUBMIT_SM_RESP: u32 = 0x8000_0004;
        let command = |id: u32, status: u32, sequence: u32, body: &[u8]| {
            let length = u32::try_from(16 + body.len()).unwrap_or(16);
            let head = [length, id, status, sequence].map(u32::to_be_bytes).concat();
            [head.as_slice(), body].concat()
        };
        match self {
            Self::Words => b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(),
            // A message id without its end.
            Self::Broken => command(SUBMIT_SM_RESP, 0, sequence, &[b'a'; 70]),
            Self::Half => command(SUBMIT_SM_RESP, 0, sequence, b"abcdef\0").into_iter().take(20).collect(),
            // The answer to a bind.
            Self::Schema => command(0x8000_0002, 0, sequence, b"sandbox\0"),
            // ESME_RSYSERR.
            Self::Fault => command(SUBMIT_SM_RESP, 8, sequence, b""),
            Self::Endless => [u32::MAX.to_be_bytes().as_slice(), &[0; 4096]].concat(),
            // generic_nack: a command of another protocol.
            Self::Elsewhere => command(0x8000_0000, 3, sequence, b""),
            Self::Bytes => (0_u8..=255).rev().collect(),
            Self::Another => command(SUBMIT_SM_RESP, 0, sequence.wrapping_add(77), b"somebody-else\0"),
        }
    }

    /// What a mail server says as its greeting, and whether it says so for ever.
    pub(crate) fn over_smtp(self) -> (&'static [u8], bool) {
        match self {
            Self::Words => (b"HTTP/1.1 400 Bad Request\r\n\r\n", false),
            Self::Broken => (b"220\x00 \r\r\n250 what?\r\n", false),
            Self::Half => (b"220-sandbox.okno", false),
            Self::Schema => (b"999 sandbox.okno.test\r\n", false),
            Self::Fault => (b"421 4.3.0 internal error\r\n", false),
            Self::Endless => (b"220-and so on, and so on, and so on\r\n", true),
            Self::Elsewhere => (b"521 5.3.2 ask mail.example.org\r\n", false),
            Self::Bytes => (b"\xff\xfe\xc3\x28\r\n", false),
            // The answer to DATA.
            Self::Another => (b"354 go on\r\n", false),
        }
    }
}

fn pieces(pieces: Vec<std::io::Result<Bytes>>) -> Response {
    Body::from_stream(futures_util::stream::iter(pieces)).into_response()
}
