//! HTTP/1.1 over one connection that stays open: as little of a client as measuring needs, so that the load does not eat the
//! machine that it measures.

use std::{
    io::{Error, ErrorKind, Result, Write},
    net::SocketAddr,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// What the server answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// `Location`.
    pub location: Option<String>,
    /// `Set-Cookie`: names and values; an empty value means that the cookie is forgotten.
    pub cookies: Vec<(String, String)>,
    /// `Retry-After`.
    pub retry_after: Option<String>,
    /// The content.
    pub body: Vec<u8>,
}

impl Answer {
    /// The content as a text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The head of an answer and how its content is sent.
#[derive(Debug, Default, PartialEq, Eq)]
struct Head {
    answer: Answer,
    length: Option<usize>,
    chunked: bool,
    closes: bool,
}

/// One connection to a server; it is opened again when the server has closed it.
pub struct Connection {
    address: SocketAddr,
    stream: Option<TcpStream>,
    inbox: Vec<u8>,
    outbox: Vec<u8>,
}

/// One request on its way.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// Path and query.
    pub path: &'a str,
    /// The value of `Cookie`; nothing when empty.
    pub cookies: &'a str,
    /// Further header lines, each ended by `\r\n`.
    pub headers: &'a str,
    /// Media type and content.
    pub body: Option<(&'a str, &'a [u8])>,
}

impl Connection {
    /// A connection to this address, opened by the first request.
    pub fn new(address: SocketAddr) -> Self {
        Self { address, stream: None, inbox: Vec::with_capacity(64 * 1024), outbox: Vec::with_capacity(4 * 1024) }
    }

    /// Sends a request and reads its answer. A connection that the server had closed meanwhile is opened again once, for
    /// requests without content alone: the others might be done twice.
    pub async fn send(&mut self, request: Request<'_>) -> Result<Answer> {
        let was_open = self.stream.is_some();
        match self.try_to_send(request).await {
            Err(error) => {
                self.stream = None;
                if was_open && request.body.is_none() && error.kind() != ErrorKind::InvalidData {
                    return self.try_to_send(request).await;
                }
                Err(error)
            }
            answer => answer,
        }
    }

    async fn try_to_send(&mut self, request: Request<'_>) -> Result<Answer> {
        let stream = match &mut self.stream {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(self.address).await?;
                stream.set_nodelay(true)?;
                self.stream.insert(stream)
            }
        };
        self.outbox.clear();
        write_request(&mut self.outbox, self.address, request)?;
        stream.write_all(&self.outbox).await?;
        self.inbox.clear();
        let (head, start) = loop {
            if stream.read_buf(&mut self.inbox).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            if let Some(end) = memchr::memmem::find(&self.inbox, b"\r\n\r\n") {
                let head = self.inbox.get(..end).and_then(parse_head).ok_or_else(broken)?;
                break (head, end + 4);
            }
        };
        let Head { mut answer, length, chunked, closes } = head;
        answer.body = if chunked {
            read_chunks(stream, &mut self.inbox, start).await?
        } else {
            let end = start + length.unwrap_or(0);
            while self.inbox.len() < end {
                if stream.read_buf(&mut self.inbox).await? == 0 {
                    return Err(ErrorKind::UnexpectedEof.into());
                }
            }
            self.inbox.get(start..end).ok_or_else(broken)?.to_vec()
        };
        if closes {
            self.stream = None;
        }
        Ok(answer)
    }
}

fn broken() -> Error {
    Error::new(ErrorKind::InvalidData, "the answer is not HTTP/1.1")
}

fn write_request(out: &mut Vec<u8>, address: SocketAddr, request: Request<'_>) -> Result<()> {
    let Request { method, path, cookies, headers, body } = request;
    write!(out, "{method} {path} HTTP/1.1\r\nhost: {address}\r\naccept-language: ru\r\n{headers}")?;
    if !cookies.is_empty() {
        write!(out, "cookie: {cookies}\r\n")?;
    }
    if let Some((kind, content)) = body {
        write!(out, "content-type: {kind}\r\ncontent-length: {}\r\n\r\n", content.len())?;
        out.extend_from_slice(content);
    } else {
        out.extend_from_slice(b"\r\n");
    }
    Ok(())
}

fn parse_head(bytes: &[u8]) -> Option<Head> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut lines = text.split("\r\n");
    let status = lines.next()?.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
    let mut head = Head { answer: Answer { status, ..Answer::default() }, ..Head::default() };
    for line in lines {
        let (name, value) = line.split_once(':')?;
        let value = value.trim();
        // The server writes names in lower case.
        match name {
            "content-length" => head.length = Some(value.parse().ok()?),
            "transfer-encoding" => head.chunked = value.contains("chunked"),
            "connection" => head.closes = value.eq_ignore_ascii_case("close"),
            "location" => head.answer.location = Some(value.to_owned()),
            "retry-after" => head.answer.retry_after = Some(value.to_owned()),
            "set-cookie" => {
                let (name, value) = value.split(';').next()?.split_once('=')?;
                head.answer.cookies.push((name.to_owned(), value.to_owned()));
            }
            _ => {}
        }
    }
    Some(head)
}

async fn read_chunks(stream: &mut TcpStream, inbox: &mut Vec<u8>, mut at: usize) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        match next_chunk(inbox.get(at..).unwrap_or_default()) {
            Chunk::Whole { content, length } => {
                body.extend_from_slice(content);
                at += length;
            }
            Chunk::Last => return Ok(body),
            Chunk::Partial => {
                if stream.read_buf(inbox).await? == 0 {
                    return Err(ErrorKind::UnexpectedEof.into());
                }
            }
            Chunk::Broken => return Err(broken()),
        }
    }
}

/// What stands at the beginning of the bytes that have come.
#[derive(Debug, PartialEq, Eq)]
enum Chunk<'a> {
    Whole { content: &'a [u8], length: usize },
    Last,
    Partial,
    Broken,
}

fn next_chunk(bytes: &[u8]) -> Chunk<'_> {
    let Some(line) = memchr::memmem::find(bytes, b"\r\n") else { return Chunk::Partial };
    let size = bytes.get(..line).and_then(|line| std::str::from_utf8(line).ok());
    let Some(size) = size.and_then(|size| usize::from_str_radix(size.trim(), 16).ok()) else { return Chunk::Broken };
    let start = line + 2;
    let length = start + size + 2;
    match bytes.get(start..start + size) {
        _ if bytes.len() < length => Chunk::Partial,
        Some(_) if size == 0 => Chunk::Last,
        Some(content) => Chunk::Whole { content, length },
        None => Chunk::Partial,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_head() {
        let text = b"HTTP/1.1 303 See Other\r\nlocation: /cabinet\r\nset-cookie: okno-session=abc; HttpOnly\r\ncontent-length: 7";
        let head = parse_head(text).unwrap();
        assert_eq!((head.answer.status, head.length, head.chunked), (303, Some(7), false));
        assert_eq!(head.answer.location.as_deref(), Some("/cabinet"));
        assert_eq!(head.answer.cookies, [("okno-session".to_owned(), "abc".to_owned())]);
        assert_eq!(parse_head(b"SSH-2.0"), None);
    }

    #[test]
    fn reads_chunks_as_they_come() {
        assert_eq!(next_chunk(b"3\r\nab"), Chunk::Partial);
        assert_eq!(next_chunk(b"3\r\nabc\r\n0\r\n\r\n"), Chunk::Whole { content: b"abc", length: 8 });
        assert_eq!(next_chunk(b"0\r\n\r\n"), Chunk::Last);
        assert_eq!(next_chunk(b"x\r\n"), Chunk::Broken);
        assert_eq!(next_chunk(b""), Chunk::Partial);
    }

    #[test]
    fn writes_a_request() {
        let address = "127.0.0.1:80".parse().unwrap();
        let request =
            Request { method: "POST", path: "/a", cookies: "b=c", headers: "", body: Some(("text/plain", b"hi")) };
        let mut out = Vec::new();
        write_request(&mut out, address, request).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("POST /a HTTP/1.1\r\nhost: 127.0.0.1:80\r\n"), "{text}");
        assert!(text.ends_with("cookie: b=c\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nhi"), "{text}");
    }
}
